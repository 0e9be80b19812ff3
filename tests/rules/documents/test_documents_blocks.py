"""What a document says, safe text, and days in words. No Django, no file."""

from datetime import UTC, date, datetime, time

import pytest
from tests.rows import every

from cocrea.documents.rules import blocks as blocks_module
from cocrea.documents.rules.blocks import (
    ROWS_AT_ONCE,
    Bullets,
    Column,
    Doc,
    Field,
    Heading,
    Later,
    Para,
    Record,
    Run,
    Table,
    canonical,
    canonical_pieces,
    filled,
    identity,
    joined,
    pieces,
    say,
    texts,
)
from cocrea.documents.rules.drawing import SHORT, Broken, job_lines, job_read, refusal_of
from cocrea.documents.rules.plain import MISSING, ZERO_WIDTH_SPACE, Coverage, breakable, safe
from cocrea.documents.rules.spelled import day_in_words, hour_in_words, number, paper_of

BLOCKS = (
    Heading(1, say("Educación"), "educacion"),
    Heading(2, say("Cuentas"), "c1", "Compromiso 1", card=True),
    Para(say("Dos"), "note"),
    Field("¿Cuál es?", (say("Tres"), say("Cuatro"))),
    Table("Hitos", (Column("No."), Column("Hito")), (((say(1),), (say("Cinco"), say("Seis"))),)),
    Bullets((say("Siete"), say("Ocho"))),
)


def doc(**more):
    given = {
        "kind": "plan",
        "language": "es",
        "title": Run("Plan"),
        "at": datetime(2026, 3, 2, tzinfo=UTC),
        "stem": "plan-1-es",
        "subject": ("plan", "1"),
        "record": Record("ejemplo", 7, "ab" * 32, "https://ejemplo.test/registro/"),
        "blocks": BLOCKS,
    }
    return Doc(**{**given, **more})


def test_texts_come_in_reading_order():
    said = list(texts(BLOCKS))
    assert said == [
        *("Educación", "Cuentas", "Dos", "¿Cuál es?", "Tres", "Cuatro"),
        *("No.", "Hito", "1", "Cinco", "Seis", "Siete", "Ocho"),
    ]


def test_nothing_said_is_no_line_at_all():
    assert say("") == () and say(0) == (Run("0"),)


def test_the_same_document_has_the_same_identity_and_another_another():
    assert identity(doc(), "pdf") == identity(doc(), "pdf")
    others = [
        identity(doc(), "docx"),
        identity(doc(language="en"), "pdf"),
        identity(doc(blocks=BLOCKS[1:]), "pdf"),
        identity(doc(record=Record("ejemplo", 8, "ab" * 32, "x")), "pdf"),
    ]
    assert len({identity(doc(), "pdf"), *others}) == 5
    # What only machines read is in the JSON and changes no page.
    assert identity(doc(data={"x": 1}), "pdf") == identity(doc(), "pdf")


def test_the_json_says_its_schema_and_where_the_record_stood():
    found = doc(data={"number": 3}).machine()
    assert found["schema"] == 1 and found["document"] == "plan" and found["number"] == 3
    assert found["record"]["size"] == 7


@every(
    "value, said",
    [
        (0, "cero"),
        (16, "dieciséis"),
        (21, "veintiuno"),
        (31, "treinta y uno"),
        (100, "cien"),
        (101, "ciento uno"),
        (999, "novecientos noventa y nueve"),
        (1000, "mil"),
        (1999, "mil novecientos noventa y nueve"),
        (2018, "dos mil dieciocho"),
        (2026, "dos mil veintiséis"),
    ],
)
def test_numbers_in_words(value, said):
    assert number(value) == said


def test_a_sentence_keeps_the_language_of_what_fills_it():
    said = filled("La aprobó %(body)s el %(when)s.", body=say("Mesa", "es"), when="2 de marzo")
    assert said == (Run("La aprobó "), Run("Mesa", "es"), Run(" el "), Run("2 de marzo"), Run("."))
    assert filled("%(a)s", a="") == () and filled("100 %") == (Run("100 %"),)
    with pytest.raises(KeyError):
        filled("%(nobody)s")


