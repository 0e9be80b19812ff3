"""Reading batches, and the files they are made from."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import override

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.lines import Line
from cocrea.kernel.tables import Shape, lines_of, shape_of
from cocrea.people import vault
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.voices import words
from cocrea.voices.models import ImportBatch, ImportRow, Voice
from cocrea.voices.rules.importing import mapping as maps
from cocrea.voices.rules.importing.keys import Seen, row_digest, row_key
from cocrea.voices.rules.importing.lifecycle import DRAFTS, PUBLIC, BatchState, RowState
from cocrea.voices.rules.importing.mapping import ColumnMap
from cocrea.voices.rules.importing.rows import Draft, Reader, constants_check
from cocrea.voices.rules.importing.vocabulary import Vocabulary, key_of, keyed
from cocrea.voices.rules.permits import PERMITS

CHUNK = 250
LOOK = 60  # lines of a file that a guess and a preview see


def batches(process: Process, *, drafts: bool = False) -> QuerySet[ImportBatch]:
    """What came in files, the newest first; drafts are for their team."""
    found = ImportBatch.objects.filter(process=process)
    return found if drafts else found.filter(state__in=[str(s) for s in PUBLIC])


def batch_get(
    process: Process, public_id: UUID | str, *, roles: frozenset[str] = frozenset()
) -> ImportBatch:
    """Raises NotThere(voices.import_not_there), for a draft too unless the reader types voices."""
    key = parse_uuid(str(public_id))
    found = ImportBatch.objects.filter(process=process, public_id=key).first() if key else None
    if found is None or not (found.public or PERMITS.may(roles, "import.open")):
        raise NotThere(Finding("voices.import_not_there"))
    return found


def batches_unfinished(process: Process) -> list[ImportBatch]:
    """What a crash or a short request left to do, oldest first."""
    waiting = (BatchState.STAGING, BatchState.PROMOTING, BatchState.UNDOING)
    return list(ImportBatch.objects.filter(process=process, state__in=waiting).order_by("pk"))


def drafts_held(process: Process | None = None) -> list[UUID]:
    """Files in the vault that some batch still needs."""
    rows = ImportBatch.objects.exclude(file=None)
    rows = rows if process is None else rows.filter(process=process)
    return list(rows.values_list("file", flat=True))


def same_file(process: Process, digest: str) -> ImportBatch | None:
    """The newest batch of the very same file that was not undone."""
    gone = (BatchState.UNDOING, BatchState.UNDONE)
    rows = ImportBatch.objects.filter(process=process, source_digest=digest)
    return rows.exclude(state__in=gone).order_by("-pk").first()


def problem_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows with something to say, in the order of the file."""
    rows = ImportRow.objects.filter(batch=batch)
    return (rows.filter(state=RowState.FAULTY) | rows.filter(warned=True)).order_by("line")


def findings_of(row: ImportRow) -> list[Finding]:
    return [
        Finding(f["code"], Severity(f["severity"]), f["params"], f["where"]) for f in row.problems
    ]


def problem_counts(batch: ImportBatch) -> list[tuple[Finding, int, int]]:
    """(finding, rows, first line) of every kind of problem, errors first, then the most frequent;
    with the figures of the first of them."""
    counts: dict[tuple[str, str, str], list[Any]] = {}
    rows = problem_rows(batch).values_list("line", "problems").iterator(chunk_size=2000)
    for line, problems in rows:
        for each in problems:
            key = (each["code"], each["where"], each["severity"])
            found = counts.setdefault(key, [0, line, each["params"]])
            found[0] += 1
    made = [
        (Finding(code, Severity(severity), params, where), count, line)
        for (code, where, severity), (count, line, params) in counts.items()
    ]
    return sorted(made, key=lambda row: (row[0].severity != Severity.BLOCKER, -row[1]))


def treated_of(batch: ImportBatch) -> int:
    """How many of its voices were already separated into points."""
    return batch.voices.filter(state__in=("treated", "answered", "followed")).count()


def waiting_rows(process: Process) -> dict[int, int]:
    """Phase -> rows whose promotion is in the record and which are not voices yet."""
    rows = ImportRow.objects.filter(
        batch__process=process, batch__state=BatchState.PROMOTING, state=RowState.FRESH
    ).order_by()
    return dict(rows.values_list("batch__phase").annotate(n=Count("pk")))


