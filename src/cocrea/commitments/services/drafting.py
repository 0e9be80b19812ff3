"""Writing a commitment: tables draft freely; what is saved is never lost."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from cocrea.commitments.keeping import (
    By,
    expect,
    lock_numbers,
    locked,
    next_number,
    public_body,
    reason_given,
    refuse_if,
    version_keep,
)
from cocrea.commitments.models import Commitment
from cocrea.commitments.rules import lifecycle, template
from cocrea.commitments.rules.permits import PERMITS
from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.process import selectors as processes


class _Keep:
    """Leave this part as it is."""


KEEP: Final = _Keep()


def commitment_draft(
    *,
    actor: Actor,
    process: Any,
    title: str,
    theme: str,
    responsible: str | None = None,
    fields: Mapping[str, str] | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    title_en: str = "",
    number: int | None = None,
    template_code: str | None = None,
    invented: bool = False,
    source: str = "",
    ogp_id: str = "",
) -> Commitment:
    """A new draft, seen by those who draft until it is proposed. Drafts are free of any cap.

    theme, responsible  slugs; the responsible organization must be a public body
    fields              texts by key of the template (the methodology's unless ``template_code``)
    number              where the plan already has one; else the next free one
    Raises NotThere for an unknown theme or organization; Refused commitments.title_missing,
    responsible_not_public, field_unknown, end_before_start; Conflict commitments.number_taken.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "commitment.draft", now=act.now)
        code = template_code or processes.methodology(process).identity.template
        lock_numbers(process)
        draft = Commitment(
            process=process,
            template=code,
            theme=processes.theme_get(process, theme),
            responsible=public_body(responsible),
            title_es=_title(title),
            title_en=clean(
                title_en, max_length=template.TITLE_LENGTH, where="title_en", lines=False
            ),
            fields=_fields(code, fields or {}),
            start=start,
            end=end,
            number=_number(process, number),
            invented=invented,
            source=clean(source, max_length=500, where="source", lines=False),
            ogp_id=clean(ogp_id, max_length=20, where="ogp_id", lines=False),
            created_at=act.now,
            state_since=act.now,
        )
        _dates(draft)
        draft.save()
        version_keep(act, draft, By(actor, role), kind="commitment.drafted")
    return draft


def commitment_save(
    *,
    actor: Actor,
    commitment: Commitment,
    expected: int,
    title: str | _Keep = KEEP,
    title_en: str | _Keep = KEEP,
    theme: str | _Keep = KEEP,
    responsible: str | None | _Keep = KEEP,
    fields: Mapping[str, str] | _Keep = KEEP,
    start: dt.date | None | _Keep = KEEP,
    end: dt.date | None | _Keep = KEEP,
    reason: str = "",
) -> Commitment:
    """A new version. ``fields`` replaces the texts it names and keeps the others.

    expected  the version that the writer read; another one raises Conflict
              commitments.changed_meanwhile
    reason    public; needed once the body has accepted the text
    Saving what is already there makes no version.
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "commitment.save", now=act.now, state=found.state)
        expect(found, expected)
        reason = _reason(found, reason)
        if not isinstance(title, _Keep):
            found.title_es = _title(title)
        if not isinstance(title_en, _Keep):
            found.title_en = clean(
                title_en, max_length=template.TITLE_LENGTH, where="title_en", lines=False
            )
        if not isinstance(theme, _Keep):
            found.theme = processes.theme_get(found.process, theme)
        if not isinstance(fields, _Keep):
            found.fields = found.fields | _fields(found.template, fields)
        found.start = found.start if isinstance(start, _Keep) else start
        found.end = found.end if isinstance(end, _Keep) else end
        _dates(found)
        if not isinstance(responsible, _Keep):
            _responsible_set(found, responsible)
        found.save()
        version_keep(act, found, By(actor, role), kind="commitment.saved", reason=reason)
    return found


def _reason(commitment: Commitment, reason: str) -> str:
    """Later than acceptance, a change of the text is explained in public."""
    if commitment.state in lifecycle.AFTER_ACCEPTANCE:
        return reason_given(reason)
    return clean(reason, max_length=2000, where="reason")


def _responsible_set(commitment: Commitment, slug: str | None) -> None:
    """Another body answers: what the former one accepted binds nobody any more."""
    body = public_body(slug)
    if body != commitment.responsible:
        commitment.opinions.filter(kind="institutional", current=True).update(current=False)
        commitment.responsible = body


def _title(title: str) -> str:
    found = clean(title, max_length=template.TITLE_LENGTH, where="title", lines=False)
    if not found:
        raise Refused(Finding("commitments.title_missing", where="title"))
    return found


def _fields(code: str, values: Mapping[str, str]) -> dict[str, str]:
    if code not in template.TEMPLATES:
        raise Refused(Finding("commitments.template_unknown", params={"code": code}))
    refuse_if(template.known_fields(code, values))
    limits = {f.key: f.max_length for f in template.template(code).texts}
    return {k: clean(v, max_length=limits[k], where=k) for k, v in values.items()}


def _dates(commitment: Commitment) -> None:
    if commitment.start and commitment.end and commitment.end < commitment.start:
        raise Refused(Finding("commitments.end_before_start", where="end"))


def _number(process: Any, wanted: int | None) -> int:
    if wanted is None:
        return next_number(process)
    if Commitment.objects.filter(process=process, number=wanted).exists():
        raise Conflict(Finding("commitments.number_taken", params={"number": wanted}))
    return wanted
