"""Editorial pages: written by one, approved by another, published at once or at an hour."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction

from cocrea.documents.models import Page, PageText, PageVersion
from cocrea.documents.prose import links_of
from cocrea.documents.rules import pages as rules
from cocrea.documents.rules.permits import PERMITS
from cocrea.documents.services.hands import hand_of, hands_of
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, slugify
from cocrea.ledger import services as ledger


class HasZone(Protocol):
    """What this room needs of a process. ``zone``: IANA name, in which editors give hours."""

    log_id: int
    slug: str
    zone: str


def page_draft(
    *,
    actor: Actor,
    process: HasZone,
    name: str,
    texts: rules.Texts,
    place: str = "none",
    position: int = 0,
    slots: Collection[str] = (),
    note: str = "",
) -> PageVersion:
    """Begin a page that nobody sees until somebody else approves it.

    name   its address, in lower case and dashes; texts: language -> (title, Markdown)
    place  where it will be shown (rules.pages.PLACES); position: order there
    slots  languages in which it should be read: where a text lacks, the page says so
    Raises NotPermitted, Conflict(documents.page_slug_taken), Refused(rules.pages.slug_check,
    draft_check, links_check; kernel.text_too_long).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "page.draft", now=act.now)
        slug = slugify(name[:200], max_length=rules.SLUG_MAX + 1)
        given = _given(texts, place, position, slots, note)
        refused = [*rules.slug_check(slug), *_findings(given)]
        if refused:
            raise Refused(refused)
        try:
            with transaction.atomic():
                page = Page.objects.create(process_slug=process.slug, slug=slug, created_at=act.now)
        except IntegrityError as error:
            raise Conflict(Finding("documents.page_slug_taken", where="name")) from error
        made = PageVersion(page=page, number=1)
        _save(made, given, actor, role, act.now)
    return made


def page_edit(
    *,
    actor: Actor,
    process: HasZone,
    page: Page,
    texts: rules.Texts,
    place: str = "none",
    position: int = 0,
    slots: Collection[str] = (),
    note: str = "",
) -> PageVersion:
    """Save the draft of a page, or begin its next version; what is published stays meanwhile.

    Raises NotPermitted (also while somebody is asked to approve it), Refused (see page_draft).
    """
    with ledger.act(process, actor=actor) as act:
        page = _locked(process, page)
        version = _in_work(page)
        state = version.state if version else _latest(page).state
        if version is None and state in (rules.DISCARDED, rules.SUPERSEDED):
            state = rules.DRAFT
        role = PERMITS.require(actor, "page.edit", now=act.now, state=state)
        given = _given(texts, place, position, slots, note)
        refused = list(_findings(given))
        if refused:
            raise Refused(refused)
        version = version or PageVersion(page=page, number=_latest(page).number + 1)
        _save(version, given, actor, role, act.now)
    return version


def page_submit(*, actor: Actor, process: HasZone, page: Page) -> PageVersion:
    """Ask for approval: from here on its texts stay as they are.

    Raises NotPermitted, Refused(documents.page_needs_office): who answers for a page has a name.
    """
    with ledger.act(process, actor=actor) as act:
        version = _working(process, page)
        role = PERMITS.require(actor, "page.submit", now=act.now, state=version.state)
        if not actor.office:
            raise Refused(Finding("documents.page_needs_office"))
        _author(version, actor, role)
        version.state, version.submitted_at = rules.SUBMITTED, act.now
        version.digest = digest_now(version)
        version.returned_at, version.returned_reason = None, ""
        version.save()
        act.record("page.submitted", subject=page_ref(version), body=_body(version), role=role)
    return version


def page_return(*, actor: Actor, process: HasZone, page: Page, reason: str) -> PageVersion:
    """Give a version back to who wrote it, also one that waits for its hour.

    Raises NotPermitted, Refused(documents.page_reason_missing).
    """
    words = _reason(reason)
    with ledger.act(process, actor=actor) as act:
        version = _working(process, page)
        role = PERMITS.require(actor, "page.return", now=act.now, state=version.state)
        version.state, version.digest = rules.DRAFT, ""
        version.returned_at, version.returned_reason = act.now, words
        version.approver, version.approved_at, version.publish_at = {}, None, None
        version.save()
        act.record(
            "page.returned",
            subject=page_ref(version),
            body={"version": version.number},
            role=role,
        )
    return version


