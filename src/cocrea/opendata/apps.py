"""Django's name for this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "cocrea.opendata"
    label = "opendata"
    verbose_name = _("Datos abiertos")
