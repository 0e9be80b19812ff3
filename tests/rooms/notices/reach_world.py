"""Followers of every kind of thing at every pace, one entry of every kind, and who must hear what.

``HEARD`` is written by hand, apart from the rules: a change of who hears is a change here too.
"""

import uuid
from datetime import timedelta

from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.notices import services, tokens
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules.paces import PACES
from cocrea.people import vault
from cocrea.process.selectors import process_now


def key(number: int) -> str:
    return f"0198f0a6-0000-7000-8000-{number:012d}"


THINGS = {
    "meeting": key(1),
    "commitment": key(2),
    "voice": key(3),
    "consultation": key(4),
    "proposal": key(5),
    "milestone": key(6),
    "document": key(7),
}
MEETING, COMMITMENT, PROPOSAL = (
    {"kind": kind, "id": THINGS[kind], "digest": ""}
    for kind in ("meeting", "commitment", "proposal")
)

# What ties things together, as the rooms write it when a thing begins. Nobody is told of these.
BEGINNINGS = (
    ("tables.set", "meeting", {"tables": [{"number": 1, "theme": "agua"}]}),
    ("commitment.drafted", "commitment", {"theme": "agua", "number": 1, "state": "draft"}),
    ("proposal.created", "proposal", {"theme": "agua", "number": 1}),
    ("voice.received", "voice", {"folio": "TST-1", "themes": ["agua"], "source": MEETING}),
)

# subject kind -> followers of which kinds hear of it; "" is the whole process.
WHOLE = {""}
MEETINGS = {"meeting", "theme"}
COMMITMENTS = {"commitment", "theme"}
PROPOSALS = {"proposal", "theme"}
HEARD = {
    "calendar.fixed": ("row", WHOLE),
    "phase.opened": ("phase", WHOLE),
    "phase.closed": ("phase", WHOLE),
    "meeting.announced": ("meeting", MEETINGS | WHOLE),
    "meeting.changed": ("meeting", MEETINGS | WHOLE),
    "meeting.cancelled": ("meeting", MEETINGS | WHOLE),
    "minutes.published": ("meeting", MEETINGS),
    "pack.published": ("meeting", MEETINGS),
    "session.declared": ("session", {"meeting"} | COMMITMENTS),
    "session.closed": ("session", {"meeting"} | COMMITMENTS),
    "session.annulled": ("session", {"meeting"} | COMMITMENTS),
    "amendment.published": ("amendment", WHOLE),
    "exception.published": ("exception", WHOLE),
    "exception.withdrawn": ("exception", WHOLE),
    "compact.published": ("compact", WHOLE),
    "compact.signed": ("compact", WHOLE),
    "compact.withdrawn": ("compact", WHOLE),
    "activity.added": ("activity", WHOLE),
    "people.organization_left": ("body", WHOLE),
    "people.organization_returned": ("body", WHOLE),
    "consultation.opened": ("consultation", {"consultation"} | WHOLE),
    "consultation.extended": ("consultation", {"consultation"} | WHOLE),
    "consultation.closed": ("consultation", {"consultation"}),
    "theme.set": ("theme", {"theme"}),
    "voice.admitted": ("voice", {"voice"}),
    "voice.refused": ("voice", {"voice"}),
    "voice.followed": ("voice", {"voice"}),
    "review.decided": ("voice", {"voice"}),
    "disposition.published": ("voice", {"voice"}),
    "proposal.published": ("proposal", PROPOSALS),
    "proposal.merged": ("other", PROPOSALS),
    "proposal.split": ("proposal", PROPOSALS),
    "proposal.withdrawn": ("proposal", PROPOSALS),
    **{
        f"commitment.{name}": ("commitment", COMMITMENTS)
        for name in ("proposed", "accepted", "returned", "adopted", "not_adopted", "withdrawn",
                     "opinion", "letter_signed", "letter_withdrawn", "saved")
    },
    **{f"milestone.{name}": ("commitment", COMMITMENTS) for name in ("added", "saved", "removed")},
    "plan.frozen": ("plan", WHOLE),
    "plan.approved": ("plan", WHOLE),
    "plan.submitted": ("plan", WHOLE),
    "progress.reported": ("milestone", {"milestone"} | COMMITMENTS),
    "progress.verified": ("milestone", {"milestone"} | COMMITMENTS),
    "document.superseded": ("newer", {"document"}),
}  # fmt: skip
AT_ONCE = {"calendar.fixed", "meeting.changed", "meeting.cancelled"}
COUNTED = {"voice.admitted", "voice.followed", "disposition.published"}
COUNTED_FOR = {"", "theme", "meeting"}

