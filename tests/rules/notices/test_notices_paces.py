"""When a digest falls due: once a day on the clock of the process, whatever that clock does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.notices.rules.paces import DAILY, DIGESTS, HOUR, WEEKLY, boundary, digest_key

# No summer time; an hour; half an hour, in the south; a day that never was (30 December 2011).
ZONES = ("America/Guatemala", "Europe/Madrid", "Australia/Lord_Howe", "Pacific/Apia")
INSTANTS = st.datetimes(datetime(2009, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(now=INSTANTS, zone=st.sampled_from(ZONES), pace=st.sampled_from(DIGESTS))
def test_the_last_boundary(now, zone, pace):
    due = boundary(now, zone, pace)
    assert due <= now
    assert boundary(due, zone, pace) == due
    assert boundary(due - timedelta(microseconds=1), zone, pace) < due
    longest = timedelta(days=7 if pace == WEEKLY else 1) + timedelta(hours=25)
    assert now - due < longest
    local = due.astimezone(ZoneInfo(zone))
    assert local.time() == HOUR
    assert pace == DAILY or local.weekday() == 0


@given(now=INSTANTS, zone=st.sampled_from(ZONES), pace=st.sampled_from(DIGESTS),
       minutes=st.integers(1, 60 * 24 * 20))  # fmt: skip
def test_it_never_goes_back(now, zone, pace, minutes):
    later = now + timedelta(minutes=minutes)
    assert boundary(now, zone, pace) <= boundary(later, zone, pace)


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("pace", DIGESTS)
def test_minute_by_minute_ticks_make_one_digest_a_day(zone, pace):
    """Over both changes of summer time: as many names as there are mornings."""
    start = datetime(2011, 3, 20, tzinfo=UTC)
    step, days = timedelta(minutes=47), 300
    seen = [boundary(start + n * step, zone, pace) for n in range(days * 24 * 60 // 47)]
    names = {digest_key(pace, due) for due in seen}
    assert len(names) == len(set(seen))
    mornings = {due.astimezone(ZoneInfo(zone)).date() for due in seen}
    assert len(mornings) == len(names)
    # Also where the calendar leaves a day out: a day has passed for who waits.
    assert len(names) in ((days, days + 1) if pace == DAILY else (43, 44))


def test_by_hand():
    zone = "America/Guatemala"  # UTC-6
    monday = datetime(2018, 3, 5, 13, 0, tzinfo=UTC)
    assert boundary(monday, zone, DAILY) == monday == boundary(monday, zone, WEEKLY)
    early = monday - timedelta(seconds=1)
    assert boundary(early, zone, DAILY) == monday - timedelta(days=1)
    assert boundary(early, zone, WEEKLY) == monday - timedelta(days=7)
    sunday = monday + timedelta(days=6, hours=3)
    assert boundary(sunday, zone, WEEKLY) == monday
    assert digest_key(DAILY, monday) == "digest/daily/20180305T1300Z"
