from django.apps import AppConfig


class Config(AppConfig):
    name = "cocrea.plan"
    label = "plan"
