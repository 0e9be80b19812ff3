"""The thread as a page, as a column and as JSON, in both languages."""

import re
from html import unescape

import pytest
from tests.rooms.trace.conftest import SCRIPT

from cocrea.commitments import services as commitments
from cocrea.kernel.folios import make_folio
from cocrea.kernel.ids import uuid7


def address(process, kind, row, prefix=""):
    return f"{prefix}/p/{process.slug}/hilo/{kind}/{row.public_id}/"


@pytest.mark.parametrize(
    ("prefix", "says"),
    [
        ("", ["El hilo", "Está aquí", "Propuestas de antes", "Ver su hilo", "se unió"]),
        ("/en", ["The thread", "You are here", "Earlier proposals", "See its thread"]),
    ],
)
def test_the_page_in_both_languages(process, whole, client, prefix, says):
    page = client.get(address(process, "voice", whole.one.voice, prefix))
    text = unescape(page.content.decode())
    assert page.status_code == 200, text[:1500]
    assert "<svg" in text and "Cookie" not in page.headers.get("Vary", "")
    for words in (*says, whole.one.voice.folio, "Agua limpia y publicada", "Solo vimos tres pozos"):
        assert words in text, words
    assert "Entró en el compromiso como se pidió" in text


def test_two_clicks_from_anything_to_anything(process, whole, client):
    """Each knot links to its page and to its own thread, and both answer."""
    page = client.get(address(process, "commitment", whole.commitment)).content.decode()
    threads = set(re.findall(r'href="(/p/[^"]*/hilo/\w+/[0-9a-f-]+/)"', page))
    assert len(threads) == 11, threads
    names = re.findall(r'class="knot-name"><a href="([^"]+)"', page)
    assert len(names) == 12
    for url in threads | {name.split("#")[0] for name in names}:
        assert client.get(url).status_code == 200, url
    anchors = set(re.findall(r'href="#([^"]+)"', page)) - {"contenido"}
    assert anchors <= set(re.findall(r'id="([^"]+)"', page))


def test_json_and_validator(process, whole, client):
    url = address(process, "proposal", whole.merged).rstrip("/") + ".json"
    page = client.get(url)
    assert page.status_code == 200 and page["Content-Type"] == "application/json"
    assert page.json()["focus"]["kind"] == "proposal" and page.json()["process"] == process.slug
    assert client.get(url, headers={"if-none-match": page["ETag"]}).status_code == 304


def test_script_in_any_title_stays_text(process, say, group, client):
    one = say(f"{SCRIPT} agua")
    proposal = group([one.point], f"{SCRIPT} título")
    for prefix in ("", "/en"):
        for kind, row in (("voice", one.voice), ("proposal", proposal)):
            text = client.get(address(process, kind, row, prefix)).content.decode()
            assert "<script" not in text and "&lt;script" in text


def test_a_long_column_shows_the_first_and_links_to_all(process, say, group, client):
    said = [say(f"Agua para la aldea número {n}") for n in range(55)]
    proposal = group([one.point for one in said], "Agua para cada aldea")
    url = address(process, "proposal", proposal)
    text = unescape(client.get(url).content.decode())
    assert "Ver los 55" in text and "y 49 más" in text
    assert said[0].voice.folio in text and said[54].voice.folio not in text
    assert len(text) < 60_000
    page = unescape(client.get(f"{url}?columna=voice&page=3").content.decode())
    assert said[54].voice.folio in page and said[0].voice.folio not in page
    assert client.get(f"{url}?columna=nada").status_code == 404


def test_back_to_any_voice_in_two_clicks(
    process, say, group, draft, adopt, client, actor_of, django_assert_max_num_queries
):
    """From the last of thirty voices to a milestone and back: the voice goes along in the address,
    also by way of the commitment's page, and nothing else is taken for one."""
    said = [say(f"Agua para la aldea número {n}") for n in range(30)]
    proposal = group([one.point for one in said], "Agua para cada aldea")
    commitment = draft()
    commitments.source_link(
        actor=actor_of("delegate_society"), commitment=commitment, proposal=proposal
    )
    commitment = adopt(commitment)
    last, folio = said[-1].voice, said[-1].voice.folio
    forth = client.get(address(process, "voice", last)).content.decode()
    for room, way in (("avance", r"/hilo/milestone/"), ("compromisos", r"/hilo/commitment/")):
        page = re.search(rf'href="([^"#]*/{room}/[^"#]+)', forth)[1]
        assert page.endswith(f"?desde={folio}")
        back = re.search(rf'href="([^"]*{way}[^"]+)"', client.get(page).content.decode())[1]
        with django_assert_max_num_queries(30):
            shown = client.get(back).content.decode()
        assert f'href="/p/{process.slug}/voces/{folio}/"' in shown
        assert "De aquí viene usted" in shown and "Ver los 30" in shown
        assert shown.count('class="knot') and "Punto 1 de " + folio in shown
    plain = address(process, "milestone", commitment.milestones.first())
    assert folio not in client.get(plain).content.decode()
    strange = say("Otra cosa").voice.folio
    for asked in (strange, "nada", "%00", "<script>", "A" * 5000):
        page = client.get(plain, {"desde": asked})
        text = page.content.decode()
        assert page.status_code == 200 and "De aquí viene usted" not in text
        assert "desde=" not in text.partition("<main")[2] and "<script>" not in text


def test_the_look_up(process, whole, client):
    url = f"/p/{process.slug}/hilo/"
    assert client.get(url).status_code == 200
    typed = whole.one.voice.folio.lower().replace("-", " ")
    found = client.get(url, {"folio": typed})
    assert found.status_code == 302 and str(whole.one.voice.public_id) in found["Location"]
    unknown = client.get(url, {"folio": make_folio("TST")})
    assert unknown.status_code == 404 and "No hay ninguna voz" in unknown.content.decode()
    wrong = client.get(f"/en{url}", {"folio": SCRIPT})
    assert wrong.status_code == 404 and "is not a folio" in unescape(wrong.content.decode())
    assert "<script>alert" not in wrong.content.decode()
    assert client.get(url, {"folio": "x" * 100_000}).status_code == 422
    assert client.get(url, {"folio": "\x00"}).status_code == 422


def test_what_is_not_there_is_404(process, demo_process, whole, draft, client):
    hidden = draft("Un borrador secreto")
    for kind, row in (("commitment", hidden), ("milestone", hidden.milestones.first())):
        assert client.get(address(process, kind, row)).status_code == 404
    assert client.get(f"/p/{process.slug}/hilo/nada/{uuid7()}/").status_code == 404
    assert client.get(address(demo_process, "voice", whole.one.voice)).status_code == 404