def vocabulary(process: Process) -> Vocabulary:
    """What people may write in a cell of this process, in Spanish and in English."""
    territory = process_selectors.territory(process)
    themes = list(process_selectors.themes(process, state=None))
    choices: dict[str, dict[str, str]] = {
        "theme": keyed((t.slug, name) for t in themes for name in (t.name_es, t.name_en))
    }
    tables = {
        "kind": words.KINDS,
        "sector": words.SECTORS,
        "gender": words.GENDERS,
        "age_band": words.AGES,
    }
    for language in ("en", "es"):
        with override(language):
            own = {"people": words.peoples(process), "language": words.languages(process)}
            for name, labels in (tables | own).items():
                found = keyed((code, str(label)) for code, label in labels.items())
                choices[name] = {**choices.get(name, {}), **found}
    parts: dict[str, list[tuple[str, str]]] = {}
    for area in territory.areas:
        for part in area.parts:
            for name in {key_of(part.name), part.code}:
                parts.setdefault(name, []).append((area.code, part.code))
    areas = {key_of(area.name): area.code for area in territory.areas}
    return Vocabulary(
        choices,
        areas | {area.code: area.code for area in territory.areas},
        {name: tuple(found) for name, found in parts.items()},
        {theme.number: theme.slug for theme in themes},
    )


@dataclass(slots=True)
class Opened:
    """An open file, ready to be read row by row. scope: rows of one source are one row once."""

    file: BinaryIO = field(repr=False)
    shape: Shape
    heads: tuple[str, ...]
    header: int
    mapping: ColumnMap
    reader: Reader
    scope: tuple[str, ...]

    def lines(self) -> Iterator[tuple[Line, bool]]:
        """(line, is it the last one of a text file) below the headings."""
        found = (ln for ln in lines_of(self.file, self.shape) if ln.number > self.header)
        ahead = next(found, None)
        for line in found:
            if ahead is not None:
                yield ahead, False
            ahead = line
        if ahead is not None:
            yield ahead, self.shape.kind == "csv"

    def unended(self) -> bool:
        """Does the text stop without the end of a line, as one that was cut does?"""
        if self.shape.kind != "csv":
            return False
        self.file.seek(-min(4, self.file.seek(0, 2)), 2)
        return not self.file.read().strip(b"\x00").endswith((b"\n", b"\r"))

    def rows(self, after: int = 0) -> Iterator[tuple[Draft, str, str]]:
        """(draft, key, content) of every row after a line; what came before is only counted, so
        that of rows that say the same each keeps its number."""
        secret, seen, cut = settings.SECRET_KEY.encode(), Seen(), self.unended()
        for line, last in self.lines():
            content = row_digest(secret, self.reader.compared(line))
            nth = seen.nth(content)
            if line.number > after:
                draft = self.reader.read(line, last=last, cut=last and cut)
                yield draft, row_key(secret, self.scope, draft.row_id, content, nth), content


def opened(
    process: Process,
    file: BinaryIO,
    mapping: ColumnMap | None = None,
    *,
    scope: str = "",
    strict: bool = False,
    defaults: dict[str, str] | None = None,
) -> Opened:
    """An open file with its shape, headings and map; what the map leaves open is guessed.

    Raises TableBroken(kernel.table_*), Refused(voices.import_*).
    """
    told = mapping or ColumnMap()
    shape = shape_of(file, told.told)
    first = list(itertools.islice(lines_of(file, shape), LOOK))
    header = maps.header_of(first[: maps.LOOK_FOR_HEADS] if not told.header else first, told.header)
    heads = tuple(cell.strip() for cell in header.cells)
    below = [line for line in first if line.number > header.number]
    known = maps.built_in(told.known, heads) if told.known in maps.BUILT_IN else None
    whole = maps.completed(told, known or maps.guess(heads, below))
    constants = {**(defaults or {}), **whole.constants}
    reader = Reader(heads, _with_constants(whole, constants), vocabulary(process), strict=strict)
    return Opened(file, shape, heads, header.number, whole, reader, (process.slug, scope))


def _with_constants(mapping: ColumnMap, constants: dict[str, str]) -> ColumnMap:
    refused = list(constants_check(constants))
    if refused:
        raise Refused(refused)
    return replace(mapping, constants=constants)


