"""A comment on a commitment of the plan is a voice: receipt, life cycle and answer of a voice."""

from typing import Any

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.plan.models import Version
from cocrea.plan.rules.content import commitment_of
from cocrea.plan.rules.permits import PERMITS
from cocrea.plan.services.shared import latest_needed
from cocrea.voices import services as voices


def comment_receive(
    *, actor: Actor, version: Version, commitment: int, key: str, text: str, **fields: Any
) -> voices.Receipt:
    """Keep a comment on commitment number ``commitment`` of the latest version; its receipt.

    key, fields: as in ``voices.services.voice_receive``. Raises Refused(plan.version_superseded),
    NotThere(plan.no_commitment), and what voice_receive raises (closed windows, limits).
    """
    process = version.process
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "comment.receive", now=act.now)
        if latest_needed(process).pk != version.pk:
            raise Refused(Finding("plan.version_superseded", where="version"))
        found = commitment_of(version.content, commitment)
        if found is None:
            raise NotThere(Finding("plan.no_commitment", where="commitment"))
        label = f"{found['number']}. {found['title']}"[:200]
        given = {
            "kind": "comment",
            "about": SubjectRef("commitment", found["public_id"], found["digest"], label),
            "source_kind": "plan",
            "source_id": str(version.public_id),
        }
        return voices.voice_receive(
            actor=actor, process=process, key=key, text=text, **{**fields, **given}
        )
