"""Templates take only what is their room's or ui's, and carry no script and no style."""

import re
from pathlib import Path

import allauth
from tests.architecture import house
from tests.rows import every

TEMPLATES = sorted(p for p in house.SRC.glob("*/templates/**/*") if p.is_file())
PAGES = [p for p in TEMPLATES if p.suffix == ".html"]
TAG = re.compile(r"{%-?\s*(extends|include)\s+(\S+)")
LOAD = re.compile(r"{%-?\s*load\s+(.+?)\s*-?%}")
COMPONENT = re.compile(r"<c-([a-z0-9.\-]+)")
SLOT = {"slot", "vars"}
# Libraries that come with Django and its companions.
LIBRARIES = {"i18n", "static", "l10n", "tz", "cache", "humanize", "django_htmx"}
# The account pages are allauth's; ui dresses them, and only ui.
ACCOUNTS = Path(allauth.__file__).parent / "templates"
# Documents that are sent or saved whole, away from the portal and its style sheet.
STANDS_ALONE = {"documents/templates/documents/rendered.html"}
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:|\bhx-on",
    re.IGNORECASE,
)


def places(room: str) -> list[Path]:
    own = [house.SRC / room / "templates", house.SRC / "ui" / "templates"]
    return [*own, ACCOUNTS] if room == "ui" else own


def libraries(room: str) -> set[str]:
    """Tag libraries that a template of this room may load: its own and those of lower rooms."""
    known = {"allauth", *LIBRARIES} if room == "ui" else set(LIBRARIES)
    for other in house.rooms():
        if other == room or house.height(other) < house.height(room):
            known |= {p.stem for p in (house.SRC / other / "templatetags").glob("*.py")}
    return known


def named(path: Path) -> str:
    return str(path.relative_to(house.SRC))


@every("path", TEMPLATES)
def test_extends_and_includes_stay_in_the_room_or_ui(path):
    wrong = []
    for verb, target in TAG.findall(path.read_text(encoding="utf-8")):
        name = target.strip("\"'")
        if name == target:
            wrong.append(f"{verb} {target}: a literal name, so that it can be followed")
        elif not any((place / name).is_file() for place in places(house.room_of(path))):
            wrong.append(f"{verb} {name}")
    assert not wrong


@every("path", PAGES)
def test_tag_libraries_and_components_come_from_below(path):
    text, room = path.read_text(encoding="utf-8"), house.room_of(path)
    loaded = set()
    for words in LOAD.findall(text):
        loaded |= {words.split(" from ")[1]} if " from " in words else set(words.split())
    assert loaded <= libraries(room)
    missing = {
        name
        for name in COMPONENT.findall(text)
        if name not in SLOT
        and not any(
            (place / "cotton" / f"{name.replace('-', '_').replace('.', '/')}.html").is_file()
            for place in places(room)
        )
    }
    assert not missing


@every("path", [p for p in PAGES if named(p) not in STANDS_ALONE])
def test_pages_hold_no_script_and_no_style(path):
    """The content security policy has no ``unsafe-*``; a slip would show only in a browser."""
    found = INLINE.findall(path.read_text(encoding="utf-8"))
    assert not found
