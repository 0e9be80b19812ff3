"""Texts of this room's findings."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "consultations.closed": _("Esta consulta ya cerró: lo que llega después no se guarda."),
    "consultations.not_yet_open": _("Esta consulta todavía no abre."),
    "consultations.opens_in_past": _("Una consulta no puede abrir en una fecha que ya pasó."),
    "consultations.closes_before_opening": _("El cierre debe ser posterior a la apertura."),
    "consultations.not_an_extension": _("La nueva fecha debe ser posterior al cierre actual."),
    "consultations.reason_missing": _("Escriba la razón; se publicará con el cambio."),
    "consultations.answer_required": _("Esta pregunta necesita una respuesta."),
    "consultations.one_answer_only": _("Elija una sola respuesta."),
    "consultations.unknown_option": _("Elija una de las respuestas que se ofrecen."),
    "consultations.unknown_question": _("Esta consulta no tiene esa pregunta."),
    "consultations.unknown_item": _("Esta consulta no tiene ese artículo."),
    "consultations.unknown_sector": _("Elija uno de los sectores que se ofrecen."),
    "consultations.unknown_area": _("Elija uno de los lugares que se ofrecen."),
    "consultations.empty": _(
        "La respuesta está vacía. Conteste al menos una pregunta o comente un artículo."
    ),
    "consultations.not_counted": _("El informe se hace cuando la consulta cierra y se cuenta."),
    "consultations.phase_not_later": _("Elija una fase posterior a la de la consulta."),
    "consultations.line_too_long": _("Escriba como máximo %(max)s caracteres en esta respuesta."),
    "consultations.row_required": _("Conteste cada fila de esta pregunta."),
    "consultations.places_wrong": _(
        "Dé un lugar distinto a cada opción, empezando por el 1 y sin saltar ninguno."
    ),
    "consultations.not_asked": _(
        "Esta pregunta es solo para quienes contestaron de otra forma una anterior. Borre esta "
        "respuesta o cambie la anterior."
    ),
    "consultations.draft_unknown": _(
        "No encontramos una respuesta guardada con ese código. Revise que esté completo."
    ),
    "consultations.draft_too_big": _("Lo que escribió es demasiado largo para guardarlo."),
    "consultations.drafts_full": _(
        "Ya no podemos guardar más respuestas sin terminar. Puede enviar la suya ahora."
    ),
    "consultations.drafts_busy": _(
        "En esta hora se guardaron demasiadas respuestas sin terminar. Puede enviar la suya ahora, "
        "o guardarla dentro de una hora; lo que escribió sigue en esta página."
    ),
    "consultations.form_unknown": _(
        "No pudimos guardar con este formulario. Lo que escribió sigue aquí: intente otra vez."
    ),
    "consultations.text_too_short": _("Escriba un poco más, o déjelo vacío."),
    "consultations.unknown": _("No existe esa consulta."),
    "consultations.slug_taken": _("Ya existe una consulta con ese nombre corto: %(slug)s."),
    "consultations.nothing_to_ask": _("Una consulta necesita artículos o preguntas."),
    "consultations.phase_not_open": _(
        "La fase %(phase)s no está abierta, y esta consulta pertenece a ella."
    ),
    "consultations.unknown_phase": _("La metodología no tiene la fase %(phase)s."),
    "consultations.key_reused": _(
        "Ya recibimos y contamos una respuesta enviada con este formulario, y no se cambia. Si "
        "esta es de otra persona, envíela otra vez: lo que escribió sigue abajo."
    ),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "consultations.open_windows": _("Consultas abiertas"),
    "consultations.upcoming_windows": _("Consultas que aún no abren"),
    "consultations.unrecorded_closes": _("Consultas cerradas cuyo cierre falta anotar"),
    "consultations.not_held": _("Consultas de la metodología que faltan"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "consultation.opened": _("Se abrió una consulta"),
    "consultation.extended": _("Se alargó el plazo de una consulta"),
    "consultation.closed": _("Se cerró una consulta"),
    "consultation.reported": _("Se entregó el informe de una consulta a una fase posterior"),
    "consultation.answered": _("Se recibió una respuesta a una consulta"),
}
THINGS = {
    "consultation": _("consulta"),
    "clause": _("artículo en consulta"),
}
