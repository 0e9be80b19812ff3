"""Two words on each milestone: the owner's and society's, kept apart and compared in the open.

The scale is OGP's. The owner reports; only somebody else verifies. Nothing is averaged.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from cocrea.kernel.findings import Finding, Report, Severity

NOT_STARTED, LIMITED, SUBSTANTIAL = "not_started", "limited", "substantial"
COMPLETE, WITHDRAWN = "complete", "withdrawn"
COMPLETION = (NOT_STARTED, LIMITED, SUBSTANTIAL, COMPLETE, WITHDRAWN)
OGP_WORDS: Mapping[str, str] = {
    NOT_STARTED: "Not Started",
    LIMITED: "Limited",
    SUBSTANTIAL: "Substantial",
    COMPLETE: "Complete",
    WITHDRAWN: "Withdrawn",
}
OWNER, SOCIETY = "owner", "society"
SIDES = (OWNER, SOCIETY)
AGREEMENT, DISAGREEMENT = "agreement", "disagreement"
ONE_SIDED, SILENT = "one_sided", "silent"
CONFIRMED, PARTLY, NOT_CONFIRMED = "confirmed", "partly", "not_confirmed"
VERDICTS = (CONFIRMED, PARTLY, NOT_CONFIRMED)
REPORT_EVERY_DAYS = 183

OWNER_ROLES = frozenset({"authority", "delegate_public"})
SOCIETY_ROLES = frozenset({"delegate_society", "observer"})


def is_owner(roles: Collection[str], organization: str, owners: Collection[str]) -> bool:
    """Speaks for a body that answers for the milestone. owners: slugs of those bodies."""
    return bool(organization) and organization in owners and bool(OWNER_ROLES & set(roles))


def side_of(roles: Collection[str], organization: str, owners: Collection[str]) -> str | None:
    """``owner``, ``society``, or None for somebody who has no word here (another public body).

    An organization of civil society that answers for a milestone cannot be its watchman too.
    """
    if is_owner(roles, organization, owners):
        return OWNER
    if SOCIETY_ROLES & set(roles):
        return OWNER if organization and organization in owners else SOCIETY
    return None


def compare(owner: str | None, society: str | None) -> str:
    """``agreement``, ``disagreement``, ``one_sided`` (one is silent) or ``silent`` (both are)."""
    if owner is None and society is None:
        return SILENT
    if owner is None or society is None:
        return ONE_SIDED
    return AGREEMENT if owner == society else DISAGREEMENT


def report_check(*, completion: str, text: str, means: str, url: str, has_document: bool) -> Report:
    """Is a report complete? Who says substantial or complete also says where one can see it."""
    found = []
    if completion not in COMPLETION:
        found.append(Finding("followup.completion_unknown", where="completion"))
    if not text:
        found.append(Finding("followup.text_missing", where="text"))
    if completion in (SUBSTANTIAL, COMPLETE) and not (means or url or has_document):
        found.append(Finding("followup.means_missing", where="means", basis="4.b.3"))
    if url and not url.startswith(("https://", "http://")):
        found.append(Finding("followup.url_not_web", where="url"))
    return Report.of(found)


def verify_check(*, side: str | None, organization: str, report_organization: str) -> Report:
    """Who may verify: never the owner, and nobody their own report."""
    if side == OWNER:
        return Report.of([Finding("followup.owner_cannot_verify", where="actor")])
    if organization and organization == report_organization:
        return Report.of([Finding("followup.own_report", where="actor")])
    return Report()


@dataclass(frozen=True, slots=True)
class Standing:
    """A milestone at one moment. owner, society: completion said last by each side, or None.

    verdict  last finding of somebody else on the owner's latest report (``VERDICTS``), or ""
    """

    owner: str | None = None
    society: str | None = None
    end: dt.date | None = None
    verdict: str = ""

    @property
    def verified(self) -> bool:
        return self.verdict == CONFIRMED

    @property
    def comparison(self) -> str:
        return compare(self.owner, self.society)


def overdue(standing: Standing, *, today: dt.date) -> bool:
    """Past its day, and its owner does not call it done."""
    done = standing.owner in (COMPLETE, WITHDRAWN)
    return bool(standing.end and standing.end < today and not done)


def alerts(standing: Standing, *, today: dt.date) -> Report:
    """What somebody who opens the page should see at once."""
    found = []
    if standing.end and overdue(standing, today=today):
        params = {"end": standing.end.isoformat(), "days": (today - standing.end).days}
        found.append(Finding("followup.overdue", Severity.WARNING, params))
    if standing.comparison == DISAGREEMENT:
        params = {"owner": standing.owner, "society": standing.society}
        found.append(Finding("followup.disagreement", Severity.WARNING, params))
    if standing.verdict == NOT_CONFIRMED:
        found.append(Finding("followup.refuted", Severity.WARNING))
    elif standing.verdict == PARTLY:
        found.append(Finding("followup.partly_verified", Severity.WARNING))
    elif standing.owner == COMPLETE and standing.society != COMPLETE and not standing.verified:
        found.append(Finding("followup.not_verified", Severity.NOTE))
    return Report.of(found)


@dataclass(frozen=True, slots=True)
class RollUp:
    """A commitment from its milestones: counts per word and side, never one figure for both."""

    milestones: int
    owner: Mapping[str, int] = field(default_factory=dict)
    society: Mapping[str, int] = field(default_factory=dict)
    disagreements: int = 0
    one_sided: int = 0
    silent: int = 0
    overdue: int = 0


def roll_up(standings: Iterable[Standing], *, today: dt.date) -> RollUp:
    """Counts of each side in the order of the scale; words nobody said are left out."""
    every = list(standings)
    said = [each.comparison for each in every]
    return RollUp(
        milestones=len(every),
        owner=_counts(each.owner for each in every),
        society=_counts(each.society for each in every),
        disagreements=said.count(DISAGREEMENT),
        one_sided=said.count(ONE_SIDED),
        silent=said.count(SILENT),
        overdue=sum(overdue(each, today=today) for each in every),
    )


def _counts(words: Iterable[str | None]) -> dict[str, int]:
    seen = list(words)
    return {word: seen.count(word) for word in COMPLETION if word in seen}


def report_due(
    *, last: dt.datetime | None, approved: dt.datetime | None, start: dt.date | None, today: dt.date
) -> dt.datetime | None:
    """Since when the owner owes a report (None: owes none): at once when it never spoke of a
    milestone that has started, else half a year after its last word.

    approved  when the competent body approved the plan; until then nobody carries it out
    """
    if approved is None or (start and start > today):
        return None
    if last is None:
        return approved
    due = last + dt.timedelta(days=REPORT_EVERY_DAYS)
    return due if due.date() <= today else None
