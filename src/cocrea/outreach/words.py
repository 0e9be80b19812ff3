"""What people read for the codes of this room."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise

CHANNELS: Mapping[str, Label] = {
    "portal": _("Portal"),
    "social": _("Redes sociales"),
    "radio": _("Radio"),
    "press": _("Prensa"),
    "poster": _("Cartel"),
    "assembly": _("Asamblea"),
    "messaging": _("Mensajería"),
}
STATES: Mapping[str, Label] = {
    "draft": _("borrador"),
    "running": _("en curso"),
    "closed": _("cerrada"),
}
TONES: Mapping[str, str] = {"draft": "warn", "running": "good", "closed": "neutral"}
TARGETS: Mapping[str, Label] = {
    "contribute": _("El formulario para dar su voz"),
    "process": _("La página principal del proceso"),
    "calendar": _("El calendario"),
    "consultations": _("Las consultas abiertas"),
    "meetings": _("Las reuniones anunciadas"),
}
LEVELS: Mapping[str, Label] = {
    "none": _("ninguna voz"),
    "few": _("pocas voces"),
    "hidden": _("no se muestra"),
    "some": _("escuchado"),
}
LEVEL_TONES: Mapping[str, str] = {
    "none": "bad",
    "few": "warn",
    "hidden": "neutral",
    "some": "good",
}
PROOFS: Mapping[str, Label] = {
    "link": _("Enlace"),
    "photo": _("Fotografía"),
    "invoice": _("Factura"),
}
UNITS: Mapping[str, Label] = {"characters": _("letras"), "words": _("palabras")}
