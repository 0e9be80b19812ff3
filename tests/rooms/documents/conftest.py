"""Files in a place of their own."""

import io

import pytest
from django.utils import translation

from cocrea.documents import services


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def spanish():
    """A page in English leaves its language behind; the next test must not inherit it."""
    with translation.override("es"):
        yield


@pytest.fixture
def publisher(actor_of):
    return actor_of("publisher")


@pytest.fixture
def publish(process, publisher):
    def make(text=b"%PDF-1.7 uno", title="Informe de los foros", **fields):
        return services.document_add(
            actor=publisher,
            process=process,
            file=io.BytesIO(text),
            **{"kind": "report", "title_es": title, **fields},
        )

    return make
