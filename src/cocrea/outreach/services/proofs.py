"""Showing that something was really spread."""

from datetime import date
from uuid import UUID

from cocrea.documents import services as documents
from cocrea.kernel.dates import local_day
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.outreach.models import Campaign, Proof
from cocrea.outreach.rules.aims import channel_check
from cocrea.outreach.rules.permits import PERMITS
from cocrea.outreach.rules.proofs import proof_check
from cocrea.outreach.services.shared import Readable, campaign_locked, line, refuse_if
from cocrea.process.models import Process


def proof_add(
    *,
    actor: Actor,
    process: Process,
    campaign: Campaign | UUID | str,
    channel: str,
    kind: str,
    done_on: date,
    note: str,
    link: str = "",
    file: Readable | None = None,
    file_name: str = "",
) -> Proof:
    """Add proof of one channel on one day. The same link of the same day gives the same back.

    kind  rules.proofs.KINDS; photographs and invoices are files and go through ``documents``,
          whose permit they need
    link  http or https; shown, never fetched
    Raises NotPermitted, NotThere, Refused (rules.proofs.proof_check, documents' own).
    """
    with ledger.act(process, actor=actor) as act:
        found = campaign_locked(process, campaign)
        role = PERMITS.require(actor, "proof.add", now=act.now, state=found.state)
        link, note = line(link, 500, "link"), line(note, 500, "note")
        refuse_if(channel_check(channel, found.channels))
        today = local_day(act.now, process.zone)
        refuse_if(
            proof_check(
                kind, link=link, has_file=file is not None, note=note, done_on=done_on, today=today
            )
        )
        known = found.proofs.filter(channel=channel, link=link, done_on=done_on).first()
        if link and known is not None:
            return known
        text = ledger.commit_text(note)
        made = Proof(
            campaign=found,
            channel=channel,
            kind=kind,
            done_on=done_on,
            link=link,
            note=note,
            salt=text.salt,
            digest=text.digest,
            added_at=act.now,
        )
        if file is not None:
            made.document = documents.document_add(
                actor=actor,
                process=process,
                kind="evidence",
                title_es=note,
                source=str(found.title_es),
                file=file,
                file_name=file_name,
            )
        made.save()
        body = {
            "campaign": str(found.public_id),
            "channel": channel,
            "kind": kind,
            "day": done_on.isoformat(),
            "text": made.digest,
            **({"link": link} if link else {}),
            **({"file": made.document.digest} if made.document else {}),
        }
        act.record("proof.added", subject=made.ref, body=body, role=role)
    return made
