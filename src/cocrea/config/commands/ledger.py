"""Verify the public record from the database or from a mirror, or write a mirror."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from cocrea.config.output import (
    data_dir_argument,
    emit,
    failure_told,
    finding_text,
    format_argument,
    say,
)
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger import services as ledger
from cocrea.ledger import verifier
from cocrea.ledger.models import Log
from cocrea.site.record import published_texts


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="recompute every hash; exit 1 when something differs")
    source = verify.add_mutually_exclusive_group()
    data_dir_argument(source)
    source.add_argument("--mirror", type=Path, metavar="DIR", help="a mirror somebody keeps")
    verify.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="a checkpoint, receipt or proof that you kept (may be given several times)",
    )
    verify.add_argument("--key", help="the record's public key, from a place other than the mirror")
    format_argument(verify)
    mirror = verbs.add_parser("mirror", help="write what the verifier checks, one folder a log")
    mirror.add_argument("--out", type=Path, required=True, metavar="DIR")
    data_dir_argument(mirror)
    format_argument(mirror)


def run(options: argparse.Namespace) -> int:
    if options.verb == "mirror":
        return mirrored(options)
    kept = Kept.of(options)
    return verified_mirror(options, kept) if options.mirror else verified_database(options, kept)


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody kept elsewhere and holds the record against: by origin of the log.

    notes  origin -> files of its checkpoints; keys: name of the log -> its key
    """

    notes: Mapping[str, list[Path]]
    keys: Mapping[str, str]

    @classmethod
    def of(cls, options: argparse.Namespace) -> "Kept":
        """Raises OSError for a missing file; Refused(ledger.not_a_checkpoint, ledger.not_a_key)."""
        notes: dict[str, list[Path]] = {}
        for path in options.against:
            try:
                note = verifier.Note(verifier.kept(path), path.name)
            except ValueError as error:
                raise Refused(Finding("ledger.not_a_checkpoint", where=str(path))) from error
            notes.setdefault(note.origin, []).append(path)
        try:
            keys = {verifier.Key(options.key).name: options.key} if options.key else {}
        except ValueError as error:
            raise Refused(Finding("ledger.not_a_key", where="--key")) from error
        return cls(notes, keys)

    def for_log(self, origin: str) -> list[str]:
        """What the one-file verifier is told of this log."""
        told = [part for path in self.notes.get(origin, ()) for part in ("--against", str(path))]
        return told + (["--key", self.keys[origin]] if origin in self.keys else [])

    def check(self, origins: Collection[str]) -> None:
        """What belongs to none of these logs would be compared with nothing, and look well.

        Raises Refused(ledger.origin_unknown).
        """
        for origin in (*self.notes, *self.keys):
            if origin not in origins:
                params = {"origin": origin, "known": ", ".join(sorted(origins))}
                raise Refused(Finding("ledger.origin_unknown", params=params))


def mirrored(options: argparse.Namespace) -> int:
    options.out.mkdir(exist_ok=True)
    rows = []
    for log in ledger_selectors.logs():
        size = ledger.mirror_write(log, options.out / log.name, published_texts(log))
        rows.append({"log": log.origin, "size": size, "place": str(options.out / log.name)})
        if options.format == "text":
            say(f"{log.name}: {size} entries -> {options.out / log.name}")
    if options.format == "json":
        emit({"logs": rows})
    return 0


def verified_mirror(options: argparse.Namespace, kept: Kept) -> int:
    """Runs the one-file verifier as anybody would: another process, standard library only."""
    places = sorted(p.parent for p in options.mirror.glob("*/log.json"))
    if (options.mirror / "log.json").exists():
        places = [options.mirror]
    if not places:
        failure_told(f"there is no mirror in {options.mirror}", options.format)
        return 2
    origins = {place: _origin_of(place) for place in places}
    kept.check(set(origins.values()))
    rows, worst = [], 0
    for place, origin in origins.items():
        status, found = _verified(place, kept.for_log(origin))
        worst = max(worst, status)
        rows.append({"log": origin, "ok": status == 0, **found})
        if options.format == "text":
            say(f"{origin}:")
            for finding in found["findings"]:
                say(f"  {finding['severity']}: {finding['text']} [{finding['code']}]")
            say(found["verdict"])
    if options.format == "json":
        emit({"mirror": str(options.mirror), "logs": rows})
    return worst


def _origin_of(place: Path) -> str:
    """The origin that a mirror states of itself; "" where its file cannot be read."""
    try:
        about = json.loads((place / "log.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(about.get("origin", "")) if isinstance(about, dict) else ""


def _verified(place: Path, told: list[str]) -> tuple[int, dict[str, Any]]:
    """Exit status and findings of the one-file verifier on one mirror."""
    command = [sys.executable, "-I", verifier.__file__, str(place), "--format", "json", *told]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode == 2:
        sys.stderr.write(done.stderr)
        return 2, {"verdict": "NOT VERIFIED.", "findings": []}
    report = json.loads(done.stdout)
    return done.returncode, {name: report[name] for name in ("verdict", "findings")}


def verified_database(options: argparse.Namespace, kept: Kept) -> int:
    logs = list(ledger_selectors.logs())
    if not logs:
        raise Refused(Finding("ledger.none_here", where=str(settings.DATA_DIR)))
    kept.check({log.origin for log in logs})
    rows = []
    for log in logs:
        report = ledger.verify_database(log, published_texts(log))
        findings = [{**f.as_json(), "text": finding_text(f)} for f in report]
        status = 0 if report.ok else 1
        if told := kept.for_log(log.origin):
            status, found = _compared(log, told)
            findings += [row for row in found["findings"] if row not in findings]
            status = max(status, 0 if report.ok else 1)
        rows.append({"log": log.origin, "size": log.size, "ok": status == 0, "findings": findings})
        if options.format == "text":
            said = "intact" if status == 0 else "NOT INTACT"
            against = " and goes on from what you kept" if told and status == 0 else ""
            say(f"{log.origin}: {log.size} entries, {said}{against}")
            for row in findings:
                say(f"  {row['code']}: {row['text']}")
    if options.format == "json":
        emit({"data_dir": str(settings.DATA_DIR), "logs": rows})
    return 0 if all(row["ok"] for row in rows) else 1


def _compared(log: Log, told: list[str]) -> tuple[int, dict[str, Any]]:
    """The database as anybody would see it: a mirror of now, held against what was kept."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ledger.mirror_write(log, place, published_texts(log))
        return _verified(place, told)
