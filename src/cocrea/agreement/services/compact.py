"""The agreement to comply: its versions, who signs each, who takes a signature back."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cocrea.agreement.models import Compact, CompactSignature, Session
from cocrea.agreement.rules.compact import text_check
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.rules.techniques import ADOPTED
from cocrea.agreement.selectors import sessions_about
from cocrea.agreement.services.interests import ON_PAPER
from cocrea.agreement.services.lookup import function_of, missing, required, running
from cocrea.kernel.errors import Conflict, NotPermitted, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import Body, Mandate, Organization, PublicFunction
from cocrea.process.models import Process


def compact_publish(
    *,
    actor: Actor,
    process: Process,
    name_es: str,
    text_es: str,
    name_en: str = "",
    text_en: str = "",
    basis: str = "",
    reason: str = "",
) -> Compact:
    """Publish the next version of the rules; nobody has signed it yet.

    basis   what asks for it, for example a clause; reason: what changed (from the second on)
    The same text again gives the version in force back. Raises NotPermitted,
    Refused(agreement.text_missing, kernel.text_too_long).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "compact.publish", now=act.now)
        texts = {
            "name_es": clean(name_es, max_length=200, where="name_es", lines=False),
            "name_en": clean(name_en, max_length=200, where="name_en", lines=False),
            "text_es": clean(text_es, max_length=30_000, where="text_es"),
            "text_en": clean(text_en, max_length=30_000, where="text_en"),
            "basis": clean(basis, max_length=200, where="basis", lines=False),
            "reason": clean(reason, max_length=2_000, where="reason"),
        }
        rows = Compact.objects.select_for_update().filter(process=process)
        last = rows.order_by("-number").first()
        if last is not None and (last.name_es, last.text_es, last.text_en) == (
            texts["name_es"],
            texts["text_es"],
            texts["text_en"],
        ):
            return last
        refused = list(
            text_check(texts["name_es"], texts["text_es"], texts["reason"], first=last is None)
        )
        if refused:
            raise Refused(refused)
        made = Compact(
            process=process,
            number=last.number + 1 if last else 1,
            published_at=act.now,
            **texts,
        )
        promise = ledger.commit_text(made.whole)
        made.salt, made.digest = promise.salt, promise.digest
        made.save()
        act.record(
            "compact.published",
            subject=compact_ref(made),
            body={"version": made.number, "text": made.digest, "basis": made.basis},
            role=role,
        )
    return made


def compact_sign(
    *,
    actor: Actor,
    process: Process,
    compact: str,
    organization: str = "",
    body: str = "",
    office: str = "",
) -> CompactSignature:
    """Sign the version in force for an organization or for a body, in the name of who signs.

    compact  public id of the version that was read; organization or body: slug, one of them
    office   public function that signs: the actor's own; another's only for the secretary (paper)
    A body signs after a closed session of its own adopted this version. Signing again what stands
    signed changes nothing. Raises NotPermitted (agreement.compact_not_yours, agreement.own_only),
    NotThere, Conflict(agreement.compact_not_current), Refused(agreement.compact_party_unclear,
    agreement.compact_body_undecided).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "compact.sign", now=act.now)
        found = _current(process, compact)
        signer = _signer(actor, office, act)
        party = _party(process, organization, body, signer.function, act)
        standing = found.signatures.filter(**party, withdrawn_at__isnull=True).first()
        if standing is not None:
            return standing
        if "body" in party and not _decided(process, party["body"], found):
            raise Refused(Finding("agreement.compact_body_undecided", where="organization"))
        made = CompactSignature.objects.create(
            compact=found,
            function=signer.function,
            on_paper=signer.on_paper,
            signed_at=act.now,
            **party,
        )
        act.record(
            "compact.signed",
            subject=compact_ref(found),
            body={**_said(made), "on_paper": made.on_paper},
            role=role,
        )
    return made


def compact_withdraw(
    *,
    actor: Actor,
    process: Process,
    reason: str,
    organization: str = "",
    body: str = "",
    office: str = "",
) -> list[CompactSignature]:
    """Take back what one signed, in every version where it stands, with a public reason.

    A body takes it back after it decided again about what it signed. Raises NotPermitted, NotThere,
    Refused(agreement.text_missing, agreement.compact_nothing_signed,
    agreement.compact_party_unclear, agreement.compact_body_undecided).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "compact.withdraw", now=act.now)
        words = required(reason, max_length=5_000, where="reason")
        signer = _signer(actor, office, act)
        party = _party(process, organization, body, signer.function, act)
        rows = CompactSignature.objects.select_for_update(of=("self",)).select_related("compact")
        standing = list(rows.filter(compact__process=process, withdrawn_at=None, **party))
        if not standing:
            raise Refused(Finding("agreement.compact_nothing_signed", where="organization"))
        if "body" in party and not any(_decided_since(process, row) for row in standing):
            raise Refused(Finding("agreement.compact_body_undecided", where="organization"))
        for row in standing:
            promise = ledger.commit_text(words)
            row.withdrawn_at, row.withdraw_reason = act.now, words
            row.withdraw_salt, row.withdraw_digest = promise.salt, promise.digest
            row.save()
            act.record(
                "compact.withdrawn",
                subject=compact_ref(row.compact),
                body={**_said(row), "reason": promise.digest},
                role=role,
            )
    return standing


