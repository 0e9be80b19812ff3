"""Doors of commitments for reading. Each makes a constant number of queries."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.commitments.models import (
    Commitment,
    CommitmentVersion,
    Feasibility,
    Milestone,
    Source,
    Step,
)
from cocrea.commitments.rules import ambition, caps, feasibility, lifecycle, smart, template
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.texts import as_text, canonical, opinion_facts
from cocrea.commitments.texts import commitment_ref as commitment_ref
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import digest
from cocrea.ledger import services as ledger
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of

SMART_BASIS = "4.b.3"
# What stands before the freeze, and the order in which the cap counts.
FREEZING = (lifecycle.ADOPTED, lifecycle.ACCEPTED, lifecycle.PROPOSED)
COMPETENT_KINDS = ("forum", "high_level")
DESK_LIMIT = 50


def milestone_ref(milestone: Milestone) -> SubjectRef:
    return SubjectRef(
        "milestone", str(milestone.public_id), digest(milestone.text), str(milestone)[:200]
    )


def may_read_drafts(roles: Collection[str]) -> bool:
    return PERMITS.may(roles, "commitment.read_draft", lifecycle.DRAFT)


def commitments(
    process: Any, *, roles: Collection[str] = (), theme: str = "", state: str = ""
) -> QuerySet[Commitment]:
    """With theme and responsible body and ``milestone_count``; drafts for those who draft only."""
    found = Commitment.objects.filter(process=process)
    if not may_read_drafts(roles):
        found = found.exclude(state=lifecycle.DRAFT)
    if theme:
        found = found.filter(theme__slug=theme)
    if state:
        found = found.filter(state=state)
    return (
        found.select_related("theme", "responsible")
        .defer("fields")
        .annotate(milestone_count=Count("milestones"))
        .order_by("theme__number", "number")
    )


def commitment_get(
    process: Any, public_id: uuid.UUID | str, *, roles: Collection[str] = ()
) -> Commitment:
    """Raises NotThere(commitments.not_there), also for a draft that this reader may not see."""
    key = public_id if isinstance(public_id, uuid.UUID) else parse_uuid(public_id)
    found = (
        Commitment.objects.select_related("process__log", "theme", "responsible")
        .filter(process=process, public_id=key)
        .first()
    )
    if found is None or (found.state == lifecycle.DRAFT and not may_read_drafts(roles)):
        raise NotThere(Finding("commitments.not_there"))
    return found


def milestone_get(
    process: Any, public_id: uuid.UUID | str, *, roles: Collection[str] = ()
) -> Milestone:
    """With its commitment and organization. Raises NotThere as ``commitment_get`` does."""
    key = public_id if isinstance(public_id, uuid.UUID) else parse_uuid(public_id)
    found = (
        Milestone.objects.select_related(
            "commitment__process__log",
            "commitment__theme",
            "commitment__responsible",
            "organization",
        )
        .filter(commitment__process=process, public_id=key)
        .first()
    )
    hidden = found is not None and found.commitment.state == lifecycle.DRAFT
    if found is None or (hidden and not may_read_drafts(roles)):
        raise NotThere(Finding("commitments.not_there"))
    return found


def milestones_of(process: Any, *, states: Collection[str]) -> QuerySet[Milestone]:
    """Milestones of the commitments in these states, in the order of the plan."""
    return (
        Milestone.objects.filter(commitment__process=process, commitment__state__in=states)
        .select_related(
            "commitment", "commitment__theme", "commitment__responsible", "organization"
        )
        .order_by("commitment__number", "number")
    )


def commitments_of_proposal(proposal: Any) -> list[Source]:
    """Links from a proposal to commitments and milestones, without those of drafts. One query."""
    return list(
        Source.objects.filter(proposal=proposal)
        .exclude(commitment__state=lifecycle.DRAFT)
        .select_related("commitment", "milestone")
        .order_by("commitment__number", "pk")
    )


def sources_of(commitment: Commitment) -> list[Source]:
    """Links to what a commitment and its milestones come from, without unpublished proposals:
    linking must not show what is still a draft. One query."""
    rows = commitment.sources.select_related("proposal", "milestone")
    return list(rows.exclude(proposal__isnull=False, proposal__published_at__isnull=True))


# --- the whole set: caps, freeze, gates


def _whole(process: Any, states: Collection[str]) -> list[Commitment]:
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
            item=_freeze_item(each, len(each.milestones.all())),
            data=_frozen(each),
        )
        for each in _whole(process, states)
    ]


def _freeze_item(commitment: Commitment, milestones: int) -> caps.FreezeItem:
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


def _exceptions(process: Any) -> list[caps.ExceptionFact]:
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


def freeze_report(process: Any, rows: Iterable[FreezeRow] | None = None) -> Report:
    """Would the freeze pass? Blockers name each commitment that the cap refuses, and why."""
    chosen = freeze_set(process) if rows is None else rows
    items = [row.item for row in chosen]
    return caps.at_freeze(items, caps_fact(process), _exceptions(process))


def drafts_against_cap(process: Any) -> tuple[int, int | None]:
    """How many commitments are alive, drafts included, and the cap: (24, 20). Two queries."""
    alive = Commitment.objects.filter(process=process, state__in=lifecycle.LIVE).count()
    return alive, caps_fact(process).commitments


# --- what a commitment says, and what is found in it


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks say of the text as it is now; none adds up to a score."""

    blanks: Report
    smart: Report
    ambition: Report
    feasibility: Report


