"""Who sits: a mandate starts, ends, and is handed over."""

import uuid
from datetime import datetime

from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import Mandate, PublicFunction, Seat, User
from cocrea.people.rules.handover import ending_check, handover_check
from cocrea.people.rules.mandates import mandate_check
from cocrea.people.rules.permits import PERMITS
from cocrea.people.rules.roles import ROLE_OF_BODY, clashes
from cocrea.people.services.lookup import (
    HasProcess,
    candidate_of,
    function_locked,
    is_away,
    mandate_fact,
    mandates_of,
    missing,
    ref,
    refuse_if,
    roles_held,
    seat_fact,
    seat_locked,
    stamp,
)


def mandate_start(
    *,
    actor: Actor,
    process: HasProcess,
    seat: uuid.UUID,
    function: uuid.UUID,
    kind: str = "titular",
    since: datetime | None = None,
) -> Mandate:
    """A public function takes a seat as titular or alternate.

    Raises NotPermitted, NotThere, Refused (see rules.mandates.mandate_check; people.roles_clash).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "mandate.start", now=act.now)
        made = _seat_taken(
            seat_locked(process, seat), function_locked(function), kind, since or act.now
        )
        _record_start(act, made, role)
    return made


def _seat_taken(seat: Seat, function: PublicFunction, kind: str, since: datetime) -> Mandate:
    refuse_if(
        mandate_check(
            seat_fact(seat),
            candidate_of(function),
            kind=kind,
            since=since,
            mandates=mandates_of(seat.body),
            away=is_away(seat.body, function.organization),
        )
    )
    refuse_if(_clashes(seat, function, since))
    return Mandate.objects.create(seat=seat, function=function, kind=kind, since=since)


def _clashes(seat: Seat, function: PublicFunction, since: datetime) -> list[Finding]:
    """The seat carries a role: who holds it may not hold another that is apart from it."""
    role = ROLE_OF_BODY.get(seat.body.kind) if seat.status in {"member", "authority"} else None
    if role is None or function.user_id is None:
        return []
    User.objects.select_for_update().get(pk=function.user_id)  # as who grants a role does
    return clashes(role, roles_held(function.user_id, seat.body.process_slug, since))


def _record_start(act: ledger.Act, made: Mandate, role: str) -> None:
    act.record(
        "people.mandate_started",
        subject=ref("mandate", made, made.seat.title),
        body={
            "body": made.seat.body.slug,
            "seat": str(made.seat.public_id),
            "office": str(made.function.public_id),
            "organization": made.function.organization.slug,
            "kind": made.kind,
            "since": stamp(made.since),
        },
        role=role,
    )


def mandate_end(
    *,
    actor: Actor,
    process: HasProcess,
    mandate: uuid.UUID,
    reason: str,
    until: datetime | None = None,
    handover_to: uuid.UUID | None = None,
    note: str = "",
) -> Mandate:
    """Ends a mandate; with ``handover_to`` (a public function) the next one starts in the same act.

    note  what is left pending, published
    Raises NotPermitted, NotThere, Refused (rules.handover, rules.mandates).
    """
    reason = clean(reason, max_length=300, where="reason", lines=False)
    note = clean(note, max_length=5_000, where="note")
    with ledger.act(process, actor=actor) as act:
        row = _mandate_locked(process, mandate)
        state = "ended" if row.until else "running"
        role = PERMITS.require(actor, "mandate.end", now=act.now, state=state)
        when = until or act.now
        refuse_if(ending_check(mandate_fact(row), until=when, now=act.now, reason=reason))
        commitment = ledger.commit_text(f"{reason}\n{note}")
        row.until, row.ended_reason, row.handover_note = when, reason, note
        row.salt = commitment.salt
        row.save(update_fields=["until", "ended_reason", "handover_note", "salt"])
        if handover_to:
            _hand_over(act, row, function_locked(handover_to), role)
        act.record(
            "people.mandate_ended",
            subject=ref("mandate", row, row.seat.title),
            body={
                "body": row.seat.body.slug,
                "seat": str(row.seat.public_id),
                "until": stamp(when),
                "text": commitment.digest,
                "handover_to": str(row.handover_to.public_id) if row.handover_to else "",
            },
            role=role,
        )
    return row


def _hand_over(act: ledger.Act, row: Mandate, function: PublicFunction, role: str) -> None:
    assert row.until is not None
    following = _seat_taken(row.seat, function, row.kind, row.until)
    refuse_if(handover_check(mandate_fact(row), mandate_fact(following), note=row.handover_note))
    row.handover_to = following
    row.save(update_fields=["handover_to"])
    _record_start(act, following, role)


def _mandate_locked(process: HasProcess, public_id: uuid.UUID) -> Mandate:
    found = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("seat__body", "seat__organization", "function__organization")
        .filter(public_id=public_id, seat__body__process_slug=process.slug)
        .first()
    )
    if found is None:
        raise missing("mandate")
    return found
