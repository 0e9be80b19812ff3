"""Nobody is flooded in somebody else's name; nobody who asked is turned away without a reason."""

from datetime import timedelta

from cocrea.kernel.findings import Finding

ASK_AGAIN = timedelta(hours=1)  # a second question to the same address about the same thing
CONFIRMS_A_DAY = 5  # to one address, whatever it is about
ASKS_AN_HOUR = 1_000  # of one process that nobody confirmed
UNCONFIRMED_KEPT = timedelta(days=7)


def ask_findings(unconfirmed: int) -> tuple[Finding, ...]:
    """notices.too_many: so many open questions are a flood, not a hall."""
    if unconfirmed < ASKS_AN_HOUR:
        return ()
    return (Finding("notices.too_many", params={"seconds": 3600, "minutes": 60}),)
