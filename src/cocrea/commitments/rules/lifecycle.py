"""The life of a commitment, as one table: draft, proposed, accepted or returned, then decided."""

from cocrea.kernel.errors import Conflict
from cocrea.kernel.findings import Finding

DRAFT, PROPOSED, ACCEPTED, RETURNED = "draft", "proposed", "accepted", "returned"
ADOPTED, NOT_ADOPTED, WITHDRAWN = "adopted", "not_adopted", "withdrawn"
STATES = (DRAFT, PROPOSED, ACCEPTED, RETURNED, ADOPTED, NOT_ADOPTED, WITHDRAWN)

# While the tables write, they write freely; later the text may change only with a public reason.
WRITING = (DRAFT, RETURNED, PROPOSED)
AFTER_ACCEPTANCE = (ACCEPTED, ADOPTED)
LIVE = (DRAFT, PROPOSED, ACCEPTED, RETURNED, ADOPTED)
PUBLIC = tuple(state for state in STATES if state != DRAFT)

_MOVES: dict[tuple[str, str], str] = {
    (DRAFT, "propose"): PROPOSED,
    (RETURNED, "propose"): PROPOSED,
    (PROPOSED, "accept"): ACCEPTED,
    (ACCEPTED, "accept"): ACCEPTED,
    (ADOPTED, "accept"): ADOPTED,
    (PROPOSED, "return"): RETURNED,
    (ACCEPTED, "return"): RETURNED,
    (ACCEPTED, "adopt"): ADOPTED,
    (PROPOSED, "not_adopt"): NOT_ADOPTED,
    (RETURNED, "not_adopt"): NOT_ADOPTED,
    (ACCEPTED, "not_adopt"): NOT_ADOPTED,
    **{(state, "withdraw"): WITHDRAWN for state in LIVE},
}
ACTS = tuple(dict.fromkeys(act for _, act in _MOVES))


def after(state: str, act: str) -> str:
    """The state after an act. Raises Conflict(commitments.wrong_state) where no such move is."""
    found = _MOVES.get((state, act))
    if found is None:
        params = {"state": state, "act": act}
        raise Conflict(Finding("commitments.wrong_state", params=params, where="state"))
    return found


def states_for(act: str) -> tuple[str, ...]:
    """The states in which an act is possible, in the order of life."""
    return tuple(state for state in STATES if (state, act) in _MOVES)
