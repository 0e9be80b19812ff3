"""Who may open, extend, answer and close a window."""

from cocrea.kernel.permits import PermitTable, permit

PERMITS = PermitTable(
    permit(
        "window.open",
        "point_of_contact",
        "publisher",
        basis="methodology, phase 2: the point of contact opens the space for opinions",
    ),
    permit(
        "window.extend",
        "publisher",
        states=["upcoming", "open"],
        basis="a change of dates is a published act; a closed window stays closed",
    ),
    # No state here: a late answer is refused by rules.windows, which says when it closed.
    permit(
        "response.submit", "citizen", basis="methodology, phase 2: the population gives opinion"
    ),
    permit(
        "report.deliver",
        "publisher",
        states=["closed"],
        basis="methodology, phase 2: what the population said goes to those who work after it",
    ),
    permit(
        "draft.save", "citizen", basis="promise 7: a borrowed phone; nothing sent is nothing public"
    ),
    permit("draft.forget", "clock", basis="what nobody sent is kept no longer than needed"),
    permit(
        "window.close",
        "clock",
        "point_of_contact",
        states=["closed"],
        basis="time closes a window; the entry fixes what was counted",
    ),
)
