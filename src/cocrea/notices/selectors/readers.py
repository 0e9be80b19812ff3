"""Subscriptions, for whoever holds the link of their own mail."""

from uuid import UUID

from django.db.models import QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.notices import tokens
from cocrea.notices.models import Subscription


def subscription(process_slug: str, public_id: UUID, purpose: str, token: str) -> Subscription:
    """That of a link in a mail. Raises NotThere(notices.link_unknown)."""
    rows = Subscription.objects.filter(process_slug=process_slug, public_id=public_id)
    row = rows.first()
    if row is None or not tokens.matches(row, purpose, token):
        raise NotThere(Finding("notices.link_unknown"))
    if purpose == tokens.CONFIRM and row.state == "stopped":
        raise NotThere(Finding("notices.link_unknown"))
    return row


def _living(row: Subscription) -> QuerySet[Subscription]:
    """Of the same contact. What its author's contact follows is apart: the room that took a voice
    keeps a contact of its own, so that a mail that is passed on does not say who wrote what."""
    rows = Subscription.objects.filter(contact=row.contact, stopped_at=None)
    return rows.exclude(confirmed_at=None).order_by("process_slug", "subject_kind", "pk")


def followed_by(row: Subscription) -> list[Subscription]:
    """All that the reader of this subscription follows in its process."""
    return list(_living(row).filter(process_slug=row.process_slug))


def followed_elsewhere(row: Subscription) -> list[Subscription]:
    """One subscription of each other process in which the reader follows something."""
    others = _living(row).exclude(process_slug=row.process_slug)
    return list({s.process_slug: s for s in others}.values())
