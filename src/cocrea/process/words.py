"""What people read for the codes of this room."""

import textwrap
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.dates import Interval, Precision
from cocrea.people.messages import role_name
from cocrea.process.rules.parts import Amount
from cocrea.process.rules.schema import Methodology

Label = str | Promise

SOURCE_LANGUAGE = "es"  # methodologies are written in Spanish, with English names beside

PRECISIONS: dict[str, Label] = {
    "day": _("día fijado"),
    "week": _("falta fijar el día: se sabe la semana"),
    "fortnight": _("falta fijar el día: se sabe la quincena"),
    "month": _("falta fijar el día: se sabe el mes"),
    "range": _("período completo"),
}
PLACES: dict[str, tuple[Label, str]] = {
    "candidate": (_("propuesta"), "neutral"),
    "alternate": (_("alterna"), "warn"),
    "confirmed": (_("confirmada"), "good"),
}
PER: dict[str, Label] = {
    "event": "",
    "place": _("en cada sede"),
    "round": _("en cada ronda"),
}
AMOUNTS: dict[str, Label] = {
    "exactly": "%(value)s",
    "about": _("alrededor de %(value)s"),
    "at_least": _("al menos %(value)s"),
    "at_most": _("como máximo %(value)s"),
    "between": _("entre %(value)s y %(upto)s"),
}
THEME_STATES: dict[str, tuple[Label, str]] = {
    "candidate": (_("Candidato"), "warn"),
    "prioritised": (_("Priorizado"), "good"),
    "dropped": (_("Descartado"), "neutral"),
}
VOICE_KINDS: dict[str, Label] = {
    "voice": _("voces"),
    "opinion": _("opiniones"),
    "proposal": _("propuestas"),
    "comment": _("comentarios"),
    "suggestion": _("sugerencias de la Alianza"),
}
CLOSES_ON: dict[str, Label] = {
    "admitted": _("admitida"),
    "treated": _("separada en puntos"),
    "answered": _("respondida con razones"),
    "followed": _("en seguimiento"),
}
TECHNIQUES: dict[str, Label] = {
    "consensus": _("consenso"),
    "consent": _("consentimiento: nadie mantiene una objeción razonada"),
    "gradient": _("gradiente de acuerdo"),
    "majority": _("mayoría simple"),
    "qualified_majority": _("mayoría calificada"),
    "approval": _("aprobación de varias opciones"),
}
NOTICE_THINGS: dict[str, Label] = {
    "call": _("la convocatoria"),
    "agenda": _("la agenda"),
    "method": _("el método"),
    "authorities": _("la lista de autoridades"),
    "document": _("los documentos"),
}
SECTORS: dict[str, Label] = {
    "public": _("sector público"),
    "civil_society": _("sociedad civil"),
    "private": _("sector privado"),
    "academia": _("academia"),
    "cooperation": _("cooperación internacional"),
    "municipality": _("municipalidades"),
    "citizen": _("ciudadanía sin organización"),
}
FLOOR_THINGS: dict[str, Label] = {
    "table": _("cada mesa"),
    "round": _("cada ronda"),
    "meeting": _("cada reunión"),
    "decision": _("cada decisión"),
}
EXCEPTION_STATES: dict[str, tuple[Label, str]] = {
    "proposed": (_("espera la decisión"), "warn"),
    "published": (_("vigente"), "good"),
    "declined": (_("no aprobada"), "neutral"),
    "withdrawn": (_("retirada: la regla vuelve a valer"), "neutral"),
}
# Codes of findings that a published exception may lift. Those of higher rooms are only named.
LIFTABLE: dict[str, Label] = {
    "process.gate_not_met": _("Una condición para abrir o cerrar una fase"),
    "plan.open_voices": _("Cerrar el Plan con voces que todavía esperan respuesta"),
    "commitments.over_cap": _("El tope de compromisos del Plan"),
    "commitments.milestones_over_cap": _("El tope de metas por compromiso"),
}


def english() -> bool:
    return (get_language() or "").startswith("en")


def said(thing: Any, name: str) -> tuple[str, str]:
    """Text of a field in the reader's language where it exists, and the language it is in."""
    other = getattr(thing, f"{name}_en", "") if english() else ""
    if other:
        return str(other), "en"
    text = getattr(thing, name, None)
    return str(getattr(thing, f"{name}_es", "") if text is None else text), SOURCE_LANGUAGE


def short(text: str, width: int = 90) -> str:
    """The first words, on one line."""
    return textwrap.shorten(text, width, placeholder="…")


def amount_text(amount: Amount | None) -> str:
    """ "alrededor de 150", "4 o 6"; empty when the text states none."""
    if amount is None:
        return ""
    if amount.op == "one_of":
        return _g(" o ").join(map(str, amount.among))
    return str(AMOUNTS[amount.op]) % {"value": amount.value, "upto": amount.upto}


def role_text(law: Methodology, code: str) -> str:
    """What this methodology calls a role; otherwise what the house calls it."""
    found = next((role for role in law.roles if role.code == code), None)
    return said(found, "name")[0] if found else str(role_name(code))


def shown(days: tuple[Any, Any]) -> Interval:
    """Both days as an interval that is written in full."""
    return Interval(*days, precision=Precision.RANGE)


def joined(labels: Any) -> str:
    """ "a, b y c" in the reader's language."""
    words = [str(label) for label in labels]
    if len(words) < 2:
        return "".join(words)
    return _g("%(list)s y %(last)s") % {"list": ", ".join(words[:-1]), "last": words[-1]}


# The public call and earlier plans.
CHANNEL_NAMES: dict[str, Any] = {
    "letter": _("Carta u oficio"),
    "email": _("Correo electrónico"),
    "telephone": _("Teléfono"),
    "in_person": _("En persona"),
    "notice": _("Aviso en prensa o cartel"),
    "radio": _("Radio"),
    "portal": _("Portal"),
    "other": _("Otro medio"),
}
TRUST_NAMES: dict[str, Any] = {
    "read": _("leído en la fuente"),
    "background": _("conocimiento general, por cotejar"),
    "inferred": _("deducido, por cotejar"),
}
EARLIER_PLAN_STATES: dict[str, Any] = {
    "": _("No se sabe"),
    "implemented": _("Implementado"),
    "closing": _("En su fase final"),
    "running": _("En cumplimiento"),
    "abandoned": _("No se terminó"),
}
EARLIER_COMMITMENT_STATES: dict[str, Any] = {
    "": _("No se sabe"),
    "not_started": _("No iniciado"),
    "limited": _("Limitado"),
    "substantial": _("Sustancial"),
    "complete": _("Completo"),
    "withdrawn": _("Retirado"),
    "unclear": _("No está claro"),
}
