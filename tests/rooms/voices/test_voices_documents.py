"""«Lo que usted dijo, lo que hicimos»: what is public now, and no longer than it is."""

import json
import re

import pytest
from tests.rooms.voices.acts import answer, coded, proposed, receive

from cocrea.documents.rendering import files
from cocrea.documents.rules.blocks import texts
from cocrea.kernel.errors import Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.voices import documents
from cocrea.voices import services as voices
from cocrea.voices.models import Point

TEXT = "Que publiquen los contratos {{ 7*7 }} #import <b>ya</b>"
REASON = "Está en el compromiso primero, con su enlace."


@pytest.fixture
def answered(process, actor_of):
    def make(text=TEXT, *, publish=True):
        theme = process.themes.first()
        receipt = receive(process, text, theme=theme)
        voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
        (point,) = coded(process, receipt.voice, voices.PointInput(text=text, theme=theme))
        (answer if publish else proposed)(process, point, reason=REASON)
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


@pytest.fixture
def many(process, answered, kept_on):
    """Eleven points of two themes and of none; their folios in the order of the report."""
    return kept_on(process, "many", lambda: many_of(process, answered))


def many_of(process, answered):
    themes = [*process.themes.order_by("number")[:2], None]
    for number in range(11):
        receipt = answered(f"Punto distinto número {number}", publish=number % 3 > 0)
        Point.objects.filter(voice=receipt.voice).update(theme=themes[number % 3])
    data = json.loads(documents.render(process, format="json"))
    return [f"{each['folio']}.{each['number']}" for each in data["points"]]


def folios(text):
    return re.findall(r'<th scope="row"[^>]*>([^<]+-[^<]+)</th>', text)


def test_pages_hold_each_point_once_and_the_contents_lead_to_its_theme(
    client, process, many, monkeypatch
):
    monkeypatch.setattr(documents, "PAGE", 3)
    url = f"/p/{process.slug}/voces/respuestas.html"
    pages = [client.get(f"{url}?page={number}").content.decode() for number in (1, 2, 3, 4)]
    assert [folio for text in pages for folio in folios(text)] == many
    assert folios(documents.render(process).decode()) == many  # the file is whole
    for number, text in enumerate(pages, start=1):
        assert f'<span aria-current="page">Página {number} de 4</span>' in text
        assert ('rel="prev"' in text, 'rel="next"' in text) == (number > 1, number < 4)
        assert "(continúa)" in text or number == 1
    contents = re.findall(r'<li><a href="\?page=(\d)#([^"]+)">', pages[0])
    assert [anchor for _page, anchor in contents][0] == "cifras" and len(contents) == 4
    for number, anchor in contents:
        assert f'id="{anchor}"' in pages[int(number) - 1]
    english = client.get(f"/en{url}?page=2").content.decode()
    assert "Page 2 of 4" in english and "(continued)" in english


@pytest.mark.parametrize("asked", ["0", "-1", "99999", "abc", "2%00", "١", ""])
def test_any_number_of_a_page_shows_a_page(client, process, answered, asked, kept_on):
    kept_on(process, "one answered", lambda: answered() and None)
    answer = client.get(f"/p/{process.slug}/voces/respuestas.html?page={asked}")
    assert answer.status_code == 200 and "contratos" in answer.content.decode()


def test_a_long_pdf_comes_in_parts_that_say_so(client, process, many, monkeypatch):
    monkeypatch.setattr(documents, "PART", 5)
    assert documents.parts(process) == 3
    found = []
    for number in (1, 2, 3):
        made = documents.document_part(process, "es", number)
        assert f"parte {number} de 3" in made.subtitle and made.stem.endswith(f"-0{number}")
        found += [text for text in texts(made.blocks) if text in many]
    assert found == many
    assert "cifras" in [h.anchor for h in documents.document_part(process, "es", 1).headings]
    with pytest.raises(Refused) as caught:
        documents.render(process, format="pdf")
    assert caught.value.findings[0].params == {"parts": 3}
    assert client.get(f"/p/{process.slug}/voces/respuestas.pdf?parte=4").status_code == 404
    page = client.get(f"/p/{process.slug}/voces/respuestas.html").content.decode()
    for number in (1, 2, 3):
        link = f'href="/p/{process.slug}/voces/respuestas.pdf?parte={number}">PDF {number}/3</a>'
        assert link in page


def test_the_json_is_written_in_pieces_and_is_the_same(client, process, many):
    answer = client.get(f"/p/{process.slug}/voces/respuestas.json")
    process.log.refresh_from_db()
    content = b"".join(answer.streaming_content)
    assert content == documents.render(process, format="json")
    assert int(answer["Content-Length"]) == len(content)


def test_a_json_that_fails_on_the_way_is_never_half_sent(client, process, many, monkeypatch):
    def broken(*_given):
        yield {"folio": "A"}
        raise RuntimeError("the line to the database broke")

    monkeypatch.setattr(documents, "point_data", broken)
    with pytest.raises(RuntimeError):
        client.get(f"/p/{process.slug}/voces/respuestas.json")


def test_figures_are_those_of_the_points_that_are_shown(process, many):
    data = json.loads(documents.render(process, format="json"))
    counts, points = data["counts"], data["points"]
    assert counts["points"] == len(points) == 11
    assert counts["answered"] == sum(counts["by_kind"].values()) == 7
    assert counts["answered"] == sum(point["answer"] is not None for point in points)
    said = re.findall(r"(\d+) de (\d+) puntos tienen", documents.render(process).decode())
    assert sum(int(all_) for _answered, all_ in said) == 11


def test_queries_do_not_grow(process, answered, django_assert_max_num_queries):
    for number in range(8):
        answered(f"Punto distinto número {number}")
    with django_assert_max_num_queries(20):
        files.data_of(documents.document(process), "json")
    with django_assert_max_num_queries(16):
        documents.page(process, "es", 1)
