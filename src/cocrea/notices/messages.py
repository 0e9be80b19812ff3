"""Texts of this room: findings, events, what somebody may follow."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

TEXTS: dict[str, Text] = {
    "notices.link_unknown": _(
        "Este enlace no es válido o ya venció. Puede pedir los avisos de nuevo."
    ),
    "notices.not_there": _("No existe ese aviso."),
    "notices.params_not_plain": _("Un aviso solo guarda números, fechas y códigos: %(names)s."),
    "notices.subject_unknown": _("Eso no se puede seguir."),
    "notices.too_many": _(
        "Hay demasiadas solicitudes sin confirmar. Intente de nuevo en %(minutes)s minutos."
    ),
}

EVENT_TEXTS: dict[str, Text] = {
    "subscription.confirm": _("Confirme que quiere recibir avisos"),
    "calendar.fixed": _("Se fijó o cambió una fecha del calendario"),
    "phase.opened": _("Se abrió una fase del proceso"),
    "phase.closed": _("Se cerró una fase del proceso"),
    "meeting.announced": _("Se convocó una reunión"),
    "meeting.changed": _("Cambió una reunión"),
    "meeting.cancelled": _("Se canceló una reunión"),
    "amendment.published": _("Se publicó un cambio de la metodología"),
    "exception.published": _("Se publicó una excepción a las reglas"),
    "activity.added": _("Se agregó una actividad al proceso"),
    "consultation.opened": _("Se abrió una consulta"),
    "consultation.extended": _("Se amplió el plazo de una consulta"),
    "consultation.closed": _("Se cerró la consulta que usted sigue"),
    "minutes.published": _("Se publicó el acta de la reunión que usted sigue"),
    "pack.published": _("Hay material nuevo de la reunión que usted sigue"),
    "plan.frozen": _("Se publicó una versión del plan"),
    "plan.approved": _("El plan fue aprobado"),
    "plan.submitted": _("El plan fue entregado a la Alianza"),
    "voice.admitted": _("Su voz ya es pública"),
    "voice.refused": _("Hay una decisión sobre su voz"),
    "voice.followed": _("Su voz llegó a un compromiso: puede darle seguimiento"),
    "review.decided": _("Se decidió la revisión que pidió"),
    "disposition.published": _("Su voz tiene respuesta"),
    "proposal.published": _("Se publicó la propuesta que usted sigue"),
    "proposal.merged": _("La propuesta que usted sigue se unió con otras"),
    "proposal.split": _("La propuesta que usted sigue se dividió"),
    "proposal.withdrawn": _("La propuesta que usted sigue fue retirada"),
    "progress.reported": _("Hay un informe de avance de lo que usted sigue"),
    "progress.verified": _("La sociedad civil verificó un avance de lo que usted sigue"),
    "document.superseded": _("Hay una versión nueva del documento que usted sigue"),
}
OTHER_EVENT = _("Hay una novedad en algo que usted sigue")

SUBJECT_TEXTS: dict[str, Text] = {
    "": _("todo el proceso"),
    "voice": _("esta voz"),
    "meeting": _("esta reunión"),
    "consultation": _("esta consulta"),
    "proposal": _("esta propuesta"),
    "commitment": _("este compromiso"),
    "milestone": _("este hito"),
    "document": _("este documento"),
}


def event_text(code: str) -> Text:
    return EVENT_TEXTS.get(code, OTHER_EVENT)


def subject_text(kind: str) -> Text:
    """What somebody follows, in words; the process for kinds that nobody follows one by one."""
    return SUBJECT_TEXTS.get(kind, SUBJECT_TEXTS[""])
