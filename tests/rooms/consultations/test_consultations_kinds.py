"""Ranks, matrices, conditions, written lines; sheets that are finished later; repetitions."""

import re
import secrets
from datetime import timedelta

import pytest

from cocrea.consultations import selectors, services, tasks
from cocrea.consultations.models import Choice, Draft, OpenText
from cocrea.consultations.rules import drafts as draft_rules
from cocrea.consultations.rules.answers import Sheet
from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.process.rules.questionnaires import Question
from cocrea.process.selectors import process_get, process_now

THREE = [{"value": v, "text": v.capitalize()} for v in ("agua", "luz", "via")]
YES_NO = [{"value": "si", "text": "Sí"}, {"value": "no", "text": "No"}]
QUESTIONS = tuple(
    Question.model_validate(data)
    for data in (
        {"slug": "orden", "text": "¿En qué orden?", "kind": "rank", "options": THREE},
        {
            "slug": "trato",
            "text": "¿Cómo le fue?",
            "kind": "matrix",
            "options": YES_NO,
            "rows": THREE,
        },
        {"slug": "volveria", "text": "¿Volvería?", "kind": "single", "options": YES_NO},
        {
            "slug": "por-que",
            "text": "¿Por qué no?",
            "kind": "short",
            "required": True,
            "only_if": {"question": "volveria", "any_of": ["no"]},
        },
    )
)


@pytest.fixture
def kinds(demo_process, actor_of):
    """A window with a question of each new kind."""
    return services.window_open(
        actor=actor_of("point_of_contact"),
        process=demo_process,
        slug="clases",
        phase=2,
        title_es="Todas las clases",
        closes_at=process_now(demo_process) + timedelta(days=5),
        items=(),
        questions=QUESTIONS,
    )


@pytest.fixture
def send(kinds):
    def go(**answers):
        sheet = Sheet({slug.replace("_", "-"): values for slug, values in answers.items()})
        return services.response_submit(actor=CITIZEN, window=kinds, key=uuid7(), sheet=sheet)

    return go


def now_of(process):
    """The clock of the process as it is now, not as the fixture read it."""
    return process_now(process_get(process.slug))


def where(caught):
    return {(f.code, f.where) for f in caught.value.findings}


def test_ranks_and_matrices_are_kept_and_counted(kinds, send):
    send(orden=["1:luz", "2:agua"], trato=["agua:si", "via:no"])
    send(orden=["1:luz"], trato=["agua:no"])
    send(volveria=["si"])
    assert Choice.objects.filter(question__slug="orden").count() == 3
    found = {r.question.slug: r for r in selectors.results(kinds).questions}
    order = {key: {c.value: c.count for c in tally.cells} for key, tally in found["orden"].grid}
    assert order == {
        "agua": {"1": 0, "2": 1, "3": 0},
        "luz": {"1": 2, "2": 0, "3": 0},
        "via": {"1": 0, "2": 0, "3": 0},
    }
    rows = {key: (tally.answered, tally.blank) for key, tally in found["trato"].grid}
    assert rows == {"agua": (2, 1), "luz": (0, 3), "via": (1, 2)}


