import uuid
from datetime import timedelta

import pytest

from cocrea.consultations import selectors, services
from cocrea.consultations.models import Choice, OpenText, Response, Stance, Window
from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Report
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CLOCK
from cocrea.ledger.models import Entry
from cocrea.process import services as process_services
from cocrea.process.selectors import process_now
from cocrea.voices.models import Voice


def nothing_kept():
    return not (Response.objects.exists() or Choice.objects.exists() or Voice.objects.exists())


def test_closed_answers_are_kept_and_open_ones_become_voices(window, answer):
    receipt = answer(
        window,
        canal="radio",
        mejora="Que las respuestas tengan plazo",
        stances={1: "agree", 2: "disagree"},
        comments={2: "El consenso no dice qué pasa si no lo hay"},
        sector="citizen",
        area="A",
    )
    assert [t.label for t in receipt.texts] == [
        "¿Qué cambiaría?",
        "2. Las decisiones se toman por consenso de la Mesa.",
    ]
    assert all(t.folio and t.code for t in receipt.texts)
    assert Stance.objects.count() == 2 and Choice.objects.count() == 2
    item = window.items.get(number=2)
    voice = Voice.objects.get(folio=receipt.texts[1].folio)
    assert (voice.about_kind, voice.about_id) == ("clause", str(item.public_id))
    assert voice.about_digest == item.digest
    assert (voice.kind, voice.channel, voice.phase, voice.area) == (
        "opinion",
        "consultation",
        2,
        "A",
    )
    assert (voice.source_kind, voice.source_id) == ("consultation", str(window.public_id))
    assert set(OpenText.objects.values_list("folio", flat=True)) == {t.folio for t in receipt.texts}


def test_the_public_record_commits_to_the_answers_and_names_nobody(window, answer):
    answer(window, canal="radio", sector="citizen", area="A")
    entry = Entry.objects.get(kind="consultation.answered")
    response = Response.objects.get()
    assert response.answers.encode() in entry.raw
    for secret in (b"radio", b'"area"', b'"sector"', bytes(response.salt), b'"person"'):
        assert secret not in entry.raw
    assert b'"author":{"role":"citizen"}' in entry.raw


def test_the_same_sheet_twice_is_kept_once_and_gets_the_same_receipt(window, answer):
    key = uuid7()
    first = answer(window, key=key, mejora="Que haya plazo")
    again = answer(window, key=key, mejora="Que haya plazo")
    assert again.replay and not first.replay
    assert again.texts == first.texts
    assert Response.objects.count() == 1 and Voice.objects.count() == 1
    assert Entry.objects.filter(kind="consultation.answered").count() == 1


def test_a_replay_still_gets_its_receipt_after_the_close(window, answer, wait):
    key = uuid7()
    first = answer(window, key=key, mejora="Que haya plazo")
    wait(days=10)
    again = answer(window, key=key, mejora="Que haya plazo")
    assert again.replay and again.texts == first.texts


def test_one_key_is_not_for_two_sheets(window, answer):
    key = uuid7()
    answer(window, key=key)
    with pytest.raises(Conflict) as caught:
        answer(window, key=key, canal="red")
    assert caught.value.findings[0].code == "consultations.key_reused"
    assert Response.objects.count() == 1


def test_a_late_answer_is_refused_and_nothing_of_it_is_kept(window, answer, wait):
    wait(days=10)  # the very instant of the close is late
    with pytest.raises(Refused) as caught:
        answer(window, mejora="Llego tarde")
    (finding,) = caught.value.findings
    assert finding.code == "consultations.closed"
    assert finding.params["closed"] == window.closes_at.isoformat()
    assert nothing_kept()


def test_an_early_answer_is_refused(demo_process, actor_of, answer):
    now = process_now(demo_process)
    later = services.window_open(
        actor=actor_of("point_of_contact"),
        process=demo_process,
        slug="metodologia",
        opens_at=now + timedelta(days=1),
        closes_at=now + timedelta(days=2),
    )
    with pytest.raises(Refused) as caught:
        answer(later)
    assert caught.value.findings[0].code == "consultations.not_yet_open"


def test_once_the_counts_are_recorded_nothing_slips_in(window, answer, wait):
    """The close took the lock first; an answer that began before it sees the close."""
    Window.objects.filter(pk=window.pk).update(close_recorded_at=window.opens_at)
    with pytest.raises(Refused) as caught:
        answer(window)
    assert caught.value.findings[0].code == "consultations.closed"
    assert nothing_kept()


