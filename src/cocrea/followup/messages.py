"""Texts of findings, one per code; words of the scale and of what both sides say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy

TEXTS = {
    "followup.not_there": gettext_lazy("No encontramos ese hito o ese informe."),
    "followup.no_side": gettext_lazy(
        "Aquí hablan la entidad responsable y la sociedad; su institución no responde por este "
        "hito."
    ),
    "followup.completion_unknown": gettext_lazy("Elija un nivel de cumplimiento de la lista."),
    "followup.text_missing": gettext_lazy("Escriba qué se hizo o qué observó."),
    "followup.means_missing": gettext_lazy(
        "Quien informa un avance sustancial o completo indica con qué se puede verificar: un medio "
        "de verificación, una dirección web o un documento."
    ),
    "followup.url_not_web": gettext_lazy("La dirección tiene que empezar con https:// o http://."),
    "followup.day_in_future": gettext_lazy("La fecha está en el futuro."),
    "followup.owner_cannot_verify": gettext_lazy(
        "Quien responde por el hito no puede verificarlo; puede informar su avance."
    ),
    "followup.own_report": gettext_lazy("Nadie verifica su propio informe."),
    "followup.verdict_unknown": gettext_lazy("Elija si lo confirma, en parte o no lo confirma."),
    "followup.overdue": ngettext_lazy(
        "Atrasado: debía terminar el %(end)s (hace %(days)s día) y la entidad no lo da por "
        "completo.",
        "Atrasado: debía terminar el %(end)s (hace %(days)s días) y la entidad no lo da por "
        "completo.",
        "days",
    ),
    "followup.disagreement": gettext_lazy(
        "La entidad responsable y la sociedad no dicen lo mismo."
    ),
    "followup.not_verified": gettext_lazy(
        "La entidad lo da por completo; nadie ajeno a ella lo ha confirmado todavía."
    ),
    "followup.refuted": gettext_lazy(
        "Quien verificó el último informe de la entidad no lo confirma."
    ),
    "followup.partly_verified": gettext_lazy(
        "Quien verificó el último informe de la entidad lo confirma solo en parte."
    ),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "followup.milestones": gettext_lazy("Hitos en seguimiento"),
    "followup.without_owner": gettext_lazy("Hitos sin informe de su responsable"),
    "followup.without_society": gettext_lazy("Hitos de los que la sociedad no ha hablado"),
    "followup.disagreements": gettext_lazy("Hitos en los que las dos partes dicen cosas distintas"),
    "followup.overdue": gettext_lazy("Hitos con fecha vencida"),
}

COMPLETION = {
    "not_started": gettext_lazy("No iniciado"),
    "limited": gettext_lazy("Limitado"),
    "substantial": gettext_lazy("Sustancial"),
    "complete": gettext_lazy("Completo"),
    "withdrawn": gettext_lazy("Retirado"),
}
TONES = {
    "not_started": "neutral",
    "limited": "warn",
    "substantial": "info",
    "complete": "good",
    "withdrawn": "bad",
}
SIDES = {
    "owner": gettext_lazy("Entidad responsable"),
    "society": gettext_lazy("Sociedad"),
}
COMPARISONS = {
    "agreement": gettext_lazy("Coinciden"),
    "disagreement": gettext_lazy("No coinciden"),
    "one_sided": gettext_lazy("Solo una parte ha hablado"),
    "silent": gettext_lazy("Nadie ha informado"),
}
COMPARISON_TONES = {
    "agreement": "good",
    "disagreement": "bad",
    "one_sided": "neutral",
    "silent": "neutral",
}
VERDICTS = {
    "confirmed": gettext_lazy("Lo confirma"),
    "partly": gettext_lazy("Lo confirma en parte"),
    "not_confirmed": gettext_lazy("No lo confirma"),
}
VERDICT_TONES = {"confirmed": "good", "partly": "warn", "not_confirmed": "bad"}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "progress.reported": gettext_lazy("Se informó del avance de un hito"),
    "progress.verified": gettext_lazy("Se comprobó un informe de avance"),
}
THINGS = {
    "progress": gettext_lazy("informe de avance"),
}
