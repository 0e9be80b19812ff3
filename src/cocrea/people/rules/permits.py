"""Who may change what in this room. Rows are data: see docs/permits.md for the whole table."""

from cocrea.kernel.permits import PermitTable, permit

FORUM = "Acuerdo Gubernativo 41-2018"
TEAM = ("point_of_contact", "secretary")
MEMBERS = (
    "forum_member",
    "high_level_member",
    "delegate_public",
    "delegate_society",
    "authority",
)

FIRST = "Somebody has to be first: the operator lets the point of contact in, and nobody else"

PERMITS = PermitTable(
    permit("organization.load", "operator", "clock"),
    permit("organization.create", *TEAM),
    permit("organization.create", "operator", states=["first"], basis=FIRST),
    permit("function.publish", *TEAM),
    permit("function.publish", "operator", states=["first"], basis=FIRST),
    permit("account.open", "operator", states=["first"], basis=FIRST),
    permit("account.open", *TEAM, states=["running"], basis="by e-mail, for whom they enter"),
    permit("function.end", *TEAM, states=["running"]),
    permit("body.create", *TEAM, basis=FORUM),
    permit("body.rules_publish", "publisher", basis="OGP Standards (2017), 1d"),
    permit("body.session_record", *TEAM, "facilitator", "clock", basis="OGP Standards (2017), 1b"),
    permit("seat.define", *TEAM, basis=FORUM),
    permit("mandate.start", *TEAM),
    permit("mandate.end", *TEAM, states=["running"]),
    permit("organization.exit", *TEAM, *MEMBERS),
    permit("organization.return", *TEAM, *MEMBERS),
    permit("role.grant", "operator", states=["first"], basis=FIRST),
    permit("role.grant", *TEAM, states=["running"]),
    permit("role.end", *TEAM, states=["running"]),
    permit("demo.enter", "citizen", states=["demo"], basis="Only where all data are invented"),
)
