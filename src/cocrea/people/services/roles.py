"""Roles of a process, granted for a time with their basis; the record names the office only."""

import uuid
from datetime import datetime
from typing import Any

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import PublicFunction, RoleGrant, User
from cocrea.people.rules.permits import PERMITS
from cocrea.people.rules.roles import grant_check
from cocrea.people.services.lookup import (
    HasProcess,
    missing,
    refuse_if,
    roles_held,
    stamp,
    team_state,
)


def role_grant(
    *,
    actor: Actor,
    process: HasProcess,
    user: uuid.UUID,
    role: str,
    basis: str,
    since: datetime | None = None,
    until: datetime | None = None,
) -> RoleGrant:
    """Gives a role of this process to an account.

    While nobody is point of contact the state is ``first``: the operator names that one, and no
    other role. Raises NotPermitted, NotThere, Refused (rules.roles.grant_check,
    people.basis_missing, people.first_is_point_of_contact, people.ends_before_it_starts).
    """
    basis = clean(basis, max_length=300, where="basis", lines=False)
    with ledger.act(process, actor=actor) as act:
        state = team_state(process, act.now)
        acting = PERMITS.require(actor, "role.grant", now=act.now, state=state)
        who = User.objects.select_for_update().filter(pk=user, is_active=True).first()
        if who is None:
            raise missing("user")
        start = since or act.now
        refuse_if(_findings(process, actor, who, role, start))
        refuse_if(_frame(state, role, basis, start, until))
        made = RoleGrant.objects.create(
            user=who,
            process_slug=process.slug,
            role=role,
            since=start,
            until=until,
            basis=basis,
        )
        act.record(
            "people.role_granted",
            subject=SubjectRef("role_grant", str(made.public_id), label=role),
            body={**_public(who, role), "since": stamp(start)},
            role=acting,
        )
    return made


def _findings(
    process: HasProcess, actor: Actor, user: User, role: str, at: datetime
) -> tuple[Finding, ...]:
    return grant_check(
        role,
        held=roles_held(user.pk, process.slug, at),
        has_function=user.functions.exclude(until__lte=at).exists(),
        to_self=actor.person == user.pk,
    )


def _frame(
    state: str, role: str, basis: str, since: datetime, until: datetime | None
) -> list[Finding]:
    tests = (
        ("people.first_is_point_of_contact", state == "first" and role != "point_of_contact"),
        ("people.basis_missing", not basis),
        ("people.ends_before_it_starts", until is not None and until < since),
    )
    return [Finding(code) for code, hit in tests if hit]


def _public(user: User, role: str) -> dict[str, Any]:
    """What the record says of the holder: the office and its organization, never the account."""
    office: PublicFunction | None = user.functions.select_related("organization").first()
    if office is None:
        return {"role": role}
    return {
        "role": role,
        "office": str(office.public_id),
        "organization": office.organization.slug,
    }


def role_end(
    *,
    actor: Actor,
    process: HasProcess,
    grant: uuid.UUID,
    reason: str,
    until: datetime | None = None,
) -> RoleGrant:
    """Ends a role. Raises NotPermitted, NotThere, Refused(people.reason_missing,
    people.ends_before_it_starts)."""
    reason = clean(reason, max_length=300, where="reason", lines=False)
    with ledger.act(process, actor=actor) as act:
        row = (
            RoleGrant.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(public_id=grant, process_slug=process.slug)
            .first()
        )
        if row is None:
            raise missing("grant")
        state = "ended" if row.until and row.until <= act.now else "running"
        acting = PERMITS.require(actor, "role.end", now=act.now, state=state)
        if not reason:
            raise Refused(Finding("people.reason_missing", where="reason"))
        row.until, row.ended_reason = until or act.now, reason
        if row.until < row.since:
            raise Refused(Finding("people.ends_before_it_starts", where="until"))
        row.save(update_fields=["until", "ended_reason"])
        act.record(
            "people.role_ended",
            subject=SubjectRef("role_grant", str(row.public_id), label=row.role),
            body={**_public(row.user, row.role), "until": stamp(row.until)},
            role=acting,
        )
    return row
