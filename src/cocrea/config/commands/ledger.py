"""Verify the public record from the database or from a mirror, or write a mirror."""

import argparse
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from cocrea.config.output import data_dir_argument, emit, format_argument, say
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger import services as ledger
from cocrea.ledger import verifier
from cocrea.site.record import published_texts
from cocrea.ui.messages import text_of


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
        help="an earlier checkpoint that you kept (may be given several times)",
    )
    verify.add_argument("--key", help="the record's public key, from a place other than the mirror")
    format_argument(verify)
    mirror = verbs.add_parser("mirror", help="write what the verifier checks, one folder a log")
    mirror.add_argument("--out", type=Path, required=True, metavar="DIR")
    data_dir_argument(mirror)


def run(options: argparse.Namespace) -> int:
    if options.verb == "mirror":
        return mirrored(options)
    if options.mirror:
        return verified_mirror(options)
    return verified_database(options)


def mirrored(options: argparse.Namespace) -> int:
    for log in ledger_selectors.logs():
        size = ledger.mirror_write(log, options.out / log.name, published_texts(log))
        say(f"{log.name}: {size} entries -> {options.out / log.name}")
    return 0


def verified_mirror(options: argparse.Namespace) -> int:
    """Runs the one-file verifier as anybody would: another process, standard library only."""
    places = sorted(p.parent for p in options.mirror.glob("*/log.json"))
    if (options.mirror / "log.json").exists():
        places = [options.mirror]
    if not places:
        sys.stderr.write(f"there is no mirror in {options.mirror}\n")
        return 2
    worst = 0
    for place in places:
        command = [sys.executable, "-I", verifier.__file__, str(place)]
        for checkpoint in options.against:
            command += ["--against", str(checkpoint)]
        if options.key:
            command += ["--key", options.key]
        if options.format == "json":
            command += ["--format", "json"]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return worst


def verified_database(options: argparse.Namespace) -> int:
    rows = []
    for log in ledger_selectors.logs():
        report = ledger.verify_database(log)
        rows.append(
            {
                "log": log.origin,
                "size": log.size,
                "ok": report.ok,
                "findings": [f.as_json() for f in report],
            }
        )
        if options.format == "text":
            say(f"{log.origin}: {log.size} entries, {'intact' if report.ok else 'NOT INTACT'}")
            for finding in report:
                say(f"  {finding.code}: {text_of(finding)}")
    if options.format == "json":
        emit({"data_dir": str(settings.DATA_DIR), "logs": rows})
    return 0 if all(row["ok"] for row in rows) else 1
