"""Reads of the agreement to comply; ``selectors`` offers them to others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cocrea.agreement.models import Compact, CompactSignature
from cocrea.agreement.rules import compact as rules
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.ids import parse_uuid
from cocrea.ledger.services import PublishedText
from cocrea.people.models import Body, Mandate, PublicFunction
from cocrea.process.models import Process
from cocrea.process.selectors import methodology


@dataclass(frozen=True, slots=True)
class Row:
    """A party as the page shows it. signature: its newest, whatever became of it."""

    kind: str
    slug: str
    name: str
    sector: str
    standing: str
    signature: CompactSignature | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The agreement as it stands now.

    compact  the version in force; None when none was published
    rows     everybody who sits in a body, and the bodies: who signed comes first
    """

    compact: Compact | None
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def unsigned(self) -> int:
        return sum(row.standing != rules.CURRENT for row in self.rows)

    @property
    def signed(self) -> int:
        return self.total - self.unsigned


def compacts(process: Process) -> QuerySet[Compact]:
    """Every version, newest first."""
    return Compact.objects.filter(process=process).order_by("-number")


def compact_get(process: Process, number: int) -> Compact:
    """Raises NotThere(agreement.not_there)."""
    found = compacts(process).filter(number=number).first()
    if found is None:
        raise NotThere(Finding("agreement.not_there", where="compact"))
    return found


def signatures(compact: Compact) -> QuerySet[CompactSignature]:
    """Every signature of a version, in their order; withdrawn ones too."""
    rows = compact.signatures.select_related("organization", "body", "function__organization")
    return rows.order_by("signed_at", "pk")


def compact_standing(process: Process, now: datetime) -> Standing:
    """Who has signed the version in force, and who of those who sit has not. Four queries."""
    current = compacts(process).first()
    parties = _parties(process, now)
    if current is None:
        rows = [Row(*party, *named, rules.NEVER, None) for party, named in parties.items()]
        return Standing(None, tuple(rows))
    kept = CompactSignature.objects.filter(compact__process=process).select_related(
        "compact", "organization", "body", "function__organization"
    )
    signed = list(kept.order_by("compact__number", "signed_at", "pk"))
    newest = {_party_of(row): row for row in signed}
    facts = [
        rules.Signed(_party_of(row), row.compact.number, row.withdrawn_at is not None)
        for row in signed
    ]
    found = rules.standings(parties, facts, current.number)
    rows = [Row(*p, *parties[p], standing, newest.get(p)) for p, standing in found.items()]
    order = {name: place for place, name in enumerate(rules.STANDINGS)}
    return Standing(current, tuple(sorted(rows, key=lambda r: (order[r.standing], r.kind))))


def _signed(process: Process) -> list[rules.Signed]:
    """Every signature of every version, no more of it than the rules ask for. One query."""
    rows = CompactSignature.objects.filter(compact__process=process).values_list(
        "organization__slug", "body__slug", "compact__number", "withdrawn_at"
    )
    return [
        rules.Signed(
            (rules.ORGANIZATION, organization) if organization else (rules.BODY, body),
            number,
            withdrawn is not None,
        )
        for organization, body, number, withdrawn in rows.order_by(
            "compact__number", "signed_at", "pk"
        )
    ]


def _party_of(row: CompactSignature) -> rules.Party:
    if row.organization is not None:
        return rules.ORGANIZATION, row.organization.slug
    return rules.BODY, row.body.slug if row.body else ""


def _parties(process: Process, now: datetime) -> dict[rules.Party, tuple[str, str]]:
    """(kind, slug) -> (name, sector) of bodies, and of organizations with a running mandate.

    A committee that only works on texts binds nobody: forums and high-level tables do.
    """
    bodies = Body.objects.filter(process_slug=process.slug, kind__in=("forum", "high_level"))
    mandates = Mandate.objects.filter(_running(now), seat__body__in=bodies)
    found = {(rules.BODY, b.slug): (b.name_es, "") for b in bodies.order_by("created_at", "pk")}
    rows = mandates.values_list(
        "function__organization__slug",
        "function__organization__name",
        "function__organization__sector",
    )
    for slug, name, sector in rows.order_by("function__organization__name_key").distinct():
        found[rules.ORGANIZATION, slug] = (name, sector)
    return found


def _running(now: datetime) -> Q:
    return Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))


def bodies_of(process: Process, office: str, now: datetime) -> list[str]:
    """Slugs of the bodies in which a public function sits now."""
    rows = Mandate.objects.filter(
        _running(now),
        function__public_id=parse_uuid(office),
        seat__body__process_slug=process.slug,
    )
    return sorted(set(rows.values_list("seat__body__slug", flat=True)))


def signers(process: Process, now: datetime) -> list[tuple[str, str]]:
    """(public id, name, post and organization) of who sits and may have signed on paper."""
    seated = Mandate.objects.filter(_running(now), seat__body__process_slug=process.slug)
    rows = PublicFunction.objects.filter(pk__in=seated.values("function"))
    return [
        (str(row.public_id), f"{row} ({row.organization.name})")
        for row in rows.select_related("organization").order_by("public_name")
    ]


def call_phase(process: Process) -> int | None:
    """Number of the phase that ends with a signed agreement, by the methodology or by the facts."""
    phases = methodology(process).phases
    stated = [p.number for p in phases if rules.PROOF in p.proof]
    if stated:
        return min(stated)
    if phases and compacts(process).exists():
        return min(p.number for p in phases)
    return None


def compact_report(process: Process, phase: int, now: datetime) -> Report:
    """What this phase says of the agreement: nothing, that there is none, or who lacks."""
    call = call_phase(process)
    if call is None or phase <= call:
        return Report()
    version = compacts(process).values_list("number", flat=True).first()
    parties = _parties(process, now)
    found = rules.standings(parties, _signed(process), version or 0)
    return rules.flags(
        phase, call, version=version, unsigned=len(rules.missing(found)), total=len(parties)
    )


def compact_facts(process: Process, now: datetime) -> dict[str, Any]:
    """agreement.compact_version (0: none), compact_signed, compact_unsigned (None: nobody sits)."""
    standing = compact_standing(process, now)
    return {
        "agreement.compact_version": standing.compact.number if standing.compact else 0,
        "agreement.compact_signed": standing.signed,
        "agreement.compact_unsigned": standing.unsigned if standing.total else None,
    }


def compact_texts(process: Process) -> Iterator[PublishedText]:
    """Texts of the record that are public: every version, and reasons for withdrawing."""
    for compact in compacts(process).iterator():
        yield PublishedText(compact.digest, bytes(compact.salt), compact.whole)
    rows = CompactSignature.objects.filter(compact__process=process, withdrawn_at__isnull=False)
    for row in rows.order_by("pk").iterator():
        yield PublishedText(row.withdraw_digest, bytes(row.withdraw_salt), row.withdraw_reason)
