"""The shape of questionnaires: kinds, conditions on earlier answers, repetitions."""

import pytest
from pydantic import ValidationError
from tests.rows import every

from cocrea.process.rules.questionnaires import Consultation, Question, repeats_problem

YES_NO = [{"value": "si", "text": "Sí"}, {"value": "no", "text": "No"}]


def question(slug="q1", kind="single", **rest):
    if kind in ("single", "multiple", "rank", "matrix"):
        rest.setdefault("options", YES_NO)
    return {"slug": slug, "text": "¿?", "kind": kind, **rest}


def consultation(*questions, slug="c1", phase=2, **rest):
    data = {"slug": slug, "phase": phase, "title": "t", "about": [], "questions": questions}
    return Consultation.model_validate(data | rest)


@every(
    "data",
    [
        question(kind="scale", options=YES_NO),
        question(kind="single", options=[]),
        question(kind="rank", options=[]),
        question(kind="long", options=YES_NO),
        question(kind="matrix"),
        question(kind="single", rows=YES_NO),
        question(options=[*YES_NO, YES_NO[0]]),
        question(kind="open"),
        question(options=[{"value": "a:b", "text": "x"}, YES_NO[0]]),
    ],
)
def test_what_does_not_go_together_is_refused(data):
    with pytest.raises(ValidationError):
        Question.model_validate(data)


@pytest.mark.parametrize(
    ("first", "condition"),
    [
        (question("q1"), {"question": "q9", "any_of": ["si"]}),
        (question("q1"), {"question": "q1", "any_of": ["quizas"]}),
        (question("q1"), {"question": "q2", "any_of": ["si"]}),
        (question("q1", kind="long"), {"question": "q1", "any_of": ["si"]}),
        (question("q1", kind="rank"), {"question": "q1", "any_of": ["si"]}),
    ],
)
def test_a_condition_names_an_earlier_answer(first, condition):
    with pytest.raises(ValidationError):
        consultation(first, question("q2", only_if=condition))


def test_a_condition_that_holds_is_read():
    found = consultation(
        question("q1", kind="scale"),
        question("q2", kind="long", only_if={"question": "q1", "any_of": ["1", "2"]}),
    )
    assert found.questions[1].only_if.any_of == ("1", "2")


def test_a_question_asked_twice_is_refused():
    with pytest.raises(ValidationError):
        consultation(question("q1"), question("q1"))


@pytest.mark.parametrize(
    ("later", "fine"),
    [
        ({"repeats": "c1"}, True),
        ({"repeats": "c9"}, False),
        ({"repeats": "c1", "phase": 2}, False),
        ({"repeats": "c2"}, False),
    ],
)
def test_a_repetition_follows_what_it_repeats(later, fine):
    first = consultation(question("q1"))
    second = consultation(question("q1"), **({"slug": "c2", "phase": 7} | later))
    assert (repeats_problem((first, second)) == "") is fine


def test_a_question_asked_otherwise_cannot_be_compared():
    first = consultation(question("q1"))
    other = question("q1", options=[*YES_NO, {"value": "no-se", "text": "No sé"}])
    second = consultation(other, slug="c2", phase=7, repeats="c1")
    assert "otherwise" in repeats_problem((first, second))