def findings_of(commitment: Commitment) -> Findings:
    """All checks of one commitment. Three queries."""
    milestones = commitment.milestones.select_related("organization").order_by("number")
    text = as_text(commitment, milestones)
    law = processes.methodology(commitment.process)
    letters = {each.letter: each.word for each in law.smart}
    standing = feasibility.check(opinion_facts(commitment), version=commitment.version)
    return Findings(
        blanks=template.blanks(text),
        smart=_based(law, smart.check(text, letters=letters or smart.LETTERS, basis=SMART_BASIS)),
        ambition=_based(law, ambition.check(text)),
        feasibility=_based(law, standing),
    )


def _based(law: Any, report: Report) -> Report:
    """The rules cite the clauses of 2018; a methodology without that clause is not cited."""
    return Report.of(f if law.clause(f.basis) else replace(f, basis="") for f in report)


# --- gates, desks, counts, texts of the record


def gate_facts(process: Any, now: datetime) -> dict[str, int]:
    """Counts of what is missing, and of what there is. See README."""
    live = _whole(process, (*FREEZING, lifecycle.RETURNED))
    standing = [each for each in live if each.state in FREEZING]
    items = [_freeze_item(each, len(each.milestones.all())) for each in standing]
    report = caps.at_freeze(items, caps_fact(process), _exceptions(process))
    codes = [finding.code for finding in report.blockers]
    missing = {str(each.public_id): _missing(each) for each in standing}
    undecided = (lifecycle.PROPOSED, lifecycle.ACCEPTED, lifecycle.RETURNED)
    count = len(standing)
    return {
        "commitments.count": count,
        "commitments.none": 0 if count else 1,
        "commitments.drafts": Commitment.objects.filter(
            process=process, state=lifecycle.DRAFT
        ).count(),
        "commitments.over_cap": codes.count(caps.OVER_CAP),
        "commitments.milestones_over_cap": codes.count(caps.MILESTONES_OVER_CAP),
        "commitments.without_acceptance": _count(missing.values(), feasibility.INSTITUTIONAL),
        "commitments.without_legal": _count(missing.values(), feasibility.LEGAL),
        "commitments.without_financial": _count(missing.values(), feasibility.FINANCIAL),
        "commitments.without_milestones": sum(not each.milestones.all() for each in standing),
        "commitments.undecided": sum(each.state in undecided for each in live),
    }


def _missing(commitment: Commitment) -> set[str]:
    report = feasibility.check(opinion_facts(commitment), version=commitment.version)
    return {finding.where for finding in report.blockers}


def _count(missing: Iterable[set[str]], kind: str) -> int:
    return sum(kind in each for each in missing)


def public_counts(process: Any) -> dict[str, int]:
    """Commitments that are no drafts, adopted ones, and the milestones of those. Two queries."""
    counts = Commitment.objects.filter(process=process).aggregate(
        shown=Count("pk", filter=~Q(state=lifecycle.DRAFT)),
        adopted=Count("pk", filter=Q(state=lifecycle.ADOPTED)),
    )
    return {
        "commitments.public": counts["shown"],
        "commitments.adopted": counts["adopted"],
        "commitments.milestones": Milestone.objects.filter(
            commitment__process=process, commitment__state=lifecycle.ADOPTED
        ).count(),
    }


