"""Things in the middle of their life, so that pages of staff have something to work on."""

from datetime import timedelta
from io import BytesIO

from tests.security.drafts import copy

from cocrea.agreement.models import Objection, Session
from cocrea.documents import services as documents
from cocrea.kernel.dates import local_day
from cocrea.kernel.folios import make_folio
from cocrea.kernel.permits import CITIZEN, Actor, Grant
from cocrea.meetings.models import Meeting
from cocrea.notices import services as notices
from cocrea.outreach import services as outreach
from cocrea.process import selectors
from cocrea.process import services as process_services
from cocrea.voices.models import Disposition, Point, Voice

SECRETARY = Actor(grants=(Grant("secretary"),), office="office-secretary")
PUBLISHER = Actor(grants=(Grant("publisher"),), office="office-publisher")


def stage(process, other) -> None:
    """An open and a declared decision, an announced meeting, a treated voice, a document, ..."""
    now = selectors.process_now(process)
    model = Session.objects.filter(process=process).first()
    for state in ("declared", "open"):
        made = copy(
            model,
            state=state,
            closed_at=None,
            outcome=None,
            result="",
            label=None,
            **({"opened_at": None, "roll": None} if state == "declared" else {}),
        )
        if state == "open":
            copy(Objection.objects.first(), session=made, replied_at=None, reply="")
    copy(
        Meeting.objects.filter(process=process).first(),
        state="announced",
        held_at=None,
        announced_at=now - timedelta(days=1),
        starts_at=now + timedelta(days=20),
        ends_at=now + timedelta(days=20, hours=3),
    )
    _campaign(process, local_day(now, process.zone))
    process_services.exception_propose(
        actor=SECRETARY, process=process, rule="plan.open_voices", reason="Prueba.", body="forum"
    )
    voice = Voice.objects.filter(process=process, state="answered").first()
    for state in ("admitted", "treated"):
        made = copy(
            voice,
            folio=make_folio(process.folio_prefix),
            key_hash=state * 5,
            state=state,
            answered_at=None,
        )
        if state == "treated":
            point = copy(Point.objects.filter(voice__process=process).first(), voice=made, number=1)
            given = Disposition.objects.filter(point__voice__process=process).first()
            copy(given, point=point, current=False, published_at=None, superseded_by=None)
    for each in (process, other):
        documents.document_add(
            actor=PUBLISHER,
            process=each,
            kind="report",
            title_es="Un documento",
            language="spa",
            file=BytesIO(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
            file_name="documento.pdf",
            source="Prueba",
        )
        notices.subscribe_ask(actor=CITIZEN, process=each, email="alguien@ejemplo.org")


def _campaign(process, today) -> None:
    """One that runs, with a text that has an image."""
    made = outreach.campaign_draft(
        actor=SECRETARY,
        process=process,
        title_es="Una campaña",
        goal_es="Para probar.",
        channels=("poster", "radio"),
        languages=("spa",),
        starts_on=today,
        ends_on=today + timedelta(days=10),
    )
    outreach.campaign_publish(actor=PUBLISHER, process=process, campaign=made)
    outreach.material_publish(
        actor=PUBLISHER,
        process=process,
        campaign=made,
        channel="poster",
        language="spa",
        title="Un cartel",
        text="Un texto para el cartel.",
    )
