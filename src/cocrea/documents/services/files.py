"""Publishing documents and putting new versions in their place."""

import uuid
from dataclasses import dataclass
from typing import Any, Protocol

from cocrea.documents import store
from cocrea.documents.models import Document, LibraryCard
from cocrea.documents.rules.kinds import Record, record_check
from cocrea.documents.rules.permits import PERMITS
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger


class HasProcess(Protocol):
    """What this room needs of a process, which lives in a higher room."""

    log_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """What is published. With ``file`` (opened for bytes) the file is kept here; without it the
    record names a thing elsewhere by ``link``, ``digest`` or both, and says its ``source``.

    file_name  as it was given; only tells .csv from other text
    language   two or three letters
    card       it gets a card of the library, so that a source is enough
    """

    kind: str
    title_es: str
    title_en: str = ""
    language: str = "es"
    source: str = ""
    note: str = ""
    link: str = ""
    digest: str = ""
    file: store.Readable | None = None
    file_name: str = ""
    card: bool = False


def document_add(*, actor: Actor, process: HasProcess, **fields: Any) -> Document:
    """Publish a document; ``fields``: see DocumentInput. The same again gives the same back.

    Raises NotPermitted, Refused (rules.kinds.record_check, rules.files.file_check,
    kernel.text_too_long).
    """
    given = DocumentInput(**fields)
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "document.add", now=act.now)
        return _published(act, process, given, role)


def document_attach(
    *,
    actor: Actor,
    process: HasProcess,
    kind: str,
    title: str,
    file: store.Readable,
    file_name: str = "",
) -> SubjectRef:
    """Publish a file inside the act of a higher room, with whose words it comes: the evidence of
    a report, a paper of a meeting. Whether the actor may speak there is that room's permit.

    Its source is the public function that brings it. Raises what ``document_add`` raises.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "document.attach", now=act.now)
        given = DocumentInput(
            kind=kind, title_es=title, source=actor.label, file=file, file_name=file_name
        )
        return ref_of(_published(act, process, given, role))


def _published(act: ledger.Act, process: HasProcess, given: DocumentInput, role: str) -> Document:
    made = _built(process, given)
    known = _twin(made)
    if known is not None:
        return known
    made.published_at = act.now
    made.save()
    act.record("document.published", subject=ref_of(made), body=_body(made), role=role)
    return made


def document_supersede(
    *, actor: Actor, process: HasProcess, document: uuid.UUID, reason: str, **fields: Any
) -> Document:
    """Publish a new version of a document; the earlier one stays, and says that it is not the last.

    fields: see DocumentInput; ``kind`` stays and need not be given.
    Raises NotPermitted, NotThere(documents.not_there), Conflict(documents.superseded |
    documents.same_file), Refused (documents.reason_missing and those of ``document_add``).
    """
    reason = clean(reason, max_length=2_000, where="reason")
    with ledger.act(process, actor=actor) as act:
        old = document_locked(process, document)
        if old.superseded_at:
            raise Conflict(Finding("documents.superseded", where="document"))
        role = PERMITS.require(actor, "document.supersede", now=act.now, state=old.state)
        if not reason:
            raise Refused(Finding("documents.reason_missing", where="reason"))
        carded = LibraryCard.objects.filter(document=old).exists()
        made = _built(process, DocumentInput(**{**fields, "kind": old.kind, "card": carded}))
        if made.digest and made.digest == old.digest:
            raise Conflict(Finding("documents.same_file", where="file"))
        old.superseded_at = act.now
        old.save(update_fields=["superseded_at"])
        made.published_at, made.supersedes, made.reason = act.now, old, reason
        made.save()
        _card_carry(old, made)
        body = {**_body(made), "supersedes": ref_of(old).as_json()}
        act.record("document.superseded", subject=ref_of(made), body=body, role=role)
    return made


def ref_of(document: Document) -> SubjectRef:
    """How other rooms name it."""
    return SubjectRef("document", str(document.public_id), document.digest, document.title_es)


def _card_carry(old: Document, new: Document) -> None:
    """The card of the library goes on with the newest version. Part of an act of its caller."""
    card = LibraryCard.objects.filter(document=old).first()
    if card is not None:
        card.pk, card.document = None, new
        card.save(force_insert=True)


def document_locked(process: HasProcess, public_id: uuid.UUID) -> Document:
    rows = Document.objects.select_for_update(of=("self",))
    found = rows.filter(process_slug=process.slug, public_id=public_id).first()
    if found is None:
        raise NotThere(Finding("documents.not_there", where="document"))
    return found


def _built(process: HasProcess, given: DocumentInput) -> Document:
    """Cleaned, checked and unsaved; the file is kept already: without a row nobody can see it."""
    texts = {
        "title_es": _line(given.title_es, 300, "title_es"),
        "title_en": _line(given.title_en, 300, "title_en"),
        "source": _line(given.source, 300, "source"),
        "link": _line(given.link, 500, "link"),
        "note": clean(given.note, max_length=4_000, where="note"),
    }
    record = Record(
        kind=given.kind,
        title_es=texts["title_es"],
        language=given.language,
        source=texts["source"],
        link=texts["link"],
        digest=given.digest,
        has_file=given.file is not None,
        card=given.card,
    )
    found = list(record_check(record))
    if found:
        raise Refused(found)
    kept = store.keep(given.file, given.file_name) if given.file is not None else None
    title = ledger.commit_text(texts["title_es"])
    return Document(
        process_slug=process.slug,
        kind=given.kind,
        language=given.language,
        digest=kept.digest if kept else given.digest,
        size=kept.size if kept else 0,
        media_type=kept.media_type if kept else "",
        title_salt=title.salt,
        title_digest=title.digest,
        **texts,
    )


def _line(value: str, most: int, where: str) -> str:
    return clean(value, max_length=most, where=where, lines=False)


def _twin(made: Document) -> Document | None:
    """The same thing published before and still current: a repeated request."""
    same = {"kind": made.kind, "title_es": made.title_es, "digest": made.digest, "link": made.link}
    rows = Document.objects.filter(process_slug=made.process_slug, superseded_at__isnull=True)
    return rows.filter(**same).first()


def _body(document: Document) -> dict[str, Any]:
    body = {
        "kind": document.kind,
        "language": document.language,
        "title": document.title_digest,
        "size": document.size,
        "media_type": document.media_type,
        "link": document.link,
    }
    return {name: value for name, value in body.items() if value != ""}
