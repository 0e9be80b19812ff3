"""What we write is opened by LibreOffice, and what LibreOffice writes is read by us."""

import csv
import io
import shutil
import subprocess

import pytest
from tests.tables import ods_bytes, xlsx_bytes

from cocrea.kernel.tables import lines_of, shape_of
from cocrea.opendata.catalogue import TABLES
from cocrea.process.selectors import process_now
from cocrea.ui import downloads

pytestmark = [pytest.mark.soak, pytest.mark.once]

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ROWS = [
    ["No.", "Propuesta", "Día"],
    ["1", "Agua; «luz» y ñandú\nen dos líneas", "2018-05-03"],
    ["2", "=1+1 no es fórmula", ""],
    ["3", "K’iche’: ja’", "2018-05-04"],
]


@pytest.fixture
def office(tmp_path):
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed here")

    def convert(data: bytes, kind: str, to: str, *, filter_name: str = "") -> bytes:
        source = tmp_path / f"in.{kind}"
        source.write_bytes(data)
        out = tmp_path / "out"
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        line = [OFFICE, profile, "--headless", "--convert-to", to + filter_name]
        done = subprocess.run(
            [*line, "--outdir", str(out), str(source)], capture_output=True, timeout=180
        )
        assert done.returncode == 0, done.stderr.decode()
        return (out / f"in.{to}").read_bytes()

    return convert


CSV_UTF8 = ":Text - txt - csv (StarCalc):44,34,76,1"


def read(data: bytes) -> list[list[str]]:
    file = io.BytesIO(data)
    return [list(line.cells) for line in lines_of(file, shape_of(file))]


@pytest.mark.parametrize(("kind", "make"), [("xlsx", xlsx_bytes), ("ods", ods_bytes)])
def test_what_libreoffice_writes_is_read(office, kind, make):
    """Read by us as it was, after LibreOffice opened it and saved it again."""
    other = {"xlsx": "ods", "ods": "xlsx"}[kind]
    assert read(office(make(ROWS), kind, other)) == read(make(ROWS))
    assert [row[1] for row in read(office(make(ROWS), kind, "csv", filter_name=CSV_UTF8))] == [
        row[1] for row in ROWS
    ]


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_every_workbook_is_opened_whole(world, office, table):
    out = io.BytesIO()
    process = world.guatemala
    count = downloads.xlsx_table(table, process, {}, out, made_at=process_now(process))
    said = office(out.getvalue(), "xlsx", "csv", filter_name=CSV_UTF8).decode()
    rows = list(csv.reader(io.StringIO(said)))
    assert len(rows) == count + 1
    assert rows[0] == [str(column.label) for column in table.columns]
