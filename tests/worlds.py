"""What the tests of one file stand on is built once for them and undone after the last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """A transaction around the tests of a file; what is built at its start is there for each.

    For a fixture of scope "module" that asks for ``django_db_setup``; ``blocker`` is
    ``django_db_blocker``. Every test goes back to a savepoint inside, so none sees what another
    wrote. Not for files with tests that really commit (``transaction=True``).
    """
    outer = transaction.atomic()
    outer._from_testcase = True  # acts of the ledger are durable: they accept a test's own alone
    with blocker.unblock():
        outer.__enter__()
    try:
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def built_once(build: Callable[[], Any]) -> Any:
    """A fixture that builds this once for each file of tests; what it gives is what was built."""

    @pytest.fixture(scope="module")
    def fixture(django_db_setup, django_db_blocker):
        with standing(django_db_blocker):
            with django_db_blocker.unblock():
                made = build()
            yield made

    return fixture
