"""An exception is asked for in public, decided by a body, and only then published.

Asking, deciding and publishing are three acts of three hands. What ``agreement`` decided comes as
a value (``Decided``): this room lies below it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import digest

PROPOSED, PUBLISHED, DECLINED, WITHDRAWN = "proposed", "published", "declined", "withdrawn"
STATES = (PROPOSED, PUBLISHED, DECLINED, WITHDRAWN)
KIND = "exception"


@dataclass(frozen=True, slots=True)
class Asked:
    """ref      the exception that was asked for, with the digest of what it says
    process  slug; body: slug of the body that was asked
    """

    ref: SubjectRef
    process: str
    body: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as whoever calls read it where decisions are kept.

    ref      the decision; about: what it decided
    process  slug; body: slug of the body that decided ("" at an open table)
    closed   it is over and was not annulled
    adopted  and what was asked was adopted; declined: or it was not (neither: nothing came of it)
    """

    ref: SubjectRef
    process: str
    body: str
    about: SubjectRef
    closed: bool
    adopted: bool
    declined: bool = False


def exception_digest(
    *, rule: str, subject: SubjectRef | None, quantity: int | None, reason: str, body: str
) -> str:
    """What the body decides on, in one digest: none of it changes after it was asked."""
    said = {
        "rule": rule,
        "subject": [subject.kind, subject.public_id] if subject else [],
        "quantity": quantity,
        "reason": reason,
        "body": body,
    }
    return digest(json.dumps(said, ensure_ascii=False, sort_keys=True))


def publish_check(asked: Asked, decided: Decided | None, used: Iterable[str] = ()) -> Report:
    """May this exception be published on this decision? used: decisions other exceptions rest on.

    Blockers: process.decision_missing, decision_of_another_process, decision_of_another_body,
    decision_not_about, decision_open, decision_not_adopted, decision_used.
    """
    return _check(asked, decided, used, adopted=True)


def decline_check(asked: Asked, decided: Decided | None) -> Report:
    """May it be closed as declined? Only by a decision that says no, not by one without quorum."""
    return _check(asked, decided, (), adopted=False)


def _check(asked: Asked, decided: Decided | None, used: Iterable[str], *, adopted: bool) -> Report:
    if decided is None:
        return Report.of([Finding("process.decision_missing", where="decision")])
    digest_differs = decided.about.digest and decided.about.digest != asked.ref.digest
    same = (decided.about.kind, decided.about.public_id) == (KIND, asked.ref.public_id)
    wrong = (
        ("process.decision_of_another_process", decided.process != asked.process),
        ("process.decision_of_another_body", decided.body != asked.body),
        ("process.decision_not_about", not same or bool(digest_differs)),
        ("process.decision_open", not decided.closed),
        ("process.decision_not_adopted", adopted and decided.closed and not decided.adopted),
        ("process.decision_not_declined", not adopted and decided.closed and not decided.declined),
        ("process.decision_used", decided.ref.public_id in set(used)),
    )
    return Report.of([Finding(code, where="decision") for code, holds in wrong if holds])
