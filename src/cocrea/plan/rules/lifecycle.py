"""From the first frozen version to the plan that OGP has: what may come next, and what is missing.

Drafts become a plan only here: the first version is frozen and published in one act, commented,
reviewed point by point, frozen again as the final one, approved by the competent body, submitted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cocrea.kernel.findings import Finding, Report, Severity

FIRST, REVISED, FINAL = "first", "revised", "final"
KINDS = (FIRST, REVISED, FINAL)
# Where the plan stands, in the order of life.
NONE, COMMENTS, PUBLISHED = "none", "comments", "published"
IN_REVIEW, REVIEWED = "in_review", "reviewed"
FINAL_FROZEN, APPROVED, SUBMITTED = "final", "approved", "submitted"
STAGES = (NONE, COMMENTS, PUBLISHED, IN_REVIEW, REVIEWED, FINAL_FROZEN, APPROVED, SUBMITTED)

OPEN_VOICES = "plan.open_voices"
BASIS = "plan.basis_no_open_voice"


@dataclass(frozen=True, slots=True)
class PlanFact:
    """What was done so far.

    latest       kind of the latest version ("" when there is none)
    reviews      how many were opened; open_reviews: of them, still open
    unanswered   suggestions without an answer
    deciding     a session about the latest version is declared, open, or adopted it
    """

    latest: str = ""
    reviews: int = 0
    open_reviews: int = 0
    unanswered: int = 0
    approved: bool = False
    submitted: bool = False
    commenting: bool = False
    deciding: bool = False


def stage(fact: PlanFact) -> str:
    """Where the plan stands, of STAGES."""
    tests = (
        (SUBMITTED, fact.submitted),
        (APPROVED, fact.approved),
        (FINAL_FROZEN, fact.latest == FINAL),
        (NONE, not fact.latest),
        (IN_REVIEW, fact.open_reviews > 0),
        (REVIEWED, fact.reviews > 0),
        (COMMENTS, fact.commenting),
    )
    return next((name for name, holds in tests if holds), PUBLISHED)


@dataclass(frozen=True, slots=True)
class OpenVoices:
    """Voices that wait for an answer, and the published exception that lets them wait.

    exception  its public id; quantity: up to how many it lets wait (None: all of them)
    """

    count: int = 0
    exception: str = ""
    body: str = ""
    reason: str = ""
    quantity: int | None = None
    competent: bool = True


def freeze_check(
    kind: str, fact: PlanFact, *, commitments: int, voices: OpenVoices | None = None
) -> Report:
    """May a version of this kind be frozen now? The caps are asked elsewhere, on the same rows."""
    if kind not in KINDS:
        return Report.of([Finding("plan.kind_unknown", where="kind")])
    settled = fact.approved or fact.submitted
    tests = (
        ("plan.already_approved", settled),
        ("plan.first_exists", kind == FIRST and bool(fact.latest)),
        ("plan.no_first", kind != FIRST and not fact.latest),
        ("plan.final_exists", not settled and kind == REVISED and fact.latest == FINAL),
        ("plan.being_decided", not settled and fact.deciding),
        ("plan.nothing_to_freeze", commitments == 0),
    )
    found = [Finding(code, where="kind") for code, hit in tests if hit]
    if kind == FINAL:
        found += [*_review(fact), *_voices(voices or OpenVoices())]
    return Report.of(found)


def _review(fact: PlanFact) -> Iterable[Finding]:
    if fact.unanswered:
        params = {"count": fact.unanswered}
        yield Finding("plan.suggestions_open", params=params, where="review")
    elif fact.open_reviews:
        yield Finding("plan.review_open", where="review")
    elif not fact.reviews and fact.latest:
        yield Finding("plan.no_review", Severity.WARNING, where="review")


def _voices(voices: OpenVoices) -> Iterable[Finding]:
    if not voices.count:
        return
    params = {
        "count": voices.count,
        "body": voices.body,
        "exception": voices.exception,
        "reason": voices.reason,
    }
    enough = voices.quantity is None or voices.count <= voices.quantity
    if voices.exception and voices.competent and enough:
        yield Finding("plan.open_voices_excepted", Severity.NOTE, params, "voices", BASIS)
        return
    if voices.exception and not voices.competent:
        yield Finding("plan.exception_not_competent", Severity.WARNING, params, "voices")
    yield Finding(OPEN_VOICES, params=params, where="voices", basis=BASIS)


def not_adopted(rows: Iterable[tuple[int, str, str]]) -> Iterable[Finding]:
    """(number, title, state): what stands in the version without the forum's decision."""
    for number, title, state in rows:
        if state != "adopted":
            params = {"number": number, "title": title, "state": state}
            yield Finding("plan.not_adopted", Severity.WARNING, params, f"commitment:{number}")


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A decision as ``agreement`` keeps it. body_*: who decided ("" : no body)."""

    closed: bool
    adopted: bool
    about: str
    body_slug: str = ""
    body_kind: str = ""
    body_name: str = ""


def approval_check(
    kind: str, version_id: str, latest: bool, decision: DecisionFact | None, bodies: Iterable[str]
) -> Report:
    """Is this the approval of this version, by a body that may give it?

    bodies  slugs and kinds that the methodology gives ``plan.approve`` to
    """
    found = []
    if kind != FINAL or not latest:
        found.append(Finding("plan.not_final", where="version"))
    if decision is None:
        return Report.of([*found, Finding("plan.decision_missing", where="decision")])
    allowed = set(bodies)
    tests = (
        ("plan.decision_not_about", decision.about != version_id),
        ("plan.decision_open", not decision.closed),
        ("plan.decision_not_adopted", decision.closed and not decision.adopted),
        ("plan.not_competent", not ({decision.body_slug, decision.body_kind} & allowed)),
    )
    params = {"body": decision.body_name}
    found += [Finding(code, params=params, where="decision") for code, hit in tests if hit]
    return Report.of(found)
