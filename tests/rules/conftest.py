"""Rules know no Django: this folder is its own pytest root, so ``tests/conftest.py`` is not read.

``HYPOTHESIS_PROFILE=thorough`` (make test-all) tries twenty times as many examples as ``make test``.
"""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

# Nothing of what is imported is ever garbage: the collector need not go through it, again and again.
gc.disable()

SHARED = Path(os.environ.get("COCREA_SHARED", Path(__file__).resolve().parents[3] / "shared"))

settings.register_profile("quick", max_examples=5, deadline=None, database=None)
settings.register_profile("thorough", max_examples=100, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_finish(session):
    gc.freeze()
    gc.enable()
    if session.config.option.collectonly:
        _first_draw()  # set-up collects, so that no run of the tests begins by reading all sources


@given(st.text())
def _first_draw(text):
    """At its first draw hypothesis reads the constants of every module, at its first text all of
    Unicode; both are kept in files."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference data beside the project; skips visibly where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference data is not at {SHARED} (COCREA_SHARED names another place)")
    return SHARED
