"""What people read for the codes of this room."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "first": _("Primera versión, para comentarios"),
    "revised": _("Versión corregida"),
    "final": _("Versión final"),
}
STAGES = {
    "none": _("Todavía no hay una versión publicada"),
    "comments": _("Publicado para comentarios"),
    "published": _("Publicado"),
    "in_review": _("En revisión de la Unidad de Apoyo de OGP"),
    "reviewed": _("Revisado por la Unidad de Apoyo de OGP"),
    "final": _("Versión final, por aprobar"),
    "approved": _("Aprobado, por enviar a OGP"),
    "submitted": _("Enviado a OGP"),
}
ANSWERS = {
    "": _("Sin respuesta todavía"),
    "accepted": _("Se acepta"),
    "partly": _("Se acepta en parte"),
    "not_accepted": _("No se acepta"),
}
ANSWER_TONES = {"": "warn", "accepted": "good", "partly": "good", "not_accepted": "neutral"}
TRANSLATION = {
    "given": _("traducido"),
    "reviewed": _("traducido y revisado"),
    "draft": _("traducción sin revisar"),
    "stale": _("el original cambió después"),
    "missing": _("sin traducir"),
}
TRANSLATION_TONES = {
    "given": "good",
    "reviewed": "good",
    "draft": "info",
    "stale": "warn",
    "missing": "neutral",
}
# What a version says of parts that have no field of their own in the template.
PARTS = {
    "title": _("Título"),
    "title_en": _("Título en inglés"),
    "theme": _("Tema"),
    "responsible": _("Entidad responsable"),
    "start": _("Fecha de inicio"),
    "end": _("Fecha de término"),
    "alignments": _("Alineación"),
    "co_responsible": _("Corresponsables"),
    "text": _("Texto"),
    "indicator": _("Indicador"),
    "baseline": _("Línea de base"),
    "means": _("Medio de verificación"),
    "status": _("En curso o nuevo"),
}
STANDING = {
    "proposed": _("propuesto, sin aceptación de la entidad"),
    "accepted": _("aceptado por la entidad, sin decisión que lo adopte"),
    "adopted": _("adoptado"),
}
