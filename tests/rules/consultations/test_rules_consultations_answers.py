import pytest

from cocrea.consultations.rules.answers import Sheet, check_answer, check_sheet, normal_values
from cocrea.process.rules.schedule import Question

OPTIONS = ({"value": "si", "text": "Sí"}, {"value": "no", "text": "No"})
CHOICE = Question(slug="plazo", text="¿Basta?", kind="choice", options=OPTIONS, required=True)
MULTIPLE = Question(slug="medios", text="¿Cuáles?", kind="multiple", options=OPTIONS)
SCALE = Question(slug="claridad", text="¿Es clara?", kind="scale")
OPEN = Question(slug="falta", text="¿Qué falta?", kind="open")
ALL = (CHOICE, MULTIPLE, SCALE, OPEN)


@pytest.mark.parametrize(
    ("question", "values", "codes"),
    [
        (CHOICE, ["si"], ()),
        (CHOICE, [], ("consultations.answer_required",)),
        (CHOICE, ["  "], ("consultations.answer_required",)),
        (CHOICE, ["si", "no"], ("consultations.one_answer_only",)),
        (CHOICE, ["quizá"], ("consultations.unknown_option",)),
        (MULTIPLE, ["si", "no"], ()),
        (MULTIPLE, ["si", "x"], ("consultations.unknown_option",)),
        (SCALE, ["5"], ()),
        (SCALE, ["6"], ("consultations.unknown_option",)),
        (SCALE, ["<script>"], ("consultations.unknown_option",)),
        (OPEN, ["lo que sea"], ()),
        (OPEN, [], ()),
    ],
)
def test_an_answer_is_one_that_its_question_can_take(question, values, codes):
    assert check_answer(question, values).codes() == codes


def test_an_empty_sheet_is_refused_alone():
    assert check_sheet(ALL, [1, 2], Sheet()).codes() == ("consultations.empty",)
    blank = Sheet({"falta": [" "]}, {1: ""}, {2: "  "})
    assert check_sheet(ALL, [1, 2], blank).codes() == ("consultations.empty",)


def test_all_that_is_wrong_is_said_at_once_and_where():
    sheet = Sheet({"otra": ["x"], "claridad": ["9"]}, {1: "maybe", 7: "agree"}, {8: "hola"})
    found = {(f.code, f.where) for f in check_sheet(ALL, [1, 2], sheet)}
    assert found == {
        ("consultations.unknown_question", "q-otra"),
        ("consultations.unknown_option", "q-claridad"),
        ("consultations.unknown_option", "stance-1"),
        ("consultations.unknown_item", "say-7"),
        ("consultations.unknown_item", "say-8"),
        ("consultations.answer_required", "q-plazo"),
    }


def test_one_comment_is_enough_when_nothing_is_required():
    assert check_sheet((MULTIPLE, OPEN), [1], Sheet(comments={1: "Falta el plazo"})).ok


def test_repetitions_and_blanks_count_once():
    assert normal_values([" si", "si", "", "no"]) == ("si", "no")
