"""Tables that come in and go out: CSV, XLSX and ODS, without any framework.

``columns`` says what a list offers, ``spelling`` how a value is written, ``writing`` writes;
``sniffing`` guesses encoding and separator, ``reading`` opens what a stranger sent. A caller hands
over an open file: nothing here opens one by name.
"""

from cocrea.kernel.tables.columns import DICTIONARY, Column, Table, dictionary
from cocrea.kernel.tables.limits import TableBroken
from cocrea.kernel.tables.reading import Shape, lines_of, shape_of
from cocrea.kernel.tables.spelling import Spelling, neutral, plain
from cocrea.kernel.tables.writing import csv_write, xlsx_write

__all__ = [
    "DICTIONARY",
    "Column",
    "Shape",
    "Spelling",
    "Table",
    "TableBroken",
    "csv_write",
    "dictionary",
    "lines_of",
    "neutral",
    "plain",
    "shape_of",
    "xlsx_write",
]
