"""Who may publish documents and pages. Deciding what they say is the matter of other rooms."""

from cocrea.documents.rules.pages import APPROVED, DRAFT, PUBLISHED, SUBMITTED, WITHDRAWN
from cocrea.kernel.permits import PermitTable, permit

EDITORS = ("secretary", "point_of_contact", "systematizer")
SECOND = "A second person in a second role approves what the first wrote"

# Who reports progress or prepares a meeting may bring a paper with it.
SPEAKERS = (
    "authority",
    "delegate_public",
    "delegate_society",
    "observer",
    "secretary",
    "point_of_contact",
)

PERMITS = PermitTable(
    permit("document.add", "publisher"),
    permit("document.attach", *SPEAKERS, basis="with what they report, in their own act"),
    permit("document.supersede", "publisher", states=["current"]),
    permit("library.add", "publisher"),
    permit("library.describe", "publisher", states=["current"]),
    permit("page.draft", *EDITORS, basis=SECOND),
    permit("page.edit", *EDITORS, states=[DRAFT, PUBLISHED, WITHDRAWN], basis=SECOND),
    permit("page.submit", *EDITORS, states=[DRAFT]),
    permit("page.discard", *EDITORS, states=[DRAFT]),
    permit("page.return", "publisher", states=[SUBMITTED, APPROVED]),
    permit("page.approve", "publisher", states=[SUBMITTED], basis=SECOND),
    permit("page.publish", "clock", states=[APPROVED], basis="at the hour that was approved"),
    permit("page.withdraw", "publisher", states=[PUBLISHED], basis="with a public reason"),
)
