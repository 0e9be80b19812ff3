"""What is pending for somebody: each room offers items, ``site`` sorts them, oldest first."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DeskItem:
    """label: what to do, in the reader's language; since: aware datetime it has been waiting."""

    label: str
    url: str
    since: datetime
    role: str
    overdue: bool = False
