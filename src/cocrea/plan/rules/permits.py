"""Who freezes, reviews, answers, approves and submits. Whoever decides does not freeze."""

from collections.abc import Iterable

from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import PermitTable, permit
from cocrea.plan.rules.lifecycle import FINAL

OPEN, CLOSED = "open", "closed"
DECIDERS = frozenset({"secretary", "point_of_contact", "high_level_member"})

PERMITS = PermitTable(
    permit("version.freeze", "publisher", basis="phases 7 and 9: publishing is not deciding"),
    permit("comment.receive", "citizen", basis="phase 7: anybody, without an account"),
    permit("review.open", "ogp_support", "point_of_contact", basis="phase 8"),
    permit("suggestion.add", "ogp_support", states=[OPEN], basis="phase 8, point by point"),
    permit(
        "suggestion.answer", "point_of_contact", "secretary", states=[OPEN], basis="with a reason"
    ),
    permit("review.close", "point_of_contact", "secretary", states=[OPEN], basis="phase 8"),
    permit("version.approve", "secretary", states=[FINAL], basis="phase 9: by a decision"),
    permit("plan.submit", "point_of_contact", states=["approved"], basis="phase 10"),
    permit(
        "text.translate",
        *("point_of_contact", "secretary", "systematizer", "facilitator"),
        basis="phase 10: field by field",
    ),
)


def separation(roles: Iterable[str]) -> tuple[Finding, ...]:
    """One person does not both decide on the plan and freeze it."""
    both = sorted(DECIDERS & set(roles))
    if not both:
        return ()
    return (Finding("plan.decider_freezes", params={"role": both[0]}, where="actor"),)
