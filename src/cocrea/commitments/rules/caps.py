"""The caps bite at the frozen first version: drafts are free, the 21st commitment is refused.

Only a published exception of the competent body lets more in: one that names the commitment, or
one that states the quantity that holds instead. An exception that states neither lets nothing in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cocrea.kernel.findings import Finding, Report, Severity
from cocrea.kernel.text import fold

OVER_CAP = "commitments.over_cap"
MILESTONES_OVER_CAP = "commitments.milestones_over_cap"


@dataclass(frozen=True, slots=True)
class FreezeItem:
    """A commitment that stands before the freeze. order: what it is ranked by, smallest first."""

    public_id: str
    title: str
    milestones: int
    order: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class CapsFact:
    """None: the methodology states no such cap. basis: clauses that state them."""

    commitments: int | None = None
    milestones: int | None = None
    commitments_basis: str = ""
    milestones_basis: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionFact:
    """A published exception. competent: the body is one that may decide it."""

    public_id: str
    rule: str
    body: str
    subject_id: str = ""
    quantity: int | None = None
    competent: bool = True


def competent(body_name: str, names: Iterable[str]) -> bool:
    """Is this the name (or acronym) of one of the bodies? True when no body is named at all."""
    known = {fold(name) for name in names if name}
    said = fold(body_name)
    return not known or said in known or any(f" {name} " in f" {said} " for name in known)


def at_freeze(
    items: Iterable[FreezeItem], caps: CapsFact, exceptions: Sequence[ExceptionFact] = ()
) -> Report:
    """Blockers: each commitment over the cap, each with too many milestones. Notes: the order that
    decided which ones, and every exception that was used."""
    ranked = sorted(items, key=lambda item: (item.order, item.public_id))
    found = _unusable(exceptions)
    usable = [e for e in exceptions if _usable(e)]
    found += _commitments(ranked, caps, [e for e in usable if e.rule == OVER_CAP])
    found += _milestones(ranked, caps, [e for e in usable if e.rule == MILESTONES_OVER_CAP])
    return Report.of(found)


def lifted(caps: CapsFact, exceptions: Iterable[ExceptionFact]) -> bool:
    """Whether an exception that can be used lets in more commitments than the cap."""
    usable = [e for e in exceptions if e.rule == OVER_CAP and _usable(e)]
    return any(e.subject_id or (e.quantity or 0) > (caps.commitments or 0) for e in usable)


def _usable(exception: ExceptionFact) -> bool:
    return exception.competent and bool(exception.subject_id or exception.quantity is not None)


def _unusable(exceptions: Sequence[ExceptionFact]) -> list[Finding]:
    found = []
    for each in exceptions:
        if each.rule not in (OVER_CAP, MILESTONES_OVER_CAP):
            continue
        params = {"body": each.body, "exception": each.public_id}
        if not each.competent:
            found.append(Finding("commitments.exception_not_competent", Severity.WARNING, params))
        elif not _usable(each):
            found.append(Finding("commitments.exception_vague", Severity.WARNING, params))
    return found


def _commitments(
    ranked: list[FreezeItem], caps: CapsFact, exceptions: list[ExceptionFact]
) -> list[Finding]:
    if caps.commitments is None or len(ranked) <= caps.commitments:
        return []
    basis = caps.commitments_basis
    raised = [e for e in exceptions if e.quantity is not None and not e.subject_id]
    limit = max([caps.commitments, *(e.quantity or 0 for e in raised)])
    by_subject = {e.subject_id: e for e in exceptions if e.subject_id}
    counted = {"count": len(ranked), "cap": caps.commitments}
    found = [Finding("commitments.cap_order", Severity.NOTE, counted, basis=basis)]
    found += [_used(e, basis) for e in raised]
    taken = 0
    for item in ranked:
        if taken < limit:
            taken += 1
        elif item.public_id in by_subject:
            found.append(_used(by_subject[item.public_id], basis, item.title))
        else:
            params = {
                "title": item.title,
                "cap": limit,
                "id": item.public_id,
                **_place(item, ranked),
            }
            found.append(Finding(OVER_CAP, params=params, where=item.public_id, basis=basis))
    return found


def _place(item: FreezeItem, ranked: list[FreezeItem]) -> dict[str, int]:
    return {"place": ranked.index(item) + 1, "count": len(ranked)}


def _milestones(
    ranked: list[FreezeItem], caps: CapsFact, exceptions: list[ExceptionFact]
) -> list[Finding]:
    if caps.milestones is None:
        return []
    found, basis = [], caps.milestones_basis
    for item in ranked:
        if item.milestones <= caps.milestones:
            continue
        own = [e for e in exceptions if e.subject_id in ("", item.public_id)]
        lifting = next(
            (e for e in own if e.quantity is None or e.quantity >= item.milestones), None
        )
        if lifting:
            found.append(_used(lifting, basis, item.title))
            continue
        params = {"title": item.title, "count": item.milestones, "cap": caps.milestones}
        found.append(Finding(MILESTONES_OVER_CAP, params=params, where=item.public_id, basis=basis))
    return found


def _used(exception: ExceptionFact, basis: str, title: str = "") -> Finding:
    params = {
        "body": exception.body,
        "exception": exception.public_id,
        "quantity": exception.quantity,
        "title": title,
    }
    code = "commitments.exception_for_one" if title else "commitments.exception_for_all"
    return Finding(code, Severity.NOTE, params, exception.subject_id, basis)
