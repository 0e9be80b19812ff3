"""The report of a consultation: in every format, only when it was counted, handed on once."""

import json

import pytest

from cocrea.consultations import documents, selectors, services, tasks
from cocrea.documents.rules.blocks import texts
from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.ledger import selectors as record
from cocrea.process.selectors import process_get, process_now


@pytest.fixture
def counted(window, answer, wait):
    """A window that closed with three answers, one of them with a comment."""
    answer(window, claridad="4", canal="radio", sector="public", comments={1: "Muy poco tiempo"})
    answer(window, claridad="2", sector="citizen")
    answer(window, claridad="2")
    wait(days=11)
    process = process_get(window.process.slug)
    tasks.tick(process, process_now(process))
    return selectors.window_get(process, window.slug)


def said(window, language="es"):
    return list(texts(documents.document(window.process, window, language).blocks))


def test_it_says_counts_with_their_number_and_no_words_of_anybody(counted):
    found = said(counted)
    assert "67 % (2 / 3)" in [text.replace("\xa0", " ") for text in found]
    assert not [text for text in found if "Muy poco tiempo" in text]
    assert "¿Qué tan clara es la metodología?" in found
    assert "How clear is the methodology?" in said(counted, "en")


def test_before_the_close_is_recorded_there_is_none(client, window):
    with pytest.raises(NotThere):
        documents.document(window.process, window)
    for ending in ("pdf", "docx", "html", "json"):
        place = f"/p/{window.process.slug}/consultas/metodologia/informe.{ending}"
        assert client.get(place).status_code == 404


def test_the_page_and_the_machine_say_the_same(client, counted):
    base = f"/p/{counted.process.slug}/consultas/metodologia"
    page = client.get(f"{base}/resultados/").content.decode()
    assert f"{base}/informe.pdf" in page
    found = json.loads(client.get(f"{base}/informe.json").content)
    assert (found["document"], found["responses"], found["voices"]) == ("consultation", 3, 1)
    assert found["record"]["position"] is not None
    assert client.get(f"{base}/informe.html").status_code == 200


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_two_renders_are_the_same_bytes(counted, ending, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "one"
    first = documents.render(counted.process, counted, format=ending)
    settings.MEDIA_ROOT = tmp_path / "two"
    assert documents.render(counted.process, counted, format=ending) == first


def test_it_is_handed_to_a_later_phase_once_and_the_record_has_its_digest(counted, actor_of):
    publisher = actor_of("publisher")
    first = services.report_deliver(actor=publisher, window=counted, phase=5)
    again = services.report_deliver(actor=publisher, window=counted, phase=5)
    assert again.pk == first.pk
    subject = services.consultation_ref(counted)
    entries = [
        e
        for e in record.entries_about(counted.process.log_id, subject)
        if e.kind == "consultation.reported"
    ]
    assert [json.loads(bytes(e.raw))["body"] for e in entries] == [
        {"phase": 5, "report": documents.report_digest(counted.process, counted)}
    ]
    assert selectors.reports_for(counted.process, 5) == [counted]
    assert selectors.reports_for(counted.process, 6) == []


@pytest.mark.parametrize("phase", [1, 2, 99])
def test_only_a_later_phase_can_receive_it(counted, actor_of, phase):
    with pytest.raises(Refused) as caught:
        services.report_deliver(actor=actor_of("publisher"), window=counted, phase=phase)
    assert caught.value.findings[0].code == "consultations.phase_not_later"


def test_nobody_but_the_publisher_and_nothing_before_the_close(window, counted, actor_of):
    for role in ("point_of_contact", "moderator", "observer"):
        with pytest.raises(NotPermitted):
            services.report_deliver(actor=actor_of(role), window=counted, phase=5)


def test_an_open_window_has_no_report_to_hand_on(window, actor_of):
    with pytest.raises(NotPermitted):
        services.report_deliver(actor=actor_of("publisher"), window=window, phase=5)
