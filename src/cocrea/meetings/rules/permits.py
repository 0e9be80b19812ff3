"""Who calls, moves, counts and publishes. Minutes are written by one role, published by another."""

from cocrea.kernel.permits import PermitTable, permit

TEAM = ("secretary", "point_of_contact")
HALL = ("secretary", "facilitator")
NOTICE = "No surprise dates"

PERMITS = PermitTable(
    permit("meeting.draft", *TEAM),
    permit("meeting.edit", *TEAM, states=["draft"]),
    permit("meeting.discard", *TEAM, states=["draft"]),
    permit("meeting.announce", *TEAM, states=["draft"], basis=NOTICE),
    permit("meeting.change", *TEAM, states=["announced"], basis=NOTICE),
    permit("meeting.cancel", *TEAM, states=["announced"], basis=NOTICE),
    permit("meeting.hold", *HALL, "point_of_contact", states=["announced"]),
    permit("pack.publish", *TEAM, states=["announced", "held", "minuted"], basis=NOTICE),
    permit("tables.set", *HALL, "point_of_contact", states=["draft", "announced"]),
    permit("attendance.record", *HALL, states=["held", "minuted"], basis="Balance in the open"),
    permit("evidence.declare", *TEAM, states=["held", "minuted"], basis="methodology 4.c.fila-3"),
    permit("minutes.draft", *HALL, "systematizer", states=["held", "minuted"]),
    permit("minutes.publish", "publisher", states=["held", "minuted"]),
    permit(
        "meeting.sheets_open",
        *HALL,
        "systematizer",
        states=["announced", "held", "minuted"],
        basis="No voice is lost: sheets are typed days later",
    ),
    permit(
        "meeting.voice_receive",
        *HALL,
        "systematizer",
        states=["announced", "held"],
        basis="No voice is lost, from whatever channel",
    ),
)
