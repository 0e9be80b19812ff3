"""Who may do what, in which state: rows of data, evaluated here and nowhere else.

Each room keeps its rows in ``rules/permits.py``. Staff obey them like everybody.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cocrea.kernel.errors import NotPermitted
from cocrea.kernel.findings import Finding

ANY_STATE = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held for a time. Bounds are aware datetimes; None is open."""

    role: str
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        started = self.since is None or self.since <= now
        return started and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the rules see them.

    person        account id; None for somebody without account. Never enters a ledger entry
                  unless the act is a public function (see ``public``)
    office        public id of the public function in whose name they act ("" for a citizen)
    organization  slug of the organization they speak for
    sector        sector code, see ``people.rules.sectors``
    label         ``public_name`` and post of a public function; empty for citizens
    """

    person: uuid.UUID | None = None
    grants: tuple[Grant, ...] = ()
    office: str = ""
    organization: str = ""
    sector: str = ""
    label: str = ""

    def roles(self, now: datetime) -> frozenset[str]:
        return frozenset({"citizen"} | {g.role for g in self.grants if g.holds(now)})

    def public(self, role: str) -> dict[str, str]:
        """What an entry says of its author: the role, and the public function if there is one."""
        found = {"role": role, "office": self.office, "organization": self.organization}
        return {k: v for k, v in found.items() if v}


CITIZEN = Actor()
CLOCK = Actor(grants=(Grant("clock"),))


@dataclass(frozen=True, slots=True)
class Permit:
    """One row: these roles may do this action on a thing in one of these states."""

    action: str
    roles: frozenset[str]
    states: frozenset[str] = ANY_STATE
    basis: str = ""


def permit(action: str, *roles: str, states: Iterable[str] = ("*",), basis: str = "") -> Permit:
    """Shorthand for a row: ``permit("voice.admit", "moderator", states=["received"])``."""
    return Permit(action, frozenset(roles), frozenset(states), basis)


class PermitTable:
    """The rows of one room."""

    def __init__(self, *rows: Permit) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[Permit]:
        return iter(self.rows)

    def actions(self) -> frozenset[str]:
        return frozenset(row.action for row in self.rows)

    def may(self, roles: Iterable[str] | str, action: str, state: str = "*") -> bool:
        """One cell. ``state`` "*" asks for an action that has no state."""
        held = {roles} if isinstance(roles, str) else set(roles)
        return any(
            row.action == action
            and held & row.roles
            and (row.states is ANY_STATE or "*" in row.states or state in row.states)
            for row in self.rows
        )

    def require(self, actor: Actor, action: str, *, now: datetime, state: str = "*") -> str:
        """The role under which the actor may do it, an office before plain citizen.

        Raises NotPermitted; KeyError when no row has the action: a slip must not read as a refusal.
        """
        if action not in self.actions():
            raise KeyError(action)
        for role in sorted(actor.roles(now), key=lambda r: (r == "citizen", r)):
            if self.may(role, action, state):
                return role
        raise NotPermitted(
            Finding("kernel.not_permitted", params={"action": action, "state": state}, where=action)
        )


def may(table: PermitTable, grant: Grant, action: str, state: str, now: datetime) -> bool:
    """One cell for a role that is held for a time: role, action, state, now (DESIGN section 3)."""
    return grant.holds(now) and table.may(grant.role, action, state)
