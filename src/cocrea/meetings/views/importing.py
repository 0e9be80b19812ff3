"""Pages by which files of a meeting come in: its attendance list, and the sheets of its voices."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cocrea.kernel.errors import DomainError, NotPermitted
from cocrea.kernel.findings import Finding
from cocrea.meetings import selectors, services
from cocrea.meetings.forms import AttendanceForm
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.importing import HEADS, Sheet, Told
from cocrea.meetings.rules.permits import PERMITS
from cocrea.people.messages import SECTOR_NAMES
from cocrea.people.rules.sectors import SECTORS
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.ui.forms import attach
from cocrea.ui.messages import text_of

UPLOAD_MB = 10
FIELD_NAMES = {
    "sector": gettext_lazy("Sector"),
    "status": gettext_lazy("Calidad en que participa"),
    "organization": gettext_lazy("Organización o institución"),
    "count": gettext_lazy("Cantidad de asistencias"),
    "table": gettext_lazy("Mesa"),
    "women": gettext_lazy("Mujeres"),
    "men": gettext_lazy("Hombres"),
    "other": gettext_lazy("Otra identidad"),
    "gender": gettext_lazy("Género de la persona"),
}
methods = require_http_methods(["GET", "HEAD", "POST"])


class _FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Archivo"),
        allow_empty_file=True,
        help_text=gettext_lazy("CSV, XLSX u ODS, hasta 10 MB, con una línea de títulos."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_MB * 1024 * 1024:
            raise forms.ValidationError(
                gettext_lazy("El archivo pesa más de %(limit)s MB."), params={"limit": UPLOAD_MB}
            )
        return file


class ListForm(_FileForm):
    """An attendance list; which of its columns is which, where that was not understood."""

    sector = forms.ChoiceField(
        label=gettext_lazy("Sector de quienes no dicen el suyo"),
        required=False,
        choices=[("", "–"), *((code, SECTOR_NAMES[code]) for code in SECTORS)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in HEADS:
            self.fields[f"col-{name}"] = forms.CharField(
                label=FIELD_NAMES[name], required=False, max_length=100
            )

    def columns(self) -> list[forms.BoundField]:
        return [self[f"col-{name}"] for name in HEADS]

    def told(self) -> Told:
        data = self.cleaned_data
        columns = {name: data[f"col-{name}"].strip() for name in HEADS}
        return Told({n: head for n, head in columns.items() if head}, data["sector"])


class SheetsForm(_FileForm):
    source_name = forms.CharField(
        label=gettext_lazy("¿De dónde vienen estas voces?"),
        help_text=gettext_lazy("Se publica. Por ejemplo «Foro local, hojas de la tarde»."),
        max_length=120,
    )


def _checked(request: HttpRequest, process: Process, meeting_id: UUID, action: str) -> Meeting:
    found = selectors.meeting_get(process, meeting_id, roles=request.actor.roles(request.now))
    PERMITS.require(request.actor, action, now=request.now, state=found.state)
    return found


def _context(process: Process, found: Meeting, title: str) -> dict[str, Any]:
    url = reverse("meetings:meeting", args=[process.slug, found.public_id])
    name = selectors.title_of(found)
    return {
        "process": process,
        "meeting": found,
        "title": title,
        "name": name,
        "crumbs": [(_("Reuniones"), url + "../"), (name, url), (title, "")],
    }


@methods
@process_view
def attendance_file(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """A list comes to counts, which are shown before they are recorded. The file is not kept."""
    found = _checked(request, process, meeting_id, "attendance.record")
    context = _context(process, found, _("Asistencia desde un archivo"))
    form = ListForm(request.POST or None, request.FILES or None)
    sheet: Sheet | None = None
    if request.method == "POST" and form.is_valid():
        try:
            sheet = services.attendance_read(form.cleaned_data["file"].file, form.told())
        except DomainError as error:
            attach(form, error)
    if sheet is None:
        status = 422 if form.errors else 200
        context["form"] = form
        return render(request, "meetings/attendance_file.html", context, status=status)
    record = AttendanceForm(initial={"rows": services.lines_text(sheet.lines)})
    context |= {
        "form": form,
        "sheet": sheet,
        "columns": [(FIELD_NAMES[name], head) for name, head in sheet.columns.items()],
        "problems": [(line, _said(finding)) for line, finding in sheet.problems[:50]],
        "blocked": bool(services.blockers_of(sheet)),
        "record": record,
    }
    return render(request, "meetings/attendance_read.html", context)


def _said(finding: Finding) -> dict[str, Any]:
    return {
        "text": text_of(finding),
        "field": FIELD_NAMES.get(finding.where, ""),
        "blocks": finding.severity == "blocker",
    }


@methods
@process_view
def sheets(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """The sheets of a meeting, typed elsewhere, come in as voices that know it."""
    found = _checked(request, process, meeting_id, "meeting.sheets_open")
    context = _context(process, found, _("Cargar las hojas de esta reunión"))
    form = SheetsForm(
        request.POST or None, request.FILES or None, initial={"source_name": context["name"][:120]}
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.meeting_sheets_open(
                actor=request.actor,
                meeting=found,
                file=file.file,
                name=file.name,
                source_name=form.cleaned_data["source_name"],
                defaults={"channel": "sheet"},
            )
        except NotPermitted:
            raise
        except DomainError as error:
            attach(form, error)
        else:
            page = "import_columns" if batch.state == "uploaded" else "import"
            return redirect(f"voices:{page}", slug=process.slug, batch=batch.public_id)
    context["form"] = form
    return render(request, "meetings/sheets.html", context, status=422 if form.errors else 200)
