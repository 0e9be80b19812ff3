"""The PDF of a document: tagged, PDF/UA-1, the same bytes for the same document.

Runs in a process of its own (``python -m cocrea.documents.rendering.pdf``): the job as lines of
JSON on standard input (``rules.drawing``), the file on standard output. Reads no file but the
layout and the bundled fonts.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from cocrea.documents.rules.blocks import joined
from cocrea.documents.rules.drawing import job_read
from cocrea.documents.rules.plain import Coverage, breakable, safe

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
# Left as they are: addresses, codes of the layout, digests.
PLAIN = {
    "link",
    "anchor",
    "kind",
    "tone",
    "language",
    "region",
    "paper",
    "at",
    "url",
    "address",
    "stem",
    "origin",
}


def rendered(doc: Mapping[str, Any]) -> bytes:
    """The PDF of ``Doc.as_json()`` with the layout's own texts (see ``frame.framed``).

    Raises typst.TypstError when the layout breaks PDF/UA-1.
    """
    coverage = Coverage(json.loads((FONTS / "coverage.json").read_text()))
    missing = _lacks(doc, coverage)
    made = _each(doc, lambda text: breakable(coverage.shown(safe(text)))) | {"missing": missing}
    found = typst.compile(
        str(HERE / "document.typ"),
        root=str(HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"doc": json.dumps(made)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(datetime.fromisoformat(doc["at"]).timestamp()),
    )
    return bytes(found)


def _each(value: Any, change: Callable[[str], str], name: str = "") -> Any:
    """``change`` over every text that people read."""
    if isinstance(value, Mapping):
        if value.get("code"):
            return {**value, "text": safe(value["text"])}
        return {k: _each(v, change, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_each(v, change, name) for v in value]
    return change(value) if isinstance(value, str) and name not in PLAIN else value


def _lacks(value: Any, coverage: Coverage) -> bool:
    if isinstance(value, Mapping):
        return any(_lacks(v, coverage) for v in value.values())
    if isinstance(value, list | tuple):
        return any(_lacks(v, coverage) for v in value)
    return isinstance(value, str) and coverage.lacks(safe(value))


def main() -> int:
    head, pieces = job_read(sys.stdin.buffer)
    sys.stdout.buffer.write(rendered(head["doc"] | {"blocks": joined(pieces)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
