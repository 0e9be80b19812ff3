"""Every role of a process, and which of them one person may not hold together.

The names that people read are in ``people.messages.ROLE_TEXTS``; codes never change.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cocrea.kernel.findings import Finding

SEPARATION = "No single person both decides and publishes (architecture, permissions)"


@dataclass(frozen=True, slots=True)
class Role:
    """code       as permits name it
    granted    False: held without a grant (everybody, by mandate, or by the machine)
    function   True: the holder acts in public, so a public function is needed
    """

    code: str
    granted: bool = True
    function: bool = True


ROLES: tuple[Role, ...] = (
    Role("citizen", granted=False, function=False),
    Role("point_of_contact"),
    Role("moderator"),
    Role("publisher"),
    Role("secretary"),
    Role("facilitator"),
    Role("systematizer"),
    Role("forum_member", granted=False),
    Role("high_level_member", granted=False),
    Role("delegate_public"),
    Role("delegate_society"),
    Role("authority"),
    Role("ogp_support"),
    Role("observer"),
    Role("clock", granted=False, function=False),
    Role("operator", function=False),
)
BY_CODE: dict[str, Role] = {role.code: role for role in ROLES}
CODES: tuple[str, ...] = tuple(BY_CODE)

# Who decides something that the publisher then makes public: admits, answers, drafts, adopts.
DECIDE: tuple[str, ...] = (
    "point_of_contact",
    "moderator",
    "secretary",
    "systematizer",
    "forum_member",
    "high_level_member",
    "delegate_public",
    "delegate_society",
    "authority",
)

# Pairs that one person may not hold at the same time in one process, by grant or by mandate.
APART: tuple[frozenset[str], ...] = (
    *(frozenset({deciding, "publisher"}) for deciding in DECIDE),
    frozenset({"delegate_public", "delegate_society"}),
    frozenset({"observer", "moderator"}),
    frozenset({"observer", "publisher"}),
    frozenset({"observer", "point_of_contact"}),
    *(
        frozenset({"operator", role.code})
        for role in ROLES
        if role.granted and role.code not in {"operator", "ogp_support"}
    ),
)

# A mandate in a body of this kind carries this role.
ROLE_OF_BODY: dict[str, str] = {
    "forum": "forum_member",
    "high_level": "high_level_member",
    "systematizing_committee": "systematizer",
}


def grant_check(
    role: str, *, held: Iterable[str], has_function: bool, to_self: bool
) -> tuple[Finding, ...]:
    """May this role be granted to somebody who already holds ``held``?

    held: by grant, and by the mandates that carry a role (``ROLE_OF_BODY``).
    Findings: people.role_unknown, people.role_not_granted, people.role_held, people.roles_clash,
    people.grant_to_self, people.function_missing.
    """
    known = BY_CODE.get(role)
    if known is None:
        return (Finding("people.role_unknown", params={"role": role}, where="role"),)
    found = []
    if not known.granted:
        found.append(Finding("people.role_not_granted", params={"role": role}, where="role"))
    if to_self:
        found.append(Finding("people.grant_to_self", where="user", basis=SEPARATION))
    if known.function and not has_function:
        found.append(Finding("people.function_missing", params={"role": role}, where="user"))
    held = tuple(held)
    found += clashes(role, held)
    if role in held:
        found.append(Finding("people.role_held", params={"role": role}, where="role"))
    return tuple(found)


def clashes(role: str, held: Iterable[str]) -> list[Finding]:
    """people.roles_clash for each role held that nobody may hold beside this one."""
    return [
        Finding(
            "people.roles_clash",
            params={"role": role, "other": other},
            where="role",
            basis=SEPARATION,
        )
        for other in sorted(set(held))
        if frozenset({role, other}) in APART
    ]
