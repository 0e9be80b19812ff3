"""Who may do what to a voice. Whoever decides an answer does not publish it."""

from cocrea.kernel.permits import PermitTable, permit
from cocrea.voices.rules.importing.lifecycle import DRAFTS, UNFINISHED, states_for
from cocrea.voices.rules.lifecycle import TABLE, Event

TYPISTS = ("facilitator", "systematizer", "secretary", "point_of_contact", "moderator")
TYPED = "promise 7: what was said in a hall or on paper; voice of another, typed by these"


def _states(*events: Event) -> list[str]:
    return sorted({str(state) for state, event in TABLE if event in events})


PERMITS = PermitTable(
    permit("voice.receive", "citizen", basis="promise 1: anybody, without an account"),
    permit("voice.transcribe", *TYPISTS, "clock", basis=TYPED),
    permit("voice.admit", "moderator", states=_states(Event.ADMIT), basis="triage"),
    permit(
        "voice.refuse", "moderator", states=_states(Event.REFUSE), basis="triage, with a reason"
    ),
    permit("queue.decide", "moderator", basis="a flood waits for a person"),
    permit("review.ask", "citizen", states=_states(Event.ASK_REVIEW), basis="by the check code"),
    permit(
        "review.decide",
        *("moderator", "delegate_public", "delegate_society", "forum_member"),
        states=_states(Event.OVERTURN),
        basis="once, by another institution than the one that refused",
    ),
    permit("points.code", "systematizer", states=[*_states(Event.CODE), "answered"]),
    permit(
        "disposition.propose",
        *("systematizer", "point_of_contact", "delegate_public", "delegate_society"),
        states=["treated", "answered", "followed"],
        basis="deciding",
    ),
    permit(
        "disposition.publish",
        "publisher",
        states=["treated", "answered", "followed"],
        basis="publishing is another role's than deciding",
    ),
    permit("disposition.return", "publisher", states=["treated", "answered", "followed"]),
    permit(
        "voice.follow",
        "clock",
        states=_states(Event.FOLLOW),
        basis="somebody reported on what was promised to it",
    ),
    permit("voice.withdraw", "citizen", states=_states(Event.WITHDRAW), basis="by the check code"),
    permit("voice.erase", "citizen", basis="its author, by the check code, at any time"),
    permit("voice.erase_by_law", "publisher", basis="a judge's order, somebody else's data"),
    permit("import.open", *TYPISTS, basis=TYPED),
    permit("import.stage", *TYPISTS, states=states_for("stage"), basis=TYPED),
    permit("import.promote", *TYPISTS, states=states_for("promote"), basis=TYPED),
    permit(
        "import.continue", *TYPISTS, "clock", states=[str(s) for s in UNFINISHED], basis="resumes"
    ),
    permit("import.discard", *TYPISTS, "clock", states=[str(s) for s in DRAFTS]),
    permit("import.codes", *TYPISTS, states=["promoted"], basis="handed back to the hall, once"),
    permit(
        "import.undo",
        *("point_of_contact", "moderator"),
        states=states_for("undo"),
        basis="a published act; the record is never rewritten",
    ),
    permit("code.present", "citizen"),
    permit("voices.due", "clock", "point_of_contact"),
)
