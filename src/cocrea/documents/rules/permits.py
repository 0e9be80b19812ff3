"""Who may publish documents. Deciding what they say is the matter of other rooms."""

from cocrea.kernel.permits import PermitTable, permit

PERMITS = PermitTable(
    permit("document.add", "publisher"),
    permit("document.supersede", "publisher", states=["current"]),
)
