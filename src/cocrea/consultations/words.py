"""What people read for the codes of this room."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cocrea.consultations.models import Question

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


def labels_of(question: Question) -> dict[str, Promise | str]:
    """Words for the values of a closed question."""
    if question.kind == "scale":
        return dict(SCALE)
    return {o["value"]: reader(o["text"], o["text_en"]) for o in question.options}


def grid_labels(
    question: Question,
) -> tuple[dict[str, Promise | str], dict[str, Promise | str]]:
    """Words for the columns and the rows of a matrix or a rank."""
    own = labels_of(question)
    if question.kind == "matrix":
        return own, {r["value"]: reader(r["text"], r["text_en"]) for r in question.rows}
    places = range(1, len(question.options) + 1)
    return {str(n): gettext("lugar %(n)s") % {"n": n} for n in places}, own
