"""Texts of this room's findings, one per code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TEXTS = {
    "languages.field_unknown": gettext_lazy("Ese campo no se puede traducir."),
    "languages.language_unknown": gettext_lazy("Elija el idioma con su código, por ejemplo en."),
    "languages.same_language": gettext_lazy("El original ya está en ese idioma."),
    "languages.text_missing": gettext_lazy("Escriba la traducción."),
    "languages.review_needs_office": gettext_lazy(
        "La revisión lleva el nombre de una función pública; la suya no está registrada."
    ),
    "languages.same_person": gettext_lazy(
        "Quien traduce no revisa su propia traducción. Debe revisarla otra persona."
    ),
    "languages.superseded": gettext_lazy("Ya hay una traducción más nueva de este texto."),
    "languages.unknown": gettext_lazy("No encontramos esa traducción."),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "languages.reviewed": gettext_lazy("Traducciones revisadas"),
    "languages.awaiting_review": gettext_lazy("Traducciones que esperan revisión"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "translation.saved": gettext_lazy("Se guardó una traducción"),
    "translation.reviewed": gettext_lazy("Otra persona revisó una traducción"),
}