def compact_ref(compact: Compact) -> SubjectRef:
    return SubjectRef("compact", str(compact.public_id), compact.digest, compact.name_es)


@dataclass(frozen=True, slots=True)
class _Signer:
    function: PublicFunction
    on_paper: bool


def _current(process: Process, compact: str) -> Compact:
    """The version in force, locked, if it is the one that was read."""
    rows = Compact.objects.select_for_update().filter(process=process)
    found = rows.order_by("-number").first()
    if found is None:
        raise missing("compact")
    if found.public_id != parse_uuid(compact):
        raise Conflict(Finding("agreement.compact_not_current", where="compact"))
    return found


def _signer(actor: Actor, office: str, act: ledger.Act) -> _Signer:
    """Members sign for themselves; the secretary writes down what was signed on paper."""
    others = bool(office) and office != actor.office
    if others and ON_PAPER not in actor.roles(act.now):
        raise NotPermitted(Finding("agreement.own_only", where="office"))
    return _Signer(function_of(office or actor.office, act.now), on_paper=others)


def _party(
    process: Process, organization: str, body: str, function: PublicFunction, act: ledger.Act
) -> dict[str, Organization | Body]:
    """Who is bound: the signer's own organization, or a body in which the signer sits."""
    if bool(organization) == bool(body):
        raise Refused(Finding("agreement.compact_party_unclear", where="organization"))
    if organization:
        if function.organization.slug != organization:
            raise NotPermitted(Finding("agreement.compact_not_yours", where="organization"))
        return {"organization": function.organization}
    found = Body.objects.filter(process_slug=process.slug, slug=body).first()
    if found is None:
        raise missing("body")
    sits = Mandate.objects.filter(running(act.now), seat__body=found, function=function)
    if not sits.exists():
        raise NotPermitted(Finding("agreement.compact_not_yours", where="body"))
    return {"body": found}


def _sessions(process: Process, body: Body | Organization, compact: Compact) -> QuerySet[Session]:
    """What a body decided about a version, the latest first."""
    about = sessions_about(process, "compact", str(compact.public_id))
    return about.filter(body=body, state=Session.CLOSED).order_by("-closed_at", "-pk")


def _decided(process: Process, body: Body | Organization, compact: Compact) -> bool:
    """A body binds itself by a decision of its own: one member does not sign for all."""
    last = _sessions(process, body, compact).first()
    return last is not None and last.result == ADOPTED


def _decided_since(process: Process, row: CompactSignature) -> bool:
    """It decided again about this version after it signed: nobody takes back what all signed."""
    if row.body is None:
        return False
    return _sessions(process, row.body, row.compact).filter(closed_at__gt=row.signed_at).exists()


def _said(row: CompactSignature) -> dict[str, str | int]:
    """Who is bound and who signed: both act in public."""
    return {
        "version": row.compact.number,
        "organization": row.organization.slug if row.organization else "",
        "body": row.body.slug if row.body else "",
        "office": str(row.function.public_id),
    }
