"""One unpublished thing of every kind, each with a word in it that nobody may ever read in public."""

from datetime import timedelta
from uuid import uuid4

from cocrea.commitments.models import Commitment, Milestone
from cocrea.documents.models import Page, PageText, PageVersion
from cocrea.kernel.folios import make_folio
from cocrea.kernel.ids import uuid7
from cocrea.languages.models import Translation
from cocrea.meetings.models import Meeting
from cocrea.outreach.models import Campaign
from cocrea.process import selectors
from cocrea.sensemaking.models import Membership, Operation, OperationProposal, Proposal
from cocrea.voices.models import Disposition, Point, Review, Voice

CANARY = "xilotl"  # every canary word begins with it


def copy(row, **changes):
    """The same row again, with other keys and these changes."""
    row = type(row).objects.get(pk=row.pk)
    row.pk = None
    row._state.adding = True
    if hasattr(row, "public_id"):
        row.public_id = uuid7()
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def word(kind: str) -> str:
    return f"{CANARY}-{kind}"


def plant(process) -> dict[str, object]:
    """kind -> the draft. Plants straight into the tables, as an enemy of the pages would wish."""
    found: dict[str, object] = {}
    found.update(_commitment(process))
    found.update(_meeting(process))
    found.update(_campaign(process))
    found.update(_proposal(process))
    found.update(_voices(process))
    found.update(_page(process))
    return found


def _page(process) -> dict[str, object]:
    """A draft of an editorial page, and the draft of the next version of one that stands."""
    now = selectors.process_now(process)
    hidden = Page.objects.create(
        process_slug=process.slug, slug="pagina-en-borrador", created_at=now
    )
    standing = PageVersion.objects.filter(page__process_slug=process.slug, state="published")
    for page, number in ((hidden, 1), (standing.first().page, 90)):
        version = PageVersion.objects.create(
            page=page, number=number, place="footer", note=word("pagina-nota"), saved_at=now
        )
        PageText.objects.create(
            version=version,
            language="es",
            title=word("pagina-titulo"),
            text=word("pagina-texto"),
            salt=b"0" * 16,
            digest="0" * 64,
        )
    return {"page": hidden}


def _commitment(process) -> dict[str, object]:
    model = Commitment.objects.filter(process=process).first()
    fields = {name: word("compromiso-campo") for name in model.fields} or {"problem": word("x")}
    draft = copy(
        model,
        number=900,
        title_es=word("compromiso-titulo"),
        title_en=word("compromiso-title"),
        fields=fields,
        state="draft",
        version=0,
        digest="",
        adopted_at=None,
        source=word("compromiso-fuente"),
    )
    milestone = copy(
        Milestone.objects.filter(commitment__process=process).first(),
        commitment=draft,
        number=1,
        text=word("hito"),
    )
    return {"commitment": draft, "milestone": milestone}


def _meeting(process) -> dict[str, object]:
    now = selectors.process_now(process)
    held = Meeting.objects.filter(process=process, minutes__isnull=False).first()
    draft = copy(
        Meeting.objects.filter(process=process).first(),
        title_es=word("reunion"),
        title_en=word("meeting"),
        venue=word("lugar"),
        state="draft",
        announced_at=None,
        held_at=None,
        starts_at=now + timedelta(days=20),
        ends_at=now + timedelta(days=20, hours=2),
    )
    minutes = copy(
        held.minutes.first(),
        version=90,
        text=word("acta"),
        funnel=word("acta-embudo"),
        published_at=None,
    )
    return {"meeting": draft, "minutes": minutes}


def _campaign(process) -> dict[str, object]:
    draft = copy(
        Campaign.objects.filter(process=process).first(),
        title_es=word("campana"),
        title_en=word("campaign"),
        goal_es=word("campana-fin"),
        goal_en=word("campaign-goal"),
        state="draft",
        published_at=None,
        closed_at=None,
        digest="",
    )
    return {"campaign": draft}


def _proposal(process) -> dict[str, object]:
    model = Proposal.objects.filter(process=process).first()
    draft = copy(
        model,
        number=900,
        title=word("propuesta"),
        text=word("propuesta-texto"),
        state="draft",
        published_at=None,
    )
    point = Point.objects.filter(voice__process=process, voice__state="answered").last()
    made = copy(
        Operation.objects.filter(process=process).first(),
        kind="merge",
        state="proposed",
        inputs=[str(model.public_id)],
        outputs=[str(draft.public_id)],
        detail={"title": word("union"), "text": word("union-texto")},
        reason=word("union-razon"),
        decided_at=None,
    )
    OperationProposal.objects.create(operation=made, proposal=draft, side="output")
    if not Membership.objects.filter(proposal=draft, point=point).exists():
        Membership.objects.create(
            proposal=draft, point=point, since=draft.created_at, since_operation=made
        )
    return {"proposal": draft, "operation": made}


def _voice(process, state: str, **changes):
    model = Voice.objects.filter(process=process, state="answered").first()
    return copy(
        model,
        folio=make_folio(process.folio_prefix),
        key_hash=uuid4().hex * 2,
        code_hash="0" * 64,
        text=word(f"voz-{state}"),
        shown_name=word(f"nombre-{state}"),
        display="pseudonym",
        state=state,
        published_at=None,
        treated_at=None,
        answered_at=None,
        **changes,
    )


def _voices(process) -> dict[str, object]:
    found: dict[str, object] = {
        "voice": _voice(process, "received"),
        "queued": _voice(process, "queued", cluster="0" * 16),
        "inadmissible": _voice(process, "inadmissible", refused_at=selectors.process_now(process)),
        "in_review": _voice(process, "in_review", refused_at=selectors.process_now(process)),
        "withdrawn": _voice(process, "withdrawn"),
    }
    Review.objects.create(
        voice=found["in_review"],
        asked_at=selectors.process_now(process),
        plea=word("ruego"),
        plea_digest="0" * 64,
    )
    point = Point.objects.filter(voice__process=process, voice__state="treated").last()
    point = point or Point.objects.filter(voice__process=process).last()
    hidden = copy(
        Disposition.objects.filter(point__voice__process=process).first(),
        point=point,
        reason=word("respuesta"),
        target_label=word("respuesta-destino"),
        current=False,
        published_at=None,
        superseded_by=None,
    )
    Point.objects.create(
        voice=found["voice"],
        number=1,
        text=word("punto"),
        text_digest="0" * 64,
        coded_by="systematizer",
        coded_at=selectors.process_now(process),
    )
    found["disposition"] = hidden
    Translation.objects.create(
        process_slug=process.slug,
        subject_kind="voice",
        subject_id=str(found["voice"].public_id),
        field="text",
        language="eng",
        source_language="spa",
        source_digest="0" * 64,
        number=1,
        text=word("traduccion"),
        salt=b"0" * 16,
        digest="0" * 64,
        role="systematizer",
        at=selectors.process_now(process),
    )
    return found
