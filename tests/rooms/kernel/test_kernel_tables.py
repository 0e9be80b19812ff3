"""Tables that come in: any encoding, any separator, nothing taken on trust. And those that go out."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook
from tests.rows import every
from tests.tables import ods_bytes, xlsx_bytes

from cocrea.kernel.tables import TableBroken, csv_write, lines_of, neutral, plain, shape_of
from cocrea.kernel.tables import xlsx_write as write_book
from cocrea.kernel.tables.sniffing import ENCODINGS

HEAD = ["Nº", "Propuesta", "Departamento"]
ROWS = [
    ["1", "Agua limpia; también «energía» para el niño", "Alta Verapaz"],
    ["2", "Que el señor alcalde dé informes cada año", "Sololá"],
    ["3", "¿Cuándo arreglan el camino a Cobán?", "Petén"],
]


RUNS = re.compile(r"'+[=+\-@\t\r\n]")  # an apostrophe that was added, and may be taken away


def text(separator=";", rows=ROWS):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([HEAD, *rows])
    return out.getvalue()


def read(data: bytes, **told):
    file = io.BytesIO(data)
    shape = shape_of(file, told)
    return shape, [list(line.cells) for line in lines_of(file, shape)]


def code_of(call, *args, **told) -> str:
    with pytest.raises(TableBroken) as refused:
        call(*args, **told)
    return refused.value.findings[0].code


@every(
    "separator, codec, found, why",
    [
        (separator, *row)
        for separator in (",", ";", "\t", "|")
        for row in (
            ("utf-8", "utf-8", "utf8"),
            ("utf-8-sig", "utf-8-sig", "mark"),
            ("utf-16", "utf-16", "mark"),
            ("utf-16-le", "utf-16-le", "zeros"),
            ("utf-16-be", "utf-16-be", "zeros"),
            ("cp1252", "cp1252", "spanish"),
            ("cp850", "cp850", "spanish"),
            ("mac_roman", "mac_roman", "spanish"),
        )
    ],
)
def test_every_way_a_hall_writes_its_file(separator, codec, found, why):
    shape, rows = read(text(separator).encode(codec))
    assert (shape.kind, shape.encoding, shape.why) == ("csv", found, why)
    assert shape.separator == separator
    assert rows == [HEAD, *ROWS]


def test_a_letter_outside_the_first_bytes_decides_too():
    """Half a megabyte without accents, then one in Windows-1252."""
    plain_rows = [[str(n), "sin acentos " * 20, "Zacapa"] for n in range(3000)]
    data = text(rows=plain_rows).encode() + "x;está;y\r\n".encode("cp1252")
    shape, rows = read(data)
    assert shape.encoding == "cp1252" and rows[-1] == ["x", "está", "y"]


def test_what_is_told_wins_over_the_guess():
    shape, rows = read(text().encode("cp1252"), encoding="windows-1252", separator=",")
    assert (shape.encoding, shape.why) == ("cp1252", "told")
    assert rows[0] == ["Nº;Propuesta;Departamento"]
    assert code_of(read, text().encode(), encoding="rot13") == "kernel.table_no_encoding"
    assert code_of(read, text().encode("cp1252"), encoding="utf-8") == "kernel.table_encoding"
    assert all(read(text().encode(codec), encoding=name)[1] for name, codec in ENCODINGS.items())


def test_lines_keep_their_number_and_cells_their_breaks():
    data = 'a,b\r\n\r\n"una\nde dos, con ""comillas""",2\n,,\nfin,3'
    file = io.BytesIO(data.encode())
    lines = list(lines_of(file, shape_of(file)))
    assert [line.number for line in lines] == [1, 3, 6]
    assert lines[1].cells == ('una\nde dos, con "comillas"', "2")
    assert not file.closed


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_a_file_cut_inside_a_quoted_cell_is_refused_with_its_line(codec):
    whole = 'id,texto\n1,"uno, dos"\n2,"la carretera de Cobán\nque nunca termina"\n'
    file = io.BytesIO(whole[:-20].encode(codec))
    with pytest.raises(TableBroken) as refused:
        list(lines_of(file, shape_of(file)))
    assert refused.value.findings[0].code == "kernel.table_cut"
    assert refused.value.findings[0].params == {"line": 3}


