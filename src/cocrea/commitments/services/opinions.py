"""Opinions of the triptych: each with its signatory, its day and the version that it judged."""

import datetime as dt

from cocrea.commitments.keeping import expect, locked, opinion_keep
from cocrea.commitments.models import Commitment, Feasibility
from cocrea.commitments.rules import feasibility
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.texts import commitment_ref
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger


def opinion_record(
    *,
    actor: Actor,
    commitment: Commitment,
    kind: str,
    opinion: str,
    signatory: str = "",
    text: str = "",
    condition: str = "",
    expected: int | None = None,
    on: dt.date | None = None,
) -> Feasibility:
    """The legal or the financial opinion, by a public body's delegate or authority.

    kind      legal or financial; the institutional one is given by ``commitment_accept`` alone
    opinion   favourable, with_conditions (``condition`` says which), unfavourable (``text`` why)
    on        day of the document, today when absent; not in the future
    A new opinion of one kind replaces the current one; the former is kept and shown.
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "opinion.record", now=act.now, state=found.state)
        expect(found, expected)
        if kind not in (feasibility.LEGAL, feasibility.FINANCIAL):
            raise Refused(Finding("commitments.opinion_kind", where="kind"))
        today = local_day(act.now, found.process.zone)
        if on is not None and on > today:
            raise Refused(Finding("commitments.day_in_future", where="on"))
        given = opinion_keep(
            found,
            actor,
            kind=kind,
            opinion=opinion,
            signatory=signatory,
            condition=condition,
            text=text,
            at=act.now,
            on=on or today,
        )
        body = {
            "kind": kind,
            "opinion": opinion,
            "version": found.version,
            "on": given.on.isoformat(),
            "text": given.digest,
        }
        act.record("commitment.opinion", subject=commitment_ref(found), body=body, role=role)
    return given
