from django.apps import AppConfig


class SensemakingConfig(AppConfig):
    name = "cocrea.sensemaking"
    label = "sensemaking"
