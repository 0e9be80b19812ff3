"""Who declares, opens, speaks and closes.

Members act for themselves; the hall records for others, which services check.
"""

from cocrea.kernel.permits import PermitTable, permit

HALL = ("secretary", "facilitator")
MEMBERS = (
    "forum_member",
    "high_level_member",
    "delegate_public",
    "delegate_society",
    "authority",
)
RULE = "Rule before decision"
COMPACT = "Methodology, phase 1: agreement to comply with the standards"

PERMITS = PermitTable(
    permit("session.declare", "secretary", "facilitator", "point_of_contact", basis=RULE),
    permit("session.open", *HALL, states=["declared"], basis=RULE),
    permit("session.close", *HALL, states=["open"], basis=RULE),
    permit("session.annul", "point_of_contact", states=["declared", "open", "closed"]),
    permit("position.record", *HALL, *MEMBERS, states=["open"]),
    permit("objection.raise", *HALL, *MEMBERS, states=["open"]),
    permit("objection.answer", *HALL, *MEMBERS, "point_of_contact", states=["open"]),
    permit("objection.resolve", *HALL, *MEMBERS, states=["open"]),
    permit(
        "interests.declare",
        *MEMBERS,
        "secretary",
        "facilitator",
        "point_of_contact",
        "systematizer",
        "moderator",
        "publisher",
        basis="Methodology, phase 1: declarations of ethics and conflict of interest",
    ),
    permit("recusal.record", *MEMBERS, "secretary", states=["declared", "open"]),
    permit("compact.publish", "publisher", basis=COMPACT),
    permit("compact.sign", *MEMBERS, "secretary", basis=COMPACT),
    permit("compact.withdraw", *MEMBERS, "secretary", basis="with a public reason"),
)
