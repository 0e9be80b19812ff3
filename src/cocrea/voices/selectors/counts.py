"""Counts: coverage in public, facts for gates. Cells that could point at somebody are hidden."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from cocrea.kernel.reading import once
from cocrea.ledger import services as ledger
from cocrea.ledger.rules.text import commit
from cocrea.process.models import Process
from cocrea.process.selectors import methodology
from cocrea.voices.models import Disposition, ImportBatch, Point, Voice
from cocrea.voices.rules.dispositions import TAKEN
from cocrea.voices.rules.lifecycle import AWAITING_TRIAGE, BEFORE, OPEN, TEXT_PUBLIC, State
from cocrea.voices.rules.small_cells import suppressed
from cocrea.voices.selectors.importing import waiting_rows

WHO = ("sector", "gender", "people", "language", "age_band")
CODED = (State.TREATED, State.ANSWERED, State.FOLLOWED)
_FACTS = {
    "unadmitted": State.ADMITTED,
    "untreated": State.TREATED,
    "unanswered": State.ANSWERED,
    "unfollowed": State.FOLLOWED,
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of everything that was said. Counts are exact; None is a hidden small cell.

    by_theme   rows theme (None: without), total, open, oldest (of the open)
    by_area    rows area code, total, open
    """

    total: int
    open: int
    overdue: int
    waiting: int
    points: int
    answered: int
    answered_late: int
    oldest_open: datetime | None
    by_state: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_theme: tuple[dict[str, Any], ...]
    by_area: tuple[Mapping[str, Any], ...]
    by_sector: Mapping[str, int]
    hidden: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)

    @property
    def settled(self) -> int:
        return self.total - self.open

    @property
    def unanswered_points(self) -> int:
        return self.points - self.answered


def coverage(process: Process) -> Coverage:
    """Seven queries: two groupings serve several tables, since each reads every voice."""
    rows = Voice.objects.filter(process=process).order_by()
    by_state = _counts(rows, "state")
    late = rows.filter(state=State.RECEIVED, overdue_at__isnull=False)
    by_kind = _kinds(process)
    unanswered = by_kind.pop("", 0)
    where = _where(rows)
    who = _who(rows)
    return Coverage(
        total=sum(by_state.values()),
        open=sum(n for state, n in by_state.items() if state in OPEN),
        overdue=late.count(),
        waiting=sum(by_state.get(state, 0) for state in AWAITING_TRIAGE),
        points=sum(by_kind.values()) + unanswered,
        answered=sum(by_kind.values()),
        answered_late=rows.filter(answered_late__gt=0).count(),
        oldest_open=min((row["oldest"] for row in where if row["oldest"]), default=None),
        by_state=by_state,
        by_kind=by_kind,
        by_theme=_by_theme(process, where),
        by_area=_by_area(where),
        by_sector=who.pop("sector"),
        hidden={name: suppressed(counts) for name, counts in who.items()},
    )


def _kinds(process: Process) -> dict[str, int]:
    """Points of coded voices by the kind of their answer in force, the most first; "": none."""
    points = Point.objects.filter(voice__process=process, voice__state__in=CODED)
    return dict(points.values_list("answer").annotate(n=Count("pk")).order_by("-n", "answer"))


def _where(rows: QuerySet[Voice]) -> list[dict[str, Any]]:
    """theme, area -> total, open, oldest (of the open), as the index ``voice_where`` has them."""
    is_open = Q(state__in=OPEN)
    return list(
        rows.values("theme", "area").annotate(
            total=Count("pk"),
            open=Count("pk", filter=is_open),
            oldest=Min("received_at", filter=is_open),
        )
    )


