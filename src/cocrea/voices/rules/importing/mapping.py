"""Which column means what: guessed from headings, said in a map file, or known for an export of
other platforms."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.lines import Line
from cocrea.kernel.text import fold
from cocrea.voices.rules.importing.fields import BY_NAME, CONSTANTS, FIELDS, field_of

LOOK_FOR_HEADS = 20  # lines: above the headings there may be a title and a logo
TOLD = ("encoding", "separator", "sheet")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """columns: field -> headings (several texts are joined, in this order)
    values     field -> {folded value as written: code}
    constants  field -> code for all rows
    skip       heading -> folded values whose rows are left out; ``*``: any
    header     number of the line of headings; 0: found by itself
    told       encoding, separator, sheet, where the guess was wrong
    html       texts come with tags, which are taken off
    known      name of the built-in map, "" for another
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    header: int = 0
    told: Mapping[str, str] = field(default_factory=dict)
    html: bool = False
    known: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "columns": {name: list(heads) for name, heads in self.columns.items()},
            "values": {name: dict(found) for name, found in self.values.items()},
            "constants": dict(self.constants),
            "skip": {head: list(found) for head, found in self.skip.items()},
            "header": self.header,
            "told": dict(self.told),
            "html": self.html,
            "known": self.known,
        }


def mapping_of(data: Any) -> ColumnMap:
    """A map as JSON says it. Raises Refused(voices.import_map, where the key that is wrong)."""
    given = _object(data, "map")
    strange = sorted(set(given) - set(ColumnMap.__slots__) - set(TOLD))
    if strange:
        raise _wrong(strange[0])
    columns = {n: _texts(v, "columns") for n, v in _object(given.get("columns"), "columns").items()}
    constants = {n: str(v)[:60] for n, v in _object(given.get("constants"), "constants").items()}
    if set(columns) - set(BY_NAME):
        raise _wrong(f"columns.{min(set(columns) - set(BY_NAME))}")
    if set(constants) - set(CONSTANTS):
        raise _wrong(f"constants.{min(set(constants) - set(CONSTANTS))}")
    values = {
        name: {fold(str(raw)): str(code) for raw, code in _object(found, "values").items()}
        for name, found in _object(given.get("values"), "values").items()
    }
    skip = {
        head: tuple(fold(text) for text in _texts(found, "skip"))
        for head, found in _object(given.get("skip"), "skip").items()
    }
    header = given.get("header", 0)
    if not isinstance(header, int) or not 0 <= header <= 1000:
        raise _wrong("header")
    told = _object(given.get("told"), "told") | {n: given[n] for n in TOLD if n in given}
    return ColumnMap(
        columns={name: heads for name, heads in columns.items() if heads},
        values=values,
        constants=constants,
        skip=skip,
        header=header,
        told={n: str(v)[:80] for n, v in told.items() if n in TOLD and v},
        html=given.get("html") is True,
        known=str(given.get("known", ""))[:20],
    )


def _object(value: Any, where: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise _wrong(where)
    return dict(value)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list | tuple) or not all(isinstance(text, str) for text in found):
        raise _wrong(where)
    return tuple(text for text in found if text)


def _wrong(where: str) -> Refused:
    return Refused(Finding("voices.import_map", params={"key": where[:60]}, where="mapping"))


def header_of(lines: Sequence[Line], told: int = 0) -> Line:
    """The line of headings: the told one, else the first with two usual headings, else the first.

    lines: the first ones of the file. Raises Refused(voices.import_no_heads).
    """
    if told:
        found = next((line for line in lines if line.number == told), None)
    else:
        found = next((line for line in lines if _known_heads(line) > 1), None)
        found = found or next((ln for ln in lines if sum(map(bool, ln.cells)) > 1), None)
        found = found or next(iter(lines), None)
    if found is None:
        raise Refused(Finding("voices.import_no_heads", params={"line": told}, where="header"))
    return found


def _known_heads(line: Line) -> int:
    found = {field_of(cell) for cell in line.cells} - {""}
    return 2 if recognized(line.cells) else len(found)


def recognized(heads: Sequence[str]) -> str:
    """Name of the platform whose export has these headings; "" for any other file."""
    there = set(heads)
    return next((n for n, (signs, _) in BUILT_IN.items() if any(s <= there for s in signs)), "")


def guess(heads: Sequence[str], sample: Iterable[Line] = ()) -> ColumnMap:
    """What the headings say. A heading means one thing; of two candidates the first is taken, but
    texts are joined: title first, then the rest in the order of the file."""
    if name := recognized(heads):
        return built_in(name, heads)
    columns: dict[str, tuple[str, ...]] = {}
    for head in heads:
        name = field_of(head)
        if name and (name == "text" or name not in columns):
            columns[name] = (*columns.get(name, ()), head)
    if "text" in columns:
        columns["text"] = tuple(sorted(columns["text"], key=lambda h: not _title(h)))
    made = ColumnMap(columns=columns)
    letters = _gender_letters(heads, columns, sample)
    return replace(made, values={"gender": letters}) if letters else made


def _title(head: str) -> bool:
    return fold(head).startswith(("titulo", "title", "asunto"))


