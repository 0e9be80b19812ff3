from django.apps import AppConfig


class Config(AppConfig):
    name = "cocrea.languages"
    label = "languages"
