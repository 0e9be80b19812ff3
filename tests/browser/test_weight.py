"""A page costs what a telephone with little credit can pay."""

import pytest
from benchmarks.page_weight import PATHS, measure, over

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_every_page_keeps_to_its_budget(chromium, portal):
    rows = measure(chromium, portal.url, PATHS[::3])  # the script weighs them all
    assert [row for row in rows if over(row)] == []
