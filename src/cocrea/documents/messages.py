"""Texts of this room: one per finding code, and the names of its kinds."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Text = str | Promise

TEXTS: dict[str, Text] = {
    "documents.digest_invalid": _("La huella debe tener 64 cifras hexadecimales."),
    "documents.drawing_busy": _(
        "Se están preparando otros documentos. Vuelva a pedir este en un minuto."
    ),
    "documents.file_empty": _("El archivo está vacío."),
    "documents.file_too_large": _("El archivo pesa más de %(limit)s MB."),
    "documents.file_type": _(
        "Ese tipo de archivo no se publica aquí. Se aceptan: %(types)s; sin macros."
    ),
    "documents.in_parts": _(
        "Ese documento es tan largo que sale en %(parts)s partes. Diga cuál: --part N."
    ),
    "documents.kind_unknown": _("«%(value)s» no es un tipo de documento."),
    "documents.language_unknown": _("Escriba el código del idioma: «es», «en», «quc»."),
    "documents.library_instrument_unknown": _("Elija qué es: una norma, un manual, un convenio…"),
    "documents.library_licence_missing": _(
        "Un archivo se guarda aquí solo si su licencia lo permite: falta decir cuál es."
    ),
    "documents.library_trust_unknown": _("Diga si alguien lo leyó o si falta cotejarlo."),
    "documents.library_why_missing": _("Falta decir por qué el archivo no está aquí."),
    "documents.library_year_invalid": _("Ese año no es válido."),
    "documents.link_invalid": _("El enlace debe empezar con http:// o https://."),
    "documents.not_there": _("No existe ese documento en este proceso."),
    "documents.nothing_to_show": _("Adjunte el archivo, o diga dónde está con un enlace."),
    "documents.other_formats": _(
        "El mismo documento se puede leer en HTML y bajar como PDF y JSON. Avise a quien opera "
        "este portal: hay que corregir esa plantilla, o quitarla."
    ),
    "documents.page_changed": _(
        "El texto cambió después de que usted lo leyó. Léalo de nuevo antes de aprobar."
    ),
    "documents.page_hour_far": _("Se programa con %(days)s días de anticipación como máximo."),
    "documents.page_hour_past": _("Esa hora ya pasó. Deje el campo vacío para publicar ahora."),
    "documents.page_hour_skipped": _(
        "Esa hora no existe ese día: los relojes se adelantan. Elija otra."
    ),
    "documents.page_language_unknown": _("Aquí no se ofrece ese idioma: «%(value)s»."),
    "documents.page_link_refused": _(
        "El enlace «%(link)s» no se acepta: use http://, https:// o una dirección de este portal "
        "que empiece con «/»."
    ),
    "documents.page_needs_office": _(
        "Quien escribe o aprueba una página lo hace con nombre y cargo publicados."
    ),
    "documents.page_not_there": _("No existe esa página."),
    "documents.page_place_full": _(
        "En ese lugar ya están las %(most)s páginas que caben. Retire una o elija otro lugar."
    ),
    "documents.page_place_unknown": _("Ese lugar no existe."),
    "documents.page_reason_missing": _("Falta la razón."),
    "documents.page_same_person": _("Quien escribió una página no puede aprobarla."),
    "documents.page_same_role": _("Aprueba otra función que la que escribió."),
    "documents.page_slug_invalid": _(
        "La dirección lleva letras sin tilde, números y guiones, hasta 60: «como-llegar»."
    ),
    "documents.page_slug_taken": _("Ya hay una página con esa dirección."),
    "documents.page_text_missing": _("Falta el texto."),
    "documents.page_title_missing": _("Falta el título de la página."),
    "documents.reason_missing": _("Falta la razón del reemplazo."),
    "documents.same_file": _("Es el mismo archivo que la versión anterior."),
    "documents.source_missing": _("Falta decir de quién es o de dónde viene."),
    "documents.superseded": _("Este documento ya tiene una versión más nueva; reemplace esa."),
    "documents.template_failed": _(
        "Con la plantilla de Word «%(file)s» no se puede hacer el documento: %(what)s"
    ),
    "documents.template_marker": _(
        "A la plantilla de Word «%(file)s» le falta la marca «{{p %(name)s }}», que va una sola "
        "vez y sola en su párrafo."
    ),
    "documents.template_mixed": _(
        "En la plantilla de Word «%(file)s» una orden empieza en un párrafo, fila o celda y "
        "termina en otra parte: %(what)s"
    ),
    "documents.template_slow": _(
        "La plantilla de Word «%(file)s» no termina de llenarse en %(seconds)s segundos."
    ),
    "documents.template_syntax": _(
        "La plantilla de Word «%(file)s» tiene una orden mal escrita cerca de «%(near)s»: %(what)s"
    ),
    "documents.template_unreadable": _(
        "La plantilla «%(file)s» no se puede abrir como documento de Word (.docx): %(what)s"
    ),
    "documents.template_word_unknown": _(
        "La plantilla de Word «%(file)s» pide «%(name)s», que no existe. La guía de operación dice "
        "qué palabras hay."
    ),
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
# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, Text] = {
    "documents.library_cards": _("Documentos en la biblioteca"),
    **{
        f"documents.{kind}_published": format_lazy("{} ({})", _("Documentos publicados"), name)
        for kind, name in KIND_NAMES.items()
    },
    "documents.pages_published": _("Páginas publicadas"),
}
LANGUAGE_NAMES: dict[str, Text] = {
    "es": _("Español"),
    "en": _("Inglés"),
    "quc": _("K'iche'"),
    "cak": _("Kaqchikel"),
    "mam": _("Mam"),
    "kek": _("Q'eqchi'"),
}
INSTRUMENT_NAMES: dict[str, Text] = {
    "standard": _("Estándar"),
    "manual": _("Manual"),
    "convention": _("Convenio o tratado"),
    "law": _("Ley o acuerdo"),
    "plan": _("Plan anterior"),
    "methodology": _("Metodología"),
    "report": _("Informe"),
    "other": _("Otra referencia"),
}
TRUST_NAMES: dict[str, Text] = {
    "read": _("Leído para este portal"),
    "background": _("Conocimiento general, por cotejar con el texto oficial"),
}
PLACE_NAMES: dict[str, Text] = {
    "none": _("Solo en su dirección y en la lista de páginas"),
    "nav": _("En la navegación (caben 2)"),
    "home": _("En el inicio del proceso (caben 6)"),
    "call": _("En la convocatoria (caben 6)"),
    "footer": _("Al pie de cada página (caben 4)"),
}
PAGE_STATES: dict[str, Text] = {
    "draft": _("borrador"),
    "submitted": _("espera aprobación"),
    "approved": _("aprobada, con hora"),
    "published": _("publicada"),
    "superseded": _("versión anterior"),
    "withdrawn": _("retirada"),
    "discarded": _("descartada"),
}
TYPE_NAMES: dict[str, Text] = {"txt": _("texto"), "csv": _("datos CSV")}

# What the record says was done, by kind of entry; what its things are called.
ACTS: dict[str, Text] = {
    "document.published": _("Se publicó un documento"),
    "document.superseded": _("Se publicó una versión nueva de un documento"),
    "library.described": _("Se publicó la ficha de una referencia"),
    "page.submitted": _("Se pidió aprobar una página"),
    "page.returned": _("Se devolvió una página a quien la escribió"),
    "page.approved": _("Se aprobó una página"),
    "page.published": _("Se publicó una página"),
    "page.withdrawn": _("Se retiró una página"),
}
THINGS: dict[str, Text] = {
    "document": _("documento"),
    "page": _("página"),
}


def kind_name(code: str) -> Text:
    return KIND_NAMES.get(code, code)


def language_name(code: str) -> Text:
    """Name of a language; its code when we have none."""
    return LANGUAGE_NAMES.get(code, code)
