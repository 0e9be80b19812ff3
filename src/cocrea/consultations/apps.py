from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "cocrea.consultations"
    label = "consultations"
