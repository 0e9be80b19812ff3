"""What people read for the codes of this room, and the choices of its forms."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.voices.rules.intake import OTHER_PEOPLE

Label = str | Promise

STATES: dict[str, Label] = {
    "received": _("recibida"),
    "queued": _("en espera: casi igual a otras"),
    "admitted": _("admitida"),
    "inadmissible": _("no admitida"),
    "in_review": _("en revisión por otra institución"),
    "closed": _("no admitida, en definitiva"),
    "treated": _("separada en puntos"),
    "answered": _("respondida"),
    "followed": _("en seguimiento"),
    "withdrawn": _("retirada por su autora o autor"),
}
STEPS: dict[str, Label] = {
    "received": _("Recibida"),
    "admitted": _("Admitida y publicada"),
    "treated": _("Separada en puntos"),
    "answered": _("Respondida con razones"),
    "followed": _("En seguimiento"),
}
DISPOSITIONS: dict[str, Label] = {
    "incorporated": _("Incorporado"),
    "partly": _("Incorporado en parte"),
    "merged": _("Unido a otros"),
    "already_exists": _("Ya existe"),
    "out_of_scope": _("Fuera del alcance del plan"),
    "not_viable_legal": _("No viable por la ley"),
    "not_viable_financial": _("No viable por falta de fondos"),
    "not_viable_institutional": _("No viable por competencias institucionales"),
    "deferred": _("Aplazado"),
    "question_answered": _("Pregunta respondida"),
    "opinion_noted": _("Opinión anotada"),
    "inadmissible": _("No admitido"),
    "withdrawn": _("Retirado"),
}
TONES = {
    "incorporated": "good",
    "partly": "good",
    "merged": "good",
    "already_exists": "info",
    "question_answered": "info",
    "opinion_noted": "info",
    "deferred": "warn",
}
KINDS: dict[str, Label] = {
    "voice": _("Aporte"),
    "opinion": _("Opinión"),
    "proposal": _("Propuesta"),
    "comment": _("Comentario"),
    "suggestion": _("Sugerencia"),
}
CHANNELS: dict[str, Label] = {
    "portal": _("por este portal"),
    "sheet": _("en una hoja de papel"),
    "email": _("por correo"),
    "table": _("en una mesa"),
    "import": _("de un archivo"),
    "consultation": _("en una consulta"),
    "meeting": _("en una reunión"),
}
SECTORS: dict[str, Label] = {
    "citizen": _("Ciudadanía sin organización"),
    "civil_society": _("Sociedad civil"),
    "public": _("Sector público"),
    "municipality": _("Municipalidad"),
    "private": _("Sector privado"),
    "academia": _("Academia"),
    "cooperation": _("Cooperación internacional"),
}
GENDERS: dict[str, Label] = {"woman": _("Mujer"), "man": _("Hombre"), "other": _("Otro")}
AGES: dict[str, Label] = {
    "under_18": _("Menos de 18 años"),
    "18_29": _("De 18 a 29"),
    "30_44": _("De 30 a 44"),
    "45_59": _("De 45 a 59"),
    "60_more": _("60 años o más"),
}
DISPLAYS: dict[str, Label] = {
    "reserved": _("No mostrar ningún nombre"),
    "pseudonym": _("Mostrar un seudónimo"),
    "public": _("Mostrar mi nombre"),
}
DECISIONS: dict[str, Label] = {
    "admit": _("Admitir todos: cada uno cuenta"),
    "release": _("Revisarlos uno por uno"),
    "refuse": _("No admitir ninguno"),
}
OUTCOMES: dict[str, Label] = {
    "overturned": _("Se admite"),
    "upheld": _("Se confirma que no es admisible"),
}
TARGETS: dict[str, Label] = {
    "proposal": _("Propuesta"),
    "commitment": _("Compromiso"),
    "milestone": _("Hito"),
    "theme": _("Tema"),
    "voice": _("Otra voz"),
    "amendment": _("Cambio de la metodología"),
    "document": _("Documento"),
}


def languages(process: Process) -> dict[str, Label]:
    """Languages in which the people of this process write, by ISO 639-3, and any other."""
    return {**process_selectors.language_names(process), "und": _("Otro idioma")}


def language_choices(process: Process, codes: Iterable[str]) -> list[tuple[str, Label]]:
    """(code, name) of some languages; one that the methodology does not name keeps its code."""
    known = languages(process)
    return [(code, known.get(code, code)) for code in codes]


def peoples(process: Process) -> dict[str, Label]:
    """Peoples that the methodology names, and any other; empty where it asks nobody."""
    named = {
        each.code: local(each, "name", "name_en") for each in process_selectors.peoples(process)
    }
    return {**named, OTHER_PEOPLE: _("Otro pueblo")} if named else {}


def term_text(days: int, *, working: bool) -> str:
    """ "15 días", or "15 días hábiles" where only working days count."""
    if working:
        said = ngettext("%(count)s día hábil", "%(count)s días hábiles", days)
    else:
        said = ngettext("%(count)s día", "%(count)s días", days)
    return said % {"count": days}


def options(labels: Mapping[str, Label], empty: Label | None = None) -> list[tuple[str, Label]]:
    """Choices of a form field; ``empty``: what stands for no answer."""
    return [*([("", empty)] if empty is not None else []), *labels.items()]


def local(thing: object, spanish: str, english: str) -> str:
    """One of two attributes of a configured thing, by the reader's language."""
    wanted = (get_language() or "").startswith("en")
    return str((wanted and getattr(thing, english)) or getattr(thing, spanish))
