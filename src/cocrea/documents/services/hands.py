"""Who wrote and who approves, as human beings: one person may hold two offices."""

from collections.abc import Iterable, Mapping

from cocrea.documents.rules.pages import Hand
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.people.models import PublicFunction


def _persons(offices: Iterable[str]) -> dict[str, str]:
    """office -> key of the account behind it; offices without an account are left out."""
    keys = [key for office in offices if (key := parse_uuid(office)) is not None]
    rows = PublicFunction.objects.filter(public_id__in=keys, user__isnull=False)
    return {str(office): str(user) for office, user in rows.values_list("public_id", "user_id")}


def hands_of(authors: Iterable[Mapping[str, str]]) -> list[Hand]:
    """``PageVersion.authors`` as the rules see them. One query."""
    known = list(authors)
    persons = _persons(hand["office"] for hand in known)
    return [
        Hand(hand["role"], hand["office"], frozenset({persons.get(hand["office"], "")} - {""}))
        for hand in known
    ]


def hand_of(actor: Actor, role: str) -> Hand:
    """Who is acting now. One query."""
    keys = {_persons([actor.office]).get(actor.office, ""), str(actor.person or "")} - {""}
    return Hand(role, actor.office, frozenset(keys))
