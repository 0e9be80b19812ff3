"""Declared interests, renewed when a role changes, and recusals on one's own word."""

from collections.abc import Iterable

from cocrea.agreement.models import InterestDeclaration, Recusal, Session
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.services.lookup import function_of, ref, required, session_locked
from cocrea.kernel.errors import Conflict, NotPermitted, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import Organization
from cocrea.process.models import Process

# Who writes down what somebody handed in on paper.
ON_PAPER = "secretary"


def interests_declare(
    *,
    actor: Actor,
    process: Process,
    none: bool = False,
    organizations: Iterable[str] = (),
    themes: Iterable[str] = (),
    text: str = "",
    renewal_reason: str = "",
    office: str = "",
) -> InterestDeclaration:
    """Declare interests in public; a new version replaces the current one and needs its reason.

    none           there is none, said out loud
    organizations  slugs of organizations; themes: slugs of themes of the process
    office         public id of the declaring function; the actor's own when absent. Somebody
                   else's only for the secretary (a declaration on paper)
    Raises Refused(agreement.interest_empty, agreement.interest_contradicts, agreement.text_missing,
    agreement.unknown_organization, agreement.unknown_theme), NotPermitted(agreement.own_only).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "interests.declare", now=act.now)
        if office and office != actor.office and ON_PAPER not in actor.roles(act.now):
            raise NotPermitted(Finding("agreement.own_only", where="office"))
        function = function_of(office or actor.office, act.now)
        slugs, areas = sorted(set(organizations)), sorted(set(themes))
        words = clean(text, max_length=4000, where="text")
        _check(process, none, slugs, areas, words)
        rows = process.interest_declarations.select_for_update().filter(function=function)
        last = rows.order_by("-version").first()
        if last is not None:
            renewal_reason = required(
                renewal_reason, max_length=300, where="renewal_reason", lines=False
            )
            rows.filter(current=True).update(current=False)
        commitment = ledger.commit_text(words)
        declared = InterestDeclaration.objects.create(
            process=process,
            function=function,
            version=last.version + 1 if last else 1,
            none=none,
            organizations=slugs,
            themes=areas,
            text=words,
            salt=commitment.salt,
            renewal_reason=renewal_reason if last else "",
            declared_at=act.now,
        )
        act.record(
            "interests.declared",
            subject=SubjectRef("interest", str(declared.public_id)),
            body={
                "office": str(function.public_id),
                "version": declared.version,
                "none": none,
                "organizations": slugs,
                "themes": areas,
                "text": commitment.digest,
            },
            role=role,
        )
    return declared


def _check(process: Process, none: bool, slugs: list[str], areas: list[str], words: str) -> None:
    if none and (slugs or areas):
        raise Refused(Finding("agreement.interest_contradicts", where="none"))
    if not (none or slugs or areas or words):
        raise Refused(Finding("agreement.interest_empty", where="organizations"))
    known = set(Organization.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    if lost := sorted(set(slugs) - known):
        code = "agreement.unknown_organization"
        raise Refused(Finding(code, params={"slugs": lost}, where="organizations"))
    found = set(process.themes.filter(slug__in=areas).values_list("slug", flat=True))
    if lost := sorted(set(areas) - found):
        raise Refused(Finding("agreement.unknown_theme", params={"slugs": lost}, where="themes"))


def recusal_record(*, actor: Actor, session: Session, reason: str, office: str = "") -> Recusal:
    """Step aside in one session, on one's own word, with a public reason.

    office  somebody else's, only for the secretary (said in the hall)
    Raises Conflict(agreement.already_recused), Refused(agreement.position_taken).
    """
    with ledger.act(session.process, actor=actor) as act:
        session = session_locked(session)
        role = PERMITS.require(actor, "recusal.record", now=act.now, state=session.state)
        if office and office != actor.office and ON_PAPER not in actor.roles(act.now):
            raise NotPermitted(Finding("agreement.own_only", where="office"))
        function = function_of(office or actor.office, act.now)
        words = required(reason, max_length=2000, where="reason")
        if session.recusals.filter(function=function).exists():
            raise Conflict(Finding("agreement.already_recused", where="office"))
        if session.positions.filter(office=str(function.public_id), current=True).exists():
            raise Refused(Finding("agreement.position_taken", where="office"))
        commitment = ledger.commit_text(words)
        recusal = Recusal.objects.create(
            session=session,
            function=function,
            origin=Recusal.OWN,
            reason=words,
            salt=commitment.salt,
            at=act.now,
        )
        act.record(
            "recusal.recorded",
            subject=ref(session),
            body={"office": str(function.public_id), "reason": commitment.digest},
            role=role,
        )
    return recusal
