"""Doors of follow-up for reading. Each makes a constant number of queries."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.commitments import selectors as commitments
from cocrea.followup.models import Report, Verification
from cocrea.followup.rules import progress
from cocrea.followup.rules.permits import PERMITS
from cocrea.followup.rules.progress import RollUp, Standing
from cocrea.kernel import findings
from cocrea.kernel.dates import local_day
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.plan import selectors as plan
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of

# What is followed. A withdrawn one keeps its page when somebody had spoken of it.
FOLLOWED = ("adopted",)
DESK_LIMIT = 50
VERIFY_LIMIT = 10  # nobody has to look at everything; the oldest come first


@dataclass(frozen=True, slots=True)
class Status:
    """A milestone with both words. owner, society: the latest report of each side, or None."""

    milestone: Any
    owner: Report | None
    society: Report | None
    comparison: str
    verified: bool
    alerts: findings.Report

    @property
    def overdue(self) -> bool:
        return "followup.overdue" in self.alerts.codes()

    @property
    def disagrees(self) -> bool:
        return self.comparison == progress.DISAGREEMENT


def milestones(process: Any) -> QuerySet[Any]:
    """Milestones that are followed, in the order of the plan."""
    return commitments.milestones_of(process, states=FOLLOWED)


def reported(process: Any) -> QuerySet[Any]:
    """Those of which somebody has said how far they are."""
    return milestones(process).filter(pk__in=Report.objects.values("milestone"))


def milestone_get(process: Any, public_id: uuid.UUID | str) -> Any:
    """Raises NotThere, also for a milestone whose commitment was not adopted."""
    found = commitments.milestone_get(process, public_id)
    if found.commitment.state not in FOLLOWED and not found.reports.exists():
        raise NotThere(Finding("followup.not_there"))
    return found


def report_get(process: Any, public_id: uuid.UUID | str) -> Report:
    """One report with its milestone. Raises NotThere(followup.not_there)."""
    key = public_id if isinstance(public_id, uuid.UUID) else parse_uuid(public_id)
    found = (
        Report.objects.select_related(
            "milestone__commitment__process__log",
            "milestone__commitment__responsible",
            "milestone__organization",
        )
        .filter(public_id=key, milestone__commitment__process=process)
        .first()
    )
    if found is None:
        raise NotThere(Finding("followup.not_there"))
    return found


def _newest(chosen: Any) -> QuerySet[Report, dict[str, Any]]:
    """Keys of the latest report of each side, of a queryset or list of keys of milestones."""
    return (
        Report.objects.filter(milestone__in=chosen)
        .order_by()
        .values("milestone", "side")
        .annotate(last=Max("pk"))
        .values("last")
    )


def _latest(chosen: Any) -> dict[tuple[int, str], Report]:
    """Latest report of each side for a queryset or list of milestones: two queries."""
    rows = Report.objects.filter(pk__in=_newest(chosen)).prefetch_related("verifications")
    return {(row.milestone_id, row.side): row for row in rows}


def statuses(process: Any, chosen: Sequence[Any], now: datetime) -> list[Status]:
    """Both words on each of these milestones: two queries."""
    latest = _latest([each.pk for each in chosen])
    today = local_day(now, process.zone)
    return [_status(each, latest, today) for each in chosen]


def _status(milestone: Any, latest: Mapping[tuple[int, str], Report], today: Any) -> Status:
    owner = latest.get((milestone.pk, progress.OWNER))
    society = latest.get((milestone.pk, progress.SOCIETY))
    standing = _standing(milestone, owner, society)
    return Status(
        milestone=milestone,
        owner=owner,
        society=society,
        comparison=standing.comparison,
        verified=standing.verified,
        alerts=progress.alerts(standing, today=today),
    )


def _standing(milestone: Any, owner: Report | None, society: Report | None) -> Standing:
    looked = list(owner.verifications.all()) if owner else []
    return Standing(
        owner=owner.completion if owner else None,
        society=society.completion if society else None,
        end=milestone.end,
        verdict=looked[-1].finding if looked else "",
    )


def milestone_status(milestone: Any, now: datetime) -> Status:
    """Both words on one milestone, compared; two queries."""
    return statuses(milestone.commitment.process, [milestone], now)[0]


@dataclass(frozen=True, slots=True)
class Line:
    """A followed milestone as lists show it. owner, society: completion said last, or None."""

    public_id: uuid.UUID
    number: int
    text: str
    standing: Standing
    overdue: bool

    @property
    def disagrees(self) -> bool:
        return self.standing.comparison == progress.DISAGREEMENT

    @property
    def half_told(self) -> bool:
        """One side at least has said nothing."""
        return self.standing.owner is None or self.standing.society is None


@dataclass(frozen=True, slots=True)
class Group:
    """An adopted commitment with its milestones. responsible: name of the body, or empty."""

    public_id: uuid.UUID
    number: int
    title_es: str
    title_en: str
    responsible: str
    lines: tuple[Line, ...]


_COLUMNS = (
    "pk",
    "public_id",
    "number",
    "text",
    "end",
    "commitment_id",
    "commitment__public_id",
    "commitment__number",
    "commitment__title_es",
    "commitment__title_en",
    "commitment__responsible__name",
)


def board(process: Any, now: datetime) -> list[Group]:
    """Every followed milestone below its commitment, in the order of the plan. Three queries, of
    values: a page of all milestones needs no row of them whole."""
    said, verdicts = _words(process)
    today = local_day(now, process.zone)
    groups: dict[int, tuple[Any, list[Line]]] = {}
    for row in milestones(process).select_related(None).values_list(*_COLUMNS):
        pk, public_id, number, text, end, commitment, *of_commitment = row
        owner, society = said.get((pk, progress.OWNER)), said.get((pk, progress.SOCIETY))
        standing = Standing(
            owner=owner[1] if owner else None,
            society=society[1] if society else None,
            end=end,
            verdict=verdicts.get(owner[0], "") if owner else "",
        )
        line = Line(public_id, number, text, standing, progress.overdue(standing, today=today))
        groups.setdefault(commitment, (of_commitment, []))[1].append(line)
    return [
        Group(key, number, title_es, title_en, body or "", tuple(lines))
        for (key, number, title_es, title_en, body), lines in groups.values()
    ]


def _words(process: Any) -> tuple[dict[tuple[int, str], tuple[int, str]], dict[int, str]]:
    """(latest report and its completion by milestone and side; last finding by report)."""
    chosen = milestones(process).select_related(None).order_by().values("pk")
    newest = _newest(chosen)
    rows = Report.objects.filter(pk__in=newest).order_by()
    said = {
        (milestone, side): (pk, completion)
        for milestone, side, pk, completion in rows.values_list(
            "milestone_id", "side", "pk", "completion"
        )
    }
    looked = Verification.objects.filter(report__in=newest).order_by("pk")
    return said, dict(looked.values_list("report_id", "finding"))


def roll_up(process: Any, now: datetime) -> RollUp:
    """All followed milestones together: counts per word and side. Three queries."""
    every = [line.standing for group in board(process, now) for line in group.lines]
    return progress.roll_up(every, today=local_day(now, process.zone))


def history(milestone: Any) -> list[Report]:
    """Every report of a milestone, newest first, with its verifications: two queries."""
    looked = Prefetch("verifications", Verification.objects.order_by("pk"))
    return list(milestone.reports.prefetch_related(looked).order_by("-pk"))


def gate_facts(process: Any, now: datetime) -> dict[str, int]:
    """Counts over all followed milestones. See README."""
    return facts_of(roll_up(process, now))


def facts_of(up: RollUp) -> dict[str, int]:
    total = up.milestones
    return {
        "followup.milestones": total,
        "followup.without_owner": total - sum(up.owner.values()),
        "followup.without_society": total - sum(up.society.values()),
        "followup.disagreements": up.disagreements,
        "followup.overdue": up.overdue,
    }


def desk_items(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    """For the owner: milestones of the approved plan that it has not spoken of for half a year. For
    those outside: what the owner calls complete and nobody has looked at. Five queries."""
    items = _owed(actor, process, now) + _unseen(actor, process, now)
    return sorted(items, key=lambda item: item.since)


def _unseen(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    held = sorted(actor.roles(now) & progress.SOCIETY_ROLES)
    if not held:
        return []
    newest = _newest(milestones(process).select_related(None).order_by().values("pk"))
    rows = Report.objects.filter(pk__in=newest, side=progress.OWNER, verifications=None)
    waiting = rows.filter(completion=progress.COMPLETE).exclude(organization=actor.organization)
    label = _("Ver si es cierto que se completó el hito %(number)s de: %(title)s")
    found = []
    for each in waiting.select_related("milestone__commitment").order_by("pk")[:VERIFY_LIMIT]:
        milestone = each.milestone
        words = {"number": milestone.number, "title": milestone.commitment.title_es}
        url = reverse("followup:verify", args=[process.slug, each.public_id])
        found.append(DeskItem(label % words, url, each.at, held[0]))
    return found


def _owed(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    roles = actor.roles(now)
    held = sorted(roles & progress.OWNER_ROLES)
    if not held or not actor.organization:
        return []
    approval = plan.approval_of(process)
    if approval is None:
        return []
    own = [
        each for each in milestones(process) if actor.organization in commitments.owners_of(each)
    ]
    said = dict(
        Report.objects.filter(milestone__in=[each.pk for each in own], side=progress.OWNER)
        .order_by()
        .values_list("milestone")
        .annotate(last=Max("at"))
    )
    today = local_day(now, process.zone)
    found = []
    for each in own:
        since = progress.report_due(
            last=said.get(each.pk),
            approved=approval.at,
            start=each.start,
            today=today,
        )
        if since is not None:
            found.append(_desk(process, each, since, held[0], today))
    return sorted(found, key=lambda item: item.since)[:DESK_LIMIT]


def _desk(process: Any, milestone: Any, since: datetime, role: str, today: Any) -> DeskItem:
    label = _("Informar el avance del hito %(number)s de: %(title)s") % {
        "number": milestone.number,
        "title": milestone.commitment.title_es,
    }
    place = {"slug": process.slug, "public_id": milestone.public_id}
    late = bool(milestone.end and milestone.end < today)
    return DeskItem(label, reverse("followup:report", kwargs=place), since, role, overdue=late)


def published_texts(process: Any) -> Iterator[ledger.PublishedText]:
    """Texts of the record that this room holds, for the mirror."""
    reports = Report.objects.filter(milestone__commitment__process=process)
    for each in reports.iterator():
        words = {"text": each.text, "means": each.means, "url": each.url}
        yield ledger.PublishedText(each.digest, bytes(each.salt), canonical(words))
    looked = Verification.objects.filter(report__milestone__commitment__process=process)
    for one in looked.iterator():
        yield ledger.PublishedText(one.digest, bytes(one.salt), one.text)


def canonical(words: Mapping[str, str]) -> str:
    """The text that a report's digest commits to: JSON, sorted keys, no spaces."""
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (
        (
            "progress.report",
            "adopted",
            _("Informar o verificar avances"),
            "followup:list",
        ),
    )
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
