"""Organizations enter from the list of public bodies, or one by one with their sector."""

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, fold, slugify
from cocrea.ledger import services as ledger
from cocrea.people.models import Organization
from cocrea.people.rules.permits import PERMITS
from cocrea.people.rules.sectors import BRANCHES, SECTORS, branch_of_group, sector_of_group
from cocrea.people.selectors import LISTS
from cocrea.people.services.lookup import HasProcess, refuse_if, team_state

PUBLIC_BODIES = Path(__file__).resolve().parent.parent / "data" / "entidades_publicas_gt.csv"
SOURCE = LISTS["guatemala"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did; a second one of the same file has ``created`` and ``updated`` 0."""

    created: int
    updated: int
    unchanged: int


def organizations_load(*, actor: Actor, now: datetime, path: Path = PUBLIC_BODIES) -> Loaded:
    """Reads public bodies (columns nombre, siglas, grupo). Idempotent; deletes nothing.

    Belongs to no process, so no log tells of it: the file itself is published.
    """
    PERMITS.require(actor, "organization.load", now=now)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [_row(line) for line in csv.DictReader(lines)]
    with transaction.atomic():
        known = {o.slug: o for o in Organization.objects.select_for_update()}
        new = [Organization(**row, created_at=now) for row in rows if row["slug"] not in known]
        Organization.objects.bulk_create(new)
        changed = [row for row in rows if row["slug"] in known and _differs(known, row)]
        for row in changed:
            Organization.objects.filter(slug=row["slug"]).update(**row)
    return Loaded(len(new), len(changed), len(rows) - len(new) - len(changed))


def _row(line: dict[str, str]) -> dict[str, Any]:
    name = clean(line["nombre"], max_length=200, where="nombre", lines=False)
    group = clean(line["grupo"], max_length=100, where="grupo", lines=False)
    return {
        "slug": slugify(name, max_length=80),
        "name": name,
        "name_key": fold(name)[:200],
        "acronym": clean(line["siglas"], max_length=20, where="siglas", lines=False),
        "group": group,
        "sector": sector_of_group(group),
        "branch": branch_of_group(group),
        "is_public_body": True,
        "source": SOURCE,
    }


def _differs(known: dict[str, Organization], row: dict[str, Any]) -> bool:
    stored = known[row["slug"]]
    return any(getattr(stored, name) != value for name, value in row.items())


def organization_create(
    *,
    actor: Actor,
    process: HasProcess,
    name: str,
    sector: str,
    acronym: str = "",
    slug: str = "",
    branch: str = "none",
    is_public_body: bool = False,
    invented: bool = False,
    source: str = "",
) -> Organization:
    """Adds an organization that takes part; its entry stands in the record of the process.

    Raises NotPermitted; Refused(people.name_missing, people.code_unknown, people.slug_taken).
    """
    name = clean(name, max_length=200, where="name", lines=False)
    slug = slugify(slug or name, max_length=80)
    with ledger.act(process, actor=actor) as act:
        state = team_state(process, act.now)
        role = PERMITS.require(actor, "organization.create", now=act.now, state=state)
        refuse_if(_organization_findings(name, slug, sector, branch))
        made = Organization.objects.create(
            slug=slug,
            name=name,
            name_key=fold(name)[:200],
            acronym=clean(acronym, max_length=20, where="acronym", lines=False),
            sector=sector,
            branch=branch,
            is_public_body=is_public_body,
            invented=invented,
            source=clean(source, max_length=300, where="source", lines=False),
            created_at=act.now,
        )
        act.record(
            "people.organization_created",
            subject=SubjectRef("organization", slug, label=name),
            body={"sector": sector, "branch": branch, "invented": invented},
            role=role,
        )
    return made


def _organization_findings(name: str, slug: str, sector: str, branch: str) -> list[Finding]:
    found = []
    if not slug:
        found.append(Finding("people.name_missing", where="name"))
    if sector not in SECTORS:
        found.append(Finding("people.code_unknown", params={"value": sector}, where="sector"))
    if branch not in BRANCHES:
        found.append(Finding("people.code_unknown", params={"value": branch}, where="branch"))
    if Organization.objects.filter(slug=slug).exists():
        found.append(Finding("people.slug_taken", params={"value": name}, where="name"))
    return found
