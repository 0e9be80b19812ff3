"""Organizations that leave a body say why in public, and may come back."""

from cocrea.kernel.errors import NotPermitted, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import Body, BodyExit, Mandate, Organization, Seat
from cocrea.people.rules.bodies import exit_check
from cocrea.people.rules.permits import PERMITS, TEAM
from cocrea.people.services.lookup import (
    HasProcess,
    body_locked,
    is_away,
    organization_of,
    ref,
    refuse_if,
)


def organization_exit(
    *, actor: Actor, process: HasProcess, body: str, organization: str, reason: str
) -> BodyExit:
    """An organization leaves a body with its public reason; its mandates end the same moment.

    Raises NotPermitted (also people.not_your_organization), NotThere, Refused
    (rules.bodies.exit_check).
    """
    reason = clean(reason, max_length=5_000, where="reason")
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "organization.exit", now=act.now)
        _own(actor, role, organization)
        found, who = body_locked(process, body), organization_of(organization)
        away = is_away(found, who)
        refuse_if(exit_check(sits=_sits(found, who), away=away, reason=reason))
        commitment = ledger.commit_text(reason)
        made = BodyExit.objects.create(
            body=found, organization=who, left_at=act.now, reason=reason, salt=commitment.salt
        )
        ended = Mandate.objects.filter(
            seat__body=found, function__organization=who, until__isnull=True
        ).update(until=act.now, ended_reason="exit")
        act.record(
            "people.organization_left",
            subject=ref("body", found, found.name_es),
            body={"organization": organization, "text": commitment.digest, "mandates": ended},
            role=role,
        )
    return made


def organization_return(
    *, actor: Actor, process: HasProcess, body: str, organization: str, note: str = ""
) -> BodyExit:
    """An organization comes back; new mandates start one by one.

    Raises NotPermitted, NotThere, Refused(people.not_away).
    """
    note = clean(note, max_length=5_000, where="note")
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "organization.return", now=act.now)
        _own(actor, role, organization)
        found, who = body_locked(process, body), organization_of(organization)
        row = BodyExit.objects.filter(
            body=found, organization=who, returned_at__isnull=True
        ).first()
        if row is None:
            raise Refused(Finding("people.not_away", where="organization"))
        commitment = ledger.commit_text(note)
        row.returned_at, row.return_note, row.return_salt = act.now, note, commitment.salt
        row.save(update_fields=["returned_at", "return_note", "return_salt"])
        act.record(
            "people.organization_returned",
            subject=ref("body", found, found.name_es),
            body={"organization": organization, "text": commitment.digest},
            role=role,
        )
    return row


def _own(actor: Actor, role: str, organization: str) -> None:
    """The team records any exit; everybody else speaks for their own organization only."""
    if role not in TEAM and actor.organization != organization:
        raise NotPermitted(Finding("people.not_your_organization", where="organization"))


def _sits(body: Body, organization: Organization) -> bool:
    named = Seat.objects.filter(body=body, organization=organization)
    held = Mandate.objects.filter(
        seat__body=body, function__organization=organization, until__isnull=True
    )
    return named.exists() or held.exists()