BODIES = {
    "session": {"meeting": MEETING, "about": COMMITMENT},
    "milestone": {"commitment": COMMITMENT},
    "voice": {"number": 1},
    "other": {"inputs": [THINGS["proposal"], key(50)], "outputs": [{"id": key(51), "text": "00"}]},
    "newer": {"supersedes": {"kind": "document", "id": THINGS["document"], "digest": ""}},
    "row": {"row": 1, "old": ["2026-01-01", "2026-01-02"], "new": ["2026-01-03", "2026-01-04"]},
}
SUBJECTS = {"other": ("proposal", key(51)), "newer": ("document", key(52))}


def subject_of(process, kind):
    if kind == "theme":
        return SubjectRef("theme", f"{process.slug}-agua")
    return SubjectRef(*SUBJECTS.get(kind, (kind, THINGS.get(kind, key(90)))))


def happen(process, kinds=None):
    """One entry of each kind, each in an act of its own; kind -> position."""
    found = {}
    for kind in kinds or HEARD:
        about = HEARD[kind][0]
        body = {"state": "adopted"} if about == "commitment" else {}
        with ledger.act(process, actor=CLOCK) as act:
            made = act.record(
                kind,
                subject=subject_of(process, about),
                role="clock",
                body=body | BODIES.get(about, {}),
            )
        found[kind] = made.position
    return found


def begin(process):
    for kind, about, body in BEGINNINGS:
        with ledger.act(process, actor=CLOCK) as act:
            act.record(kind, subject=subject_of(process, about), role="clock", body=body)


def follower(process, kind, pace, name=""):
    """Somebody who asked, and confirmed; address ``<kind>-<pace>@canario.example``."""
    address = f"{name or kind or 'process'}-{pace}@canario.example"
    subject = subject_of(process, kind) if kind else None
    services.subscribe_ask(
        actor=CITIZEN, process=process, email=address, subject=subject, pace=pace
    )
    row = Subscription.objects.latest("pk")
    services.subscribe_confirm(
        actor=CITIZEN, process=process, subscription=row.public_id,
        token=tokens.token_of(row, tokens.CONFIRM),
    )  # fmt: skip
    return row


def everybody(process, paces=PACES, kinds=("", "theme", *THINGS)):
    """(kind, pace) -> contact, for every kind of thing that can be followed."""
    rows = {(kind, pace): follower(process, kind, pace) for kind in kinds for pace in paces}
    Outbox.objects.all().delete()  # the questions whether it was really them
    return {who: f"c:{row.contact}" for who, row in rows.items()}


def expected(who, positions, log_id):
    """(event key, recipient) of every notice that there must be, each once."""
    return {
        (f"{log_id}/{position}", recipient)
        for kind, position in positions.items()
        for (followed, _pace), recipient in who.items()
        if followed in HEARD[kind][1]
    }


def told(process):
    """The same, of what was sent."""
    rows = Outbox.objects.filter(process_slug=process.slug, position__isnull=False)
    sent = list(rows.filter(state=Outbox.SENT).values_list("event_key", "recipient"))
    assert len(sent) == len(set(sent))
    return set(sent)


def later(process, days):
    return process_now(process) + timedelta(days=days)


def entries(process):
    return {e.position: e.kind for e in Entry.objects.filter(log=process.log_id)}


def address_of(recipient):
    return vault.contact_value(uuid.UUID(recipient.removeprefix("c:")))
