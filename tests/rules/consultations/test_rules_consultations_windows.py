from datetime import UTC, datetime, timedelta

import pytest

from cocrea.consultations.rules import windows

OPENS = datetime(2018, 4, 9, 6, tzinfo=UTC)
CLOSES = datetime(2018, 5, 19, 6, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - SECOND, "upcoming"),
        (OPENS, "open"),
        (CLOSES - SECOND, "open"),
        (CLOSES, "closed"),
    ],
)
def test_the_state_is_time_alone(now, state):
    assert windows.state_of(OPENS, CLOSES, now) == state


def test_a_late_answer_is_refused_with_when():
    (finding,) = windows.check_open(OPENS, CLOSES, CLOSES)
    assert finding.code == "consultations.closed"
    assert finding.params["closed"] == CLOSES.isoformat()
    assert windows.check_open(OPENS, CLOSES, OPENS).ok
    early = windows.check_open(OPENS, CLOSES, OPENS - SECOND)
    assert early.codes() == ("consultations.not_yet_open",)


def test_nothing_opens_in_the_past_or_closes_before_it_opens():
    assert windows.check_opening(OPENS, CLOSES, OPENS).ok
    found = windows.check_opening(OPENS, OPENS, OPENS + SECOND)
    assert set(found.codes()) == {
        "consultations.opens_in_past",
        "consultations.closes_before_opening",
    }


def test_an_extension_is_later_reasoned_and_in_time():
    later = CLOSES + timedelta(days=7)
    assert windows.check_extension(CLOSES, later, OPENS, "Tormenta").ok
    assert windows.check_extension(CLOSES, CLOSES, OPENS, "x").codes() == (
        "consultations.not_an_extension",
    )
    assert windows.check_extension(CLOSES, later, OPENS, " ").codes() == (
        "consultations.reason_missing",
    )
    assert windows.check_extension(CLOSES, later, CLOSES, "x").codes() == ("consultations.closed",)


@pytest.mark.parametrize(
    ("admits", "kind"),
    [(("voice", "opinion"), "opinion"), (("comment",), "comment"), ((), "opinion")],
)
def test_an_open_answer_is_a_voice_of_a_kind_that_the_phase_lets_in(admits, kind):
    assert windows.voice_kind(admits) == kind
