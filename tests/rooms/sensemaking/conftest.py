"""Voices with coded points, and the people who group them."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils import translation

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.process.selectors import theme_get
from cocrea.sensemaking import services
from cocrea.voices import services as voices

TEXTS = (
    "El agua de los pozos sale sucia",
    "Queremos saber la calidad del agua",
    "Faltan medicinas en el centro de salud",
    "Los contratos de compras no se publican",
)


@pytest.fixture
def point_of(process, actor_of):
    """point_of("a text") -> a coded point of an admitted voice."""

    def make(text, theme="agua"):
        found = theme_get(process, theme)
        receipt = voices.voice_receive(
            actor=CITIZEN, process=process, key=str(uuid7()), text=text, theme=found
        )
        voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
        return voices.points_code(
            actor=actor_of("systematizer"),
            process=process,
            voice=receipt.voice,
            points=[voices.PointInput(text=text, theme=found)],
        )[0]

    return make


@pytest.fixture
def points(process, point_of, kept_on):
    return kept_on(process, "points", lambda: [point_of(text) for text in TEXTS])


@pytest.fixture
def team(actor_of):
    """Two systematizers of two offices, and who publishes."""
    one = actor_of("systematizer")
    return SimpleNamespace(
        one=one, two=replace(one, office="office-systematizer-2"), publisher=actor_of("publisher")
    )


@pytest.fixture
def proposal_of(process, team):
    """proposal_of(points, title="...", publish=True): grouped by the first systematizer."""

    def make(points, title="Publicar la calidad del agua", *, publish=False, **rest):
        proposal = services.proposal_create(
            actor=team.one,
            process=process,
            points=points,
            title=title,
            reason="Piden lo mismo con otras palabras",
            theme=theme_get(process, "agua"),
            **rest,
        )
        if publish:
            proposal = services.proposal_publish(actor=team.publisher, proposal=proposal)
        return proposal

    return make


@pytest.fixture(autouse=True)
def _spanish():
    """A page in English leaves its language active in the thread."""
    with translation.override("es"):
        yield