def _by_theme(process: Process, where: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Named here: the names would make the database sort rows."""
    themes = {theme.pk: theme for theme in process.themes.all()}
    found: dict[int | None, dict[str, Any]] = {}
    for row in where:
        key = row["theme"]
        empty = {"theme": themes.get(key), "total": 0, "open": 0, "oldest": None}
        kept = found.setdefault(key, empty)
        kept["total"] += row["total"]
        kept["open"] += row["open"]
        kept["oldest"] = min(filter(None, (kept["oldest"], row["oldest"])), default=None)
    return tuple(sorted(found.values(), key=lambda r: r["theme"].number if r["theme"] else 0))


def _by_area(where: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    total, still = Counter[str](), Counter[str]()
    for row in where:
        total[row["area"]] += row["total"]
        still[row["area"]] += row["open"]
    return tuple({"area": a, "total": total[a], "open": still[a]} for a in sorted(total) if a)


def _who(rows: QuerySet[Voice]) -> dict[str, dict[str, int]]:
    """sector, gender, people, language, age_band -> {code: n}, without those who did not say."""
    found = {name: Counter[str]() for name in WHO}
    for *codes, count in rows.values_list(*WHO).annotate(n=Count("pk")):
        for name, code in zip(WHO, codes, strict=True):
            found[name][code] += count
    return {name: {c: counts[c] for c in sorted(counts) if c} for name, counts in found.items()}


def _counts(rows: QuerySet[Voice], name: str) -> dict[str, int]:
    return dict(rows.values_list(name).annotate(n=Count("pk")).order_by(name))


def open_voices(process: Process) -> QuerySet[Voice]:
    """Everything that still waits for something from us, oldest first."""
    found = Voice.objects.filter(process=process, state__in=OPEN)
    return found.select_related("theme").order_by("received_at", "pk")


def oldest_open(process: Process) -> Voice | None:
    """The voice that waits longest. Two queries on the index by state: ordering by time alone would
    walk through everything that was answered before it."""
    waiting = Voice.objects.filter(process=process, state__in=OPEN).order_by()
    since = waiting.aggregate(since=Min("received_at"))["since"]
    return None if since is None else waiting.filter(received_at=since).order_by("pk").first()


def voices_short_of(process: Process, phase: int, state: str) -> int:
    """How many voices of a phase have not come as far as ``state`` (its ``closes_on``)."""
    behind = BEFORE[State(state)]
    return Voice.objects.filter(process=process, phase=phase, state__in=behind).count()


def published_texts(process: Process) -> Iterator[ledger.PublishedText]:
    """(digest, salt, text) of every text of voices that everybody may read now."""
    rows = Voice.objects.filter(process=process, state__in=TEXT_PUBLIC, erased_at__isnull=True)
    for voice in rows.order_by("pk").iterator():
        yield ledger.PublishedText(voice.text_digest, bytes(voice.text_salt), voice.text)
    for voice in Voice.objects.filter(process=process).exclude(erasure_reason="").order_by("pk"):
        digest = commit(voice.erasure_reason, bytes(voice.erasure_salt)).digest
        yield ledger.PublishedText(digest, bytes(voice.erasure_salt), voice.erasure_reason)
    points = Point.objects.filter(voice__process=process, voice__state__in=TEXT_PUBLIC)
    for point in points.exclude(text="").order_by("pk").iterator():
        yield ledger.PublishedText(point.text_digest, bytes(point.text_salt), point.text)
    answers = Disposition.objects.filter(point__voice__process=process)
    for each in answers.filter(published_at__isnull=False).order_by("pk").iterator():
        yield ledger.PublishedText(each.reason_digest, bytes(each.reason_salt), each.reason)
    for undone in ImportBatch.objects.filter(process=process, undone_at__isnull=False):
        salt = bytes(undone.undo_salt)
        yield ledger.PublishedText(undone.undo_digest, salt, undone.undo_reason)


def gate_facts(process: Process, now: datetime) -> dict[str, int]:
    """``voices.unadmitted | untreated | unanswered | unfollowed``: how many have not come so far;
    ``voices.phase_<number>_unadmitted`` and so on for each phase of the methodology.

    An answered voice of which nothing was taken has nothing to be followed, and holds up no phase.
    """
    per_phase: dict[int, dict[str, int]] = {}
    rows = Voice.objects.filter(process=process).order_by().values_list("phase", "state")
    for phase, state, count in rows.annotate(n=Count("pk")):
        per_phase.setdefault(phase, {})[state] = count
    for phase, count in waiting_rows(process).items():  # in the record, and voices in a moment
        states = per_phase.setdefault(phase, {})
        states[State.RECEIVED] = states.get(State.RECEIVED, 0) + count
    numbers = {phase.number for phase in methodology(process).phases}
    law_phases = {phase: per_phase.get(phase, {}) for phase in {*per_phase, *numbers}}
    at_their_end = Voice.objects.filter(process=process, state=State.ANSWERED)
    at_their_end = at_their_end.exclude(points__answer__in=TAKEN)
    ended = Counter(at_their_end.values_list("phase", flat=True))
    facts: dict[str, int] = {}
    for name, state in _FACTS.items():
        short = {
            phase: sum(n for s, n in states.items() if s in BEFORE[state])
            for phase, states in law_phases.items()
        }
        if state == State.FOLLOWED:
            short = {phase: n - ended[phase] for phase, n in short.items()}
        facts[f"voices.{name}"] = sum(short.values())
        facts.update({f"voices.phase_{phase}_{name}": n for phase, n in short.items()})
    return facts


@once
def public_counts(process: Process) -> dict[str, int]:
    """For the home page: voices, those answered, open, and ended without an answer. One query."""
    by_state = _counts(Voice.objects.filter(process=process), "state")
    voices = sum(by_state.values())
    waiting = sum(n for state, n in by_state.items() if state in OPEN)
    answered = sum(by_state.get(s, 0) for s in (State.ANSWERED, State.FOLLOWED))
    return {
        "voices": voices,
        "voices_open": waiting,
        "voices_answered": answered,
        "voices_ended": voices - waiting - answered,
    }
