"""Texts of this room's findings."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TEXTS = {
    "sensemaking.unknown": _("No existe esa propuesta."),
    "sensemaking.unknown_funnel": _("No existe ese embudo."),
    "sensemaking.unknown_operation": _("No existe esa operación."),
    "sensemaking.no_points": _("Una propuesta necesita al menos un punto de una voz."),
    "sensemaking.points_not_admitted": _(
        "%(count)s de los puntos no se pueden agrupar: su voz no está admitida o es de "
        "otro proceso."
    ),
    "sensemaking.title_missing": _("Escriba un título."),
    "sensemaking.reason_missing": _("Escriba la razón; se publicará con el cambio."),
    "sensemaking.merge_needs_two": _("Elija al menos dos propuestas distintas para unirlas."),
    "sensemaking.split_needs_two": _("Una propuesta se divide en dos o más."),
    "sensemaking.not_live": _("La propuesta ya se unió, se dividió o se retiró."),
    "sensemaking.would_be_empty": _(
        "Una propuesta no puede quedar sin puntos. Si ya no tiene sentido, retírela con una razón."
    ),
    "sensemaking.members_lost": _(
        "%(count)s puntos no quedan en ninguna parte. Ninguna voz se pierde: asígnelos."
    ),
    "sensemaking.not_a_member": _("Ese punto no pertenece a la propuesta."),
    "sensemaking.already_member": _("Ese punto ya pertenece a la otra propuesta."),
    "sensemaking.same_proposal": _("Elija otra propuesta como destino."),
    "sensemaking.same_person": _(
        "Quien propone unir propuestas no puede confirmarlo: hace falta una segunda persona."
    ),
    "sensemaking.members_changed": _(
        "Las propuestas cambiaron desde que se pidió unirlas. Revíselas y pídalo de nuevo."
    ),
    "sensemaking.funnel_slug_taken": _("Ya existe un embudo con ese nombre corto: %(slug)s."),
    "sensemaking.funnel_empty": _("El paso no tiene elementos."),
    "sensemaking.funnel_item_empty": _("Cada elemento necesita una clave y un nombre."),
    "sensemaking.funnel_key_twice": _("Claves repetidas en el paso: %(keys)s."),
    "sensemaking.funnel_lost": _(
        "%(count)s elementos del paso anterior no quedan en ningún grupo ni tienen razón de "
        "descarte: %(keys)s."
    ),
    "sensemaking.funnel_twice": _("%(count)s elementos quedan en más de un grupo: %(keys)s."),
    "sensemaking.funnel_dropped_and_kept": _(
        "%(count)s elementos están descartados y agrupados a la vez: %(keys)s."
    ),
    "sensemaking.funnel_no_reason": _("%(count)s descartes no tienen razón: %(keys)s."),
    "sensemaking.funnel_unknown": _(
        "%(count)s elementos no existen en el paso anterior: %(keys)s."
    ),
    "sensemaking.funnel_from_nowhere": _(
        "%(count)s grupos no vienen de ningún elemento anterior: %(keys)s."
    ),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "sensemaking.unassigned_points": _("Puntos sin propuesta"),
    "sensemaking.pending_merges": _("Uniones que esperan a otra persona"),
    "sensemaking.draft_proposals": _("Propuestas en borrador"),
    "sensemaking.proposals_without_theme": _("Propuestas sin tema"),
    "sensemaking.without_funnel": _("Que falte el embudo (1 es sí)"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "proposal.created": _("Se formó una propuesta"),
    "proposal.published": _("Se publicó una propuesta"),
    "proposal.retitled": _("Cambió el texto de una propuesta"),
    "proposal.points_added": _("Se sumaron puntos a una propuesta"),
    "proposal.merged": _("Se unieron propuestas"),
    "proposal.split": _("Se dividió una propuesta"),
    "proposal.withdrawn": _("Se retiró una propuesta"),
    "point.moved": _("Un punto pasó a otra propuesta"),
    "operation.proposed": _("Se propuso unir o dividir propuestas"),
    "operation.rejected": _("Se rechazó unir o dividir propuestas"),
    "funnel.created": _("Se abrió un embudo: qué queda y qué no"),
    "funnel.started": _("Se publicó el primer paso de un embudo"),
    "funnel.narrowed": _("Se publicó otro paso de un embudo"),
}
THINGS = {
    "proposal": pgettext_lazy("thing", "propuesta"),
    "funnel": _("embudo"),
    "operation": _("cambio entre propuestas"),
}
