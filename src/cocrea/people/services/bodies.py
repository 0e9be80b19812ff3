"""Bodies, their rules in versions, and their seats."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, slugify
from cocrea.ledger import services as ledger
from cocrea.people.models import (
    Body,
    BodyRules,
    BodyRulesAgreement,
    BodySession,
    Organization,
    PublicFunction,
    Seat,
)
from cocrea.people.rules.bodies import GIVEN_BY, body_check, rules_check
from cocrea.people.rules.mandates import SeatFact, seat_check
from cocrea.people.rules.permits import PERMITS
from cocrea.people.rules.sectors import STATUSES
from cocrea.people.services.lookup import (
    HasProcess,
    body_locked,
    missing,
    organization_of,
    ref,
    refuse_if,
    stamp,
)


def body_create(
    *,
    actor: Actor,
    process: HasProcess,
    slug: str,
    kind: str,
    name_es: str,
    legal_basis: str,
    name_en: str = "",
    purpose_es: str = "",
    purpose_en: str = "",
    parent: str = "",
) -> Body:
    """A forum, its high-level table (``parent``: slug of the forum) or a committee.

    Raises NotPermitted, NotThere, Refused (see rules.bodies.body_check).
    """
    slug = slugify(slug)
    texts = {
        name: clean(value, max_length=limit, where=name, lines=False)
        for name, value, limit in (
            ("name_es", name_es, 160),
            ("name_en", name_en, 160),
            ("purpose_es", purpose_es, 500),
            ("purpose_en", purpose_en, 500),
            ("legal_basis", legal_basis, 300),
        )
    }
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "body.create", now=act.now)
        taken = Body.objects.filter(process_slug=process.slug, slug=slug).exists()
        refuse_if(
            body_check(
                kind=kind,
                name=texts["name_es"] and slug,
                legal_basis=texts["legal_basis"],
                taken=taken,
            )
        )
        made = Body.objects.create(
            **texts,
            process_slug=process.slug,
            slug=slug,
            kind=kind,
            parent=body_locked(process, parent) if parent else None,
            created_at=act.now,
        )
        act.record(
            "people.body_created",
            subject=ref("body", made, made.name_es),
            body={"kind": kind, "slug": slug, "legal_basis": made.legal_basis, "parent": parent},
            role=role,
        )
    return made


def body_rules_publish(
    *,
    actor: Actor,
    process: HasProcess,
    body: str,
    text: str,
    agreed_by: Sequence[str],
    signed_by: Sequence[uuid.UUID] = (),
    in_force_since: datetime | None = None,
    meets_every_days: int | None = None,
) -> BodyRules:
    """Publishes the next version of a body's rules.

    agreed_by  slugs of the organizations that agreed
    signed_by  public functions that signed for some of them
    Raises NotPermitted, NotThere, Refused (see rules.bodies.rules_check).
    """
    text = clean(text, max_length=50_000, where="text")
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "body.rules_publish", now=act.now)
        found = body_locked(process, body)
        since = in_force_since or act.now
        refuse_if(rules_check(text=text, agreed_by=agreed_by, in_force_since=since, now=act.now))
        last = found.rules.aggregate(last=Max("number"))["last"] or 0
        commitment = ledger.commit_text(text)
        made = BodyRules.objects.create(
            body=found,
            number=last + 1,
            text=text,
            salt=commitment.salt,
            meets_every_days=meets_every_days,
            published_at=act.now,
            in_force_since=since,
        )
        _agreements(made, sorted(set(agreed_by)), signed_by)
        act.record(
            "people.body_rules_published",
            subject=ref("body", found, found.name_es),
            body={
                "version": made.number,
                "text": commitment.digest,
                "agreed_by": sorted(set(agreed_by)),
                "in_force_since": stamp(since),
            },
            role=role,
        )
    return made


def _agreements(rules: BodyRules, slugs: Sequence[str], signed_by: Sequence[uuid.UUID]) -> None:
    organizations = Organization.objects.in_bulk(slugs, field_name="slug")
    if len(organizations) < len(slugs):
        raise missing("agreed_by")
    signers = {f.organization_id: f for f in PublicFunction.objects.filter(public_id__in=signed_by)}
    BodyRulesAgreement.objects.bulk_create(
        BodyRulesAgreement(rules=rules, organization=o, function=signers.get(o.pk))
        for o in organizations.values()
    )


def body_session_record(
    *, actor: Actor, process: HasProcess, body: str, held_at: datetime, subject: SubjectRef
) -> BodySession:
    """A body sat; called inside the act of the room that held the session. Safe to repeat.

    subject  the session as its own room names it; its link and label are shown
    Raises NotPermitted, NotThere, Refused(people.session_in_the_future).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "body.session_record", now=act.now)
        found = body_locked(process, body)
        if held_at > act.now:
            raise Refused(Finding("people.session_in_the_future", where="held_at"))
        made, new = BodySession.objects.get_or_create(
            body=found,
            subject_kind=subject.kind,
            subject_id=subject.public_id,
            defaults={"held_at": held_at, "label": subject.label[:200]},
        )
        if new:
            act.record(
                "people.body_sat",
                subject=ref("body", found, found.name_es),
                body={"session": subject.as_json()},
                role=role,
                occurred_at=held_at,
            )
    return made


def seat_define(
    *,
    actor: Actor,
    process: HasProcess,
    body: str,
    title: str,
    given_by: str,
    sector: str,
    basis: str,
    branch: str = "none",
    organization: str = "",
    status: str = "member",
    voting: bool = True,
) -> Seat:
    """Adds a seat to a body: by sector, by branch of the State or by law.

    Raises NotPermitted, NotThere, Refused (see rules.mandates.seat_check).
    """
    title = clean(title, max_length=160, where="title", lines=False)
    basis = clean(basis, max_length=300, where="basis", lines=False)
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "seat.define", now=act.now)
        found = body_locked(process, body)
        fact = SeatFact("", given_by, sector, organization, voting, status, title)
        refuse_if(seat_check(fact, branch=branch, given_by=GIVEN_BY, statuses=STATUSES))
        last = found.seats.aggregate(last=Max("number"))["last"] or 0
        made = Seat.objects.create(
            body=found,
            number=last + 1,
            title=title,
            given_by=given_by,
            sector=sector,
            branch=branch,
            basis=basis,
            organization=organization_of(organization) if organization else None,
            status=status,
            voting=voting,
        )
        act.record(
            "people.seat_defined",
            subject=ref("seat", made, title),
            body={
                "body": body,
                "number": made.number,
                "given_by": given_by,
                "sector": sector,
                "branch": branch,
                "organization": organization,
                "status": status,
                "voting": voting,
            },
            role=role,
        )
    return made
