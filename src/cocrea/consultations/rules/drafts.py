"""How long and how many unfinished sheets are kept."""

from datetime import datetime, timedelta

from cocrea.kernel.findings import Finding, Report

KEPT_AFTER_CLOSE = timedelta(days=30)  # so that what was typed too late can still be copied
MOST_BYTES = 100_000  # of one sheet, packed: forty comments of full length in plain words
MOST_PER_WINDOW = 20_000
MOST_IN_SPAN = 1_000  # of one window: whoever wants to fill the disk needs many hours
SPAN = timedelta(hours=1)
MOST_PER_FORM = 5  # different sheets kept from one form, as several people on one telephone do


def check_draft(size: int, others: int, lately: int = 0) -> Report:
    """``size``: bytes of the sheet, packed. ``others``: drafts that the window already keeps;
    ``lately``: those of them that were saved within SPAN."""
    found = []
    if size > MOST_BYTES:
        found.append(Finding("consultations.draft_too_big", params={"max": MOST_BYTES}))
    if others >= MOST_PER_WINDOW:
        found.append(Finding("consultations.drafts_full"))
    elif lately >= MOST_IN_SPAN:
        found.append(Finding("consultations.drafts_busy"))
    return Report.of(found)


def forgotten_before(now: datetime) -> datetime:
    """Drafts of windows that closed before this moment are dropped."""
    return now - KEPT_AFTER_CLOSE
