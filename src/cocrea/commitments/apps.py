from django.apps import AppConfig


class Config(AppConfig):
    name = "cocrea.commitments"
    label = "commitments"