def desk_items(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    """What waits for this actor: acceptance, opinions, adoption, returned texts, letters."""
    roles = actor.roles(now)
    found: list[DeskItem] = []
    if roles & {"authority", "delegate_public"} and actor.organization:
        found += _desk_of_body(actor, process, roles)
    if "secretary" in roles:
        found += [
            _desk(each, "adopt", _("Registrar la decisión sobre: %(title)s"), "secretary")
            for each in _whole(process, [lifecycle.ACCEPTED])[:DESK_LIMIT]
            if not _missing(each)
        ]
    drafting = roles & {"delegate_public", "delegate_society", "facilitator", "systematizer"}
    if drafting:
        found += _desk_of_drafters(process, min(drafting))
    if actor.organization and roles & {"delegate_society", "delegate_public", "authority"}:
        found += _desk_letters(actor, process)
    return sorted(found, key=lambda item: item.since)


def _desk(commitment: Commitment, page: str, label: str, role: str) -> DeskItem:
    place = {"slug": commitment.process.slug, "public_id": commitment.public_id}
    url = reverse(f"commitments:{page}", kwargs=place)
    return DeskItem(label % {"title": commitment.title_es}, url, commitment.state_since, role)


def _desk_of_body(actor: Actor, process: Any, roles: Collection[str]) -> Iterator[DeskItem]:
    own = [
        each
        for each in _whole(process, FREEZING)
        if each.responsible and each.responsible.slug == actor.organization
    ]
    for each in own[:DESK_LIMIT]:
        each.process = process
        missing = _missing(each)
        if "authority" in roles and feasibility.INSTITUTIONAL in missing:
            yield _desk(each, "accept", _("Aceptar o devolver: %(title)s"), "authority")
        if missing & {feasibility.LEGAL, feasibility.FINANCIAL}:
            role = "authority" if "authority" in roles else "delegate_public"
            yield _desk(each, "opinion", _("Falta un dictamen de: %(title)s"), role)


def _desk_of_drafters(process: Any, role: str) -> Iterator[DeskItem]:
    waiting = (
        Commitment.objects.filter(process=process, state__in=(lifecycle.DRAFT, lifecycle.RETURNED))
        .select_related("process")
        .defer("fields")
        .order_by("state_since")[:DESK_LIMIT]
    )
    for each in waiting:
        returned = each.state == lifecycle.RETURNED
        label = (
            _("Revisar lo devuelto: %(title)s") if returned else _("Seguir el borrador: %(title)s")
        )
        yield _desk(each, "edit", label, role)


def _desk_letters(actor: Actor, process: Any) -> Iterator[DeskItem]:
    waiting = Commitment.objects.filter(
        process=process,
        letters__organization__slug=actor.organization,
        letters__state="drafted",
        state__in=lifecycle.LIVE,
    ).select_related("process")
    for each in waiting.order_by("state_since")[:DESK_LIMIT]:
        yield _desk(each, "letter", _("Firmar la carta de entendimiento: %(title)s"), "")


def published_texts(process: Any) -> Iterator[ledger.PublishedText]:
    """Texts of the record that are public now, for the mirror: versions, opinions and reasons."""
    shown = {"commitment__process": process, "commitment__state__in": lifecycle.PUBLIC}
    for version in CommitmentVersion.objects.filter(**shown).iterator():
        yield ledger.PublishedText(version.digest, bytes(version.salt), canonical(version.data))
    for each in Feasibility.objects.filter(**shown).iterator():
        words = {"signatory": each.signatory, "condition": each.condition, "text": each.text}
        yield ledger.PublishedText(each.digest, bytes(each.salt), canonical(words))
    for step in Step.objects.filter(**shown).exclude(digest="").iterator():
        yield ledger.PublishedText(step.digest, bytes(step.salt), step.reason)


def state_now(commitment: Commitment) -> str:
    """The state as it is in this transaction, not as it was when it was read."""
    return Commitment.objects.values_list("state", flat=True).get(pk=commitment.pk)


def owners_of(milestone: Milestone) -> frozenset[str]:
    """Slugs of the organizations that answer for a milestone: its own and its commitment's."""
    bodies = (milestone.organization, milestone.commitment.responsible)
    return frozenset(body.slug for body in bodies if body is not None)


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (("commitment.draft", "*", _("Escribir un compromiso"), "commitments:draft"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
