"""What was vendored is what the manifest says, and stays inside the budget of a first visit."""

import gzip
import hashlib
import json
from pathlib import Path

from fontTools.ttLib import TTFont

import cocrea.ui

ROOT = Path(__file__).resolve().parents[3]
UI = Path(cocrea.ui.__file__).parent
STATIC = UI / "static" / "ui"


def test_digests():
    rows = json.loads((UI / "data" / "manifest.json").read_text(encoding="utf-8"))
    assert len(rows) >= 6
    for row in rows:
        found = hashlib.sha256((ROOT / row["path"]).read_bytes()).hexdigest()
        assert found == row["sha256"], row["path"]
        assert row["licence"] and row["version"] and row["source"]


def test_every_icon_of_the_list_is_in_the_sprite():
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    names = (UI / "data" / "icons.txt").read_text(encoding="utf-8").split()
    assert len(names) == len(set(names))
    assert [n for n in names if f'<symbol id="{n}"' not in sprite] == []


def test_budget():
    """CSS, both fonts, icons and favicon: 35 KB, which leaves 65 for the page and its scripts."""
    packed = sum(
        len(gzip.compress((STATIC / name).read_bytes()))
        for name in ("cocrea.css", "icons.svg", "icon.svg", "noto-latin.woff2")
    )
    assert packed < 35_000
    assert len(gzip.compress((STATIC / "cocrea.css").read_bytes())) < 8_000


def test_the_font_has_what_spanish_and_mayan_languages_write():
    points = set()
    for name in ("noto-latin.woff2", "noto-supplement.woff2"):
        with TTFont(STATIC / name) as font:
            points |= set(font.getBestCmap())
    assert {ord(c) for c in "áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’ʼ–—…äëïöẍẌɨ"} <= points
