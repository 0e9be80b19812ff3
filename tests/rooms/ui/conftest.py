import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def spanish():
    """A page in English leaves its language in the thread; the next test starts in Spanish."""
    with translation.override("es"):
        yield
