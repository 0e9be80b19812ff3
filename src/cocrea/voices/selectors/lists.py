"""Lists of voices, points and what waits; each a queryset with what its page shows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Prefetch, QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import parse_folio
from cocrea.kernel.ids import parse_uuid
from cocrea.process.models import Process
from cocrea.voices.models import Disposition, Point, Review, Voice
from cocrea.voices.rules.lifecycle import AWAITING_TRIAGE, TEXT_PUBLIC, State


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """ "" leaves a field open. theme: slug; area: code; about_*: as in a SubjectRef."""

    theme: str = ""
    area: str = ""
    state: str = ""
    kind: str = ""
    phase: int | None = None
    about_kind: str = ""
    about_id: str = ""
    source_kind: str = ""
    source_id: str = ""

    @property
    def any(self) -> bool:
        return self != VoiceFilter()


def voices(process: Process, filters: VoiceFilter | None = None) -> QuerySet[Voice]:
    """Voices that triage has seen, newest first. Whoever shows one asks ``voice.text_public``."""
    found = Voice.objects.filter(process=process).exclude(state__in=AWAITING_TRIAGE)
    given = filters or VoiceFilter()
    wanted: dict[str, Any] = {
        "theme__slug": given.theme,
        "area": given.area,
        "state": given.state,
        "kind": given.kind,
        "phase": given.phase,
        "about_kind": given.about_kind,
        "about_id": given.about_id,
        "source_kind": given.source_kind,
        "source_id": given.source_id,
    }
    found = found.filter(**{k: v for k, v in wanted.items() if v not in ("", None)})
    return found.select_related("theme").order_by("-received_at", "-pk")


def voice_get(process: Process, public_id: UUID | str) -> Voice:
    """Any voice of this process by its public id. Raises NotThere(voices.unknown)."""
    key = parse_uuid(str(public_id))
    found = Voice.objects.filter(process=process, public_id=key).first() if key else None
    if found is None:
        raise NotThere(Finding("voices.unknown"))
    return found


def voice_by_folio(folio: str, process: Process | None = None) -> Voice:
    """The voice with this folio, with its process. Raises NotThere(voices.unknown_folio).

    Only what is public may be shown of it: ask ``text_public`` before its text, its points, its
    author's shown name.
    """
    rows = Voice.objects.select_related("process__log", "theme")
    if process is not None:
        rows = rows.filter(process=process)
    found = rows.filter(folio=parse_folio(folio) or "").first()
    if found is None:
        raise NotThere(Finding("voices.unknown_folio", where="folio"))
    return found


def voice_detail(voice: Voice) -> list[Point]:
    """Its points in order, each with ``answers`` (published dispositions, newest first)."""
    published = Disposition.objects.filter(published_at__isnull=False)
    newest = Prefetch("dispositions", published.order_by("-published_at", "-pk"), "answers")
    return list(voice.points.select_related("theme").prefetch_related(newest).order_by("number"))


def voices_about(process: Process, kind: str, public_id: str) -> QuerySet[Voice]:
    """What was said about a thing (clause, commitment draft, version), oldest first."""
    found = voices(process, VoiceFilter(about_kind=kind, about_id=public_id))
    return found.order_by("received_at", "pk")


def voices_from(process: Process, kind: str, public_id: str) -> QuerySet[Voice]:
    """Every voice that came through a meeting or consultation, triage or not, oldest first."""
    found = Voice.objects.filter(process=process, source_kind=kind, source_id=public_id)
    return found.select_related("theme").order_by("received_at", "pk")


def points(
    process: Process, *, theme: str = "", phase: int | None = None, area: str = ""
) -> QuerySet[Point]:
    """Coded points of voices whose text is public, oldest first, with ``voice`` and ``theme``.

    What systematizers group into proposals.
    """
    wanted = {"theme__slug": theme, "voice__phase": phase, "voice__area": area}
    found = Point.objects.filter(
        voice__process=process, voice__state__in=TEXT_PUBLIC, voice__erased_at__isnull=True
    ).filter(**{k: v for k, v in wanted.items() if v not in ("", None)})
    return found.select_related("voice", "theme").order_by("voice__received_at", "voice", "number")


def points_of(process: Process, public_ids: list[UUID | str]) -> list[Point]:
    """These points, with ``voice`` and ``theme``; erased ones too (their text is empty)."""
    keys = [k for k in (parse_uuid(str(i)) for i in public_ids) if k]
    found = Point.objects.filter(voice__process=process, public_id__in=keys)
    return list(found.select_related("voice", "theme").order_by("voice", "number"))


def triage(process: Process) -> QuerySet[Voice]:
    """What waits for triage one by one, oldest first."""
    found = Voice.objects.filter(process=process, state=State.RECEIVED)
    return found.select_related("theme").order_by("received_at", "pk")


def clusters(process: Process) -> list[dict[str, Any]]:
    """Near copies that wait together: cluster, count, since, sample. Two queries."""
    rows = Voice.objects.filter(process=process, state=State.QUEUED).exclude(cluster="")
    found = list(
        rows.order_by()
        .values("cluster")
        .annotate(count=Count("pk"), since=Min("received_at"), first=Min("pk"))
        .order_by("since")
    )
    texts = dict(Voice.objects.filter(pk__in=[f["first"] for f in found]).values_list("pk", "text"))
    return [{**f, "sample": texts[f["first"]]} for f in found]


TEXTS_SHOWN = 200


def cluster_texts(process: Process, cluster: str) -> list[dict[str, Any]]:
    """The different texts of a group, the most frequent first and at most ``TEXTS_SHOWN``: text,
    count, folio of the first. Near copies may say opposite things. Two queries."""
    rows = Voice.objects.filter(process=process, state=State.QUEUED, cluster=cluster)
    found = list(
        rows.order_by()
        .values("text")
        .annotate(count=Count("pk"), first=Min("pk"))
        .order_by("-count", "first")[:TEXTS_SHOWN]
    )
    folios = dict(rows.filter(pk__in=[f["first"] for f in found]).values_list("pk", "folio"))
    return [{**f, "folio": folios.get(f["first"], "")} for f in found]


def reviews_waiting(process: Process) -> QuerySet[Review]:
    """Refusals whose author asked another institution to look again, oldest first."""
    found = Review.objects.filter(voice__process=process, voice__state=State.IN_REVIEW)
    return found.select_related("voice").order_by("asked_at")


def voices_to_code(process: Process) -> QuerySet[Voice]:
    """Admitted voices without points, oldest first."""
    found = Voice.objects.filter(process=process, state=State.ADMITTED)
    return found.select_related("theme").order_by("received_at", "pk")


def voices_to_answer(process: Process) -> QuerySet[Voice]:
    """Treated voices with a point that has neither an answer nor a proposed one, oldest first. What
    was sent back is not proposed."""
    standing = Disposition.objects.filter(superseded_by__isnull=True, returned_at__isnull=True)
    open_points = Point.objects.exclude(pk__in=standing.values("point"))
    found = Voice.objects.filter(process=process, state=State.TREATED)
    found = found.filter(pk__in=open_points.values("voice"))
    return found.select_related("theme").order_by("received_at", "pk")


def proposals_waiting(process: Process) -> QuerySet[Disposition]:
    """Answers that somebody proposed and nobody published yet, oldest first."""
    found = Disposition.objects.filter(
        point__voice__process=process, published_at__isnull=True, returned_at__isnull=True
    )
    found = found.exclude(point__voice__state=State.WITHDRAWN)
    return found.select_related("point__voice").order_by(F("proposed_at"), "pk")
