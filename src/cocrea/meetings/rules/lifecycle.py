"""The states of a meeting and what moves it from one to the next, as one table."""

from cocrea.kernel.findings import Finding

DRAFT, ANNOUNCED, HELD, MINUTED, CANCELLED = "draft", "announced", "held", "minuted", "cancelled"
STATES = (DRAFT, ANNOUNCED, HELD, MINUTED, CANCELLED)
PUBLIC = (ANNOUNCED, HELD, MINUTED, CANCELLED)
HAPPENED = (HELD, MINUTED)

KINDS = (
    "forum",
    "table",
    "round",
    "plenary",
    "planning",
    "launch",
    "feasibility",
    "approval",
    "other",
)

TABLE: dict[tuple[str, str], str] = {
    (DRAFT, "announce"): ANNOUNCED,
    (ANNOUNCED, "change"): ANNOUNCED,
    (ANNOUNCED, "hold"): HELD,
    (ANNOUNCED, "cancel"): CANCELLED,
    (HELD, "publish_minutes"): MINUTED,
    (MINUTED, "publish_minutes"): MINUTED,
}


def step(state: str, event: str) -> str | Finding:
    """The next state, or meetings.wrong_state."""
    found = TABLE.get((state, event))
    if found is None:
        return Finding("meetings.wrong_state", params={"state": state, "event": event})
    return found
