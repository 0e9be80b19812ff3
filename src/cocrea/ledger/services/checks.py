"""Recompute the whole record from the database: entries, columns, nodes, head, checkpoints, and
the published texts that it committed to."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max

from cocrea.kernel.findings import Finding, Report, Severity
from cocrea.ledger import keys
from cocrea.ledger.models import Checkpoint, Entry, Log, Node
from cocrea.ledger.rules import entries, merkle, notes, text
from cocrea.ledger.services.mirror import PublishedText

CHUNK = 2_000
MAX_FINDINGS = 200  # a wrong entry early on would otherwise be said of every node above it


def verify_database(log: Log, texts: Iterable[PublishedText] = ()) -> Report:
    """Findings with codes ``ledger.*``; ok when every byte is what the signed heads say.

    Streams; one query per level of the tree besides entries, checkpoints and what ``texts`` asks.
    """
    with transaction.atomic():
        head = Log.objects.get(pk=log.pk)
        found: list[Finding] = []
        for finding in _findings(head, texts):
            found.append(finding)
            if len(found) >= MAX_FINDINGS:
                break
    return Report.of(found)


def _findings(log: Log, texts: Iterable[PublishedText]) -> Iterator[Finding]:
    wrong, digests = _texts(texts)
    yield from wrong
    cited: set[str] = set()
    points = list(Checkpoint.objects.filter(log=log).order_by("size"))
    roots: dict[int, bytes] = {point.size: b"" for point in points}
    edge, nodes, before = merkle.CompactRange(), _Nodes(log), ""
    rows = Entry.objects.filter(log=log, position__lt=log.size).order_by("position")
    for row in rows.iterator(chunk_size=CHUNK):
        raw = bytes(row.raw)
        document, findings = _read(row, raw, log.origin, edge.size)
        yield from findings
        if digests:
            cited.update(digests.intersection(entries.strings_in(document)))
        stamp = str(document.get("recorded_at", before))
        if stamp < before:
            yield _error("clock_back", position=edge.size)
        before = max(before, stamp)
        for node, value in edge.append(merkle.leaf_hash(raw)):
            if node.level and nodes.stored(node) != value:
                yield _error("node_differs", level=node.level, place=node.place)
        if edge.size in roots:
            roots[edge.size] = edge.root()
    if (edge.size, edge.root().hex(), b"".join(edge.hashes)) != (log.size, log.root, _edge(log)):
        yield _error("head_differs", size=log.size, found=edge.size)
    yield from _beyond(log)
    yield from _check_points(log, points, roots)
    for digest in sorted(digests - cited):
        yield _error("text_uncited", digest=digest)


def _texts(texts: Iterable[PublishedText]) -> tuple[list[Finding], set[str]]:
    """Those that are not what was committed to; the digests of the others."""
    wrong: list[Finding] = []
    digests: set[str] = set()
    for given in texts:
        if text.matches(given.digest, bytes(given.salt), given.text):
            digests.add(given.digest)
        else:
            wrong.append(_error("text_differs", digest=given.digest))
    return wrong, digests


def _beyond(log: Log) -> Iterator[Finding]:
    """Rows that no head covers: nobody signed them. Acts that commit meanwhile move the head."""
    last = Entry.objects.filter(log=log).aggregate(last=Max("position"))["last"]
    nodes = Node.objects.filter(log=log).order_by("level").values_list("level")
    tops = list(nodes.annotate(Max("index")))
    size = Log.objects.values_list("size", flat=True).get(pk=log.pk)
    if last is not None and last >= size:
        yield _error("entry_beyond_head", position=last, size=size)
    for level, index in tops:
        if index >= size >> level:
            yield _error("node_beyond_head", level=level, place=index)


def _edge(log: Log) -> bytes:
    return bytes(log.edge)


def _read(row: Entry, raw: bytes, origin: str, size: int) -> tuple[dict[str, Any], list[Finding]]:
    found: list[Finding] = []
    if row.position != size:
        found.append(_error("entry_misplaced", position=size, says=row.position))
    if bytes(row.leaf_hash) != merkle.leaf_hash(raw):
        found.append(_error("leaf_differs", position=row.position))
    try:
        document = entries.entry_read(raw)
    except ValueError as error:
        return {}, [*found, _error("entry_unreadable", position=row.position, why=str(error))]
    if document["position"] != row.position:
        found.append(_error("entry_misplaced", position=row.position, says=document["position"]))
    if document["log"] != origin:
        found.append(_error("entry_foreign", position=row.position, log=document["log"]))
    subject = document["subject"]
    said = (document["kind"], subject["kind"], subject["id"], document["recorded_at"])
    if said != (row.kind, row.subject_kind, row.subject_id, entries.instant(row.recorded_at)):
        found.append(_error("column_differs", position=row.position))
    return document, found


def _check_points(log: Log, points: list[Checkpoint], roots: dict[int, bytes]) -> Iterator[Finding]:
    key, good = notes.vkey_read(log.vkey), 0
    for point in points:
        name = f"{log.name} {point.size}"
        try:
            head = notes.note_verify(point.note, key, keys.signature_holds)
        except ValueError as error:
            yield _error("signature_wrong", name=name, why=str(error))
            continue
        if head.size > log.size:
            yield _error("rolled_back", name=name, size=head.size, found=log.size)
        elif (head.origin, head.size, head.root) != (log.origin, point.size, roots[point.size]):
            yield _error("root_differs", name=name, size=point.size, good=good)
        else:
            good = point.size
    if log.size and not points:
        yield Finding("ledger.no_checkpoint", Severity.WARNING)
    elif points and log.size > points[-1].size:
        count = log.size - points[-1].size
        yield Finding("ledger.uncovered", Severity.NOTE, params={"count": count})


class _Nodes:
    """Stored nodes, level by level, each read once and in order."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._levels: dict[int, Iterator[tuple[int, Any]]] = {}
        self._ahead: dict[int, tuple[int, Any] | None] = {}

    def stored(self, node: merkle.NodeId) -> bytes | None:
        """The hash of a node, asked for in order of place within its level; None if missing."""
        if node.level not in self._levels:
            rows = Node.objects.filter(log=self._log, level=node.level).order_by("index")
            self._levels[node.level] = iter(
                rows.values_list("index", "hash").iterator(chunk_size=CHUNK)
            )
            self._advance(node.level)
        ahead = self._ahead[node.level]
        if ahead is None or ahead[0] != node.place:
            return None
        self._advance(node.level)
        return bytes(ahead[1])

    def _advance(self, level: int) -> None:
        self._ahead[level] = next(self._levels[level], None)


def _error(code: str, **params: Any) -> Finding:
    return Finding(f"ledger.{code}", params=params)
