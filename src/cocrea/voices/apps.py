"""Django's name for this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VoicesConfig(AppConfig):
    name = "cocrea.voices"
    label = "voices"
    verbose_name = _("Voces")
