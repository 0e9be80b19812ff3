"""Texts of this room: one per finding code, and the names of its codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Text = str | Promise

TEXTS: dict[str, Text] = {
    "meetings.already_past": _("Esa fecha ya pasó: nadie podría llegar."),
    "meetings.attendance_bad_line": _("Revise la línea %(line)s de la asistencia."),
    "meetings.attendance_empty": _("Falta escribir la asistencia."),
    "meetings.bad_evidence": _("Una reunión cuenta para un compromiso de un plan anterior."),
    "meetings.bad_kind": _("No es una clase de reunión que conozcamos."),
    "meetings.bad_pack": _("No es uno de los documentos de la reunión."),
    "meetings.body_of_another_process": _("Ese órgano es de otro proceso."),
    "meetings.ends_before_start": _("Termina antes de empezar."),
    "meetings.late_change": ngettext_lazy(
        "Se cambió con %(days)s día de anticipación; la metodología pide %(required)s.",
        "Se cambió con %(days)s días de anticipación; la metodología pide %(required)s.",
        "days",
    ),
    "meetings.late_change.working": ngettext_lazy(
        "Se cambió con %(days)s día hábil de anticipación; la metodología pide %(required)s.",
        "Se cambió con %(days)s días hábiles de anticipación; la metodología pide %(required)s.",
        "days",
    ),
    "meetings.late_unconfirmed": ngettext_lazy(
        "Se avisaría con %(days)s día de anticipación y la metodología pide %(required)s. Si aun "
        "así hay que cambiarla, márquelo abajo.",
        "Se avisaría con %(days)s días de anticipación y la metodología pide %(required)s. Si aun "
        "así hay que cambiarla, márquelo abajo.",
        "days",
    ),
    "meetings.late_unconfirmed.working": ngettext_lazy(
        "Se avisaría con %(days)s día hábil de anticipación y la metodología pide %(required)s. Si "
        "aun así hay que cambiarla, márquelo abajo.",
        "Se avisaría con %(days)s días hábiles de anticipación y la metodología pide %(required)s. "
        "Si aun así hay que cambiarla, márquelo abajo.",
        "days",
    ),
    "meetings.late_notice": ngettext_lazy(
        "Se avisó con %(days)s día de anticipación; la metodología pide %(required)s.",
        "Se avisó con %(days)s días de anticipación; la metodología pide %(required)s.",
        "days",
    ),
    "meetings.late_notice.working": ngettext_lazy(
        "Se avisó con %(days)s día hábil de anticipación; la metodología pide %(required)s.",
        "Se avisó con %(days)s días hábiles de anticipación; la metodología pide %(required)s.",
        "days",
    ),
    "meetings.minutes_published": _("Esta acta ya está publicada."),
    "meetings.list_no_column": _("El archivo no tiene la columna «%(head)s»."),
    "meetings.list_no_heads": _(
        "No encontramos una columna de sector ni de organización. Diga cuál es, o de qué sector "
        "son."
    ),
    "meetings.list_no_number": _("Ahí debería haber un número."),
    "meetings.list_no_sector": _(
        "No se sabe de qué sector es: no lo dice y no conocemos a su organización."
    ),
    "meetings.list_too_long": _("La lista tiene más de %(limit)s filas."),
    "meetings.list_unknown": _("No reconocemos lo que dice la celda."),
    "meetings.not_there": _("No lo encontramos."),
    "meetings.not_yet": _("Todavía no es la hora de la reunión."),
    "meetings.nothing_changed": _("No cambió ni la fecha ni el lugar."),
    "meetings.pack_empty": _("Falta el texto o el documento."),
    "meetings.text_missing": _("Falta escribirlo."),
    "meetings.unknown_area": _("No es un lugar de este territorio."),
    "meetings.unknown_office": _("No conocemos a quien facilita: publique antes su cargo."),
    "meetings.unknown_phase": _("La metodología no tiene esa fase."),
    "meetings.unknown_row": _("El calendario no tiene esa actividad."),
    "meetings.unknown_theme": _("No es un tema de este proceso."),
    "meetings.wrong_state": _("En el estado en que está, la reunión no admite ese paso."),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, Text] = {
    "meetings.held": _("Reuniones celebradas"),
    "meetings.unheld": _("Reuniones cuya fecha pasó sin que conste si se celebraron"),
    "meetings.pending": _("Reuniones por venir"),
    "meetings.without_minutes": _("Reuniones sin acta publicada"),
    "meetings.without_attendance": _("Reuniones sin asistencia"),
    "meetings.late_marks": _("Cambios hechos con menos aviso del debido"),
}

KIND_NAMES: dict[str, Text] = {
    "forum": _("Foro"),
    "table": _("Mesa temática"),
    "round": _("Ronda de mesas"),
    "plenary": _("Plenaria"),
    "planning": _("Planificación"),
    "launch": _("Lanzamiento"),
    "feasibility": _("Factibilidad"),
    "approval": _("Aprobación"),
    "other": _("Otra reunión"),
}
STATE_NAMES: dict[str, Text] = {
    "draft": _("Borrador"),
    "announced": _("Anunciada"),
    "held": _("Realizada, falta el acta"),
    "minuted": _("Realizada, con acta"),
    "cancelled": _("Cancelada"),
}
THING_NAMES: dict[str, Text] = {
    "call": _("Convocatoria"),
    "agenda": _("Agenda"),
    "method": _("Método de trabajo"),
    "authorities": _("Lista de autoridades"),
    "document": _("Documento"),
}
COUNTINGS: dict[str, Text] = {
    "calendar": _("Días calendario"),
    "working": _("Días hábiles"),
}
GENDER_NAMES: dict[str, Text] = {
    "women": _("Mujeres"),
    "men": _("Hombres"),
    "other": _("Otra identidad"),
    "unsaid": _("Sin dato"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS: dict[str, Text] = {
    "meeting.announced": _("Se convocó una reunión"),
    "meeting.changed": _("Cambió la fecha o el lugar de una reunión"),
    "meeting.cancelled": _("Se canceló una reunión"),
    "meeting.held": _("Se celebró una reunión"),
    "attendance.recorded": _("Se registró la asistencia a una reunión"),
    "minutes.published": _("Se publicó el acta de una reunión"),
    "pack.published": _("Se publicaron los materiales de una reunión"),
    "tables.set": _("Se formaron las mesas de una reunión"),
    "evidence.declared": _("Una reunión cuenta para un plan anterior"),
}
THINGS: dict[str, Text] = {
    "meeting": _("reunión"),
}
