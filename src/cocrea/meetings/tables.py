"""What everybody may download of meetings. Counts of sectors are whole; small cells of gender are
hidden, with one more so that nobody subtracts them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.meetings import selectors
from cocrea.meetings.messages import COUNTINGS, KIND_NAMES, STATE_NAMES
from cocrea.meetings.models import AttendanceSheet, Minutes
from cocrea.meetings.rules.attendance import totals
from cocrea.people.messages import SECTOR_NAMES
from cocrea.process.models import Process
from cocrea.process.selectors import area_names

CHUNK = 500
FILTERS = ("fase",)
Row = tuple[Any, ...]


def _found(process: Process, filters: Mapping[str, str]) -> Any:
    text = filters.get("fase", "")
    phase = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None
    sheets = AttendanceSheet.objects.filter(current=True).prefetch_related("rows")
    published = Minutes.objects.filter(meeting=OuterRef("pk"), published_at__isnull=False)
    return (
        selectors.meetings(process, phase=phase)
        .prefetch_related(None)
        .prefetch_related("changes", Prefetch("sheets", sheets, to_attr="sheet_now"), "themes")
        .annotate(minuted=Exists(published))
        .iterator(chunk_size=CHUNK)
    )


def meeting_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Announced meetings in the order of their days, as they are now."""
    areas = area_names(process)
    for meeting in _found(process, filters):
        sheet = selectors.sheet_of(meeting)
        sums = totals(selectors.lines_of(sheet)) if sheet else None
        balance = selectors.balance_of(meeting)
        genders = sums.genders if sums else {}
        yield (
            str(meeting.public_id),
            reverse("meetings:meeting", args=[process.slug, meeting.public_id]),
            meeting.title_es,
            meeting.title_en,
            meeting.kind,
            meeting.state,
            meeting.phase,
            meeting.row,
            meeting.round,
            meeting.starts_at,
            meeting.ends_at,
            meeting.venue,
            meeting.area,
            areas.get(meeting.area, ""),
            [theme.slug for theme in meeting.themes.all()],
            meeting.announced_at,
            meeting.notice_days,
            meeting.required_days,
            "working" if meeting.notice_working else "calendar",
            meeting.late or any(change.late for change in meeting.changes.all()),
            len(meeting.changes.all()),
            meeting.cancelled_at,
            meeting.cancel_reason,
            sheet.total if sheet else None,
            balance.percent if balance else None,
            *(genders.get(name) for name in ("women", "men", "other", "unsaid")),
            meeting.minuted,
        )


def attendance_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """One row for each sector of each meeting that was counted."""
    for meeting in _found(process, filters):
        sheet = selectors.sheet_of(meeting)
        if sheet is None:
            continue
        for sector, count in sheet.by_sector.items():
            yield (
                str(meeting.public_id),
                reverse("meetings:meeting", args=[process.slug, meeting.public_id]),
                meeting.title_es,
                meeting.starts_at,
                meeting.phase,
                meeting.round,
                sector,
                count,
                sheet.total,
                sheet.source,
                sheet.version,
                sheet.recorded_at,
            )


_HIDDEN = _("Vacío si nadie preguntó o si son menos de cinco.")
_PEOPLE = _("asistencias")
MEETINGS = Table(
    "reuniones",
    _("Reuniones"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la reunión.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("title_es", _("Título"), "text", _("En español."), width=50),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=30),
        Column("kind", _("Clase"), "code", _("Qué clase de reunión es."), codes=KIND_NAMES),
        Column("state", _("Estado"), "code", _("En qué está."), codes=STATE_NAMES),
        Column("phase", _("Fase"), "number", _("Fase del proceso.")),
        Column("row", _("Actividad"), "number", _("Número en el calendario.")),
        Column("round", _("Ronda"), "number", _("Ronda de mesas.")),
        Column("starts_at", _("Empieza"), "instant", _("Día y hora vigentes."), width=17),
        Column("ends_at", _("Termina"), "instant", _("Día y hora vigentes."), width=17),
        Column("venue", _("Lugar"), "text", _("Dónde."), width=40),
        Column("area", _("Departamento (código)"), "code", _("Del territorio.")),
        Column("area_name", _("Departamento"), "text", _("Del territorio.")),
        Column("themes", _("Temas"), "list", _("Códigos de sus temas.")),
        Column("announced_at", _("Anunciada"), "instant", _("Cuándo se anunció."), width=17),
        Column("notice_days", _("Anticipación"), "number", _("Que dio el anuncio."), _("días")),
        Column(
            "required_days", _("Anticipación debida"), "number", _("La que se pide."), _("días")
        ),
        Column("notice_counting", _("Cómo se cuenta"), "code", _("Qué días son."), codes=COUNTINGS),
        Column("late", _("Aviso tardío"), "flag", _("El anuncio o un cambio llegó tarde.")),
        Column("changes", _("Cambios"), "number", _("Después del anuncio."), _("cambios")),
        Column("cancelled_at", _("Cancelada"), "instant", _("Cuándo se canceló.")),
        Column("cancel_reason", _("Por qué se canceló"), "text", _("Razón pública.")),
        Column("attendance", _("Asistencia"), "number", _("No son personas distintas."), _PEOPLE),
        Column(
            "officials_percent", _("Funcionarios"), "number", _("Parte que eran funcionarios."), "%"
        ),
        Column("women", _("Mujeres"), "number", _HIDDEN, _PEOPLE),
        Column("men", _("Hombres"), "number", _HIDDEN, _PEOPLE),
        Column("other_gender", _("Otra identidad"), "number", _HIDDEN, _PEOPLE),
        Column("gender_unsaid", _("Sin dato de género"), "number", _HIDDEN, _PEOPLE),
        Column("minuted", _("Con acta"), "flag", _("Su acta está publicada.")),
    ),
    meeting_rows,
    FILTERS,
    "meetings:list",
)
ATTENDANCE = Table(
    "asistencia",
    _("Asistencia por sector"),
    (
        Column("meeting", _("Reunión (identificador)"), "code", _("UUID de la reunión.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("title", _("Reunión"), "text", _("Título en español."), width=50),
        Column("starts_at", _("Empezó"), "instant", _("Día y hora."), width=17),
        Column("phase", _("Fase"), "number", _("Fase del proceso.")),
        Column("round", _("Ronda"), "number", _("Ronda de mesas.")),
        Column("sector", _("Sector"), "code", _("De quienes llegaron."), codes=SECTOR_NAMES),
        Column("count", _("Asistencias"), "number", _("De ese sector."), _PEOPLE),
        Column("total", _("Total"), "number", _("De toda la reunión."), _PEOPLE),
        Column("source", _("Fuente"), "text", _("Quién contó y con qué."), width=40),
        Column("version", _("Versión"), "number", _("Del conteo; las correcciones suben.")),
        Column("recorded_at", _("Registrado"), "instant", _("Cuándo se registró.")),
    ),
    attendance_rows,
    FILTERS,
    "meetings:list",
)
TABLES = (MEETINGS, ATTENDANCE)
