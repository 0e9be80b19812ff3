"""What of each room may be found by words: public things only, with their address.

Called by ``tick`` when the record has grown; streams, so that memory stays small.
"""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from cocrea.agreement import selectors as agreement
from cocrea.commitments import selectors as commitments
from cocrea.meetings import selectors as meetings
from cocrea.people.models import Body
from cocrea.plan import selectors as plan
from cocrea.process import selectors as processes
from cocrea.process.models import Process, Theme
from cocrea.search.rules.items import SearchItem
from cocrea.sensemaking import selectors as sensemaking
from cocrea.site import rooms
from cocrea.voices import selectors as voices

TWO_LETTERS = {"spa": "es", "eng": "en"}
CHUNK = 500


def items(process: Process, now: datetime) -> Iterator[SearchItem]:
    """Everything of a process, Spanish addresses; what a room offers by itself comes last."""
    with override("es"):
        yield from _voices(process)
        yield from _proposals(process)
        yield from _commitments(process)
        yield from _meetings(process)
        yield from _decisions(process)
        yield from _process(process)
        yield from rooms.search_items(process)


def _facets(theme: Theme | None = None, area: str = "") -> dict[str, str]:
    found = {"theme": theme.slug if theme else "", "area": area}
    return {name: value for name, value in found.items() if value}


def _voices(process: Process) -> Iterator[SearchItem]:
    for voice in voices.voices(process).iterator(chunk_size=CHUNK):
        if voice.text_public:
            yield SearchItem(
                kind="voice",
                public_id=str(voice.public_id),
                language=TWO_LETTERS.get(voice.language, voice.language),
                title=voice.folio,
                text=voice.text,
                url=reverse("voices:voice", args=[process.slug, voice.folio]),
                at=voice.received_at,
                facets=_facets(voice.theme, voice.area),
            )


def _proposals(process: Process) -> Iterator[SearchItem]:
    for proposal in sensemaking.proposals(process):
        yield SearchItem(
            kind="proposal",
            public_id=str(proposal.public_id),
            language="es",
            title=proposal.title,
            text=f"{proposal.title} {proposal.text}",
            url=reverse("sensemaking:proposal", args=[process.slug, proposal.public_id]),
            facets=_facets(proposal.theme),
        )


def _commitments(process: Process) -> Iterator[SearchItem]:
    for commitment in commitments.commitments(process).defer(None):
        url = reverse("commitments:detail", args=[process.slug, commitment.public_id])
        texts = " ".join(str(value) for value in commitment.fields.values())
        steps = " ".join(step.text for step in commitment.milestones.all())
        for language, title in (("es", commitment.title_es), ("en", commitment.title_en)):
            if title:
                yield SearchItem(
                    kind="commitment",
                    public_id=str(commitment.public_id),
                    language=language,
                    title=f"{commitment.number}. {title}",
                    text=f"{title} {texts} {steps}",
                    url=url,
                    facets=_facets(commitment.theme),
                )


def _meetings(process: Process) -> Iterator[SearchItem]:
    for meeting in meetings.meetings(process):
        yield SearchItem(
            kind="meeting",
            public_id=str(meeting.public_id),
            language="es",
            title=meeting.title_es,
            text=f"{meeting.title_es} {meeting.venue}",
            url=reverse("meetings:meeting", args=[process.slug, meeting.public_id]),
            at=meeting.starts_at,
            facets=_facets(area=meeting.area),
        )


def _decisions(process: Process) -> Iterator[SearchItem]:
    for session in agreement.sessions(process):
        yield SearchItem(
            kind="session",
            public_id=str(session.public_id),
            language="es",
            title=session.title,
            text=f"{session.title} {session.subject_label}",
            url=reverse("agreement:session", args=[process.slug, session.public_id]),
            at=session.declared_at,
        )


def _process(process: Process) -> Iterator[SearchItem]:
    for theme in processes.themes(process, state=None):
        yield SearchItem(
            kind="theme",
            public_id=theme.slug,
            language="es",
            title=theme.name_es,
            text=f"{theme.name_es} {', '.join(theme.keywords)}",
            url=reverse("process:theme", args=[process.slug, theme.slug]),
        )
    page = reverse("process:methodology", args=[process.slug])
    for clause in processes.methodology(process).clauses:
        yield SearchItem(
            kind="clause",
            public_id=clause.id,
            language="es",
            title=f"Cláusula {clause.id}",
            text=clause.text,
            url=f"{page}#{clause.id}",
        )
    for version in plan.versions(process):
        yield SearchItem(
            kind="plan",
            public_id=str(version.public_id),
            language="es",
            title=version.title,
            text=version.title,
            url=reverse("plan:version", args=[process.slug, version.number]),
            at=version.frozen_at,
        )
    for body in Body.objects.filter(process_slug=process.slug):
        yield SearchItem(
            kind="body",
            public_id=str(body.public_id),
            language="es",
            title=body.name_es,
            text=f"{body.name_es} {body.purpose_es}",
            url=reverse("people:body", args=[process.slug, body.slug]),
        )