def test_a_question_that_was_not_for_everybody_says_how_many_it_was_for(kinds, send):
    send(volveria=["no"], por_que=["Nadie me contestó nunca"])
    send(volveria=["si"])
    send(orden=["1:agua"])
    found = {r.question.slug: r for r in selectors.results(kinds).questions}
    assert (found["por-que"].asked, found["por-que"].texts) == (1, 1)
    assert found["volveria"].asked == 3
    assert OpenText.objects.filter(question__slug="por-que").count() == 1


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"volveria": ["no"]}, {("consultations.answer_required", "q-por-que")}),
        (
            {"volveria": ["si"], "por_que": ["Porque sí"]},
            {("consultations.not_asked", "q-por-que")},
        ),
        ({"orden": ["2:luz"]}, {("consultations.places_wrong", "q-orden")}),
        ({"trato": ["agua:si", "agua:no"]}, {("consultations.one_answer_only", "q-trato")}),
        ({"trato": ["<script>:si"]}, {("consultations.unknown_option", "q-trato")}),
        (
            {"volveria": ["no"], "por_que": ["x" * 301]},
            {("consultations.line_too_long", "q-por-que")},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(send, answers, found):
    with pytest.raises(Refused) as caught:
        send(**answers)
    assert where(caught) == found


def test_the_record_of_the_close_counts_places_and_rows(kinds, send):
    send(orden=["1:luz", "2:agua"], trato=["agua:si"])
    counts = selectors.closing_counts(kinds)["questions"]
    assert counts == {"orden": {"1:luz": 1, "2:agua": 1}, "trato": {"agua:si": 1}}


def test_queries_do_not_grow_with_the_answers(kinds, send, django_assert_num_queries):
    def ask(most):
        with django_assert_num_queries(most, exact=False) as queries:
            selectors.results(kinds)
        return len(queries)

    send(orden=["1:luz"], volveria=["no"], por_que=["Muy lejos"])
    first = ask(30)
    for _ in range(20):
        send(orden=["1:luz", "2:via"], trato=["agua:si", "luz:no"], volveria=["si"])
    assert ask(30) == first


# --- sheets to be finished later


def test_only_the_code_opens_what_was_saved(kinds):
    data = {"q-orden--luz": ["1"], "q-por-que": ["Vivo en la aldea El Secreto"]}
    code = services.draft_save(actor=CITIZEN, window=kinds, data=data)
    (row,) = Draft.objects.all()
    assert b"Secreto" not in bytes(row.sealed)
    assert services.draft_open(window=kinds, code=code.lower().replace("-", " ")) == data
    with pytest.raises(NotThere):
        services.draft_open(window=kinds, code="00000-00000-00000")
    with pytest.raises(NotThere):
        services.draft_open(window=kinds, code=row.handle)


def test_saving_again_keeps_one_draft_and_its_code(kinds):
    code = services.draft_save(actor=CITIZEN, window=kinds, data={"q-por-que": ["a"]})
    again = services.draft_save(actor=CITIZEN, window=kinds, data={"q-por-que": ["b"]}, code=code)
    assert (again, Draft.objects.count()) == (code, 1)
    assert services.draft_open(window=kinds, code=code) == {"q-por-que": ["b"]}
    other = services.draft_save(actor=CITIZEN, window=kinds, data={}, code="ZZZZZ-ZZZZZ-ZZZZZ")
    assert other != "ZZZZZ-ZZZZZ-ZZZZZ"  # nobody chooses a code of their own


def test_a_draft_of_one_window_says_nothing_in_another(kinds, window):
    code = services.draft_save(actor=CITIZEN, window=kinds, data={"q-por-que": ["a"]})
    with pytest.raises(NotThere):
        services.draft_open(window=window, code=code)


def test_a_sealed_sheet_that_was_changed_is_not_opened(kinds):
    code = services.draft_save(actor=CITIZEN, window=kinds, data={"q-por-que": ["a"]})
    row = Draft.objects.get()
    row.sealed = bytes(row.sealed)[:-1] + bytes([bytes(row.sealed)[-1] ^ 1])
    row.save()
    with pytest.raises(NotThere):
        services.draft_open(window=kinds, code=code)


def test_what_is_sent_is_no_draft_any_more_and_what_fails_still_is(kinds):
    code = services.draft_save(actor=CITIZEN, window=kinds, data={"q-volveria": ["si"]})
    with pytest.raises(Refused):
        services.response_submit(
            actor=CITIZEN, window=kinds, key=uuid7(), sheet=Sheet(), draft=code
        )
    assert Draft.objects.count() == 1
    services.response_submit(
        actor=CITIZEN, window=kinds, key=uuid7(), sheet=Sheet({"volveria": ["si"]}), draft=code
    )
    assert Draft.objects.count() == 0


def test_too_much_is_refused(kinds, monkeypatch):
    with pytest.raises(Refused) as caught:
        noise = {"q-por-que": [secrets.token_hex(100_001)]}
        services.draft_save(actor=CITIZEN, window=kinds, data=noise)
    assert {f.code for f in caught.value.findings} == {"consultations.draft_too_big"}
    monkeypatch.setattr(draft_rules, "MOST_PER_WINDOW", 1)
    services.draft_save(actor=CITIZEN, window=kinds, data={})
    with pytest.raises(Refused) as caught:
        services.draft_save(actor=CITIZEN, window=kinds, data={})
    assert {f.code for f in caught.value.findings} == {"consultations.drafts_full"}


def test_old_drafts_are_forgotten_by_the_clock_alone(kinds, wait, demo_process):
    services.draft_save(actor=CITIZEN, window=kinds, data={"q-por-que": ["a"]})
    wait(days=30)
    tasks.tick(demo_process, now_of(demo_process))
    assert Draft.objects.count() == 1
    wait(days=6)
    assert tasks.tick(demo_process, now_of(demo_process)) == 1
    assert Draft.objects.count() == 0
    with pytest.raises(NotPermitted):
        services.drafts_forget(actor=CITIZEN, process=demo_process, now=now_of(demo_process))
    assert services.drafts_forget(actor=CLOCK, process=demo_process, now=kinds.closes_at) == 0


# --- pages


def fields(page):
    return {name: page.context["form"][name].value() for name in page.context["form"].fields}


def test_save_resume_and_send_without_an_account(client, kinds):
    place = f"/p/{kinds.process.slug}/consultas/clases/"
    form = client.get(place).context["form"]
    typed = {
        "key": form["key"].value(),
        "ticket": form["ticket"].value(),
        "q-orden--luz": "1",
        "q-trato--agua": "no",
        "q-volveria": "no",
        "q-por-que": "<script>alert(1)</script>",
        "then": "save",
    }
    saved = client.post(place, typed)
    code = saved.context["saved_code"]
    assert saved.status_code == 200 and code in saved.content.decode()
    assert Choice.objects.count() == 0
    wrong = client.post(f"{place}continuar/", {"code": "00000"})
    assert wrong.status_code == 422
    again = client.post(f"{place}continuar/", {"code": code})
    assert fields(again)["q-por-que"] == "<script>alert(1)</script>"
    assert "<script>alert(1)" not in again.content.decode()
    assert fields(again)["draft"] == code
    # Sent where the resumed page sends it, which has another address than the window.
    sent = client.post(
        re.search(r'<form class="form"[^>]* action="([^"]+)"', again.content.decode()).group(1),
        {
            **{name: value for name, value in typed.items() if name != "then"},
            "draft": code,
            "language": "spa",
            "consent": "on",
        },
    )
    assert sent.status_code == 200 and sent.context["receipt"].texts
    assert Draft.objects.count() == 0


def test_the_page_says_whom_a_question_is_for(client, kinds):
    page = client.get(f"/p/{kinds.process.slug}/consultas/clases/").content.decode()
    assert "Solo si contestó «No» en «¿Volvería?»." in page
    assert 'data-only-if="q-volveria"' in page


def test_results_show_places_rows_and_whom_was_asked(client, kinds, send, wait):
    send(orden=["1:luz", "2:agua"], trato=["agua:si"], volveria=["no"], por_que=["Muy lejos"])
    wait(days=6)
    page = client.get(f"/p/{kinds.process.slug}/consultas/clases/resultados/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "lugar 2" in text and "Se hizo solo a 1 persona" in text


def test_a_repeated_question_stands_beside_its_first_answers(
    client, demo_process, window, answer, actor_of, monkeypatch, wait
):
    entry = selectors.results.__globals__["process_selectors"]
    law = entry.methodology(demo_process)
    first = law.consultations[0]
    again = first.model_copy(update={"slug": "otra-vez", "phase": 7, "repeats": first.slug})
    changed = law.model_copy(update={"consultations": (*law.consultations, again)})
    answer(window, claridad="4")
    wait(days=11)
    tasks.tick(demo_process, now_of(demo_process))
    monkeypatch.setattr(entry, "methodology", lambda process, *a, **k: changed)
    second = services.window_open(
        actor=actor_of("point_of_contact"),
        process=demo_process,
        slug="otra-vez",
        closes_at=now_of(demo_process) + timedelta(days=5),
        items=(),
    )
    answer(second, claridad="2")
    answer(second, claridad="4")
    wait(days=6)
    found = {r.question.slug: r for r in selectors.results(second).questions}
    changes = {c.value: (c.before.count, c.now.count, c.points) for c in found["claridad"].before}
    assert changes["4"] == (1, 1, -50)
    assert changes["2"] == (0, 1, 50)
    page = client.get(f"/p/{demo_process.slug}/consultas/otra-vez/resultados/").content.decode()
    assert "Antes y ahora" in page
