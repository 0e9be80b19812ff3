"""Which entries of the record are told, to whom, and by which text.

An event that is not listed is told to nobody. Titles of events are in ``messages.EVENT_TEXTS``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PROCESS = ""  # kind of the subject of somebody who follows a whole process

# Kinds of things that somebody may follow one by one.
SUBJECTS: tuple[str, ...] = (
    "voice",
    "meeting",
    "consultation",
    "proposal",
    "commitment",
    "milestone",
    "document",
)


@dataclass(frozen=True, slots=True)
class Event:
    """template: of ``templates/notices/mail``; everybody: also whoever follows the process."""

    template: str
    everybody: bool = False


_ALL = Event("news", everybody=True)
_FOLLOWERS = Event("news")

EVENTS: Mapping[str, Event] = {
    "calendar.fixed": Event("calendar", everybody=True),
    "phase.opened": Event("phase", everybody=True),
    "phase.closed": Event("phase", everybody=True),
    "meeting.announced": Event("meeting", everybody=True),
    "meeting.changed": Event("meeting", everybody=True),
    "meeting.cancelled": Event("meeting", everybody=True),
    "amendment.published": _ALL,
    "exception.published": _ALL,
    "activity.added": _ALL,
    "consultation.opened": _ALL,
    "consultation.extended": _ALL,
    "consultation.closed": _FOLLOWERS,
    "minutes.published": _FOLLOWERS,
    "pack.published": _FOLLOWERS,
    "plan.frozen": _ALL,
    "plan.approved": _ALL,
    "plan.submitted": _ALL,
    "voice.admitted": _FOLLOWERS,
    "voice.refused": _FOLLOWERS,
    "voice.followed": _FOLLOWERS,
    "review.decided": _FOLLOWERS,
    "disposition.published": Event("answer"),
    "proposal.published": _FOLLOWERS,
    "proposal.merged": _FOLLOWERS,
    "proposal.split": _FOLLOWERS,
    "proposal.withdrawn": _FOLLOWERS,
    "progress.reported": _FOLLOWERS,
    "progress.verified": _FOLLOWERS,
    "document.superseded": _FOLLOWERS,
}

# After these nobody is told about the thing any more.
ENDS = frozenset({"voice.erased"})

CONFIRM = "subscription.confirm"

# Kinds whose things have a page at /r/<kind>/<id>; others lead to the process.
LINKED = frozenset((*SUBJECTS, "amendment", "version", "session"))


def is_late(body: Mapping[str, Any]) -> bool:
    """Does the entry say that less notice was given than was due?"""
    return bool(body.get("late"))
