"""The processes of all rooms, built once for each file; each test finds them as they were built."""

import pytest
from tests.conftest import build_process
from tests.worlds import built_once

from cocrea.process.selectors import process_get

_real = built_once(lambda: build_process("municipio", demo=False))
_demo = built_once(lambda: build_process("municipio-demo", demo=True, prefix="TSD"))


@pytest.fixture
def process(_real, db):
    return process_get(_real.slug)


@pytest.fixture
def demo_process(_demo, db):
    return process_get(_demo.slug)
