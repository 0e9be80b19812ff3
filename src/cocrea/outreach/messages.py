"""Texts of this room: one per finding code, and what the record says was done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "outreach.title_missing": _("Falta el título."),
    "outreach.goal_missing": _("Escriba a quién quiere llegar la campaña y para qué."),
    "outreach.channel_missing": _("Elija al menos un canal."),
    "outreach.language_missing": _("Elija al menos un idioma."),
    "outreach.unknown_choice": _("«%(value)s» no es una de las opciones."),
    "outreach.ends_before_start": _("El último día no puede ser anterior al primero."),
    "outreach.unknown_phase": _("La metodología no tiene la fase %(phase)s."),
    "outreach.already_over": _(
        "El último día de la campaña ya pasó: cambie sus fechas antes de publicarla."
    ),
    "outreach.already_closed": _("Esta campaña ya está cerrada."),
    "outreach.not_there": _("No existe esa campaña o ese material en este proceso."),
    "outreach.unknown_code": _(
        "Ese enlace corto no existe. Revise que esté escrito igual que en el cartel."
    ),
    "outreach.channel_not_of_campaign": _(
        "La campaña no usa ese canal. Agréguelo primero a la campaña."
    ),
    "outreach.no_image": _("La imagen no se pudo hacer en este momento."),
    "outreach.text_missing": _("Escriba el texto."),
    "outreach.text_too_long": _(
        "El texto es muy largo para este canal: tiene %(size)s y caben %(most)s (%(unit)s)."
    ),
    "outreach.title_taken": _(
        "Ya hay un material con ese título en ese canal e idioma. Reemplácelo o cambie el título."
    ),
    "outreach.superseded": _("Este material ya tiene una versión más nueva; reemplace esa."),
    "outreach.reason_missing": _("Escriba por qué se reemplaza; la razón se publica."),
    "outreach.nothing_changed": _("El texto es igual al que ya está publicado."),
    "outreach.proof_empty": _("Una prueba necesita su enlace o su archivo."),
    "outreach.proof_link": _(
        "El enlace debe empezar con http:// o https:// y no llevar usuario ni contraseña."
    ),
    "outreach.proof_note_missing": _("Diga en una línea qué muestra la prueba."),
    "outreach.proof_in_future": _("El día de la difusión todavía no llega."),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "outreach.campaigns": _("Campañas publicadas"),
    "outreach.campaigns_proved": _("Campañas con prueba de difusión"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "campaign.published": _("Se publicó una campaña de difusión"),
    "campaign.closed": _("Se cerró una campaña de difusión"),
    "link.added": _("Se agregó un canal a una campaña"),
    "material.published": _("Se publicó un material para compartir"),
    "material.superseded": _("Se reemplazó un material para compartir"),
    "proof.added": _("Se mostró una prueba de difusión"),
}
THINGS = {
    "campaign": _("campaña de difusión"),
    "material": _("material para compartir"),
    "proof": _("prueba de difusión"),
}
