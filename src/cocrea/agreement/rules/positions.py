"""What somebody may answer when a body decides, and what each technique makes of it."""

from dataclasses import dataclass

TECHNIQUES: tuple[str, ...] = (
    "consensus",
    "consent",
    "gradient",
    "majority",
    "qualified_majority",
    "approval",
)

STANCES: tuple[str, ...] = (
    "agree",
    "agree_with_reservations",
    "abstain",
    "stand_aside",
    "object",
    "against",
)

# The eight levels of the gradients of agreement (Sam Kaner, Facilitator's Guide to Participatory
# Decision-Making): 1 endorse ... 3 support with reservations, 4 abstain, 5 stand aside,
# 6 disagree but go along, 7 disagree and be absolved, 8 block.
GRADIENT: tuple[str, ...] = tuple(str(level) for level in range(1, 9))
BLOCK = "8"

FOR = frozenset({"agree", "agree_with_reservations", "1", "2", "3"})
NEITHER = frozenset({"abstain", "stand_aside", "4", "5"})
AGAINST = frozenset({"object", "against", "6", "7", "8"})

# Stances that have to give their reason, so that somebody can answer it.
WITH_REASON = frozenset({"agree_with_reservations", "object", "8"})
# Dissent and reservation; with their reason they go to the annex of the plan.
DISSENT = frozenset({"agree_with_reservations", "stand_aside", "3", "5"}) | AGAINST

ALLOWED: dict[str, frozenset[str]] = {
    "consensus": frozenset(STANCES) - {"against"},
    "consent": frozenset(STANCES) - {"against"},
    "gradient": frozenset(GRADIENT),
    "majority": frozenset(STANCES) - {"object", "stand_aside"},
    "qualified_majority": frozenset(STANCES) - {"object", "stand_aside"},
    "approval": frozenset({"agree", "abstain"}),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """One current position, without who took it: an outcome depends on counts alone.

    stance    a member of ALLOWED[technique]
    resolved  the objection behind it was settled, on the objector's own word
    choices   approval only: keys of the options that are approved
    """

    stance: str
    resolved: bool = False
    choices: tuple[str, ...] = ()


def order_of(stance: str) -> int:
    """Where a stance stands when counts are listed."""
    return (*STANCES, *GRADIENT).index(stance)
