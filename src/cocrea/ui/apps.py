from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "cocrea.ui"
    label = "ui"
    verbose_name = "Interface"
