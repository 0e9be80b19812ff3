from tests.rooms.commitments.cases import (  # noqa: F401
    accepted,
    adopted,
    bodies,
    draft,
    draft_of,
    opinion,
    proposed,
)
