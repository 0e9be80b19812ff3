"""Loads and locks what a write is about, and says who takes part under which public name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from cocrea.agreement.models import Objection, Session
from cocrea.agreement.rules.permits import HALL
from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.people.models import Mandate, Organization, PublicFunction, Seat

_PERSON = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes a position, named by whoever holds the hall. Names are never typed here.

    office        public id of a public function, or
    organization  slug of the organization somebody speaks for, or
    person        a number at the table, for somebody without organization
    """

    office: str = ""
    organization: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A participant as the record shows it. key: unique in a session."""

    key: str
    label: str
    office: str
    organization: str
    sector: str


def missing(where: str) -> NotThere:
    return NotThere(Finding("agreement.not_there", where=where))


def refuse_if(findings: Iterable[Finding]) -> None:
    """Raises Refused with the blockers among the findings."""
    blockers = [f for f in findings if f.severity == "blocker"]
    if blockers:
        raise Refused(blockers)


def required(value: str, *, max_length: int, where: str, lines: bool = True) -> str:
    """Clean text that may not be empty. Raises Refused(agreement.text_missing)."""
    found = clean(value, max_length=max_length, where=where, lines=lines)
    if not found:
        raise Refused(Finding("agreement.text_missing", where=where))
    return found


def session_locked(session: Session) -> Session:
    """The row as it is now, locked. Raises NotThere(agreement.not_there)."""
    found = (
        Session.objects.select_for_update(of=("self",))
        .select_related("process", "body")
        .filter(pk=session.pk)
        .first()
    )
    if found is None:
        raise missing("session")
    return found


def objection_locked(objection: Objection) -> Objection:
    """The row as it is now, locked. Raises NotThere(agreement.not_there)."""
    found = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("session__process")
        .filter(pk=objection.pk)
        .first()
    )
    if found is None:
        raise missing("objection")
    return found


def ref(session: Session) -> SubjectRef:
    return SubjectRef("session", str(session.public_id), label=session.title)


def running(now: datetime) -> Q:
    """Rows with ``since`` and ``until`` that hold at ``now``."""
    return Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))


def function_of(office: str, now: datetime) -> PublicFunction:
    """The public function that runs now. Raises NotThere."""
    rows = PublicFunction.objects.filter(running(now), public_id=parse_uuid(office))
    found = rows.select_related("organization").first()
    if found is None:
        raise missing("office")
    return found


def holds_hall(actor: Actor, now: datetime) -> bool:
    return bool(actor.roles(now) & set(HALL))


def speaks_for(actor: Actor, now: datetime, who: Participant | None) -> Participant:
    """Members speak for themselves; only the hall records what somebody else said."""
    own = Participant(office=actor.office)
    if who is None or who == own:
        return own
    if not holds_hall(actor, now):
        raise NotPermitted(Finding("agreement.own_position_only", where="participant"))
    return who


def participant_known(session: Session, who: Participant, now: datetime) -> Known:
    """The participant as the record shows it, by seat where the body has voting seats.

    Raises Refused(agreement.no_seat, agreement.participant_unclear) or NotThere.
    """
    if who.office:
        function = function_of(who.office, now)
        organization = function.organization
        label = f"{function.public_name}, {function.post}"
        key = f"office-{function.public_id}"
    elif who.organization:
        found = Organization.objects.filter(slug=who.organization).first()
        if found is None:
            raise missing("organization")
        function, organization, label, key = None, found, found.name, f"org-{found.slug}"
    elif _PERSON.fullmatch(who.person):
        return _person(session, who.person)
    else:
        raise Refused(Finding("agreement.participant_unclear", where="participant"))
    seat = _seat(session, function, organization, now)
    return Known(
        key=f"seat-{seat.number}" if seat else key,
        label=label,
        office=str(function.public_id) if function else "",
        organization=organization.slug,
        sector=seat.sector if seat else organization.sector,
    )


def _person(session: Session, number: str) -> Known:
    if session.body_id is not None and _voting(session).exists():
        raise Refused(Finding("agreement.no_seat", where="participant"))
    return Known(f"person-{int(number)}", "", "", "", "citizen")


def _voting(session: Session):
    return Seat.objects.filter(body_id=session.body_id, voting=True)


def voting_seats(session: Session) -> int:
    """How many voting seats the deciding body has; 0 where there is no body."""
    return _voting(session).count() if session.body_id is not None else 0


def _seat(
    session: Session, function: PublicFunction | None, organization: Organization, now: datetime
) -> Seat | None:
    """The voting seat somebody holds in the deciding body; None where the body has no seats."""
    if session.body_id is None or not _voting(session).exists():
        return None
    held = Mandate.objects.filter(running(now), seat__in=_voting(session))
    if function is not None:
        held = held.filter(function=function)
    else:
        held = held.filter(function__organization=organization)
    mandate = held.select_related("seat").order_by("seat__number").first()
    if mandate is None:
        raise Refused(Finding("agreement.no_seat", where="participant"))
    return mandate.seat
