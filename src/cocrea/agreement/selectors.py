"""Every read of sessions, positions and declared interests; constant numbers of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.agreement.compact_read import (
    Standing,
    bodies_of,
    call_phase,
    compact_facts,
    compact_get,
    compact_report,
    compact_standing,
    compact_texts,
    compacts,
    signatures,
    signers,
)
from cocrea.agreement.models import InterestDeclaration, Objection, Position, Recusal, Session
from cocrea.agreement.rules.compact import CURRENT, ORGANIZATION
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.rules.positions import DISSENT
from cocrea.agreement.rules.techniques import ADOPTED, Roll
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.ledger.services import PublishedText
from cocrea.people.models import Mandate, PublicFunction
from cocrea.people.selectors import offices, organizations
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of

HALL = frozenset({"secretary", "facilitator"})

__all__ = [
    "HALL",
    "Standing",
    "adopted",
    "bodies_of",
    "call_phase",
    "compact_get",
    "compact_report",
    "compact_standing",
    "compacts",
    "decision_on",
    "desk_items",
    "dissents",
    "doors",
    "gate_facts",
    "interest_of",
    "interests",
    "objection_get",
    "public_counts",
    "published_texts",
    "seated",
    "session_get",
    "session_page",
    "sessions",
    "sessions_about",
    "sessions_of_meeting",
    "signatures",
    "signers",
    "undeclared",
]


def sessions(process: Process, *, state: str = "", result: str = "") -> QuerySet[Session]:
    """Newest first, with their body. All of them are public from their declaration on."""
    found = Session.objects.filter(process=process).select_related("body")
    if state:
        found = found.filter(state=state)
    if result:
        found = found.filter(result=result)
    return found.order_by("-declared_at", "-pk")


def session_get(process: Process, public_id: Any) -> Session:
    """Raises NotThere(agreement.not_there)."""
    rows = Session.objects.select_related("process", "body")
    found = rows.filter(process=process, public_id=parse_uuid(str(public_id))).first()
    if found is None:
        raise NotThere(Finding("agreement.not_there", where="session"))
    return found


def sessions_about(process: Process, kind: str, public_id: str) -> QuerySet[Session]:
    """Sessions that decide on a thing, newest first."""
    return sessions(process).filter(subject_kind=kind, subject_id=public_id)


def sessions_of_meeting(process: Process, kind: str, public_id: str) -> QuerySet[Session]:
    """Sessions held in a meeting or at one of its tables, newest first."""
    return sessions(process).filter(meeting_kind=kind, meeting_id=public_id)


def decision_on(process: Process, kind: str, public_id: str) -> Session | None:
    """The latest closed session about a thing, whatever its result."""
    found = sessions_about(process, kind, public_id).filter(state=Session.CLOSED)
    return found.order_by("-closed_at", "-pk").first()


def adopted(process: Process, kind: str, public_id: str) -> bool:
    """Was the thing adopted by its latest decision?"""
    found = decision_on(process, kind, public_id)
    return found is not None and found.result == ADOPTED


def session_page(session: Session) -> dict[str, Any]:
    """Positions (current and past), objections and recusals of a session. Four queries."""
    rows = list(session.positions.order_by("sector", "participant", "number"))
    current = [p for p in rows if p.current]
    past: dict[str, list[Position]] = {}
    for row in rows:
        if not row.current:
            past.setdefault(row.participant, []).append(row)
    recusals = list(session.recusals.select_related("function__organization"))
    return {
        "conflicts": _conflicts_named(session),
        "positions": current,
        "past": [p for rows_ in past.values() for p in rows_],
        "dissents": [p for p in current if p.stance in DISSENT],
        "objections": list(session.objections.all()),
        "recusals": _matches_named(recusals),
    }


def _matches_named(recusals: list[Recusal]) -> list[tuple[Recusal, list[tuple[str, str]]]]:
    """Each with (slug, name) of the organizations that its declaration matched. One query."""
    wanted = {slug for recusal in recusals for slug in recusal.match}
    rows = organizations().filter(slug__in=wanted).values_list("slug", "name") if wanted else ()
    names = dict(rows)
    return [(each, [(slug, names.get(slug, slug)) for slug in each.match]) for each in recusals]


def _conflicts_named(session: Session) -> list[tuple[Finding, list[PublicFunction]]]:
    """Warnings on declared interests as they stood when it opened, with whom each is about."""
    wanted = [c for c in session.conflicts if c["severity"] == Severity.WARNING.value]
    known = offices([c["where"] for c in wanted]) if wanted else {}
    found: dict[str, list[PublicFunction]] = {}
    for each in wanted:
        if each["where"] in known:
            found.setdefault(each["code"], []).append(known[each["where"]])
    return [(Finding(code, Severity.WARNING), people) for code, people in found.items()]


def position_of(session: Session, office: str) -> Position | None:
    """The current position that a public function took itself; None when it took none."""
    if not office:
        return None
    return session.positions.filter(office=office, current=True).first()


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """taken: current positions; silent: who could take one and did not; objections: unresolved."""

    taken: int
    silent: int
    objections: int


def left_open(session: Session) -> LeftOpen:
    """What a session that is closed now leaves out. Two queries."""
    taken = session.positions.filter(current=True).count()
    standing = session.objections.filter(resolved_at=None).count()
    return LeftOpen(taken, max(Roll.of(session.roll or {}).speaking - taken, 0), standing)


def objection_get(session: Session, public_id: Any) -> Objection:
    rows = session.objections.select_related("session__process")
    found = rows.filter(public_id=parse_uuid(str(public_id))).first()
    if found is None:
        raise NotThere(Finding("agreement.not_there", where="objection"))
    return found


def dissents(process: Process, *, kind: str = "", public_id: str = "") -> QuerySet[Position]:
    """Reasoned dissent of closed sessions, for the annex of a plan; about one thing or all."""
    found = Position.objects.filter(
        session__process=process,
        session__state=Session.CLOSED,
        current=True,
        stance__in=DISSENT,
    ).exclude(text="")
    if kind:
        found = found.filter(session__subject_kind=kind, session__subject_id=public_id)
    return found.select_related("session").order_by("session__closed_at", "pk")


def interests(process: Process, *, all_versions: bool = False) -> QuerySet[InterestDeclaration]:
    """The register of declarations, by name; only the current ones unless asked."""
    found = InterestDeclaration.objects.filter(process=process)
    if not all_versions:
        found = found.filter(current=True)
    return found.select_related("function__organization").order_by(
        "function__public_name", "function_id", "-version"
    )


def interest_of(process: Process, office: str) -> InterestDeclaration | None:
    """The current declaration of a public function."""
    return interests(process).filter(function__public_id=parse_uuid(office)).first()


def seated(process: Process, now: datetime) -> QuerySet[PublicFunction]:
    """Public functions that hold a running mandate in any body of the process."""
    running = Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))
    mandates = Mandate.objects.filter(running, seat__body__process_slug=process.slug)
    return PublicFunction.objects.filter(pk__in=mandates.values("function"))


def undeclared(process: Process, now: datetime) -> QuerySet[PublicFunction]:
    """Who sits without a current declaration."""
    declared = InterestDeclaration.objects.filter(process=process, current=True)
    return seated(process, now).exclude(pk__in=declared.values("function")).order_by("public_name")


def gate_facts(process: Process, now: datetime) -> dict[str, Any]:
    """Three queries. interests_declared_percent: whole, rounded down; None when nobody sits."""
    states = dict(
        Session.objects.filter(process=process)
        .order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
    )
    holders = seated(process, now).count()
    missing = undeclared(process, now).count() if holders else 0
    return {
        "agreement.declared_sessions": states.get(Session.DECLARED, 0),
        "agreement.open_sessions": states.get(Session.OPEN, 0),
        "agreement.closed_sessions": states.get(Session.CLOSED, 0),
        "agreement.interests_missing": missing if holders else None,
        "agreement.interests_declared_percent": (
            (holders - missing) * 100 // holders if holders else None
        ),
        **compact_facts(process, now),
    }


def published_texts(process: Process) -> Iterable[PublishedText]:
    """Texts of the record that are public: the agreement to comply, in every version."""
    return compact_texts(process)


def public_counts(process: Process) -> dict[str, int]:
    return {"decisions": Session.objects.filter(process=process, state=Session.CLOSED).count()}


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """For who holds the hall: sessions to open or close. For members: positions, declarations."""
    roles = actor.roles(now)
    items: list[DeskItem] = []
    if held := roles & HALL:
        items += _hall_items(process, min(held))
    if actor.office:
        items += _member_items(actor, process, now)
    return sorted(items, key=lambda item: item.since)


def _url(session: Session) -> str:
    return reverse("agreement:session", args=[session.process.slug, session.public_id])


def _hall_items(process: Process, role: str) -> Iterable[DeskItem]:
    waiting = Session.objects.filter(
        process=process, state__in=[Session.DECLARED, Session.OPEN]
    ).select_related("process")
    for session in waiting.order_by("declared_at")[:50]:
        if session.state == Session.OPEN:
            text = _("Cerrar la sesión «%(title)s»") % {"title": session.title}
            yield DeskItem(text, _url(session), session.opened_at or session.declared_at, role)
        else:
            text = _("Abrir la sesión «%(title)s»") % {"title": session.title}
            yield DeskItem(text, _url(session), session.declared_at, role)


def _member_items(actor: Actor, process: Process, now: datetime) -> Iterable[DeskItem]:
    running = Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))
    office = parse_uuid(actor.office)
    mandates = list(
        Mandate.objects.filter(
            running, function__public_id=office, seat__body__process_slug=process.slug
        ).select_related("seat")
    )
    if not mandates:
        return
    role = min(actor.roles(now) - {"citizen"}, default="citizen")
    if interest_of(process, actor.office) is None:
        url = reverse("agreement:interest_declare", args=[process.slug])
        since = min(m.since for m in mandates)
        yield DeskItem(_("Declarar sus intereses"), url, since, role)
    yield from _compact_items(actor, process, now, role)
    keys = [f"seat-{m.seat.number}" for m in mandates]
    mine = Prefetch("positions", Position.objects.filter(participant__in=keys), to_attr="mine")
    waiting = Session.objects.filter(
        process=process, state=Session.OPEN, body__in=[m.seat.body_id for m in mandates]
    ).exclude(pk__in=Recusal.objects.filter(function__public_id=office).values("session"))
    for session in waiting.select_related("process").prefetch_related(mine)[:50]:
        if not session.mine and session.opened_at:
            text = _("Tomar posición en «%(title)s»") % {"title": session.title}
            yield DeskItem(text, _url(session), session.opened_at, role)


def _compact_items(actor: Actor, process: Process, now: datetime, role: str) -> Iterable[DeskItem]:
    """The agreement to comply, while the actor's organization has not signed it."""
    standing = compact_standing(process, now)
    own = (ORGANIZATION, actor.organization)
    for row in standing.rows if standing.compact else ():
        if (row.kind, row.slug) == own and row.standing != CURRENT:
            url = reverse("agreement:compact_sign", args=[process.slug])
            label = _("Leer y firmar el acuerdo de cumplimiento")
            yield DeskItem(label, url, standing.compact.published_at, role)


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (
        ("session.declare", "*", _("Declarar la regla de una decisión"), "agreement:declare"),
        ("interests.declare", "*", _("Declarar mis intereses"), "agreement:interest_declare"),
        (
            "compact.publish",
            "*",
            _("Publicar las reglas del acuerdo de cumplimiento"),
            "agreement:compact_publish",
        ),
    )
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
