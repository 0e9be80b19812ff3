"""The search page: narrowing by kind, theme, place and day, and nonsense in every field."""

import pytest

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.site.conduct import tick
from cocrea.voices import services as voices


@pytest.fixture
def page(client, process, actor_of):
    """page("agua", lugar="A"): the search page of two admitted voices from two places."""
    for area, text in (("A", "Falta agua en el casco"), ("B", "Falta agua en la aldea")):
        receipt = voices.voice_receive(
            actor=CITIZEN, process=process, key=str(uuid7()), text=text, kind="voice", area=area
        )
        voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
    tick()

    def ask(words, **more):
        return client.get(f"/p/{process.slug}/buscar/", {"q": words, **more})

    return ask


def total(response):
    return response.context["results"].total


def test_narrowed_by_place_kind_and_day(page):
    assert total(page("agua")) == 3  # and a theme, which has no place and no day
    assert total(page("agua", lugar="A")) == 1
    assert total(page("agua", tipo="voice")) == 2
    nothing = page("agua", tipo="meeting")
    assert total(nothing) == 0 and "Pruebe sin afinar" in nothing.content.decode()
    assert total(page("agua", hasta="2001-01-01")) == 0
    assert total(page("agua", desde="2001-01-01")) == 2


@pytest.mark.parametrize(
    "nonsense",
    [
        {"lugar": "<script>"},
        {"tipo": "' OR 1=1"},
        {"desde": "ayer"},
        {"hasta": "9999-12-31"},
        {"desde": "0001-01-01"},
        {"tema": "x" * 5000},
        {"idioma": "\x00"},
        {"page": "²"},
    ],
)
def test_nonsense_narrows_nothing_and_breaks_nothing(page, nonsense):
    response = page("agua", **nonsense)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script src", "")


def test_a_link_keeps_the_question(page):
    shown = page("agua", lugar="A").content.decode()
    assert "?q=agua&amp;lugar=A&amp;tipo=voice" in shown