def opened_batch(batch: ImportBatch, mapping: ColumnMap | None = None) -> Opened:
    """The file of a batch as it is to be read. Raises NotThere where it was erased."""
    if batch.file is None:
        raise NotThere(Finding("voices.import_no_file"))
    return opened(
        batch.process,
        vault.file_open(batch.file),
        mapping or maps.mapping_of(batch.mapping),
        scope=batch.scope,
        strict=batch.strict,
        defaults=batch.defaults,
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring. sample: its first rows; unknown: field -> values nobody knows."""

    shape: Shape
    heads: tuple[str, ...]
    header: int
    mapping: ColumnMap
    problems: tuple[Finding, ...]
    sample: tuple[Draft, ...]
    unknown: dict[str, list[str]]


def preview(found: Opened, rows: int = 8) -> Preview:
    """The first rows as they would come in. Shown to whoever sent the file, and kept nowhere."""
    problems = tuple(maps.problems(found.mapping, found.heads))
    lines = list(itertools.islice(found.lines(), LOOK))
    sample = tuple(found.reader.read(line) for line, _last in lines[:rows])
    return Preview(
        found.shape,
        found.heads,
        found.header,
        found.mapping,
        problems,
        sample,
        _unknown(found, [line for line, _last in lines]),
    )


def _unknown(found: Opened, lines: Iterable[Line]) -> dict[str, list[str]]:
    values: dict[str, dict[str, None]] = {}
    for line in lines:
        for problem in found.reader.read(line).problems:
            if problem.code == "voices.import_unknown":
                for place in found.reader.places.get(problem.where, ()):
                    if place < len(line.cells) and line.cells[place].strip():
                        said = line.cells[place].strip()[:60]
                        values.setdefault(problem.where, {})[said] = None
                        break
    return {name: list(said)[:12] for name, said in values.items()}


@dataclass(slots=True)
class Trial:
    """What reading a whole file would bring; problems: (line, finding), the first ones."""

    rows: int = 0
    fresh: int = 0
    known: int = 0
    faulty: int = 0
    skipped: int = 0
    warned: int = 0
    problems: list[tuple[int, Finding]] = field(default_factory=list)


def trial(found: Opened, most: int = 100) -> Trial:
    """Read a whole file and keep nothing: constant memory, one query per 500 rows."""
    made = Trial()
    above: dict[str, str] = {}
    for chunk in chunked(found.rows()):
        live = known_rows([key for _draft, key, _content in chunk])
        for draft, key, content in chunk:
            state, problems = judged(draft, content, live.get(key, above.get(key)))
            if state is RowState.FRESH:
                above[key] = content
            made.rows += 1
            name = str(state)
            setattr(made, name, getattr(made, name) + 1)
            made.warned += state is RowState.FRESH and bool(problems)
            made.problems += [(draft.line, p) for p in problems[: most - len(made.problems)]]
    return made


def chunked(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Rows in lists of CHUNK."""
    walker = iter(rows)
    while chunk := list(itertools.islice(walker, CHUNK)):
        yield chunk


def known_rows(keys: Sequence[str], batch: ImportBatch | None = None) -> dict[str, str]:
    """key -> content of the rows that already count: they are voices, or stand above in the same
    file. Those of another draft do not count: it may never be promoted. One query."""
    rows = ImportRow.objects.filter(key__in=list(keys))
    counts = Q(live=True) if batch is None else Q(live=True) | Q(batch=batch, state=RowState.FRESH)
    return dict(rows.filter(counts).values_list("key", "content"))


def came_meanwhile(batch: ImportBatch) -> bool:
    """Did a row of this draft become a voice by way of another file since it was read?"""
    taken = ImportRow.objects.filter(live=True).exclude(batch=batch).values("key")
    return ImportRow.objects.filter(batch=batch, state=RowState.FRESH, key__in=taken).exists()


def judged(draft: Draft, content: str, known: str | None) -> tuple[RowState, tuple[Finding, ...]]:
    """What becomes of a row, and why. The same id with other words is not silently the same row."""
    if draft.skipped:
        return RowState.SKIPPED, ()
    if known == content:
        return RowState.KNOWN, ()
    if known is not None:
        return RowState.FAULTY, (Finding("voices.import_changed", where="id"),)
    return (RowState.FAULTY if draft.faulty else RowState.FRESH), draft.problems


def leaves(batch: ImportBatch) -> Iterator[dict[str, Any]]:
    """What the root in the record stands over, in order: one object per voice of the batch."""
    rows = ImportRow.objects.filter(batch=batch, state__in=(RowState.MADE, *_GONE))
    for row in rows.select_related("voice").order_by("line").iterator(chunk_size=2000):
        yield leaf(batch, row)


_GONE = (RowState.UNDONE, RowState.KEPT)


def leaf(batch: ImportBatch, row: ImportRow) -> dict[str, Any]:
    """What the record says of a voice that came in a batch: nothing by which to find somebody."""
    fields = row.fields if row.voice is None else {"kind": row.voice.kind}
    found = {
        "voice": str(row.public_id),
        "folio": row.folio,
        "text": row.text_digest,
        "kind": fields["kind"],
        "line": row.line,
    }
    if row.said_on:
        found["said_on"] = row.said_on.isoformat()
    return found


def code_slips(batch: ImportBatch) -> QuerySet[Voice]:
    """Its voices in the order of the file, each with ``import_row``."""
    found = Voice.objects.filter(batch=batch).select_related("import_row")
    return found.order_by("import_row__line")


def drafts_of(process: Process) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(process=process, state__in=[str(s) for s in DRAFTS])