def test_a_closed_phase_takes_no_answers(window, answer, actor_of):
    process_services.phase_act_record(
        actor=actor_of("point_of_contact"),
        process=window.process,
        phase=2,
        kind="closed",
        report=Report(),
    )
    with pytest.raises(Refused) as caught:
        answer(window, mejora="¿Todavía se puede?")
    assert caught.value.findings[0].code == "consultations.phase_not_open"
    assert nothing_kept()


@pytest.mark.parametrize(
    ("given", "code", "where"),
    [
        ({"canal": "<script>"}, "consultations.unknown_option", "q-canal"),
        ({"nada": "x"}, "consultations.unknown_question", "q-nada"),
        ({"claridad": ""}, "consultations.empty", ""),
        ({"claridad": "", "mejora": "algo"}, "consultations.answer_required", "q-claridad"),
        ({"comments": {9: "no existe"}}, "consultations.unknown_item", "say-9"),
        ({"comments": {1: "no"}}, "consultations.text_too_short", "say-1"),
        ({"stances": {1: "maybe"}}, "consultations.unknown_option", "stance-1"),
        ({"sector": "martian"}, "consultations.unknown_sector", "sector"),
        ({"area": "Z"}, "consultations.unknown_area", "area"),
        ({"mejora": "á" * 100_000}, "kernel.text_too_long", "q-mejora"),
        ({"comments": {2: "x" * 100_000}}, "kernel.text_too_long", "say-2"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_half_saved(
    window, answer, given, code, where
):
    with pytest.raises(Refused) as caught:
        answer(window, **given)
    assert [(f.code, f.where) for f in caught.value.findings] == [(code, where)]
    assert nothing_kept()


def test_a_voice_that_is_refused_takes_the_whole_sheet_with_it_and_says_where(window, answer):
    with pytest.raises(Refused) as caught:
        answer(window, canal="radio", mejora="Que haya plazo", language="español")
    assert caught.value.findings[0].where == "language"
    assert nothing_kept()


def test_nul_and_controls_leave_the_text_but_not_the_voice(window, answer):
    receipt = answer(window, mejora="Que\x00 haya\u202e plazo\r\n<b>ya</b>")
    voice = Voice.objects.get(folio=receipt.texts[0].folio)
    assert voice.text == "Que haya plazo\n<b>ya</b>"


def test_results_are_exact_and_small_crossings_suppressed(window, answer):
    for index in range(12):
        answer(
            window,
            claridad="5" if index < 8 else "2",
            canal="radio" if index < 2 else "red",
            sector="citizen" if index < 6 else "academia",
            area="A" if index < 10 else "B",
            stances={1: "agree"} if index % 2 else {},
        )
    found = selectors.results(window)
    assert found.responses == 12
    assert found.by_sector == (("academia", 6), ("citizen", 6))  # sector counts never suppressed
    assert found.by_area == (("A", None), ("B", None))  # 10 and 2: the 2 would follow from 12
    scale, canal, open_question = found.questions
    assert [c.count for c in scale.tally.cells] == [0, 4, 0, 0, 8]
    assert all(c.total == 12 for c in scale.tally.cells)
    assert scale.median == (5, 5)
    assert [c.count for c in canal.tally.cells] == [2, 10]
    # rows: academia, citizen; columns: radio, red. The 2 of radio takes its companions along.
    assert canal.by_sector.cells == ((None, None), (None, None))
    assert open_question.tally is None and open_question.texts == 0
    assert [c.count for c in found.items[0].tally.cells] == [6, 0, 0]
    assert found.items[0].tally.blank == 6
    assert sum(count for _day, count in found.by_day) == 12


def test_reading_results_takes_the_same_queries_for_ten_and_a_thousand(
    window, answer, django_assert_max_num_queries
):
    for _ in range(10):
        answer(window, canal="red", sector="citizen", area="A")
    with django_assert_max_num_queries(12) as few:
        selectors.results(window)
    many = Response.objects.bulk_create(
        Response(
            window=window,
            key=uuid.uuid4(),
            sheet="0" * 64,
            answers="0" * 64,
            salt=b"0" * 16,
            received_at=window.opens_at,
            sector="academia",
        )
        for _ in range(1_000)
    )
    question = window.questions.get(slug="canal")
    Choice.objects.bulk_create(
        Choice(response=response, question=question, value="radio") for response in many
    )
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert selectors.results(window).responses == 1_010


def test_the_close_counts_every_response(window, answer, wait):
    answer(window, comments={1: "De acuerdo con el límite"}, stances={1: "partly"})
    wait(days=12)
    (closed,) = services.window_close_due(actor=CLOCK, process=window.process)
    counts = selectors.closing_counts(closed)
    assert counts == {
        "responses": 1,
        "voices": 1,
        "questions": {"claridad": {"4": 1}},
        "items": {"1": {"partly": 1}},
    }
