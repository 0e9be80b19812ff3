"""Every pair of ink and ground that the style sheet uses meets WCAG 2.2 AA, light and dark."""

import functools
import re
from pathlib import Path

import pytest
from tests.rows import every

import cocrea.ui

CSS = Path(cocrea.ui.__file__).parent / "static" / "ui" / "cocrea.css"
TEXT = 4.5
SHAPE = 3.0
GROUNDS = ("paper", "surface", "sunken")
TINTS = ("indigo-tint", "red-tint", "gold-tint", "jade-tint")
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "soft", "link") for ground in (*GROUNDS, *TINTS)],
    *[("red", ground, TEXT) for ground in (*GROUNDS, "red-tint")],
    *[("edge", ground, SHAPE) for ground in ("paper", "surface")],
    *[("focus", ground, SHAPE) for ground in GROUNDS],
    ("on-primary", "primary", TEXT),
    ("on-primary", "primary-hover", TEXT),
    ("on-danger", "danger", TEXT),
    ("danger", "paper", TEXT),
    ("paper", "red", TEXT),
    ("indigo", "indigo-tint", TEXT),
    ("jade", "jade-tint", TEXT),
    ("gold-ink", "gold-tint", TEXT),
    *[(f"c{n}", "paper", SHAPE) for n in (1, 2, 4, 5, 6, 7)],
]


@functools.cache
def tokens() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root\{([^}]*)\}", CSS.read_text(encoding="utf-8"))
    light = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", blocks[0]))
    dark = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", blocks[1]))
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@every(
    "scheme, ink, ground, least",
    [(scheme, *pair) for scheme in ("light", "dark") for pair in PAIRS],
)
def test_pair(scheme, ink, ground, least):
    palette = tokens()[scheme]
    assert contrast(palette[ink], palette[ground]) >= least


def test_old_telephones_understand_the_sheet():
    """No layers, no nesting, no :has: browsers without them would show a bare page."""
    css = CSS.read_text(encoding="utf-8")
    assert not re.search(r"@layer|:has\(|@import|https?://(?!\")", css.replace('^="http"', ""))
    assert "&" not in css
