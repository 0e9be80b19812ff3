"""What a list offers for download: its columns, each with what it means.

Labels and meanings may be lazy texts; ``str`` of them is asked when somebody reads.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "number", "day", "instant", "flag", "code", "address", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    name     stable, English, ``[a-z_]+``: the heading of the open-data file; never changes meaning
    label    what people read above it, in their language
    meaning  one sentence; unit: of a number ("" where it has none)
    codes    what each code of the open-data file means to people
    width    of the column in a spreadsheet, in letters
    """

    name: str
    label: Any
    kind: Kind
    meaning: Any
    unit: Any = ""
    codes: Mapping[str, Any] = field(default_factory=dict)
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """One list.

    name     in its address, Spanish, stable: ``voces``
    rows     rows(process, filters) -> tuples in the order of ``columns``, in chunks of constant
             memory; filters are the parameters of the page's address (``tema``, ``estado``)
    filters  names of the parameters that it honours
    page     name of the page it belongs to, for a link back ("" none)
    """

    name: str
    title: Any
    columns: tuple[Column, ...]
    rows: Callable[[Any, Mapping[str, str]], Iterable[tuple[Any, ...]]]
    filters: tuple[str, ...] = ()
    page: str = ""
    note: Any = ""

    def asked(self, parameters: Mapping[str, str]) -> dict[str, str]:
        """The filters among the parameters of an address: short, without NUL."""
        found = {name: parameters.get(name, "")[:80].replace("\x00", "") for name in self.filters}
        return {name: value for name, value in found.items() if value}


# Heads of the dictionary that goes with every table.
DICTIONARY = ("name", "name_es", "name_en", "type", "unit", "meaning_es", "meaning_en", "codes")


def dictionary(
    columns: Iterable[Column], said: Callable[[str, Any], str]
) -> Iterator[tuple[str, ...]]:
    """Rows under DICTIONARY. ``said(language, text)``: a lazy text in that language."""
    for column in columns:
        yield (
            column.name,
            said("es", column.label),
            said("en", column.label),
            column.kind,
            said("en", column.unit),
            said("es", column.meaning),
            said("en", column.meaning),
            " | ".join(
                f"{code}: {said('es', label)} / {said('en', label)}"
                for code, label in column.codes.items()
            ),
        )
