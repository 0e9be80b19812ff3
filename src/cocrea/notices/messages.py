"""Texts of this room: findings, events, what somebody may follow."""

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

Text = str | Promise

TEXTS: dict[str, Text] = {
    "notices.link_unknown": _(
        "Este enlace no es válido o ya venció. Puede pedir los avisos de nuevo."
    ),
    "notices.not_there": _("No existe ese aviso."),
    "notices.pace_unknown": _("Elija con qué frecuencia quiere recibir los avisos."),
    "notices.params_not_plain": _("Un aviso solo guarda números, fechas y códigos: %(names)s."),
    "notices.subject_unknown": _("Eso no se puede seguir."),
    "notices.too_many": ngettext_lazy(
        "Hay demasiadas solicitudes sin confirmar. Intente de nuevo en %(minutes)s minuto.",
        "Hay demasiadas solicitudes sin confirmar. Intente de nuevo en %(minutes)s minutos.",
        "minutes",
    ),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, Text] = {
    "notices.failed": _("Avisos que no pudieron entregarse"),
    "notices.pending": _("Avisos por entregar"),
}

PACES: dict[str, Text] = {
    "each": _("Cada novedad, en cuanto ocurre"),
    "daily": _("Un resumen al día"),
    "weekly": _("Un resumen a la semana, los lunes"),
}

# What happened is said by the room that did it (``ACTS``); these are of this room.
EVENT_TEXTS: dict[str, Text] = {
    "subscription.confirm": _("Confirme que quiere recibir avisos"),
    "subscription.already": _("Usted ya recibe estos avisos"),
    "digest": _("Resumen de novedades"),
}
OTHER_EVENT = _("Hay una novedad en algo que usted sigue")

# For the author of the voice.
OWN_TEXTS: dict[str, Text] = {
    "voice.admitted": _("Su voz ya es pública"),
    "voice.refused": _("Hay una decisión sobre su voz"),
    "voice.followed": _("Ya hay informes de avance de lo que pidió su voz"),
    "review.decided": _("Se decidió la revisión que pidió"),
    "disposition.published": _("Su voz tiene respuesta"),
}

# Sentences below the title of a piece of news.
FACTS: dict[str, Text] = {
    "starts": _("Cuándo: %(value)s."),
    "venue": _("Dónde: %(value)s."),
    "closes": _("Hasta cuándo: %(value)s."),
    "old": _("Antes: %(value)s."),
    "new": _("Ahora: %(value)s."),
    "point": _("Es la respuesta al punto %(value)s, con su razón."),
}

SUBJECT_TEXTS: dict[str, Text] = {
    "": _("todo el proceso"),
    "theme": _("este tema"),
    "meeting": _("esta reunión"),
    "commitment": _("este compromiso"),
    "voice": _("esta voz"),
    "consultation": _("esta consulta"),
    "proposal": _("esta propuesta"),
    "milestone": _("este hito"),
    "document": _("este documento"),
}

FOLLOWED_TEXTS: dict[str, Text] = {
    "theme": _("el tema «%(name)s»"),
    "meeting": _("la reunión «%(name)s»"),
    "commitment": _("el compromiso «%(name)s»"),
    "voice": _("la voz %(name)s"),
    "consultation": _("la consulta «%(name)s»"),
    "proposal": _("la propuesta «%(name)s»"),
    "milestone": _("el hito «%(name)s»"),
    "document": _("el documento «%(name)s»"),
}


def own_text(code: str) -> str:
    """For the author of a voice; "" where nothing is said to authors alone."""
    return str(OWN_TEXTS.get(code, ""))


def counted_text(code: str, n: int) -> str:
    """What a digest counts instead of listing: ``37 voces publicadas``."""
    if code == "voice.admitted":
        said = ngettext("%(n)s voz publicada", "%(n)s voces publicadas", n)
    elif code == "voice.followed":
        said = ngettext(
            "%(n)s voz de cuyo hito ya se informa", "%(n)s voces de cuyos hitos ya se informa", n
        )
    else:
        said = ngettext("%(n)s respuesta publicada", "%(n)s respuestas publicadas", n)
    return said % {"n": number_format(n)}
