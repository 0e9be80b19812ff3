"""Publishing something to share, and putting a new version in its place with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cocrea.documents import services as documents
from cocrea.documents.models import Document
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.outreach.models import Campaign, Material
from cocrea.outreach.rules.aims import channel_check
from cocrea.outreach.rules.items import CalendarItem
from cocrea.outreach.rules.permits import PERMITS
from cocrea.outreach.rules.texts import MAX_TEXT, MAX_TITLE, text_check
from cocrea.outreach.services.shared import (
    SHORT,
    Readable,
    campaign_locked,
    known_of,
    line,
    refuse_if,
)
from cocrea.process.models import Process


@dataclass(frozen=True, slots=True)
class MaterialInput:
    """A text, or a file (opened for bytes) with what it is.

    language  ISO 639-3; items: the calendar things that a text names
    """

    channel: str
    language: str
    title: str
    text: str = ""
    items: Sequence[CalendarItem] = ()
    file: Readable | None = None
    file_name: str = ""


def material_publish(
    *, actor: Actor, process: Process, campaign: Campaign | UUID | str, **fields: Any
) -> Material:
    """Publish a material; ``fields``: see MaterialInput. The same again gives the same back.

    A file goes through ``documents`` and its rules. Raises NotPermitted, NotThere, Refused
    (rules.texts.text_check, rules.aims.channel_check, documents' own), Conflict
    (outreach.title_taken) when another current material has this channel, language and title.
    """
    given = MaterialInput(**fields)
    with ledger.act(process, actor=actor) as act:
        found = campaign_locked(process, campaign)
        role = PERMITS.require(actor, "material.publish", now=act.now, state=found.state)
        made = _built(process, found, given)
        twin = found.materials.filter(
            channel=made.channel,
            language=made.language,
            title=made.title,
            superseded_at__isnull=True,
        ).first()
        if twin is not None:
            if made.text and twin.text == made.text:
                return twin
            raise Conflict(Finding("outreach.title_taken", where="title"))
        _file_add(actor, process, made, given)
        _save(made, act)
        act.record("material.published", subject=made.ref, body=_body(made), role=role)
    return made


def material_supersede(
    *, actor: Actor, process: Process, material: Material | UUID | str, reason: str, **fields: Any
) -> Material:
    """Put a new version in the place of a material; the earlier one stays, and says so.

    fields: ``title`` and ``text`` or ``file``; ``items`` unless the text names the same things as
    before. Channel and language stay.
    Raises NotPermitted, NotThere, Conflict(outreach.superseded), Refused(outreach.reason_missing,
    outreach.nothing_changed and those of ``material_publish``).
    """
    reason = clean(reason, max_length=2_000, where="reason")
    with ledger.act(process, actor=actor) as act:
        old = _locked(process, material)
        if old.superseded_at is not None:
            raise Conflict(Finding("outreach.superseded", where="material"))
        role = PERMITS.require(actor, "material.supersede", now=act.now, state=old.state)
        if not reason:
            raise Refused(Finding("outreach.reason_missing", where="reason"))
        given = MaterialInput(**{**fields, "channel": old.channel, "language": old.language})
        made = _built(process, old.campaign, given)
        if "items" not in fields:
            made.items = old.items
        if given.file is None and (made.title, made.text) == (old.title, old.text):
            raise Refused(Finding("outreach.nothing_changed", where="text"))
        old.superseded_at = act.now
        old.save(update_fields=["superseded_at"])
        made.supersedes, made.reason = old, reason
        _file_supersede(actor, process, made, given, old.document)
        _save(made, act)
        body = {**_body(made), "supersedes": old.ref.as_json(), "reason": reason}
        act.record("material.superseded", subject=made.ref, body=body, role=role)
    return made


def _locked(process: Process, material: Material | UUID | str) -> Material:
    key = material.public_id if isinstance(material, Material) else parse_uuid(str(material))
    rows = Material.objects.select_for_update(of=("self",)).select_related("campaign", "document")
    found = rows.filter(campaign__process_id=process.pk, public_id=key).first() if key else None
    if found is None:
        raise NotThere(Finding("outreach.not_there", where="material"))
    return found


def _built(process: Process, campaign: Campaign, given: MaterialInput) -> Material:
    """Cleaned, checked and unsaved."""
    title = line(given.title, MAX_TITLE, "title")
    text = clean(given.text, max_length=MAX_TEXT, where="text")
    findings = list(channel_check(given.channel, campaign.channels))
    if given.language not in known_of(process).languages:
        params = {"value": given.language[:40]}
        findings.append(Finding("outreach.unknown_choice", params=params, where="language"))
    if findings:
        raise Refused(findings)
    if given.file is None:
        refuse_if(text_check(given.channel, title, text))
    elif not title:
        raise Refused(Finding("outreach.title_missing", where="title"))
    return Material(
        campaign=campaign,
        channel=given.channel,
        language=given.language,
        title=title,
        text=text if given.file is None else "",
        items=[item.as_json() for item in given.items],
    )


def _document(made: Material, given: MaterialInput) -> dict[str, Any]:
    return {
        "title_es": made.title,
        "language": SHORT.get(made.language, made.language),
        "file": given.file,
        "file_name": given.file_name,
    }


def _file_add(actor: Actor, process: Process, made: Material, given: MaterialInput) -> None:
    if given.file is not None:
        fields = _document(made, given)
        made.document = documents.document_add(
            actor=actor, process=process, kind="material", **fields
        )


def _file_supersede(
    actor: Actor, process: Process, made: Material, given: MaterialInput, old: Document | None
) -> None:
    """The document's own versions go with the material's."""
    if given.file is None or old is None:
        _file_add(actor, process, made, given)
        return
    made.document = documents.document_supersede(
        actor=actor,
        process=process,
        document=old.public_id,
        reason=made.reason,
        **_document(made, given),
    )


def _save(made: Material, act: ledger.Act) -> None:
    text = ledger.commit_text(made.words())
    made.salt, made.digest, made.published_at = text.salt, text.digest, act.now
    made.save()


def _body(made: Material) -> dict[str, Any]:
    body: dict[str, Any] = {
        "campaign": str(made.campaign.public_id),
        "channel": made.channel,
        "language": made.language,
        "text": made.digest,
    }
    if made.items:
        body["names"] = made.items
    if made.document is not None:
        body["file"] = made.document.digest
    return body
