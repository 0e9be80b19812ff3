"""The whole set: what a plan version keeps, the caps, and what the cap would refuse."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from cocrea.commitments.models import Commitment, Feasibility, Milestone
from cocrea.commitments.rules import caps, lifecycle
from cocrea.commitments.texts import as_text
from cocrea.kernel.findings import Report
from cocrea.process import selectors as processes

# What stands before the freeze, and the order in which the cap counts.
FREEZING = (lifecycle.ADOPTED, lifecycle.ACCEPTED, lifecycle.PROPOSED)
COMPETENT_KINDS = ("forum", "high_level")


def whole(process: Any, states: Collection[str]) -> list[Commitment]:
    """Commitments with milestones and current opinions loaded: three queries."""
    milestones = Milestone.objects.select_related("organization").order_by("number")
    current = Feasibility.objects.filter(current=True)
    return list(
        Commitment.objects.filter(process=process, state__in=states)
        .select_related("theme", "responsible")
        .prefetch_related(
            Prefetch("milestones", milestones),
            Prefetch("opinions", current),
            "letters__organization",
            "alignments",
        )
        .order_by("number")
    )


@dataclass(frozen=True, slots=True)
class FreezeRow:
    """A commitment as a plan version keeps it. data: JSON without floats (see ``_frozen``)."""

    public_id: str
    number: int
    version: int
    digest: str
    state: str
    title: str
    item: caps.FreezeItem
    data: dict[str, Any]


def freeze_set(process: Any, *, states: Collection[str] = FREEZING) -> list[FreezeRow]:
    """What a plan version is made of, in the order of the plan: six queries.

    The cap is asked by ``freeze_report`` on the same rows.
    """
    return [
        FreezeRow(
            public_id=str(each.public_id),
            number=each.number,
            version=each.version,
            digest=each.digest,
            state=each.state,
            title=each.title_es,
            item=freeze_item(each, len(each.milestones.all())),
            data=_frozen(each),
        )
        for each in whole(process, states)
    ]


def freeze_item(commitment: Commitment, milestones: int) -> caps.FreezeItem:
    """Ranked by what was decided first: adopted, accepted, proposed; then by day; then number."""
    since = commitment.adopted_at or commitment.state_since
    return caps.FreezeItem(
        public_id=str(commitment.public_id),
        title=f"{commitment.number}. {commitment.title_es}",
        milestones=milestones,
        order=(FREEZING.index(commitment.state), since.isoformat(), commitment.number),
    )


def _frozen(commitment: Commitment) -> dict[str, Any]:
    text = as_text(commitment, commitment.milestones.all()).as_json()
    theme, body = commitment.theme, commitment.responsible
    return text | {
        "public_id": str(commitment.public_id),
        "number": commitment.number,
        "ogp_id": commitment.ogp_id,
        "state": commitment.state,
        "invented": commitment.invented,
        "source": commitment.source,
        "theme": {"slug": theme.slug, "number": theme.number, "es": theme.name_es},
        "theme_en": theme.name_en,
        "responsible": body.name if body else "",
        "responsible_slug": body.slug if body else "",
        "responsible_invented": bool(body and body.invented),
        "co_responsible": [
            {"name": each.organization.name, "state": each.state}
            for each in commitment.letters.all()
        ],
        "alignments": [[each.frame, each.code] for each in commitment.alignments.all()],
    }


def caps_fact(process: Any) -> caps.CapsFact:
    law = processes.methodology(process).caps
    first, second = law.commitments, law.milestones_per_commitment
    return caps.CapsFact(
        commitments=first.at_most if first else None,
        milestones=second.at_most if second else None,
        commitments_basis=", ".join(first.clauses) if first else "",
        milestones_basis=", ".join(second.clauses) if second else "",
    )


def exceptions(process: Any) -> list[caps.ExceptionFact]:
    """Published exceptions to the caps, each with whether its body may decide one."""
    bodies = [
        body for body in processes.methodology(process).bodies if body.kind in COMPETENT_KINDS
    ]
    names = [name for body in bodies for name in (body.name, body.acronym, body.name_en)]
    rules = (caps.OVER_CAP, caps.MILESTONES_OVER_CAP)
    return [
        caps.ExceptionFact(
            public_id=str(each.public_id),
            rule=each.rule,
            body=each.body_name,
            subject_id=each.subject_id,
            quantity=each.quantity,
            competent=caps.competent(each.body_name, names),
        )
        for each in processes.exceptions(process).filter(rule__in=rules)
    ]


def cap_lifted(process: Any) -> bool:
    """Whether a published exception lets in more commitments than the cap, as at the freeze."""
    return caps.lifted(caps_fact(process), exceptions(process))


def freeze_report(process: Any, rows: Iterable[FreezeRow] | None = None) -> Report:
    """Would the freeze pass? Blockers name each commitment that the cap refuses, and why."""
    chosen = freeze_set(process) if rows is None else rows
    items = [row.item for row in chosen]
    return caps.at_freeze(items, caps_fact(process), exceptions(process))


def drafts_against_cap(process: Any) -> tuple[int, int | None]:
    """How many commitments are alive, drafts included, and the cap: (24, 20). Two queries."""
    alive = Commitment.objects.filter(process=process, state__in=lifecycle.LIVE).count()
    return alive, caps_fact(process).commitments
