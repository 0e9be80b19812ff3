"""Django's name for this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "cocrea.ledger"
    label = "ledger"
    verbose_name = _("Registro público")
