"""Who plans, who publishes, who proves. The software posts nothing anywhere."""

from cocrea.kernel.permits import PermitTable, permit
from cocrea.outreach.rules.aims import CLOSED, DRAFT, RUNNING

TEAM = ("point_of_contact", "secretary")

PERMITS = PermitTable(
    permit("campaign.draft", *TEAM, basis="methodology, 4.c row 1: by several channels"),
    permit("campaign.edit", *TEAM, states=[DRAFT]),
    permit("campaign.publish", "publisher", states=[DRAFT], basis="deciding is not publishing"),
    permit("link.add", "publisher", states=[RUNNING], basis="a channel that came later"),
    permit("campaign.close", *TEAM, "publisher", states=[RUNNING]),
    permit("material.publish", "publisher", states=[RUNNING]),
    permit("material.supersede", "publisher", states=["current"], basis="a reason is published"),
    permit(
        "proof.add",
        *(*TEAM, "publisher"),
        states=[RUNNING, CLOSED],
        basis="what is said to have been spread is shown",
    ),
    permit("visit.count", "citizen", states=[RUNNING, CLOSED], basis="a number per day, no more"),
)
