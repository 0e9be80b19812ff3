import pytest
from tests.rows import every

from cocrea.consultations.rules.answers import Sheet, check_answer, check_sheet, normal_values
from cocrea.process.rules.questionnaires import Question

OPTIONS = ({"value": "si", "text": "Sí"}, {"value": "no", "text": "No"})
CHOICE = Question(slug="plazo", text="¿Basta?", kind="single", options=OPTIONS, required=True)
MULTIPLE = Question(slug="medios", text="¿Cuáles?", kind="multiple", options=OPTIONS)
SCALE = Question(slug="claridad", text="¿Es clara?", kind="scale")
OPEN = Question(slug="falta", text="¿Qué falta?", kind="long")
SHORT = Question(slug="lema", text="¿En una línea?", kind="short")
THREE = tuple({"value": v, "text": v} for v in ("agua", "luz", "via"))
RANK = Question(slug="orden", text="¿En qué orden?", kind="rank", options=THREE)
MATRIX = Question(
    slug="trato", text="¿Cómo le fue?", kind="matrix", options=OPTIONS, rows=THREE, required=True
)
ALL = (CHOICE, MULTIPLE, SCALE, OPEN)


@every(
    "question, values, codes",
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
        (SHORT, ["x" * 300], ()),
        (SHORT, ["x" * 301], ("consultations.line_too_long",)),
        (RANK, ["1:luz", "2:agua"], ()),
        (RANK, ["2:luz", "1:agua", "3:via"], ()),
        (RANK, ["1:luz", "1:agua"], ("consultations.places_wrong",)),
        (RANK, ["1:luz", "2:luz"], ("consultations.places_wrong",)),
        (RANK, ["1:luz", "3:agua"], ("consultations.places_wrong",)),
        (RANK, ["0:luz"], ("consultations.places_wrong",)),
        (RANK, ["luz"], ("consultations.places_wrong",)),
        (RANK, ["1:otra"], ("consultations.unknown_option",)),
        (MATRIX, ["agua:si", "luz:no", "via:si"], ()),
        (MATRIX, ["agua:si", "luz:no"], ("consultations.row_required",)),
        (MATRIX, ["agua:si", "agua:no", "via:si", "luz:si"], ("consultations.one_answer_only",)),
        (MATRIX, ["agua:quizá"], ("consultations.unknown_option",)),
        (MATRIX, ["otra:si"], ("consultations.unknown_option",)),
        (MATRIX, [], ("consultations.answer_required",)),
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


FOLLOWING = Question(
    slug="por-que",
    text="¿Por qué no?",
    kind="long",
    required=True,
    only_if={"question": "plazo", "any_of": ("no",)},
)


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"plazo": ["no"], "por-que": ["Es muy corto"]}, ()),
        ({"plazo": ["no"]}, ("consultations.answer_required",)),
        ({"plazo": ["si"]}, ()),
        ({"plazo": ["si"], "por-que": [" "]}, ()),
        ({"plazo": ["si"], "por-que": ["Es muy corto"]}, ("consultations.not_asked",)),
    ],
)
def test_a_question_is_for_those_whom_it_concerns(answers, codes):
    assert check_sheet((CHOICE, FOLLOWING), [], Sheet(answers)).codes() == codes
