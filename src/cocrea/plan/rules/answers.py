"""The answer to a suggestion of the review: taken up, in part, or not, always with a reason."""

from cocrea.kernel.findings import Finding

ACCEPTED, PARTLY, NOT_ACCEPTED = "accepted", "partly", "not_accepted"
ANSWERS = (ACCEPTED, PARTLY, NOT_ACCEPTED)
TAKEN_UP = (ACCEPTED, PARTLY)
MIN_REASON = 15  # characters: "No." is not a reason
MAX_REASON = 4000
MAX_TEXT = 6000


def check(answer: str, reason: str) -> tuple[Finding, ...]:
    """Codes: plan.answer_unknown, plan.reason_short."""
    found = []
    if answer not in ANSWERS:
        found.append(Finding("plan.answer_unknown", where="answer"))
    if len(reason) < MIN_REASON:
        found.append(Finding("plan.reason_short", params={"least": MIN_REASON}, where="reason"))
    return tuple(found)
