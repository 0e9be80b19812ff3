"""What people read for the codes of this room."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cocrea.process.models import Theme

STATES: Mapping[str, Promise] = {
    "draft": _("borrador"),
    "published": _("publicada"),
    "merged": _("unida a otra"),
    "split": _("dividida"),
    "withdrawn": _("retirada"),
}
TONES: Mapping[str, str] = {
    "draft": "neutral",
    "published": "good",
    "merged": "info",
    "split": "info",
    "withdrawn": "warn",
}
OPERATIONS: Mapping[str, Promise] = {
    "group": _("Se agruparon los puntos"),
    "add": _("Se sumaron puntos"),
    "move": _("Un punto pasó a otra propuesta"),
    "retitle": _("Se redactó de nuevo"),
    "merge": _("Se unieron propuestas"),
    "split": _("Se dividió"),
    "withdraw": _("Se retiró"),
}
# What a merge is called before somebody else confirmed it, or after they did not.
MERGES: Mapping[str, Promise] = {
    "proposed": _("Se pidió unir propuestas"),
    "rejected": _("No se aceptó unir propuestas"),
}
OPERATION_STATES: Mapping[str, Promise] = {
    "proposed": _("espera a una segunda persona"),
    "confirmed": _("confirmada por una segunda persona"),
    "rejected": _("rechazada"),
}


def theme_name(theme: Theme | None) -> str:
    """In the reader's language; "" for no theme."""
    if theme is None:
        return ""
    english = (get_language() or "").startswith("en")
    return theme.name_en if english and theme.name_en else theme.name_es


def web_language(code: str) -> str:
    """ISO 639-3 as pages write it: es and en have two letters."""
    return {"spa": "es", "eng": "en", "und": ""}.get(code, code)