def test_a_file_cut_inside_a_letter_is_refused():
    assert code_of(read, "id,texto\n1,Cobá".encode() + b"n" + "ñ".encode()[:1]) == (
        "kernel.table_cut"
    )
    assert code_of(read, "id,texto\n1,Cobán".encode("utf-16")[:-1]) == "kernel.table_cut"


def test_old_undefined_bytes_of_windows_are_read():
    _shape, rows = read("a;b\r\nseñal aquí;x".encode("cp1252") + b"\x81\r\n")
    assert rows[1] == ["señal aquí", "x\x81"]


@pytest.mark.parametrize("data", [b"", b"\n\n  \r\n", b"\x00\x00\x00", b";;;\n;;;"])
def test_nothing_is_no_table(data):
    assert code_of(read, data) == "kernel.table_empty"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "kernel.table_unknown"),
        (b"<html><table>", "kernel.table_unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "kernel.table_old_office"),
        (b"PK\x03\x04 cut", "kernel.table_cut"),
        (b"a," * 300, "kernel.table_too_wide"),
    ],
)
def test_what_is_not_a_table_says_so(data, code):
    assert code_of(read, data) == code


def test_workbooks_of_both_kinds_give_the_same_rows():
    for kind, data in (("xlsx", xlsx_bytes([HEAD, *ROWS])), ("ods", ods_bytes([HEAD, *ROWS]))):
        shape, rows = read(data)
        assert (shape.kind, shape.sheet) == (kind, "Hoja1")
        assert rows == [HEAD, *ROWS]
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(
            skip_empty_area=True
        ) == [HEAD, *ROWS]


def test_cells_are_spelled_as_people_type_them():
    book = Workbook()
    page = book.active
    page.append([1, 2.5, 3.0, True, date(2018, 5, 3), datetime(2018, 5, 3, 9, 30), None, "x"])
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue())[1] == [
        ["1", "2.5", "3", "true", "2018-05-03", "2018-05-03T09:30:00", "", "x"]
    ]


def test_the_first_sheet_with_something_in_it_unless_told():
    book = Workbook()
    book.active.title = "Portada"
    for name in ("Hojas", "Resumen"):
        book.create_sheet(name).append([name, "dato"])
    out = io.BytesIO()
    book.save(out)
    shape, rows = read(out.getvalue())
    assert (shape.sheet, shape.sheets) == ("Hojas", ("Portada", "Hojas", "Resumen"))
    assert read(out.getvalue(), sheet="Resumen")[1] == [["Resumen", "dato"]]
    assert code_of(read, out.getvalue(), sheet="Otra") == "kernel.table_no_sheet"


def test_formulas_are_not_computed_and_not_hidden():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Hoja1")
        page.write_row(0, 0, ["texto", "n"])
        page.write_formula(1, 0, '=HYPERLINK("http://malo.example","clic")', value="clic")
        page.write_formula(1, 1, "=1+1", value=2)
        page.write_formula(2, 0, "=NOW()", value="")
        page.write_formula(3, 0, "=1/0", value="#DIV/0!")
    file = io.BytesIO(out.getvalue())
    lines = list(lines_of(file, shape_of(file)))
    assert [(line.number, line.cells, set(line.formulas)) for line in lines] == [
        (1, ("texto", "n"), set()),
        (2, ("clic", "2"), {0, 1}),
        (3, (), {0}),
        (4, (), {0}),
    ]
    ods = ods_bytes([["texto"], ["=ALGO"]], formulas={(1, 0)})
    file = io.BytesIO(ods)
    assert [set(line.formulas) for line in lines_of(file, shape_of(file))] == [set(), {0}]


