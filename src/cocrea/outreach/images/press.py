"""Draws one image: the job as JSON on standard input, the file on standard output.

Runs in a process of its own (``python -m cocrea.outreach.images.press svg``). Texts reach typst as
data, never as source. Letters become outlines: the image looks the same on every machine.
"""

import json
import sys
from html import escape
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).resolve().parent
# The fonts of the documents; where they are absent typst's own serif stands in.
FONTS = HERE.parent.parent / "documents" / "rendering" / "fonts"
PIXELS_PER_INCH = {"square": 144, "poster": 150}


def made(job: dict[str, Any], format: str) -> bytes:
    """format: svg or png. Raises typst.TypstError."""
    data = typst.compile(
        str(HERE / "card.typ"),
        root=str(HERE),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"card": json.dumps(job)},
        format=format,
        ppi=PIXELS_PER_INCH[job["shape"]],
    )
    found = bytes(data)
    if format == "svg":
        named = 'role="img" xmlns="http://www.w3.org/2000/svg"'
        said = escape(f"{job['title']}. {job['text']}")
        text = found.decode().replace('xmlns="http://www.w3.org/2000/svg"', named, 1)
        head, _end, rest = text.partition(">")
        found = f"{head}><title>{said}</title>{rest}".encode()
    return found


def main() -> int:
    sys.stdout.buffer.write(made(json.load(sys.stdin), sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
