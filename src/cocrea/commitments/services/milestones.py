"""Milestones of a commitment. Each change is a new version of the whole commitment."""

import datetime as dt
from typing import Any

from django.db.models import Max

from cocrea.commitments.keeping import (
    By,
    expect,
    locked,
    milestone_locked,
    reason_given,
    version_keep,
)
from cocrea.commitments.models import Commitment, Milestone
from cocrea.commitments.rules import lifecycle, template
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.services.drafting import KEEP, _Keep
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people import selectors as people

SHORT = 1000


def milestone_add(
    *,
    actor: Actor,
    commitment: Commitment,
    text: str,
    responsible: str = "",
    organization: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    ongoing: bool = False,
    indicator: str = "",
    baseline: str = "",
    means: str = "",
    reason: str = "",
    expected: int | None = None,
) -> Milestone:
    """Add the next milestone. Drafts may have more than the cap; the freeze refuses them.

    responsible   as people read it (unit, office); organization: slug of a public body or of a
                  co-responsible organization
    reason        public; needed once the body has accepted the text
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "milestone.add", now=act.now, state=found.state)
        expect(found, expected)
        top = found.milestones.aggregate(top=Max("number"))["top"] or 0
        milestone = Milestone(
            commitment=found,
            number=top + 1,
            status=Milestone.ONGOING if ongoing else Milestone.NEW,
            start=start,
            end=end,
        )
        texts = {"text": text, "responsible": responsible, "indicator": indicator}
        _write(milestone, {**texts, "baseline": baseline, "means": means})
        milestone.organization = people.organization(organization) if organization else None
        _check(milestone)
        milestone.save()
        why = _reason(found, reason)
        version_keep(act, found, By(actor, role), kind="milestone.added", reason=why)
    return milestone


def milestone_save(
    *,
    actor: Actor,
    milestone: Milestone,
    expected: int | None = None,
    text: str | _Keep = KEEP,
    responsible: str | _Keep = KEEP,
    organization: str | None | _Keep = KEEP,
    start: dt.date | None | _Keep = KEEP,
    end: dt.date | None | _Keep = KEEP,
    ongoing: bool | _Keep = KEEP,
    indicator: str | _Keep = KEEP,
    baseline: str | _Keep = KEEP,
    means: str | _Keep = KEEP,
    reason: str = "",
) -> Milestone:
    """Change a milestone. expected: version of its commitment that the writer read."""
    commitment = milestone.commitment
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "milestone.save", now=act.now, state=found.state)
        expect(found, expected)
        kept = milestone_locked(milestone)
        texts = {"text": text, "responsible": responsible, "indicator": indicator}
        _write(kept, {**texts, "baseline": baseline, "means": means})
        if not isinstance(organization, _Keep):
            kept.organization = people.organization(organization) if organization else None
        if not isinstance(ongoing, _Keep):
            kept.status = Milestone.ONGOING if ongoing else Milestone.NEW
        kept.start = kept.start if isinstance(start, _Keep) else start
        kept.end = kept.end if isinstance(end, _Keep) else end
        _check(kept)
        kept.save()
        why = _reason(found, reason)
        version_keep(act, found, By(actor, role), kind="milestone.saved", reason=why)
    return kept


def milestone_remove(
    *, actor: Actor, milestone: Milestone, expected: int | None = None, reason: str = ""
) -> None:
    """Take a milestone out while the tables write; earlier versions keep it. Others close ranks."""
    commitment = milestone.commitment
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "milestone.remove", now=act.now, state=found.state)
        expect(found, expected)
        gone = milestone_locked(milestone)
        gone.sources.update(milestone=None)
        gone.delete()
        for number, each in enumerate(found.milestones.order_by("number"), start=1):
            if each.number != number:  # ascending, so that no number is taken twice on the way
                each.number = number
                each.save(update_fields=["number"])
        why = clean(reason, max_length=2000, where="reason")
        version_keep(act, found, By(actor, role), kind="milestone.removed", reason=why)


def _reason(commitment: Commitment, reason: str) -> str:
    if commitment.state in lifecycle.AFTER_ACCEPTANCE:
        return reason_given(reason)
    return clean(reason, max_length=2000, where="reason")


def _write(milestone: Milestone, texts: dict[str, Any]) -> None:
    limits = {"text": template.MILESTONE_LENGTH, "responsible": 300}
    for name, value in texts.items():
        if not isinstance(value, _Keep):
            length = limits.get(name, SHORT)
            setattr(milestone, name, clean(value, max_length=length, where=name))


def _check(milestone: Milestone) -> None:
    if not milestone.text:
        raise Refused(Finding("commitments.milestone_text_missing", where="text"))
    if milestone.start and milestone.end and milestone.end < milestone.start:
        raise Refused(Finding("commitments.end_before_start", where="end"))
