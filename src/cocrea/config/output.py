"""What commands print: one line a fact for people, one JSON document for machines."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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


def file_text(path: Path) -> str:
    """A methodology file as text. Raises Refused(process.yaml_invalid) when it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        problem = error.strerror or str(error)
    except UnicodeDecodeError as error:
        problem = f"UTF-8: {error.reason}, byte {error.start}"
    raise Refused(
        Finding("process.yaml_invalid", params={"line": 1, "problem": problem}, where=path.name)
    )


def refusal_lines(refusal: DomainError) -> Iterator[str]:
    for finding in refusal.findings:
        where = f" [{finding.where}]" if finding.where else ""
        yield f"{finding.code}{where}: {text_of(finding)}"
