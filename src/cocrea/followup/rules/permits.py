"""Who has a word on a milestone. Which side it is follows from whom they speak for."""

from cocrea.kernel.permits import PermitTable, permit

PERMITS = PermitTable(
    permit(
        "progress.report",
        "authority",
        "delegate_public",
        "delegate_society",
        "observer",
        states=["adopted"],
        basis="the institution's word and civil society's, side by side",
    ),
    permit(
        "progress.verify",
        "delegate_society",
        "observer",
        states=["adopted"],
        basis="verified is never said by the owner",
    ),
)
