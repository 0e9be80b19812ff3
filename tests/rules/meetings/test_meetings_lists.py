"""Attendance lists as halls write them come to counts, and to nothing else."""

import pytest

from cocrea.kernel.errors import Refused
from cocrea.kernel.lines import Line as Row
from cocrea.meetings.rules.importing import Known, Told, sheet_of

KNOWN = Known(
    {"red del maiz": ("red-del-maiz", "civil_society"), "minfin": ("minfin", "public")},
    {"sociedad civil": "civil_society", "sector publico": "public"},
)
HEAD = ("No.", "Nombre completo", "DPI", "Institución", "Sexo", "Firma")


def rows(*lines, head=HEAD, above=()):
    found = [*above, head, *lines]
    return [Row(n, tuple(map(str, cells))) for n, cells in enumerate(found, start=1)]


def read(given, **told):
    return sheet_of(given, KNOWN, Told(**told))


def test_one_row_a_person_comes_to_counts_and_no_names():
    sheet = read(
        rows(
            (1, "Ana Canaria", "3141", "Red del Maíz", "F", "x"),
            (2, "Juan Canario", "2718", "RED DEL MAÍZ", "M", ""),
            (3, "Rosa", "1", "MINFIN", "F", ""),
            (4, "Sin nadie", "2", "", "", ""),
            above=[("FORO LOCAL DE CONSULTA", "", "", "", "", "")],
        ),
        sector="citizen",
    )
    assert sheet.nominal and sheet.total == 4 and not sheet.problems
    found = {(x.sector, x.organization): (x.count, x.women, x.men) for x in sheet.lines}
    assert found == {
        ("civil_society", "red-del-maiz"): (2, 1, 1),
        ("public", "minfin"): (1, 1, 0),
        ("citizen", ""): (1, 0, 0),
    }
    assert sheet.unused == ("No.", "Nombre completo", "DPI", "Firma")
    assert "anari" not in repr(sheet) and "3141" not in repr(sheet)


def test_counted_lists_keep_tables_and_genders():
    sheet = read(
        rows(
            ("Sociedad Civil", "Mesa 2", "12", "7", "5", "integrante"),
            ("Sector público", "Mesa 1", "8", "", "", ""),
            head=("Sector", "Mesa", "Total", "Mujeres", "Hombres", "Calidad"),
        )
    )
    assert not sheet.nominal
    assert [(x.table, x.sector, x.status, x.count, x.women) for x in sheet.lines] == [
        (1, "public", "guest", 8, 0),
        (2, "civil_society", "member", 12, 7),
    ]


def test_genders_stay_unasked_where_no_column_asks():
    sheet = read(rows(("Sociedad civil", 3), head=("Sector", "Total")))
    assert sheet.lines[0].women is None


@pytest.mark.parametrize(
    ("letters", "women", "men", "doubts"),
    [("MHM", 2, 1, 0), ("MFM", 1, 2, 0), ("MM", 0, 0, 2), ("MHF", 1, 1, 1)],
)
def test_a_lone_m_is_told_by_its_neighbours(letters, women, men, doubts):
    people = [(1, "x", "", "MINFIN", letter, "") for letter in letters]
    sheet = read(rows(*people))
    assert (sheet.lines[0].women, sheet.lines[0].men) == (women, men)
    assert len(sheet.problems) == doubts and sheet.total == len(letters)


def test_problems_have_their_line_and_quote_nothing():
    sheet = read(
        rows(
            ("Sociedad civil", "doce"),
            ("Canarias", 3),
            ("", 2),
            ("Sociedad civil", 4),
            head=("Sector", "Total"),
        )
    )
    assert [(line, f.code) for line, f in sheet.problems] == [
        (2, "meetings.list_no_number"),
        (3, "meetings.list_unknown"),
        (4, "meetings.list_no_sector"),
    ]
    assert sheet.total == 4 and "Canarias" not in repr(sheet.problems)


def test_a_formula_without_its_result_is_no_zero():
    head = Row(1, ("Sector", "Total", "Mujeres"))
    sheet = read([head, Row(2, ("Sector público", "8", ""), frozenset({1, 2}))])
    assert [(line, f.code, f.where) for line, f in sheet.problems] == [
        (2, "meetings.list_no_number", "women")
    ]
    saved = read([head, Row(2, ("Sector público", "8", "5"), frozenset({1, 2}))])
    assert (saved.total, saved.lines[0].women, saved.problems) == (8, 5, ())


def test_headings_may_be_told():
    given = rows(("Sociedad civil", 3), head=("Tipo", "Llegaron"))
    with pytest.raises(Refused) as refused:
        read(given)
    assert refused.value.findings[0].code == "meetings.list_no_heads"
    sheet = read(given, columns={"sector": "Tipo", "count": "Llegaron"})
    assert sheet.total == 3
    with pytest.raises(Refused) as refused:
        read(given, columns={"sector": "Otra"})
    assert refused.value.findings[0].code == "meetings.list_no_column"


def test_an_empty_list_is_none():
    with pytest.raises(Refused):
        read([])
