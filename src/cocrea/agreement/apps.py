from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "cocrea.agreement"
    label = "agreement"