def _gender_letters(
    heads: Sequence[str], columns: Mapping[str, Sequence[str]], sample: Iterable[Line]
) -> dict[str, str]:
    """A lone M is a woman beside H and a man beside F; alone it is asked for, never guessed."""
    if "gender" not in columns:
        return {}
    place = list(heads).index(columns["gender"][0])
    seen = {fold(line.cells[place]) for line in sample if place < len(line.cells)}
    if "m" not in seen or {"f", "h"} <= seen or not {"f", "h"} & seen:
        return {}
    return {"m": "woman" if "h" in seen else "man"}


def problems(mapping: ColumnMap, heads: Sequence[str]) -> Iterable[Finding]:
    """What keeps a map from being used: voices.import_no_text, voices.import_no_column,
    voices.import_twice (two columns called alike, of which one is used)."""
    if not mapping.columns.get("text"):
        yield Finding("voices.import_no_text", where="text")
    for name, wanted in mapping.columns.items():
        for head in wanted:
            if head not in heads:
                yield Finding("voices.import_no_column", params={"head": head[:60]}, where=name)
            elif list(heads).count(head) > 1:
                yield Finding("voices.import_twice", params={"head": head[:60]}, where=name)


def _first(heads: Sequence[str], *wanted: str) -> tuple[str, ...]:
    return next(((head,) for head in wanted if head in heads), ())


def _tongues(heads: Sequence[str], base: str) -> tuple[str, ...]:
    """``title``, or ``title/<language>`` of every language: Spanish first, then English. What a
    machine translated (``title/machine_translations/es``) is nobody's word."""
    first = [head for head in (base, f"{base}/es", f"{base}/en") if head in heads]
    others = [h for h in heads if h.startswith(f"{base}/") and h.count("/") == base.count("/") + 1]
    return tuple(dict.fromkeys([*first, *others]))


def tongue_of(head: str) -> str:
    """The language that a heading like ``body/ca`` names, by ISO 639-3: ``und`` for one that is not
    in this list, "" where the heading names none."""
    return _SPOKEN.get(head.rpartition("/")[2].partition("-")[0], "und") if "/" in head else ""


_SPOKEN = {"es": "spa", "en": "eng", "ca": "cat", "fr": "fra", "pt": "por", "eu": "eus"}


def _decidim(heads: Sequence[str]) -> ColumnMap:
    """Decidim's export of proposals (its ``ProposalSerializer`` up to 0.31): nested columns joined
    by ``/``, one for each language, of which a row fills those in which it was written. That it
    was withdrawn was a state, and is a column now."""
    columns = {
        "id": _first(heads, "reference", "id"),
        "text": (*_tongues(heads, "title"), *_tongues(heads, "body")),
        "theme": _tongues(heads, "category/name") or _tongues(heads, "taxonomies/name"),
        "said_on": _first(heads, "published_at", "created_at"),
        "place": _first(heads, "address"),
    }
    gone = {"state": ("withdrawn",), "withdrawn": ("true",), "withdrawn_at": ("*",)}
    return ColumnMap(
        columns={name: found for name, found in columns.items() if found},
        constants={"kind": "proposal"},
        skip={head: values for head, values in gone.items() if head in heads},
        html=True,
    )


def _consul(heads: Sequence[str]) -> ColumnMap:
    """CONSUL's proposals: the open data (``proposals.csv``: semicolons and Latin-1, or commas and
    UTF-8, tags in the text), or what administrators download since 2026, one row for each comment,
    with the author's address, which is not taken: nobody there asked to be written to."""
    columns = {
        "id": _first(heads, "id", "ID"),
        "text": (
            *_first(heads, "title", "Proposal", "Propuesta"),
            *_first(heads, "summary", "Summary", "Resumen"),
            *_first(heads, "description"),
        ),
        "said_on": _first(heads, "created_at", "Created at", "Fecha de creación", "Creado el"),
    }
    return ColumnMap(
        columns={name: found for name, found in columns.items() if found},
        constants={"kind": "proposal"},
        skip={"retired_at": ("*",)} if "retired_at" in heads else {},
        html=True,
    )


Maker = Callable[[Sequence[str]], ColumnMap]
# name -> (sets of headings that only this export has together, what they mean)
BUILT_IN: Mapping[str, tuple[tuple[frozenset[str], ...], Maker]] = {
    "decidim": ((frozenset({"id", "reference", "participatory_space/url"}),), _decidim),
    "consul": (
        (
            frozenset({"id", "title", "description", "cached_votes_up"}),
            frozenset({"ID", "Proposal", "Author", "Summary"}),
            frozenset({"ID", "Propuesta", "Autor", "Resumen"}),
        ),
        _consul,
    ),
}


def built_in(name: str, heads: Sequence[str]) -> ColumnMap:
    """Raises Refused(voices.import_map) for a name that is none."""
    if name not in BUILT_IN:
        raise _wrong(name)
    return replace(BUILT_IN[name][1](heads), known=name)


def completed(told: ColumnMap, guessed: ColumnMap) -> ColumnMap:
    """What was said, and for what was not said the guess."""
    if told.columns:
        return told
    return replace(
        guessed,
        values={**guessed.values, **told.values},
        constants={**guessed.constants, **told.constants},
        skip={**guessed.skip, **told.skip},
        header=told.header or guessed.header,
        told=told.told,
        html=told.html or guessed.html,
    )


CHOICES = tuple(field.name for field in FIELDS if field.choice)
