"""Every read of a process."""

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import QuerySet

from cocrea.kernel.dates import Interval, local_day
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.ledger import services as ledger
from cocrea.process.models import (
    Amendment,
    CalendarAct,
    MethodologyVersion,
    PhaseAct,
    Process,
    PublishedException,
    Theme,
)
from cocrea.process.rules import phases as phase_rules
from cocrea.process.rules.schedule import Phase
from cocrea.process.rules.schema import Area, AreaPart, Methodology, Territory
from cocrea.process.rules.windows import day_of, interval_of

DATA = Path(__file__).parent / "data"


def processes() -> QuerySet[Process]:
    return Process.objects.select_related("log").order_by("pk")


def process_get(slug: str) -> Process:
    """The process, with its log. Raises NotThere(process.unknown)."""
    found = Process.objects.select_related("log").filter(slug=slug).first()
    if found is None:
        raise NotThere(Finding("process.unknown", params={"slug": slug}))
    return found


def process_now(process: Process) -> datetime:
    """The instant on the clock of this process: aware, UTC; simulated for a demonstration."""
    return ledger.now_of(process.log)


def process_today(process: Process) -> date:
    return local_day(process_now(process), process.zone)


@functools.lru_cache(maxsize=32)
def _parsed(version_pk: int, digest: str) -> Methodology:
    return Methodology.model_validate(MethodologyVersion.objects.get(pk=version_pk).data)


def version_at(process: Process, at: datetime | None = None) -> MethodologyVersion:
    """The version in force at ``at`` (aware; now when absent)."""
    when = at or process_now(process)
    found = (
        process.versions.filter(in_force_from__lte=when)
        .order_by("-in_force_from", "-number")
        .defer("data")
        .first()
    )
    return found or process.versions.defer("data").earliest("number")


def methodology(process: Process, at: datetime | None = None) -> Methodology:
    """The law of this process at ``at``. Parsed once per version and worker. One query."""
    version = version_at(process, at)
    return _parsed(version.pk, version.digest)


def versions(process: Process) -> QuerySet[MethodologyVersion]:
    return process.versions.defer("data").order_by("number")


def phase_states(process: Process) -> dict[int, str]:
    """State of every phase, by number: pending, open or closed. Two queries."""
    acts: dict[int, list[str]] = {phase.number: [] for phase in methodology(process).phases}
    for number, kind in process.phase_acts.order_by("at", "pk").values_list("phase", "kind"):
        acts.setdefault(number, []).append(kind)
    return {number: phase_rules.state_of(kinds) for number, kinds in sorted(acts.items())}


def phase_state(process: Process, number: int) -> str:
    return phase_states(process).get(number, phase_rules.PENDING)


def open_phases(process: Process) -> list[Phase]:
    states = phase_states(process)
    found = methodology(process).phases
    return [phase for phase in found if states[phase.number] == phase_rules.OPEN]


def phase_admitting(process: Process, kind: str) -> Phase | None:
    """The open phase that lets in this kind of voice (the first, when several do)."""
    return next((phase for phase in open_phases(process) if kind in phase.admits), None)


def phase_acts(process: Process) -> QuerySet[PhaseAct]:
    return process.phase_acts.order_by("at", "pk")


def calendar_acts(process: Process) -> QuerySet[CalendarAct]:
    return process.calendar_acts.order_by("announced_at", "pk")


def amendments(process: Process) -> QuerySet[Amendment]:
    return process.amendments.select_related("version").defer("version__data")


def exceptions(process: Process) -> QuerySet[PublishedException]:
    return process.exceptions.order_by("published_at", "pk")


def exception_for(
    process: Process, rule: str, *, subject_kind: str = "", subject_id: str = ""
) -> PublishedException | None:
    """The latest published exception that lifts ``rule`` for this subject, or for all of them."""
    found = process.exceptions.filter(rule=rule, subject_kind__in=["", subject_kind])
    if subject_id:
        found = found.filter(subject_id__in=["", subject_id])
    return found.order_by("-published_at", "-pk").first()


def themes(process: Process, *, state: str | None = Theme.PRIORITISED) -> QuerySet[Theme]:
    found = process.themes.order_by("number")
    return found if state is None else found.filter(state=state)


def theme_get(process: Process, slug: str) -> Theme:
    found = process.themes.filter(slug=slug).first()
    if found is None:
        raise NotThere(Finding("process.unknown_theme", params={"slug": slug}))
    return found


@dataclass(frozen=True, slots=True)
class Planned:
    """Baseline and actual days of one schedule row or phase (local days, both included)."""

    number: int
    baseline: tuple[date, date]
    actual: tuple[date, date]
    precision: str
    fixed_by: tuple[CalendarAct, ...] = ()

    @property
    def moved(self) -> bool:
        return any(act.late for act in self.fixed_by) or self.slip_days != 0

    @property
    def slip_days(self) -> int:
        """How many days later than the baseline it ends (negative: earlier)."""
        return (self.actual[1] - self.baseline[1]).days


def row_planned(process: Process, row: int) -> Planned | None:
    return next((p for p in rows_planned(process) if p.number == row), None)


def rows_planned(process: Process) -> list[Planned]:
    """Baseline (the first version's days) and actual days of every schedule row. Two queries."""
    law = methodology(process)
    acts: dict[int, list[CalendarAct]] = {}
    for act in calendar_acts(process):
        acts.setdefault(act.row, []).append(act)
    found = []
    for row in law.rows:
        planned = interval_of(row.window, process.starts_on)
        moved = acts.get(row.number, [])
        baseline = (planned.start, planned.end)
        actual = (moved[-1].start, moved[-1].end) if moved else baseline
        precision = "day" if moved else planned.precision.value
        found.append(Planned(row.number, baseline, actual, precision, tuple(moved)))
    return found


def phase_interval(process: Process, number: int) -> Interval | None:
    """Planned local days of a phase, as the methodology in force has them."""
    phase = methodology(process).phase(number)
    return interval_of(phase.window, process.starts_on) if phase else None


def delivery_day(process: Process) -> date | None:
    """The day on which the plan is due at OGP."""
    due = methodology(process).identity.delivery
    return day_of(due, process.starts_on) if due else None


@functools.lru_cache(maxsize=4)
def _dataset(name: str) -> tuple[Area, ...]:
    """Departments and municipalities that the portal brings; see data/README.md."""
    areas: dict[str, tuple[str, list[AreaPart]]] = {}
    path = DATA / {"guatemala": "gt"}[name] / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            _, parts = areas.setdefault(row["codigo_depto"], (row["departamento"], []))
            parts.append(AreaPart(code=row["codigo_ine"], name=row["municipio"]))
    return tuple(
        Area(code=code, name=name, parts=tuple(parts)) for code, (name, parts) in areas.items()
    )


def territory(process: Process) -> Territory:
    """Levels and areas of this process, whether listed in its methodology or brought along."""
    found = methodology(process).territory
    if found.dataset:
        return found.model_copy(update={"areas": _dataset(found.dataset)})
    return found


def area_names(process: Process) -> dict[str, str]:
    """Name of every area and part by code."""
    return _names(territory(process).areas)


def _names(areas: Iterable[Area]) -> dict[str, str]:
    names: dict[str, str] = {}
    for area in areas:
        names[area.code] = area.name
        names.update((part.code, part.name) for part in area.parts)
    return names
