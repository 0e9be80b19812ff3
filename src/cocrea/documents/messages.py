"""Texts of this room: one per finding code, and the names of its kinds."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

TEXTS: dict[str, Text] = {
    "documents.digest_invalid": _("La huella debe tener 64 cifras hexadecimales."),
    "documents.file_empty": _("El archivo está vacío."),
    "documents.file_too_large": _("El archivo pesa más de %(limit)s MB."),
    "documents.file_type": _(
        "Ese tipo de archivo no se publica aquí. Se aceptan: %(types)s; sin macros."
    ),
    "documents.kind_unknown": _("«%(value)s» no es un tipo de documento."),
    "documents.language_unknown": _("Escriba el código del idioma: «es», «en», «quc»."),
    "documents.link_invalid": _("El enlace debe empezar con http:// o https://."),
    "documents.not_there": _("No existe ese documento en este proceso."),
    "documents.nothing_to_show": _("Adjunte el archivo, o diga dónde está con un enlace."),
    "documents.reason_missing": _("Falta la razón del reemplazo."),
    "documents.same_file": _("Es el mismo archivo que la versión anterior."),
    "documents.source_missing": _("Falta decir de quién es o de dónde viene."),
    "documents.superseded": _("Este documento ya tiene una versión más nueva; reemplace esa."),
    "documents.title_missing": _("Falta el título."),
}

KIND_NAMES: dict[str, Text] = {
    "call": _("Convocatoria"),
    "methodology": _("Metodología"),
    "agenda": _("Agenda"),
    "minutes": _("Acta"),
    "report": _("Informe"),
    "plan": _("Plan de acción"),
    "evidence": _("Evidencia"),
    "letter": _("Carta"),
    "opinion": _("Opinión o dictamen"),
    "material": _("Material de apoyo"),
    "reference": _("Referencia"),
    "other": _("Otro documento"),
}
LANGUAGE_NAMES: dict[str, Text] = {
    "es": _("Español"),
    "en": _("Inglés"),
    "quc": _("K'iche'"),
    "cak": _("Kaqchikel"),
    "mam": _("Mam"),
    "kek": _("Q'eqchi'"),
}
TYPE_NAMES: dict[str, Text] = {"txt": _("texto"), "csv": _("datos CSV")}

# What the record says was done, by kind of entry; what its things are called.
ACTS: dict[str, Text] = {
    "document.published": _("Se publicó un documento"),
    "document.superseded": _("Se publicó una versión nueva de un documento"),
}
THINGS: dict[str, Text] = {
    "document": _("documento"),
}


def kind_name(code: str) -> Text:
    return KIND_NAMES.get(code, code)


def language_name(code: str) -> Text:
    """Name of a language; its code when we have none."""
    return LANGUAGE_NAMES.get(code, code)