def page_discard(*, actor: Actor, process: HasZone, page: Page) -> PageVersion:
    """Give up a draft. What is published stays."""
    with ledger.act(process, actor=actor) as act:
        version = _working(process, page)
        PERMITS.require(actor, "page.discard", now=act.now, state=version.state)
        version.state, version.saved_at = rules.DISCARDED, act.now
        version.save()
    return version


def page_approve(
    *,
    actor: Actor,
    process: HasZone,
    page: Page,
    seen: str,
    publish_at: datetime | None = None,
) -> PageVersion:
    """Approve what another person wrote; it is published at once, or by ``tick`` at its hour.

    seen        digest of what the approver read
    publish_at  naive hour of the process's own zone; None: now
    Raises NotPermitted, Refused(rules.pages.approval_check, schedule_check, place_check).
    """
    with ledger.act(process, actor=actor) as act:
        version = _working(process, page)
        role = PERMITS.require(actor, "page.approve", now=act.now, state=version.state)
        approver = hand_of(actor, role)
        refused = list(
            rules.approval_check(
                hands_of(version.authors), approver, seen=seen, digest=version.digest
            )
        )
        hour = rules.hour_of(publish_at, process.zone) if publish_at else None
        if hour is not None:
            refused += rules.schedule_check(hour, act.now)
        refused += rules.place_check(version.place, _taken(process, version))
        if refused:
            raise Refused(refused)
        version.state, version.approved_at = rules.APPROVED, act.now
        version.approver = {"office": actor.office, "role": role, "label": actor.label[:200]}
        version.publish_at = hour.instant if hour else None
        version.save()
        body = _body(version)
        if version.publish_at:
            body["publish_at"] = version.publish_at.isoformat()
        act.record("page.approved", subject=page_ref(version), body=body, role=role)
        if version.publish_at is None:
            _publish(act, version, role)
    return version


def pages_publish_due(*, actor: Actor, process: HasZone) -> list[PageVersion]:
    """Publish every approved version whose hour has come; each exactly once."""
    with ledger.act(process, actor=actor) as act:
        pages = Page.objects.select_for_update(of=("self",)).order_by("pk")
        due = pages.filter(
            process_slug=process.slug,
            versions__state=rules.APPROVED,
            versions__publish_at__lte=act.now,
        )
        done = []
        for page in due:
            # Read under the lock: another tick may have published it while this one waited.
            version = page.versions.filter(state=rules.APPROVED, publish_at__lte=act.now).first()
            if version is not None:
                role = PERMITS.require(actor, "page.publish", now=act.now, state=version.state)
                _publish(act, version, role)
                done.append(version)
    return done


def page_withdraw(*, actor: Actor, process: HasZone, page: Page, reason: str) -> PageVersion:
    """Take a published page away with a public reason; its history says that it was there.

    Raises NotPermitted, NotThere(documents.page_not_there), Refused(documents.page_reason_missing).
    """
    words = _reason(reason)
    with ledger.act(process, actor=actor) as act:
        page = _locked(process, page)
        version = page.versions.filter(state=rules.PUBLISHED).first()
        if version is None:
            raise _missing()
        role = PERMITS.require(actor, "page.withdraw", now=act.now, state=version.state)
        promise = ledger.commit_text(words)
        version.state, version.withdrawn_at = rules.WITHDRAWN, act.now
        version.withdraw_reason, version.withdraw_salt = words, promise.salt
        version.withdraw_digest = promise.digest
        version.save()
        act.record(
            "page.withdrawn",
            subject=page_ref(version),
            body={"version": version.number, "reason": promise.digest},
            role=role,
        )
    return version


def page_ref(version: PageVersion) -> SubjectRef:
    """How other rooms name the page as this version has it."""
    return SubjectRef("page", str(version.page.public_id), version.digest, version.page.slug)


