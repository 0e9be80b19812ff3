"""Doors of languages for writing. ``process``: anything with ``slug`` and ``log_id``."""

from typing import Any
from uuid import UUID

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, digest
from cocrea.languages.models import Translation
from cocrea.languages.rules.permits import PERMITS
from cocrea.languages.rules.translations import (
    MAX_TEXT,
    REVIEWED,
    review_check,
    save_check,
    tag,
)
from cocrea.ledger import services as ledger


def translation_save(
    *,
    actor: Actor,
    process: Any,
    subject: SubjectRef,
    field: str,
    original: str,
    text: str,
    language: str = "en",
    source_language: str = "es",
) -> Translation:
    """Keep a person's translation of one field as a draft; the former one stays as history.

    original  the text as the translator read it; its digest tells later whether it moved
    Saving again what is already there changes nothing. Raises Refused(languages.field_unknown,
    language_unknown, same_language, text_missing; kernel.text_too_long).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "translation.save", now=act.now)
        words = clean(text, max_length=MAX_TEXT, where="text")
        target, source = tag(language), tag(source_language)
        findings = save_check(field=field, language=target, source_language=source, text=words)
        if findings:
            raise Refused(findings)
        rows = Translation.objects.select_for_update().filter(
            process_slug=process.slug,
            subject_kind=subject.kind,
            subject_id=subject.public_id,
            field=field,
            language=target,
        )
        last = rows.order_by("-number").first()
        read = digest(original)
        if last is not None and (last.text, last.source_digest) == (words, read):
            return last
        rows.filter(current=True).update(current=False)
        promise = ledger.commit_text(words)
        made = Translation.objects.create(
            process_slug=process.slug,
            subject_kind=subject.kind,
            subject_id=subject.public_id,
            field=field,
            language=target,
            source_language=source,
            source_digest=read,
            number=last.number + 1 if last else 1,
            text=words,
            salt=promise.salt,
            digest=promise.digest,
            role=role,
            office=actor.office,
            organization=actor.organization,
            label=actor.label[:200],
            at=act.now,
        )
        act.record("translation.saved", subject=subject, body=_said(made), role=role)
    return made


def translation_review(
    *, actor: Actor, process: Any, translation: Translation | UUID | str
) -> Translation:
    """Another person read original and translation together and stands for it.

    Raises NotThere(languages.unknown), Refused(languages.same_person, review_needs_office);
    NotPermitted for one that was reviewed already.
    """
    with ledger.act(process, actor=actor) as act:
        found = _locked(process, translation)
        role = PERMITS.require(actor, "translation.review", now=act.now, state=found.state)
        if not found.current:
            raise Refused(Finding("languages.superseded"))
        findings = review_check(translator=found.office, reviewer=actor.office)
        if findings:
            raise Refused(findings)
        found.state, found.reviewed_at = REVIEWED, act.now
        found.reviewed_role, found.reviewed_office = role, actor.office
        found.reviewed_label = actor.label[:200]
        found.save()
        subject = SubjectRef(found.subject_kind, found.subject_id)
        act.record("translation.reviewed", subject=subject, body=_said(found), role=role)
    return found


def _locked(process: Any, given: Translation | UUID | str) -> Translation:
    key = given.public_id if isinstance(given, Translation) else parse_uuid(str(given))
    rows = Translation.objects.select_for_update()
    found = rows.filter(process_slug=process.slug, public_id=key).first() if key else None
    if found is None:
        raise NotThere(Finding("languages.unknown"))
    return found


def _said(row: Translation) -> dict[str, Any]:
    return {
        "field": row.field,
        "language": row.language,
        "number": row.number,
        "original": row.source_digest,
        "text": row.digest,
        "state": row.state,
    }
