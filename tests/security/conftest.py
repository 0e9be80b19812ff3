"""Tests of this folder play in the small world."""

import json

import pytest
from tests.journeys.fixtures import (  # noqa: F401
    _small_world,
    sign_in,
    world,
    world_to_spoil,
)

from cocrea.documents.rendering import files, frame


@pytest.fixture(autouse=True)
def _documents_undrawn(monkeypatch):
    """PDF and DOCX as the plain job of the process that draws them: all that they hold can be
    read, and nobody waits for a drawing. How they look is asked in ``tests/rooms/documents``."""

    def undrawn(doc, format):
        return json.dumps([format, frame.framed(doc)], ensure_ascii=False).encode()

    monkeypatch.setattr(files, "_pressed", undrawn)
