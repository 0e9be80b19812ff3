"""Texts of findings, and the words of a thread."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

TEXTS: dict[str, Text] = {
    "trace.unknown_folio": _("No hay ninguna voz con el folio %(folio)s."),
    "trace.not_a_folio": _(
        "«%(folio)s» no es un folio. Revise el comprobante: se parece a GT4-7K3M9Q-X."
    ),
    "trace.not_there": _("No encontramos eso, o todavía no es público."),
}

# What happened between two knots, by the code of the edge.
WORDS: dict[str, Text] = {
    "thread_of": _("Hilo de"),
    "came_from": _("VIENE DE"),
    "led_to": _("LLEVÓ A"),
    "besides": _("ADEMÁS"),
    "nothing_before": _("No consta de dónde viene."),
    "nothing_after": _("Todavía no ha llevado a nada que sea público."),
    "told_above": _("ya está arriba"),
    "came_through": _("por aquí llegó"),
    "says": _("dice"),
    "supports": _("forma parte de la"),
    "supports_told": _("forma parte de ella"),
    "answered": _("se respondió"),
    "merged": _("se unió"),
    "split": _("se dividió"),
    "became": _("dio origen"),
    "has": _("se cumple con"),
    "reported": _("se informó"),
    "frozen": _("quedó en la versión"),
}
HEADS: dict[str, Text] = {
    "source": _("De dónde llegó"),
    "voice": _("Voces"),
    "point": _("Puntos"),
    "proposal": _("Propuestas"),
    "commitment": _("Compromisos"),
    "milestone": _("Hitos"),
    "progress": _("Avance y evidencia"),
    "plan": _("Plan"),
    "other": _("Otros"),
}
PROPOSALS_BEFORE: Text = _("Propuestas de antes")
KINDS: dict[str, Text] = {
    "meeting": _("Reunión"),
    "consultation": _("Consulta"),
    "channel": _("Llegó"),
    "voice": _("Voz"),
    "point": _("Punto"),
    "proposal": _("Propuesta"),
    "commitment": _("Compromiso"),
    "milestone": _("Hito"),
    "progress": _("Informe de avance"),
    "plan": _("Versión del plan"),
    "theme": _("Tema"),
    "document": _("Documento"),
    "amendment": _("Cambio de la metodología"),
}
HIDDEN: dict[str, Text] = {
    "reserved": _("Texto reservado"),
    "waiting": _("Espera que una persona la revise"),
    "author": _("Texto borrado a petición de su autora o autor"),
    "law": _("Texto borrado por mandato legal"),
}
STEPS: dict[str, Text] = {
    "adopt": _("Se adoptó"),
    "not_adopt": _("No se adoptó"),
    "withdraw": _("Se retiró"),
    "return": _("La entidad lo devolvió"),
}
