"""The life of a voice as one table: (state, event) -> state. Nothing else moves a voice.

``received``      kept, receipt given; triage is due
``queued``        suspected copy: a person decides
``admitted``      triage passed, its text is public
``inadmissible``  refused with a reason; its author may ask one review
``in_review``     another institution looks again
``closed``        refused for good
``treated``       its points are coded
``answered``      each point has its disposition
``followed``      what came of it is being followed
``withdrawn``     by its author
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from cocrea.kernel.findings import Finding


class State(StrEnum):
    RECEIVED = "received"
    QUEUED = "queued"
    ADMITTED = "admitted"
    INADMISSIBLE = "inadmissible"
    IN_REVIEW = "in_review"
    CLOSED = "closed"
    TREATED = "treated"
    ANSWERED = "answered"
    FOLLOWED = "followed"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    QUEUE = "queue"
    RELEASE = "release"
    ADMIT = "admit"
    REFUSE = "refuse"
    ASK_REVIEW = "ask_review"
    OVERTURN = "overturn"
    UPHOLD = "uphold"
    CODE = "code"
    ANSWER = "answer"
    REOPEN = "reopen"
    FOLLOW = "follow"
    WITHDRAW = "withdraw"


START = State.RECEIVED

TABLE: Mapping[tuple[State, Event], State] = {
    (State.RECEIVED, Event.QUEUE): State.QUEUED,
    (State.RECEIVED, Event.ADMIT): State.ADMITTED,
    (State.RECEIVED, Event.REFUSE): State.INADMISSIBLE,
    (State.RECEIVED, Event.WITHDRAW): State.WITHDRAWN,
    (State.QUEUED, Event.RELEASE): State.RECEIVED,
    (State.QUEUED, Event.ADMIT): State.ADMITTED,
    (State.QUEUED, Event.REFUSE): State.INADMISSIBLE,
    (State.QUEUED, Event.WITHDRAW): State.WITHDRAWN,
    (State.INADMISSIBLE, Event.ASK_REVIEW): State.IN_REVIEW,
    (State.INADMISSIBLE, Event.WITHDRAW): State.WITHDRAWN,
    (State.IN_REVIEW, Event.OVERTURN): State.ADMITTED,
    (State.IN_REVIEW, Event.UPHOLD): State.CLOSED,
    (State.IN_REVIEW, Event.WITHDRAW): State.WITHDRAWN,
    (State.ADMITTED, Event.CODE): State.TREATED,
    (State.ADMITTED, Event.WITHDRAW): State.WITHDRAWN,
    (State.TREATED, Event.CODE): State.TREATED,
    (State.TREATED, Event.ANSWER): State.ANSWERED,
    (State.TREATED, Event.WITHDRAW): State.WITHDRAWN,
    (State.ANSWERED, Event.ANSWER): State.ANSWERED,
    (State.ANSWERED, Event.REOPEN): State.TREATED,
    (State.ANSWERED, Event.FOLLOW): State.FOLLOWED,
    (State.FOLLOWED, Event.ANSWER): State.FOLLOWED,
}

FINAL = frozenset({State.CLOSED, State.FOLLOWED, State.WITHDRAWN})
# Nothing more is owed to the author in these (a review may still be asked of an inadmissible one).
SETTLED = FINAL | {State.INADMISSIBLE, State.ANSWERED}
OPEN = frozenset(State) - SETTLED
AWAITING_TRIAGE = frozenset({State.RECEIVED, State.QUEUED})
# A phase may close on one of these: what has not come so far yet.
BEFORE: Mapping[State, frozenset[State]] = {
    State.ADMITTED: AWAITING_TRIAGE | {State.IN_REVIEW},
    State.TREATED: AWAITING_TRIAGE | {State.IN_REVIEW, State.ADMITTED},
    State.ANSWERED: OPEN,
    State.FOLLOWED: OPEN | {State.ANSWERED},
}
# Its text may be read by everybody (unless its author had it erased).
TEXT_PUBLIC = frozenset({State.ADMITTED, State.TREATED, State.ANSWERED, State.FOLLOWED})
# The five steps that people are shown, in order.
STEPS = (State.RECEIVED, State.ADMITTED, State.TREATED, State.ANSWERED, State.FOLLOWED)


def transition(state: str, event: str) -> State | Finding:
    """The state after ``event``, or Finding(voices.wrong_state)."""
    found = TABLE.get((State(state), Event(event)))
    if found is None:
        return Finding("voices.wrong_state", params={"state": str(state), "event": str(event)})
    return found


def step_reached(state: str) -> int:
    """How many of STEPS a voice has behind it or stands on (1 to 5)."""
    if state in (State.QUEUED, State.INADMISSIBLE, State.IN_REVIEW, State.CLOSED, State.WITHDRAWN):
        return 1
    return STEPS.index(State(state)) + 1


def review_findings(
    *, refused_by: str, reviewer: str, already_reviewed: bool = False
) -> Iterable[Finding]:
    """A refusal is looked at again once, by another institution (organization slugs)."""
    if already_reviewed:
        yield Finding("voices.reviewed_once")
    if not reviewer:
        yield Finding("voices.review_needs_institution")
    elif reviewer == refused_by:
        yield Finding("voices.review_same_institution", params={"organization": reviewer})
