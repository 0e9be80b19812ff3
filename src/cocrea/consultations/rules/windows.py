"""When a window lets answers in. The state is time alone: nobody can hold one open quietly."""

from datetime import datetime

from cocrea.kernel.findings import Finding, Report

UPCOMING, OPEN, CLOSED = "upcoming", "open", "closed"


def state_of(opens_at: datetime, closes_at: datetime, now: datetime) -> str:
    """``upcoming`` before it opens, ``open`` until the instant it closes, ``closed`` from then."""
    if now < opens_at:
        return UPCOMING
    return OPEN if now < closes_at else CLOSED


def check_open(opens_at: datetime, closes_at: datetime, now: datetime) -> Report:
    """An answer at ``now``: consultations.closed or consultations.not_yet_open, with when."""
    state = state_of(opens_at, closes_at, now)
    if state == OPEN:
        return Report()
    if state == CLOSED:
        params = {"closed": closes_at.isoformat(), "received": now.isoformat()}
        return Report.of([Finding("consultations.closed", params=params)])
    params = {"opens": opens_at.isoformat(), "received": now.isoformat()}
    return Report.of([Finding("consultations.not_yet_open", params=params)])


def check_opening(opens_at: datetime, closes_at: datetime, now: datetime) -> Report:
    """A new window opens today or later and lasts; nothing is opened in the past."""
    found = []
    if opens_at < now:
        found.append(Finding("consultations.opens_in_past", where="opens_at"))
    if closes_at <= opens_at:
        found.append(Finding("consultations.closes_before_opening", where="closes_at"))
    return Report.of(found)


def check_extension(closes_at: datetime, until: datetime, now: datetime, reason: str) -> Report:
    """A window is extended while it is open or upcoming, always to later, always with a reason.

    A closed one stays closed: its results are out, and answers given after them are not alike.
    """
    found = []
    if now >= closes_at:
        found.append(Finding("consultations.closed", params={"closed": closes_at.isoformat()}))
    if until <= closes_at:
        found.append(Finding("consultations.not_an_extension", where="until"))
    if not reason.strip():
        found.append(Finding("consultations.reason_missing", where="reason"))
    return Report.of(found)


def voice_kind(admits: tuple[str, ...]) -> str:
    """Which kind of voice an open answer is, among those that the phase lets in."""
    return next((k for k in ("opinion", "comment", "voice", "proposal") if k in admits), "opinion")
