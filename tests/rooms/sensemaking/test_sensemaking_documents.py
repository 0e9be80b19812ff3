"""The systematization report: proposals, folios, operations; no word that can be taken back."""

import json
import re

from cocrea.sensemaking import documents, services


def test_it_names_proposals_themes_and_folios(process, points, proposal_of):
    made = proposal_of(points[:2], text="Publicar cada mes {{ x }} #y", publish=True)
    proposal_of(points[2:3], title="Borrador que nadie publicó")
    text = documents.render(process).decode()
    assert f"Propuesta {made.number}. Publicar la calidad del agua" in text
    assert "Publicar cada mes {{ x }} #y" in text and "2 puntos la respaldan" in text
    for point in points[:2]:
        assert f"{point.voice.folio}.{point.number}" in text
    assert "Borrador que nadie publicó" not in text
    assert documents.document(process).record.size == process.log.size


def test_no_word_of_a_voice_is_in_it(process, points, proposal_of):
    proposal_of(points, publish=True)
    for format in ("html", "json"):
        assert "sale sucia" not in documents.render(process, format=format).decode()


def test_merges_say_who_and_why(process, points, proposal_of, team):
    kept = proposal_of(points[:1], publish=True)
    gone = proposal_of(points[1:2], title="Agua sin metales", publish=True)
    waiting = services.proposal_merge(
        actor=team.one,
        process=process,
        proposals=[kept, gone],
        title="Agua de calidad conocida",
        reason="Piden el mismo dato",
    )
    merged = services.operation_confirm(actor=team.two, operation=waiting, reason="Los leí")
    services.proposal_publish(actor=team.publisher, proposal=merged)
    text = documents.render(process).decode()
    assert "Piden el mismo dato" in text and "confirmada por una segunda persona" in text


def test_every_format_is_offered_once_there_are_points(client, process, points):
    page = client.get(f"/p/{process.slug}/propuestas/").content.decode()
    for ending in ("html", "pdf", "docx", "json"):
        assert f"/p/{process.slug}/sistematizacion/informe.{ending}" in page


def test_empty_it_says_so(client, process):
    answer = client.get(f"/en/p/{process.slug}/sistematizacion/informe.html")
    assert "Systematization report" in answer.content.decode()
    data = json.loads(client.get(f"/p/{process.slug}/sistematizacion/informe.json").content)
    assert data["document"] == "systematization" and data["proposals"] == []


def test_the_pdf_is_made_of_the_same(process, points, proposal_of):
    proposal_of(points, publish=True)
    made = documents.document(process)
    assert documents.render(process, format="pdf").startswith(b"%PDF")
    assert made.frozen is False


def test_its_page_holds_some_proposals_and_the_files_all(
    client, process, point_of, proposal_of, monkeypatch
):
    monkeypatch.setattr(documents, "PAGE", 2)
    monkeypatch.setattr(documents, "FEW", 1)
    points = [point_of(f"Punto número {number} del agua") for number in range(6)]
    for number in range(5):
        mine = points[4:] if number == 4 else [points[number]]
        proposal_of(mine, title=f"Propuesta de {number}", publish=True)
    url = f"/p/{process.slug}/sistematizacion/informe.html"
    pages = [client.get(f"{url}?page={number}").content.decode() for number in (1, 2, 3)]
    shown = [re.findall(r'id="propuesta-(\d+)"', text) for text in pages]
    assert [len(each) for each in shown] == [2, 2, 1]
    whole = documents.render(process).decode()
    assert re.findall(r'id="propuesta-(\d+)"', whole) == [n for each in shown for n in each]
    assert ['id="como"' in text for text in pages] == [True, False, False]
    for number, anchor in re.findall(r'<li><a href="\?page=(\d)#([^"]+)">', pages[2]):
        assert f'id="{anchor}"' in pages[int(number) - 1]
    said = "y 1 más, en su página"
    assert said in "".join(pages) and said not in whole
    assert "Page 3 of 3" in client.get(f"/en{url}?page=99").content.decode()


def test_queries_do_not_grow(process, point_of, proposal_of, django_assert_max_num_queries):
    for number in range(6):
        proposal_of(
            [point_of(f"Punto número {number} del agua")], title=f"P {number}", publish=True
        )
    with django_assert_max_num_queries(22):
        documents.document(process)
