"""Texts of this room's findings, one per code."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "opendata.no_table": _("No hay ninguna lista con ese nombre."),
    "opendata.busy": _(
        "En este momento se prepara otra descarga. Pruebe de nuevo en unos segundos."
    ),
}
