from django.apps import AppConfig


class TraceConfig(AppConfig):
    name = "cocrea.trace"
    label = "trace"
