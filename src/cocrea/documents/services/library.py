"""The library of references: a document with a card that says what it is and how it is known."""

import uuid
from typing import Any

from cocrea.documents.models import Document, LibraryCard
from cocrea.documents.rules.library import CITED_MAX, Card, card_check
from cocrea.documents.rules.permits import PERMITS
from cocrea.documents.services.files import HasProcess, document_add, document_locked, ref_of
from cocrea.kernel.errors import Refused
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger


def reference_add(
    *, actor: Actor, process: HasProcess, card: Card, kind: str = "reference", **fields: Any
) -> Document:
    """Publish a reference with its card; ``fields``: see DocumentInput. Again gives the same back.

    Without file, link or digest it is a card alone. Raises NotPermitted, Refused
    (rules.library.card_check and what ``document_add`` refuses).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "library.add", now=act.now)
        checked = _checked(card, has_file=fields.get("file") is not None)
        made = document_add(actor=actor, process=process, kind=kind, card=True, **fields)
        found, new = LibraryCard.objects.get_or_create(
            document=made, defaults={**_columns(checked), "described_at": act.now}
        )
        if new:
            act.record("library.described", subject=ref_of(made), body=_body(found), role=role)
    return made


def reference_describe(
    *, actor: Actor, process: HasProcess, document: uuid.UUID, card: Card
) -> LibraryCard:
    """Correct a card, for example when somebody has read what was only known before.

    A document without a card enters the library. The same card again changes nothing.
    Raises NotPermitted, NotThere(documents.not_there), Refused(rules.library.card_check).
    """
    with ledger.act(process, actor=actor) as act:
        found = document_locked(process, document)
        role = PERMITS.require(actor, "library.describe", now=act.now, state=found.state)
        columns = _columns(_checked(card, has_file=found.has_file))
        kept = LibraryCard.objects.filter(document=found).first()
        made = kept or LibraryCard(document=found)
        if kept is not None and all(getattr(kept, k) == v for k, v in columns.items()):
            return kept
        for name, value in columns.items():
            setattr(made, name, value)
        made.described_at = act.now
        made.save()
        act.record("library.described", subject=ref_of(found), body=_body(made), role=role)
    return made


def _checked(card: Card, *, has_file: bool) -> Card:
    cited = [clean(each, max_length=40, where="cited", lines=False) for each in card.cited]
    tidy = Card(
        instrument=card.instrument,
        trust=card.trust,
        year=card.year,
        licence=clean(card.licence, max_length=120, where="licence", lines=False),
        why_absent=clean(card.why_absent, max_length=300, where="why_absent", lines=False),
        cited=tuple(dict.fromkeys(each for each in cited if each))[:CITED_MAX],
    )
    found = list(card_check(tidy, has_file=has_file))
    if found:
        raise Refused(found)
    return tidy


def _columns(card: Card) -> dict[str, Any]:
    return {
        "instrument": card.instrument,
        "trust": card.trust,
        "year": card.year,
        "licence": card.licence,
        "why_absent": card.why_absent,
        "cited": list(card.cited),
    }


def _body(card: LibraryCard) -> dict[str, Any]:
    return {
        "instrument": card.instrument,
        "trust": card.trust,
        "year": card.year,
        "licence": card.licence,
        "cited": card.cited,
    }
