"""Draws one image: the job as JSON on standard input, the file on standard output.

Runs in a process of its own (``python -m cocrea.outreach.images.press svg``). Texts reach typst as
data, never as source. Letters become outlines: the image looks the same on every machine.
"""

import json
import re
import sys
from html import escape
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).resolve().parent
# The fonts of the documents; where they are absent typst's own serif stands in.
FONTS = HERE.parent.parent / "documents" / "rendering" / "fonts"
NAME = re.compile(r"g([0-9A-F]{32})")
PATH = re.compile(r' d="([^"]*)"')
STEP = re.compile(r"([a-zA-Z])([^a-zA-Z]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")
AXES = {"h": (0,), "v": (1,)}  # which of x and y a step moves; any other moves both
FRACTION = re.compile(r"-?\d+\.\d{3,}")
SPACE = 'xmlns="http://www.w3.org/2000/svg"'
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
    return lightened(found.decode(), job).encode() if format == "svg" else found


def lightened(svg: str, job: dict[str, Any]) -> str:
    """The same drawing in half the bytes, named for those who do not see it: short names of
    letters, tenths of a point, nothing that says only what holds anyway."""
    names: dict[str, str] = {}
    svg = NAME.sub(lambda found: f"g{names.setdefault(found.group(1), str(len(names)))}", svg)
    svg = PATH.sub(lambda found: f' d="{tenths(found.group(1))}"', svg)
    svg = FRACTION.sub(lambda found: _spelled(float(found.group()), 2), svg)
    svg = svg.replace(' fill-rule="nonzero"', "").replace(SPACE, f'role="img" {SPACE}', 1)
    head, _end, rest = svg.partition(">")
    said = escape(f"{job['title']}. {job['text']}")
    return f"{head}><title>{said}</title>{rest}"


def tenths(path: str) -> str:
    """A path with its points on tenths. What rounding takes from a step is given to the next, so
    that no point is further than a twentieth from where it was."""
    said: list[str] = []
    true, drawn = [0.0, 0.0], [0.0, 0.0]
    start = (true, drawn)
    for letter, numbers in STEP.findall(path):
        axes = AXES.get(letter.lower(), (0, 1))
        steps, found = [float(n) for n in NUMBER.findall(numbers)], []
        ahead, put = list(true), list(drawn)
        for n, step in enumerate(steps):
            axis = axes[n % len(axes)]
            ahead[axis] = step + (true[axis] if letter.islower() else 0.0)
            moved = round(ahead[axis] - (drawn[axis] if letter.islower() else 0.0), 1)
            put[axis] = moved + (drawn[axis] if letter.islower() else 0.0)
            found.append(_spelled(moved, 1))
        true, drawn = start if letter in "zZ" else (ahead, put)
        start = (true, drawn) if letter in "mM" else start
        said.append(letter + " ".join(found))
    return "".join(said)


def _spelled(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def main() -> int:
    sys.stdout.buffer.write(made(json.load(sys.stdin), sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
