"""Who may move a process. Deciding and publishing are never the same role's."""

from cocrea.kernel.permits import PermitTable, permit

PERMITS = PermitTable(
    permit("process.create", "operator", basis="set-up of an installation, before any act"),
    permit("process.continue", "operator", basis="after a restore, cited in the new record"),
    permit("phase.open", "point_of_contact", "clock", states=["pending", "closed"]),
    permit("phase.close", "point_of_contact", "clock", states=["open"]),
    permit("calendar.fix", "point_of_contact", basis="methodology 4, note: activities by phase"),
    permit("amendment.publish", "publisher", basis="phase 2 exists to amend the methodology"),
    permit("exception.propose", "point_of_contact", "secretary", basis="asked for in public"),
    permit("exception.publish", "publisher", states=["proposed"], basis="a body decided it"),
    permit("exception.decline", "publisher", states=["proposed"], basis="a body declined it"),
    permit("exception.withdraw", "publisher", states=["proposed", "published"]),
    permit("activity.add", "point_of_contact", basis="methodology 4.a, complementary activities"),
    permit("invitation.record", "point_of_contact", "secretary", basis="methodology, phase 1"),
    permit("earlier.record", "publisher", basis="methodology 3.c; each fact with its source"),
    permit("theme.set", "point_of_contact", basis="methodology 4.b: themes re-examined"),
    permit("task.done", "point_of_contact", basis="answers for the calendar"),
    # The state of a task is the role that owns it: the others cannot say that it is done.
    *(
        permit("task.done", role, states=[role], basis="the owner says so")
        for role in ("facilitator", "secretary", "publisher", "moderator", "systematizer")
    ),
)
