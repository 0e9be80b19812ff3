"""Which entries of the record are told, to whom, how fast.

An entry that is not listed is told to nobody. What it is called says the room that wrote it (ACTS).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cocrea.notices.rules.paces import EACH

PROCESS = ""  # kind of the subject of somebody who follows a whole process

# Kinds of things that somebody may follow one by one.
SUBJECTS: tuple[str, ...] = (
    "theme",
    "meeting",
    "commitment",
    "voice",
    "consultation",
    "proposal",
    "milestone",
    "document",
)


@dataclass(frozen=True, slots=True)
class Event:
    """Followers of the thing itself hear every event of it. Beyond them:

    everybody  whoever follows the process hears of it too
    own        nobody else does, not even whoever follows what the thing is about
    counted    those others find it in their digests as a number: there are thousands
    urgent     at once for everybody, also for those who chose a digest
    template   of ``templates/notices/mail``
    """

    everybody: bool = False
    own: bool = False
    counted: bool = False
    urgent: bool = False
    template: str = "news"


_ALL = Event(everybody=True)
_URGENT = Event(everybody=True, urgent=True)
_SOME = Event()
_OWN = Event(own=True)
_COUNTED = Event(counted=True)

EVENTS: Mapping[str, Event] = {
    "calendar.fixed": _URGENT,
    "phase.opened": _ALL,
    "phase.closed": _ALL,
    "meeting.announced": _ALL,
    "meeting.changed": _URGENT,
    "meeting.cancelled": _URGENT,
    "minutes.published": _SOME,
    "pack.published": _SOME,
    "session.declared": _SOME,
    "session.closed": _SOME,
    "session.annulled": _SOME,
    "amendment.published": _ALL,
    "exception.published": _ALL,
    "exception.withdrawn": _ALL,
    "compact.published": _ALL,
    "compact.signed": _ALL,
    "compact.withdrawn": _ALL,
    "activity.added": _ALL,
    "people.organization_left": _ALL,
    "people.organization_returned": _ALL,
    "consultation.opened": _ALL,
    "consultation.extended": _ALL,
    "consultation.closed": _SOME,
    "theme.set": _SOME,
    "voice.admitted": _COUNTED,
    "voice.refused": _OWN,
    "voice.followed": _COUNTED,
    "review.decided": _OWN,
    "disposition.published": _COUNTED,
    "proposal.published": _SOME,
    "proposal.merged": _SOME,
    "proposal.split": _SOME,
    "proposal.withdrawn": _SOME,
    "commitment.proposed": _SOME,
    "commitment.accepted": _SOME,
    "commitment.returned": _SOME,
    "commitment.adopted": _SOME,
    "commitment.not_adopted": _SOME,
    "commitment.withdrawn": _SOME,
    "commitment.opinion": _SOME,
    "commitment.letter_signed": _SOME,
    "commitment.letter_withdrawn": _SOME,
    "commitment.saved": _SOME,
    "milestone.added": _SOME,
    "milestone.saved": _SOME,
    "milestone.removed": _SOME,
    "plan.frozen": _ALL,
    "plan.approved": _ALL,
    "plan.submitted": _ALL,
    "progress.reported": _SOME,
    "progress.verified": _SOME,
    "document.superseded": _SOME,
}

# Steps of a folio that its own feed shows besides; nobody is written to because of them.
STEPS = frozenset({"voice.received", "voice.treated", "voice.withdrawn", "voice.erased"})

# After these nobody is told about the thing any more.
ENDS = frozenset({"voice.erased"})

CONFIRM, ALREADY = "subscription.confirm", "subscription.already"
DIGEST = "digest"


def event_of(kind: str, body: Mapping[str, Any]) -> Event | None:
    """How an entry is told; None when nobody is told. What is still a draft is nobody's news."""
    return None if body.get("state") == "draft" else EVENTS.get(kind)


def is_late(body: Mapping[str, Any]) -> bool:
    """Does the entry say that less notice was given than was due?"""
    return bool(body.get("late"))


def waits(event: Event, body: Mapping[str, Any], pace: str) -> bool:
    """Does this wait for the reader's digest? Nobody learns of a moved meeting on Monday."""
    return pace != EACH and not event.urgent and not is_late(body)
