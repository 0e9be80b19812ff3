"""Who was invited to the call, with the day and the proof."""

from collections.abc import Iterable, Sequence
from datetime import date

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, fold
from cocrea.ledger import services as ledger
from cocrea.people.models import Organization
from cocrea.people.rules.sectors import SECTORS
from cocrea.process.models import Invitation, Process
from cocrea.process.rules.invitations import Sent, sent_check
from cocrea.process.rules.permits import PERMITS


def invitations_record(
    *,
    actor: Actor,
    process: Process,
    invited_on: date,
    channel: str,
    organizations: Iterable[str] = (),
    others: Sequence[tuple[str, str]] = (),
    proof_link: str = "",
    proof: SubjectRef | None = None,
    note: str = "",
) -> list[Invitation]:
    """Publish who was invited together: the same day, by the same channel, with the same proof.

    organizations  slugs; others: (name, sector) of who is in no registry, never of a person
    proof          a published document; or ``proof_link``; or at least ``note``
    Who was on the list already stays as it was first recorded. Returns the new ones. Raises
    NotPermitted, NotThere(process.unknown_organization), Refused(rules.invitations.sent_check,
    process.unknown_sector, process.link_invalid, process.text_missing).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "invitation.record", now=act.now)
        slugs = sorted(set(organizations))
        named = _named(others)
        words = clean(note, max_length=300, where="note", lines=False)
        address = clean(proof_link, max_length=500, where="proof_link", lines=False)
        sent = Sent(
            day=invited_on,
            channel=channel,
            count=len(slugs) + len(named),
            proof=bool(address or proof),
            note=words,
        )
        refused = list(sent_check(sent, today=local_day(act.now, process.zone)))
        if address and not address.lower().startswith(("https://", "http://")):
            refused.append(Finding("process.link_invalid", where="proof_link"))
        if refused:
            raise Refused(refused)
        rows = _rows(process, slugs, named)
        kept = set(process.invitations.select_for_update().values_list("key", flat=True))
        new = [row for row in rows if row.key not in kept]
        for row in new:
            row.channel, row.invited_on, row.recorded_at = channel, invited_on, act.now
            row.proof_link, row.note = address, words
            if proof is not None:
                row.proof_document, row.proof_digest = proof.public_id, proof.digest
        Invitation.objects.bulk_create(new)
        if new:
            act.record(
                "invitations.recorded",
                subject=SubjectRef("process", process.slug),
                body={
                    "invited": [row.key for row in new],
                    "on": invited_on.isoformat(),
                    "channel": channel,
                    "link": address,
                    "document": proof.public_id if proof else "",
                },
                role=role,
            )
    return new


def _named(others: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cleaned (name, sector), each once."""
    found: dict[str, tuple[str, str]] = {}
    for name, sector in others:
        tidy = clean(name, max_length=200, where="others", lines=False)
        if not tidy:
            raise Refused(Finding("process.text_missing", where="others"))
        if sector not in SECTORS:
            raise Refused(Finding("process.unknown_sector", where="others"))
        found.setdefault(fold(tidy), (tidy, sector))
    return list(found.values())


def _rows(
    process: Process, slugs: Sequence[str], named: Sequence[tuple[str, str]]
) -> list[Invitation]:
    known = Organization.objects.in_bulk(slugs, field_name="slug")
    if lost := sorted(set(slugs) - set(known)):
        params = {"slugs": ", ".join(lost)[:200]}
        where = "organizations"
        raise NotThere(Finding("process.unknown_organization", params=params, where=where))
    rows = [
        Invitation(process=process, organization=one, key=one.slug, sector=one.sector)
        for one in known.values()
    ]
    rows += [
        Invitation(process=process, name=name, key=f"~{fold(name)}"[:220], sector=sector)
        for name, sector in named
    ]
    return rows