def digest_now(version: PageVersion) -> str:
    """Digest of a version as it stands."""
    texts = {row.language: (row.title, row.text) for row in version.texts.all()}
    return rules.digest_of(version.place, version.position, version.slots, texts)


def _publish(act: ledger.Act, version: PageVersion, role: str) -> None:
    """From approved to published; the one before becomes history."""
    rows = PageVersion.objects.filter(page_id=version.page_id, state=rules.PUBLISHED)
    rows.update(state=rules.SUPERSEDED, superseded_at=act.now)
    version.state, version.published_at = rules.PUBLISHED, act.now
    version.save()
    body = {**_body(version), "approved_by": version.approver.get("office", "")}
    act.record("page.published", subject=page_ref(version), body=body, role=role)


def _body(version: PageVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "place": version.place,
        "texts": {row.language: row.digest for row in version.texts.all()},
        "authors": [hand["office"] for hand in version.authors if hand["office"]],
    }


def _taken(process: HasZone, version: PageVersion) -> int:
    """How many other pages stand or will stand in the same place."""
    rows = PageVersion.objects.filter(
        page__process_slug=process.slug,
        place=version.place,
        state__in=[rules.PUBLISHED, rules.APPROVED],
    )
    return rows.exclude(page_id=version.page_id).values("page_id").distinct().count()


def _missing() -> NotThere:
    return NotThere(Finding("documents.page_not_there", where="page"))


def _locked(process: HasZone, page: Page) -> Page:
    rows = Page.objects.select_for_update().filter(process_slug=process.slug, pk=page.pk)
    found = rows.first()
    if found is None:
        raise _missing()
    return found


def _in_work(page: Page) -> PageVersion | None:
    return page.versions.filter(state__in=rules.IN_WORK).first()


def _latest(page: Page) -> PageVersion:
    return page.versions.order_by("-number")[:1].get()


def _working(process: HasZone, page: Page) -> PageVersion:
    """The version in work, its page locked. Raises NotThere(documents.page_not_there)."""
    found = _in_work(_locked(process, page))
    if found is None:
        raise _missing()
    return found


def _reason(reason: str) -> str:
    words = clean(reason, max_length=2_000, where="reason")
    refused = list(rules.reason_check(words))
    if refused:
        raise Refused(refused)
    return words


def _given(
    texts: rules.Texts, place: str, position: int, slots: Collection[str], note: str
) -> dict[str, Any]:
    """Cleaned. A language whose title and text are both empty is absent."""
    cleaned = {}
    for language, (title, text) in texts.items():
        named = str(language)[:3]
        head = clean(title, max_length=rules.TITLE_MAX, where=f"title_{named}", lines=False)
        body = clean(text, max_length=rules.TEXT_MAX, where=f"text_{named}")
        if head or body or language == rules.ORIGINAL:
            cleaned[language] = (head, body)
    return {
        "texts": cleaned,
        "place": place,
        "position": max(0, min(position, 99)),
        "slots": sorted(set(slots)),
        "note": clean(note, max_length=rules.NOTE_MAX, where="note", lines=False),
    }


def _findings(given: dict[str, Any]) -> list[Finding]:
    texts: rules.Texts = given["texts"]
    links = {language: links_of(text) for language, (_title, text) in texts.items()}
    return [
        *rules.draft_check(given["place"], given["slots"], texts),
        *rules.links_check(links),
    ]


def _author(version: PageVersion, actor: Actor, role: str) -> None:
    """Everybody who saved or submitted it is an author, once."""
    hand = {"office": actor.office, "role": role, "label": actor.label[:200]}
    if hand not in version.authors:
        version.authors = [*version.authors, hand]


def _save(
    version: PageVersion, given: dict[str, Any], actor: Actor, role: str, now: datetime
) -> None:
    for name in ("place", "position", "slots", "note"):
        setattr(version, name, given[name])
    version.saved_at = now
    _author(version, actor, role)
    version.save()
    version.texts.all().delete()
    for language, (title, text) in given["texts"].items():
        row = PageText(version=version, language=language, title=title, text=text)
        promise = ledger.commit_text(row.whole)
        row.salt, row.digest = promise.salt, promise.digest
        row.save()
