from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "cocrea.process"
    label = "process"
