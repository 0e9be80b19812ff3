from django.apps import AppConfig


class Config(AppConfig):
    name = "cocrea.followup"
    label = "followup"
