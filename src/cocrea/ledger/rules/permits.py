"""Who may do what to a log as such. Entries need no row here: each room permits its own acts."""

from cocrea.kernel.permits import PermitTable, permit

PERMITS = PermitTable(
    permit(
        "log.succeed",
        "operator",
        basis="A restore opens a new log that cites the old one; it never rewrites it.",
    ),
)
