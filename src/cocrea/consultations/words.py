"""What people read for the codes of this room."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

STATES: Mapping[str, Promise | str] = {
    "upcoming": _("por abrir"),
    "open": _("abierta"),
    "closed": _("cerrada"),
}
TONES: Mapping[str, str] = {"upcoming": "info", "open": "good", "closed": "neutral"}
STANCES: Mapping[str, Promise | str] = {
    "agree": _("De acuerdo"),
    "partly": _("En parte"),
    "disagree": _("En desacuerdo"),
}
SCALE: Mapping[str, Promise | str] = {
    "1": _("1: nada"),
    "2": "2",
    "3": "3",
    "4": "4",
    "5": _("5: totalmente"),
}


def reader(spanish: str, english: str) -> str:
    """The text in the reader's language; Spanish where nobody translated it."""
    return english if english and (get_language() or "").startswith("en") else spanish
