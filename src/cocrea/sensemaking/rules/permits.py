"""Who may group what people said. Machines suggest, two people merge, a third publishes."""

from cocrea.kernel.permits import PermitTable, permit

LIVE = ["draft", "published"]

PERMITS = PermitTable(
    permit(
        "proposal.create",
        "systematizer",
        basis="methodology, phase 3: facilitators and systematizers unify the information",
    ),
    permit("proposal.retitle", "systematizer", states=LIVE),
    permit("proposal.merge", "systematizer", states=LIVE),
    permit("proposal.split", "systematizer", states=LIVE),
    permit("proposal.publish", "publisher", states=["draft"], basis="who decides does not publish"),
    permit("proposal.withdraw", "systematizer", states=LIVE, basis="with a public reason"),
    permit("point.move", "systematizer", states=LIVE),
    permit("point.add", "systematizer", states=LIVE),
    permit(
        "operation.confirm",
        "systematizer",
        "facilitator",
        states=["proposed"],
        basis="never one person alone",
    ),
    permit("operation.reject", "systematizer", "facilitator", states=["proposed"]),
    permit("funnel.create", "systematizer", "point_of_contact"),
    permit("funnel.step", "systematizer", "point_of_contact"),
)