@pytest.mark.slow
def test_far_away_and_repeated_cells_cost_nothing():
    """A cell in the last corner of a sheet; a row that says it is there a million times."""
    book = Workbook()
    book.active.append(["a", "b"])
    out = io.BytesIO()
    book.active.cell(row=1_048_576, column=2, value="lejos")
    book.save(out)
    assert read(out.getvalue())[1] == [["a", "b"], ["", "lejos"]]
    assert code_of(read, ods_bytes([["a"]], repeat_rows=1_048_576)) == "kernel.table_too_long"
    assert code_of(read, ods_bytes([["a"]], repeat_cells=16_384)) == "kernel.table_too_wide"
    assert read(ods_bytes([["a", "b"]], empty_tail=True))[1] == [["a", "b"]]


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.slow
def test_a_bomb_renamed_xlsx_is_refused_before_it_is_unpacked():
    bomb = zip_of({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    assert code_of(read, bomb) == "kernel.table_bomb"
    many = zip_of({f"{n}.xml": b"x" for n in range(2100)} | {"xl/workbook.xml": b"<x/>"})
    assert code_of(read, many) == "kernel.table_bomb"
    assert code_of(read, zip_of({"leeme.txt": b"nada"})) == "kernel.table_unknown"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>"""


def test_entities_are_refused():
    good = zipfile.ZipFile(io.BytesIO(xlsx_bytes([["a", "b"]])))
    parts = {name: good.read(name) for name in good.namelist()}
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
        _xml, _head, body = parts[part].partition(b"?>")
        evil = {**parts, part: BOMB + body.replace(b"</", b"&c;</", 1)}
        assert code_of(read, zip_of(evil)) == "kernel.table_unknown", part
    book = zipfile.ZipFile(io.BytesIO(ods_bytes([["a"]])))
    content = book.read("content.xml").partition(b"?>")[2]
    evil = {"mimetype": book.read("mimetype"), "content.xml": BOMB + content}
    assert code_of(read, zip_of(evil)) == "kernel.table_unknown"


@pytest.mark.parametrize("make", [xlsx_bytes, ods_bytes])
def test_a_workbook_cut_in_the_middle_is_refused(make):
    whole = make([HEAD, *ROWS * 200])
    for share in (0.3, 0.6, 0.9, 0.99):
        assert code_of(read, whole[: int(len(whole) * share)]) == "kernel.table_cut"


@given(data=st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_refusal(data):
    try:
        _shape, rows = read(data)
    except TableBroken as refused:
        assert refused.findings[0].code.startswith("kernel.table_")
    else:
        assert all(any(cell.strip() for cell in row) for row in rows)


@given(
    rows=st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ue000\ufeff"),
                min_size=1,
                max_size=30,
            ).filter(lambda t: t.strip()),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read_again(rows):
    out = io.StringIO()
    csv_write(out, ["a", "b"], rows)
    found = read(out.getvalue().encode(), separator=",", encoding="utf-8")[1][1:]
    assert [[cell[1:] if RUNS.match(cell) else cell for cell in row] for row in found] == rows


def test_values_are_spelled_alike_everywhere():
    at = datetime(2018, 5, 3, 15, 4, 5, tzinfo=UTC)
    assert [plain(v) for v in (None, True, 3, at, at.date(), ["a", 2], "x")] == [
        *("", "true", "3", "2018-05-03T15:04:05Z", "2018-05-03", "a | 2", "x")
    ]


FIRSTS = ["=", "+", "-", "@", "\t", "\r", "\n", "'="]
COMMAND = "cmd|' /C calc'!A0"


@every("first", FIRSTS)
def test_a_spreadsheet_runs_nothing(first):
    said = first + COMMAND
    assert neutral(said) == "'" + said
    assert neutral("x" + said) == "x" + said
    plain_out = io.StringIO()
    csv_write(plain_out, ["texto", "n", "lista"], [(said, -3, [said, "x"])])
    line = plain_out.getvalue().partition("\n")[2]
    assert next(csv.reader(io.StringIO(line, newline=""))) == [f"'{said}", "-3", f"'{said} | x"]


def test_nor_does_a_workbook():
    out, at = io.BytesIO(), datetime(2018, 5, 3, tzinfo=UTC)
    rows = [(first + COMMAND, -3) for first in FIRSTS]
    assert write_book(out, [("Datos", ["Texto", "n"], rows)], made_at=at) == len(rows)
    page = load_workbook(io.BytesIO(out.getvalue())).worksheets[0]
    texts, numbers = zip(*page.iter_rows(min_row=2), strict=True)
    assert [cell.data_type for cell in texts] == ["s"] * len(rows)
    assert [cell.value[:1] for cell in texts] == ["'"] * len(rows)
    assert [cell.value for cell in numbers] == [-3] * len(rows)


def test_the_same_rows_give_the_same_workbook_and_long_cells_are_cut_visibly():
    at = datetime(2018, 5, 3, tzinfo=UTC)
    made = []
    for _turn in range(2):
        out = io.BytesIO()
        write_book(out, [("Año: 2018/[x]", ["a"], [("z" * 40_000,)])], made_at=at, widths=[20])
        made.append(out.getvalue())
    assert made[0] == made[1]
    assert read(made[0])[1][1][0].endswith(" […]") and len(read(made[0])[1][1][0]) == 32_767
