"""What commands take and print: one line a fact for people, one JSON document for machines.

Commands speak English; a finding is told in Spanish where the locale of the machine is Spanish.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from cocrea.kernel.errors import DomainError, Refused
from cocrea.kernel.findings import Finding
from cocrea.ui.messages import text_of


def format_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=["text", "json"], default="text", help="json where a machine reads"
    )


def data_dir_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, help="where database, keys and files live (default: var)"
    )


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def emit(data: Mapping[str, Any] | list[Any]) -> None:
    say(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True, default=str))


def day(text: str) -> date:
    """For ``type=``: a day as 2018-08-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2018-08-30") from None


Measure = TypeVar("Measure", int, float, date)


def within(
    read: Callable[[str], Measure], least: Measure, most: Measure
) -> Callable[[str], Measure]:
    """For ``type=``: what ``read`` makes of the text, refused outside ``least`` to ``most``."""

    def kept(text: str) -> Measure:
        try:
            value = read(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between {least} and {most}")
        return value

    return kept


port_number = within(int, 1, 65_535)


def file_text(path: Path) -> str:
    """A text file. Raises OSError; Refused(process.yaml_invalid) where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        params = {"line": 1, "problem": f"UTF-8: {error.reason}, byte {error.start}"}
        raise Refused(Finding("process.yaml_invalid", params=params, where=path.name)) from error


def finding_text(finding: Finding) -> str:
    """The finding in the language of whoever runs the command."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    return text_of(finding, "es" if locale.startswith("es") else "en")


def refusal_lines(refusal: DomainError) -> Iterator[str]:
    for finding in refusal.findings:
        where = f" [{finding.where}]" if finding.where else ""
        yield f"{finding.code}{where}: {finding_text(finding)}"


def refusal_told(refusal: DomainError, style: str) -> None:
    """Plain sentences where errors go; a machine that reads JSON gets its document as well."""
    for line in refusal_lines(refusal):
        sys.stderr.write(line + "\n")
    if style == "json":
        rows = [
            {**finding.as_json(), "text": finding_text(finding)} for finding in refusal.findings
        ]
        emit({"ok": False, "findings": rows})


def failure_told(text: str, style: str) -> None:
    """The same for what no rule refused: a file that is not there, a database that is silent."""
    sys.stderr.write(text + "\n")
    if style == "json":
        emit({"ok": False, "error": text})
