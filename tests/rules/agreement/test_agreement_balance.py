"""Shares by sector, exact when compared and whole when shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.agreement.rules.balance import balance, bounds_of, percent
from cocrea.people.rules.sectors import SECTORS
from cocrea.process.rules.charter import SectorBound

HALF = (SectorBound(sector="public", at_most=50),)


def test_the_october_tables_say_91_percent():
    """727 attendances, 660 of officials: 90.78 %, shown as 91 (half up, whole percents)."""
    found = balance({"public": 660, "civil_society": 65, "citizen": 2}, HALF)
    assert (found.total, found.officials, found.percent) == (727, 660, 91)
    assert [f.code for f in found.findings] == ["agreement.sector_above"]
    assert found.findings[0].params == {"sector": "public", "percent": 91, "limit": 50}
    label = found.as_json()
    assert label["code"] == "agreement.balance_label"
    assert label["params"] == {"percent": 91, "officials": 660, "total": 727}
    assert label["outside"] is True


@every(
    "part, total, shown",
    [
        (0, 0, 0),
        (1, 2, 50),
        (1, 1000, 1),
        (999, 1000, 99),
        (1000, 1000, 100),
        (1, 8, 13),
        (0, 9, 0),
    ],
)
def test_percent_never_says_nobody_or_everybody_when_it_is_not_so(part, total, shown):
    assert percent(part, total) == shown


def test_a_bound_is_compared_exactly_not_rounded():
    """50.07 % shows as 50 % and is above 50 all the same."""
    found = balance({"public": 701, "citizen": 699}, HALF)
    assert found.percent == 50
    assert [f.code for f in found.findings] == ["agreement.sector_above"]
    assert balance({"public": 700, "citizen": 700}, HALF).findings == ()


def test_municipal_officials_count_as_officials_and_an_empty_hall_breaks_nothing():
    assert balance({"public": 1, "municipality": 1, "citizen": 2}).percent == 50
    assert balance({}, HALF).findings == ()


def test_below_the_floor():
    bounds = bounds_of([{"sector": "citizen", "at_least": 10, "at_most": 100}])
    found = balance({"public": 98, "citizen": 2}, bounds)
    assert [(f.code, f.params["limit"]) for f in found.findings] == [("agreement.sector_below", 10)]


@pytest.mark.parametrize("counts", [{"martians": 1}, {"public": -1}])
def test_nonsense_is_an_error(counts):
    with pytest.raises(ValueError):
        balance(counts)


@given(st.dictionaries(st.sampled_from(SECTORS), st.integers(0, 5000)))
def test_shares_add_up(counts):
    found = balance(counts)
    assert sum(share.count for share in found.shares) == found.total == sum(counts.values())
    assert sum(share.exact for share in found.shares) == (1 if found.total else 0)
