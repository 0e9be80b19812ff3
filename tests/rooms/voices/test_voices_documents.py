"""«Lo que usted dijo, lo que hicimos»: what is public now, and no longer than it is."""

import json

import pytest

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.voices import documents
from cocrea.voices import services as voices

TEXT = "Que publiquen los contratos {{ 7*7 }} #import <b>ya</b>"
REASON = "Está en el compromiso primero, con su enlace."


@pytest.fixture
def answered(process, actor_of):
    def make(text=TEXT, *, publish=True):
        theme = process.themes.first()
        receipt = voices.voice_receive(
            actor=CITIZEN, process=process, key=str(uuid7()), text=text, theme=theme
        )
        voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
        (point,) = voices.points_code(
            actor=actor_of("systematizer"),
            process=process,
            voice=receipt.voice,
            points=[voices.PointInput(text=text, theme=theme)],
        )
        proposed = voices.disposition_propose(
            actor=actor_of("point_of_contact"),
            process=process,
            point=point,
            kind="opinion_noted",
            reason=REASON,
        )
        if publish:
            voices.disposition_publish(
                actor=actor_of("publisher"), process=process, disposition=proposed
            )
        receipt.voice.refresh_from_db()
        return receipt

    return make


def test_each_point_stands_beside_its_answer(process, answered):
    receipt = answered()
    text = documents.render(process).decode()
    assert f"{receipt.voice.folio}.1" in text and "Opinión anotada" in text and REASON in text
    assert "{{ 7*7 }} #import &lt;b&gt;ya&lt;/b&gt;" in text


def test_an_answer_that_nobody_published_is_not_an_answer(process, answered):
    answered(publish=False)
    text = documents.render(process).decode()
    assert REASON not in text and "Sin respuesta todavía." in text
    (point,) = json.loads(documents.render(process, format="json"))["points"]
    assert point["answer"] is None


def test_words_that_are_taken_back_leave_the_next_copy(process, answered):
    receipt = answered()
    assert "contratos" in documents.render(process).decode()
    voices.voice_erase(actor=CITIZEN, folio=receipt.voice.folio, code=receipt.code)
    process.log.refresh_from_db()
    for format in ("html", "json"):
        assert "contratos" not in documents.render(process, format=format).decode()
    assert documents.document(process).frozen is False


def test_a_long_text_is_cut_and_says_so(process, answered):
    answered("Agua limpia. " + "a" * 2000)
    text = documents.render(process).decode()
    assert "a" * 300 in text and "a" * 500 not in text and "…" in text


def test_the_coverage_page_offers_every_format(client, process, answered):
    answered()
    page = client.get(f"/p/{process.slug}/voces/cobertura/").content.decode()
    for ending in ("html", "pdf", "docx", "json"):
        assert f"/p/{process.slug}/voces/respuestas.{ending}" in page
    answer = client.get(f"/en/p/{process.slug}/voces/respuestas.html")
    assert "What you said, what we did" in answer.content.decode()
    assert client.get(f"/p/{process.slug}/voces/respuestas.pdf").content[:5] == b"%PDF-"


def test_queries_do_not_grow(process, answered, django_assert_max_num_queries):
    for number in range(8):
        answered(f"Punto distinto número {number}")
    with django_assert_max_num_queries(30):
        documents.document(process)