AT_ONCE = 7  # of a table, here


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
def test_a_long_table_goes_in_pieces_and_comes_back_whole(count, monkeypatch):
    assert ROWS_AT_ONCE > AT_ONCE
    monkeypatch.setattr(blocks_module, "ROWS_AT_ONCE", AT_ONCE)
    rows = tuple(((say(n),), (say("x"),)) for n in range(count))
    columns = (Column("No."), Column("Qué"))
    whole = doc(blocks=(*BLOCKS, Table("Larga", columns, rows), *BLOCKS))
    later = doc(
        blocks=Later(
            lambda: iter((*BLOCKS, Table("Larga", columns, Later(lambda: iter(rows))), *BLOCKS))
        )
    )
    found = list(pieces(later.blocks))
    sizes = [len(p["rows"]) for p in found if "rows" in p]
    assert max(sizes) == max(1, min(count, AT_ONCE))  # the tables of BLOCKS have one row
    assert joined(found) == whole.as_json()["blocks"] == later.as_json()["blocks"]
    assert identity(whole) == identity(later)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_in_pieces_is_the_same_json(count):
    rows = [{"b": n, "a": ["ñ", None]} for n in range(count)]
    data = {"z": 1, "points": Later(lambda: iter(rows)), "a": {"deep": Later(lambda: iter(rows))}}
    plain = {"z": 1, "points": rows, "a": {"deep": rows}}
    assert "".join(canonical_pieces(data)) == canonical(plain)
    assert "".join(canonical_pieces(plain)) == canonical(plain)


def test_a_job_is_read_as_it_was_told():
    head, told = {"doc": {"title": "ñ"}}, [{"kind": "rows", "rows": [1]}, {"kind": "para"}]
    found, pieces_ = job_read(job_lines(head, told))
    assert found == head and list(pieces_) == told
    assert (
        refusal_of(b"noise\n" + b'{"slug": "marker", "params": {"name": "cuerpo"}}\n').slug
        == "marker"
    )
    assert refusal_of(b"Segmentation fault").slug == "failed"
    assert len(Broken("failed", what="x " * 900).params["what"]) == SHORT


def test_days_and_hours_in_words():
    assert day_in_words(date(2018, 11, 28), "es") == "veintiocho de noviembre de dos mil dieciocho"
    assert day_in_words(date(2019, 1, 1), "es") == "primero de enero de dos mil diecinueve"
    assert day_in_words(date(2018, 11, 28), "en") == "28 November 2018"
    assert hour_in_words(time(9), "es") == "las nueve horas"
    assert hour_in_words(time(1, 1), "es") == "la una hora con un minuto"
    assert hour_in_words(time(21, 31), "es") == "las veintiuna horas con treinta y un minutos"
    assert hour_in_words(time(14, 5), "en") == "14:05"


def test_every_hour_and_minute_has_words():
    said = {hour_in_words(time(h, m), "es") for h in range(24) for m in range(60)}
    assert len(said) == 24 * 60 and not any("uno h" in s or "uno m" in s for s in said)


def test_paper_is_that_of_the_country():
    assert paper_of("GT") == "us-letter" and paper_of("UY") == "a4" and paper_of("") == "a4"


def test_what_turns_or_hides_text_is_taken_out():
    hostile = "a\x00b\x0bc\u202edefg\u2066h\u200fi\ufeffj\ud800k"
    assert safe(hostile) == "abcdefghijk"
    assert safe("línea\nuna\totra – «ñ» ẍ") == "línea\nuna\totra – «ñ» ẍ"


def test_a_word_without_end_gets_places_to_break():
    text = breakable("corto " + "w" * 300)
    assert text.replace(ZERO_WIDTH_SPACE, "") == "corto " + "w" * 300
    assert max(len(p) for p in text.replace(ZERO_WIDTH_SPACE, " ").split()) <= 28
    assert breakable("institucionalización") == "institucionalización"


def test_what_no_font_has_is_shown_as_missing():
    coverage = Coverage([[32, 126], [160, 255]])
    assert coverage.shown("año 漢") == f"año {MISSING}"
    assert coverage.lacks("漢") and not coverage.lacks("año\nnuevo")
