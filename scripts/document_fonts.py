"""How the fonts of the PDF documents were made: subsets of Noto, with what they can show.

    npm install --no-save @expo-google-fonts/noto-sans@0.4.2 @expo-google-fonts/noto-serif@0.4.2 @expo-google-fonts/noto-sans-mono@0.4.2
    python scripts/document_fonts.py --npm node_modules

Needs the development requirements (fonttools). Writes the files and ``manifest.json`` with version,
licence and SHA-256 of each, and ``coverage.json``: the ranges of characters that all of them show.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "cocrea" / "documents" / "rendering" / "fonts"
VERSION = "0.4.2"
FONTS = (
    ("noto-serif", "400Regular", "NotoSerif_400Regular"),
    ("noto-serif", "400Regular_Italic", "NotoSerif_400Regular_Italic"),
    ("noto-serif", "600SemiBold", "NotoSerif_600SemiBold"),
    ("noto-sans", "400Regular", "NotoSans_400Regular"),
    ("noto-sans", "600SemiBold", "NotoSans_600SemiBold"),
    ("noto-sans-mono", "400Regular", "NotoSansMono_400Regular"),
)
# Latin of every member that writes it (with IPA letters of Mayan languages and combining accents),
# Greek and Cyrillic letters that names bring, punctuation, currency, arrows, a few signs.
WANTED = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x250, 0x2B0),
    *range(0x2B9, 0x2C8),
    *range(0x300, 0x331),
    *range(0x370, 0x400),
    *range(0x400, 0x460),
    *range(0x1E00, 0x1F00),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    0x2044,
    *range(0x2070, 0x20A0),
    *range(0x20A0, 0x20C0),
    0x2116,
    0x2122,
    *range(0x2190, 0x2196),
    0x2212,
    0x2260,
    0x2264,
    0x2265,
    0x25A1,
    0x25AF,
    0x25CF,
    0xFFFD,
]
PLAIN = [*range(0x20, 0x7F), 0xA0, 0x2026]  # digests and names of machines


def made(source: Path, target: Path) -> frozenset[int]:
    """Subset a font; what it can show."""
    font = TTFont(source)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    # The moment of making would change the bytes.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    worker = subset.Subsetter(options)
    worker.populate(unicodes=PLAIN if "Mono" in source.name else WANTED)
    worker.subset(font)
    font.save(target)
    return frozenset(font.getBestCmap())


def ranges(points: frozenset[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, required=True)
    given = parser.parse_args()
    source = given.npm / "@expo-google-fonts"
    TARGET.mkdir(parents=True, exist_ok=True)
    entries, seen = [], []
    for family, folder, name in FONTS:
        target = TARGET / f"{name}.ttf"
        seen.append(made(source / family / folder / f"{name}.ttf", target))
        entries.append(
            {
                "path": target.relative_to(ROOT).as_posix(),
                "source": f"npm @expo-google-fonts/{family}",
                "version": VERSION,
                "licence": "OFL-1.1",
                "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
            }
        )
    shutil.copyfile(source / "noto-serif" / "LICENSE_FONT", TARGET / "OFL.txt")
    (TARGET / "manifest.json").write_text(json.dumps(entries, indent=1) + "\n")
    # The fixed-width font shows digests only; text is set in the others.
    text = ranges(frozenset.intersection(*seen[:-1]))
    (TARGET / "coverage.json").write_text(json.dumps(text) + "\n")


if __name__ == "__main__":
    main()
