"""Check a methodology file, or export the JSON Schema that editors use."""

import argparse
from pathlib import Path

from cocrea.config.output import emit, file_text, finding_text, format_argument, say
from cocrea.kernel.findings import Severity
from cocrea.process.rules.lint import lint
from cocrea.process.rules.loading import load
from cocrea.process.rules.schema import Methodology

LABEL = {Severity.BLOCKER: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "NOTE"}


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="findings with codes; exit 1 when the file is unusable")
    check.add_argument("file", type=Path)
    check.add_argument("--strict", action="store_true", help="exit 1 on warnings too")
    format_argument(check)
    verbs.add_parser("schema", help="print the JSON Schema of a methodology file")


def run(options: argparse.Namespace) -> int:
    if options.verb == "schema":
        emit(Methodology.model_json_schema())
        return 0
    methodology = load(file_text(options.file))
    report = lint(methodology)
    failed = not report.ok or (options.strict and any(f.severity != Severity.NOTE for f in report))
    if options.format == "json":
        found = [{**f.as_json(), "text": finding_text(f)} for f in report]
        emit({"ok": not failed, "findings": found})
    else:
        for finding in report:
            where = f" [{finding.where}]" if finding.where else ""
            say(f"{LABEL[finding.severity]} {finding.code}{where}: {finding_text(finding)}")
        say(f"{options.file.name}: {len(report.findings)} findings")
    return 1 if failed else 0
