"""A methodology that this release cannot read takes neither the portal nor another process down."""

import pytest
from tests.conftest import build_process

from cocrea.process.models import MethodologyVersion
from cocrea.process.selectors import core
from cocrea.site import conduct

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(process):
    """Beside a process that is well."""
    other = build_process("roto", demo=False, prefix="RTO")
    row = MethodologyVersion.objects.get(process=other)
    MethodologyVersion.objects.filter(pk=row.pk).update(data={**row.data, "phases": "nada"})
    core._parsed.cache_clear()
    yield other
    core._parsed.cache_clear()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_home_shows_the_others_and_says_what_is_wrong(client, process, broken, language):
    page = client.get(f"{language}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert str(process) in text and str(broken) in text
    assert ("no se puede leer" if not language else "cannot be read") in text
    assert client.get(f"{language}/p/{process.slug}/").status_code == 200
    lost = client.get(f"{language}/p/{broken.slug}/")
    assert lost.status_code == 503
    assert "Traceback" not in lost.content.decode()


def test_tick_goes_on_with_the_others(process, broken):
    done = conduct.tick()
    assert set(done) == {process.slug, broken.slug}
    assert any(name.endswith("failed") for name in done[broken.slug])
    assert not any(name.endswith("failed") for name in done[process.slug])
