"""What a commitment comes from, aligns with, and who shares its burden."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from cocrea.commitments.keeping import locked
from cocrea.commitments.models import Alignment, Commitment, Letter, Milestone, Source
from cocrea.commitments.rules import letters
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.texts import commitment_ref
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.kernel.text import reason as public_reason
from cocrea.ledger import services as ledger
from cocrea.people import selectors as people
from cocrea.process import selectors as processes


def source_link(
    *,
    actor: Actor,
    commitment: Commitment,
    proposal: Any = None,
    other: SubjectRef | None = None,
    milestone: Milestone | None = None,
    note: str = "",
) -> Source:
    """Say what a commitment (or one of its milestones) comes from, and how that was used.

    proposal  a ``sensemaking`` proposal of the same process; or ``other``: a meeting, a voice,
              a document, by value
    Linking twice changes nothing. Raises Refused commitments.source_missing, source_elsewhere.
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "source.link", now=act.now, state=found.state)
        _source_check(found, proposal, other, milestone)
        named = {
            "proposal": proposal,
            "milestone": milestone,
            "other_kind": other.kind if other else "",
            "other_id": other.public_id if other else "",
        }
        source, created = Source.objects.get_or_create(
            commitment=found,
            **named,
            defaults={
                # A proposal keeps (and may lose) its own words; others are named by value.
                "label": _label(other.label) if other else "",
                "note": clean(note, max_length=1000, where="note"),
                "linked_at": act.now,
            },
        )
        if created:
            body: dict[str, Any] = {"source": _named(source)}
            if milestone:
                body["milestone"] = str(milestone.public_id)
            act.record(
                "commitment.source_linked", subject=commitment_ref(found), body=body, role=role
            )
    return source


def _label(text: str) -> str:
    """Cut, not refused: it is a reminder of what was named, never the text itself."""
    return clean(text[:400], max_length=400, where="label", lines=False)


def _source_check(
    commitment: Commitment, proposal: Any, other: SubjectRef | None, milestone: Milestone | None
) -> None:
    if (proposal is None) == (other is None):
        raise Refused(Finding("commitments.source_missing", where="proposal"))
    elsewhere = proposal is not None and proposal.process_id != commitment.process_id
    if elsewhere or (milestone is not None and milestone.commitment_id != commitment.pk):
        raise Refused(Finding("commitments.source_elsewhere", where="proposal"))


def _named(source: Source) -> dict[str, str]:
    if source.proposal is not None:
        return {"kind": "proposal", "id": str(source.proposal.public_id)}
    return {"kind": source.other_kind, "id": source.other_id}


def alignment_set(
    *, actor: Actor, commitment: Commitment, items: Iterable[tuple[str, str]]
) -> list[Alignment]:
    """The codes that the commitment aligns with: (frame slug, code), all of them at once.

    Raises Refused commitments.alignment_unknown for a code that no frame of the methodology has.
    """
    wanted = list(dict.fromkeys(items))
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "alignment.set", now=act.now, state=found.state)
        law = processes.methodology(found.process)
        known = {(frame.slug, item.code) for frame in law.frames for item in frame.items}
        unknown = [pair for pair in wanted if pair not in known]
        if unknown:
            raise Refused(
                Finding("commitments.alignment_unknown", params={"frame": f, "code": c}, where=f)
                for f, c in unknown
            )
        before = list(found.alignments.values_list("frame", "code"))
        if sorted(before) != sorted(wanted):
            found.alignments.all().delete()
            rows = [Alignment(commitment=found, frame=f, code=c) for f, c in wanted]
            Alignment.objects.bulk_create(rows)
            body = {"alignment": [[f, c] for f, c in wanted]}
            act.record("commitment.aligned", subject=commitment_ref(found), body=body, role=role)
    return list(found.alignments.all())


def letter_draft(
    *, actor: Actor, commitment: Commitment, organization: str, role_text: str = ""
) -> Letter:
    """Name a co-responsible organization. Who is no public body signs a letter of understanding."""
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "letter.draft", now=act.now, state=found.state)
        body = people.organization(organization)
        findings = letters.draft_check(
            organization=body.slug,
            responsible=found.responsible.slug if found.responsible else "",
            already=found.letters.filter(organization=body).exists(),
        )
        if findings:
            raise Refused(findings)
        try:
            with transaction.atomic():
                letter = Letter.objects.create(
                    commitment=found,
                    organization=body,
                    state=letters.first_state(is_public_body=body.is_public_body),
                    role_text=clean(role_text, max_length=1000, where="role_text"),
                    created_at=act.now,
                )
        except IntegrityError as error:
            raise Conflict(Finding("commitments.letter_twice", where="organization")) from error
        said = {"organization": body.slug, "state": letter.state}
        act.record("commitment.letter_drafted", subject=commitment_ref(found), body=said, role=role)
    return letter


def letter_sign(
    *, actor: Actor, commitment: Commitment, organization: str, signatory: str = ""
) -> Letter:
    """The organization itself signs its letter. Signing twice changes nothing.

    Raises NotThere commitments.no_letter; NotPermitted commitments.not_your_letter.
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "letter.sign", now=act.now, state=found.state)
        if actor.organization != organization:
            raise NotPermitted(Finding("commitments.not_your_letter", where="organization"))
        letter = (
            found.letters.select_for_update(of=("self",))
            .select_related("organization")
            .filter(organization__slug=organization)
            .first()
        )
        if letter is None:
            raise NotThere(Finding("commitments.no_letter", where="organization"))
        if letter.state == letters.DRAFTED:
            letter.state = letters.SIGNED
            letter.signed_at, letter.signed_version = act.now, found.version
            letter.signatory = clean(
                signatory or actor.label, max_length=200, where="signatory", lines=False
            )
            letter.save()
            said = {
                "organization": organization,
                "state": letter.state,
                "version": found.version,
            }
            act.record(
                "commitment.letter_signed", subject=commitment_ref(found), body=said, role=role
            )
    return letter


def letter_withdraw(
    *, actor: Actor, commitment: Commitment, organization: str, reason: str
) -> None:
    """An organization is co-responsible no more: it says so itself, or who named it takes it back
    before it signed. The reason is public.

    Raises NotThere commitments.no_letter; NotPermitted commitments.not_your_letter (a signed letter
    is its organization's own); Refused kernel.reason_short.
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "letter.withdraw", now=act.now, state=found.state)
        words = public_reason(reason, max_length=1000)
        rows = found.letters.select_for_update(of=("self",)).select_related("organization")
        letter = rows.filter(organization__slug=organization).first()
        if letter is None:
            raise NotThere(Finding("commitments.no_letter", where="organization"))
        own = actor.organization == organization
        if not own and (
            letter.state == letters.SIGNED
            or not PERMITS.may(actor.roles(act.now), "letter.draft", found.state)
        ):
            raise NotPermitted(Finding("commitments.not_your_letter", where="organization"))
        said = {"organization": organization, "state": letter.state, "reason": words}
        letter.delete()
        act.record(
            "commitment.letter_withdrawn", subject=commitment_ref(found), body=said, role=role
        )
