"""The demonstration plays from the first day to the last, through the services."""

import pytest

from cocrea.site.demo.replay import replay


@pytest.mark.django_db(transaction=True)
def test_replay_small():
    lines = []
    process = replay(scale=0.05, say=lines.append)
    print(lines)
    assert process.log.size > 50
