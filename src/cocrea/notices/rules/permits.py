"""Who may ask to be told, who sends, who sees what was sent."""

from cocrea.kernel.permits import PermitTable, permit

STAFF = (
    "point_of_contact",
    "moderator",
    "publisher",
    "secretary",
    "systematizer",
    "operator",
)
RETRIERS = ("point_of_contact", "secretary", "operator")
INSIDE = "Called by other rooms inside their own act"
HOLDER = "Whoever holds the link of their own mail"

PERMITS = PermitTable(
    permit("subscription.ask", "citizen"),
    permit("subscription.confirm", "citizen", states=["asked", "live"]),
    permit("subscription.stop", "citizen", basis=HOLDER),
    permit("subscription.change", "citizen", states=["live"], basis=HOLDER),
    permit("subscription.follow", "citizen", basis=INSIDE),
    permit("subscription.purge", "clock"),
    permit("notice.queue", "citizen", basis=INSIDE),
    permit("outbox.sweep", "clock"),
    permit("outbox.gather", "clock"),
    permit("outbox.deliver", "clock"),
    permit("outbox.read", *STAFF),
    permit("outbox.retry", *RETRIERS, states=["failed"]),
)
