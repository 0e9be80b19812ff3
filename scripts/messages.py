"""Texts of the interface: Spanish is written in the code, English in each room's catalogue.

messages.py update [ROOM ...]   add new texts to locale/en/LC_MESSAGES/django.po, mark gone ones
messages.py compile [--quiet]   .po -> .mo (Babel; no gettext tools needed)
messages.py check               non-zero when an English text is missing, fuzzy or has other
                                placeholders than the Spanish one, or when two rooms put the
                                same Spanish into English in two ways
"""

import argparse
import ast
import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SRC = Path(__file__).resolve().parent.parent / "src" / "cocrea"
MODULE = "django.utils.translation"
# Name of the function: position of the text and of its plural.
FUNCTIONS = {
    "gettext": (0, None),
    "gettext_lazy": (0, None),
    "gettext_noop": (0, None),
    "ngettext": (0, 1),
    "ngettext_lazy": (0, 1),
    "pgettext": (1, None),
    "pgettext_lazy": (1, None),
}
TAG = re.compile(
    r"\{%-?\s*(?:translate|trans)\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')([^%]*)%\}"
)
INLINE = re.compile(r"_\((\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\)")
BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?(.*?)%\}(.*?)(?:\{%\s*plural\s*%\}(.*?))?\{%\s*endblocktrans(?:late)?\s*%\}",
    re.S,
)
CONTEXT = re.compile(r"\bcontext\s+(\"[^\"]*\"|'[^']*')")
VARIABLE = re.compile(r"\{\{\s*([\w.]+)[^}]*\}\}")
NAMED = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def rooms(names: list[str]) -> list[Path]:
    found = sorted(p for p in SRC.iterdir() if p.is_dir() and not p.name.startswith("_"))
    return [p for p in found if not names or p.name in names]


def called(tree: ast.AST) -> dict[str, str]:
    """What this module calls the functions of translation: its own name -> Django's."""
    return {
        name.asname or name.name: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for name in node.names
        if name.name in FUNCTIONS
    }


def function_of(call: ast.Call, names: dict[str, str]) -> str:
    """The function of translation that is called, by Django's name; "" where it is another."""
    if isinstance(call.func, ast.Attribute):  # translation.gettext
        return call.func.attr if call.func.attr in FUNCTIONS else ""
    return names.get(getattr(call.func, "id", ""), "")


def python_texts(path: Path):
    yield from texts_in(path.read_text())


def texts_in(source: str):
    """Every text that a Python source hands to a function of translation, whatever it calls it."""
    tree = ast.parse(source)
    names = called(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = function_of(node, names)
        if not name:
            continue
        first, plural = FUNCTIONS[name]
        try:
            values = [ast.literal_eval(a) for a in node.args]
        except ValueError:
            values = [
                ast.literal_eval(a) if isinstance(a, ast.Constant) else None for a in node.args
            ]
        if len(values) <= first or not isinstance(values[first], str):
            continue
        context = values[0] if first == 1 else None
        text = (values[0], values[1]) if plural else values[first]
        yield text, context


def doubled(literal: str) -> str:
    """Templates look a text up with its percent signs doubled."""
    return ast.literal_eval(literal).replace("%", "%%")


def template_texts(path: Path):
    source = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.S
    )
    for literal, rest in TAG.findall(source):
        context = CONTEXT.search(rest)
        yield doubled(literal), ast.literal_eval(context[1]) if context else None
    for literal in INLINE.findall(source):
        yield doubled(literal), None
    for options, singular, plural in BLOCK.findall(source):
        context = CONTEXT.search(options)
        parts = []
        for part in (singular, plural):
            if part:
                part = VARIABLE.sub(r"%(\1)s", part.replace("%", "%%") if "%" in part else part)
                if "trimmed" in options:
                    part = " ".join(line.strip() for line in part.strip().splitlines())
                parts.append(part)
        text = tuple(parts) if len(parts) == 2 else parts[0]
        yield text, ast.literal_eval(context[1]) if context else None


def texts_of(room: Path) -> set:
    found = set()
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            found.update(python_texts(path))
    for pattern in ("*.html", "*.txt", "*.xml"):
        for path in sorted(room.glob(f"templates/**/{pattern}")):
            found.update(template_texts(path))
    return {entry for entry in found if entry[0]}


def po_path(room: Path) -> Path:
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def read(room: Path) -> Catalog:
    path = po_path(room)
    if path.exists():
        with path.open("rb") as handle:
            return read_po(handle, locale="en")
    return Catalog(locale="en", project="Cocrea", charset="utf-8")


def update(room: Path) -> str | None:
    texts, catalog = texts_of(room), read(room)
    if not texts and not po_path(room).exists():
        return None
    fresh = Catalog(locale="en", project="Cocrea", charset="utf-8")
    fresh.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("Language", "en"),
    ]
    added = 0
    for text, context in sorted(texts, key=lambda t: (str(t[0]), t[1] or "")):
        key = text[0] if isinstance(text, tuple) else text
        old = catalog.get(key, context)
        added += old is None
        string = old.string if old else (("", "") if isinstance(text, tuple) else "")
        if isinstance(text, tuple) and isinstance(string, str):
            string = ("", "")
        if isinstance(text, str) and isinstance(string, tuple):
            string = string[0]
        fresh.add(text, string, context=context)
    buffer = BytesIO()
    write_po(buffer, fresh, width=100, omit_header=False, no_location=True, ignore_obsolete=True)
    lines = [
        line
        for line in buffer.getvalue().decode().splitlines()
        if not re.match(
            r'"(POT-Creation|PO-Revision|Last-Translator|Language-Team|Report-Msgid|Generated-By|Project-Id|MIME-Version|Content-Transfer)',
            line,
        )
        and not line.startswith("#")
    ]
    path = po_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines).strip() + "\n")
    return f"{room.name}: {len(texts)} texts, {added} new"


def compile_room(room: Path) -> bool:
    path = po_path(room)
    if not path.exists():
        return False
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return False
    with target.open("wb") as handle:
        write_mo(handle, read(room))
    return True


def problems(room: Path) -> list[str]:
    catalog, found = read(room), []
    for text, context in sorted(texts_of(room), key=str):
        key = text[0] if isinstance(text, tuple) else text
        entry = catalog.get(key, context)
        strings = (
            ()
            if entry is None
            else (entry.string if isinstance(entry.string, tuple) else (entry.string,))
        )
        if not strings or not all(strings) or (entry and entry.fuzzy):
            found.append(f"{room.name}: no English for {key!r}")
            continue
        wanted = set(NAMED.findall(key)) | (
            set(NAMED.findall(text[1])) if isinstance(text, tuple) else set()
        )
        for string in strings:
            if not set(NAMED.findall(string)) <= wanted:
                found.append(f"{room.name}: other placeholders in the English of {key!r}")
    return found


def told_apart(chosen: list[Path]) -> list[str]:
    """Texts that two rooms put into English in two ways: Django keeps one of them for both.

    Where they mean different things the Spanish is told apart by a context.
    """
    english: dict[tuple[str, str | None], dict[str, list[str]]] = {}
    for room in chosen:
        for entry in read(room):
            plain = isinstance(entry.id, str)
            key = (entry.id if plain else entry.id[0], entry.context)
            said = entry.string if plain else entry.string[0]
            if key[0] and said:
                english.setdefault(key, {}).setdefault(said, []).append(room.name)
    return [
        f"{key[0]!r} has {len(ways)} English texts: "
        + "; ".join(f"{said!r} in {', '.join(names)}" for said, names in ways.items())
        for key, ways in english.items()
        if len(ways) > 1
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("verb", choices=["update", "compile", "check"])
    parser.add_argument("rooms", nargs="*")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    chosen = rooms(options.rooms)
    if options.verb == "update":
        for line in filter(None, map(update, chosen)):
            print(line)
    if options.verb in ("compile", "update"):
        count = sum(compile_room(room) for room in chosen)
        if not options.quiet:
            print(f"{count} catalogues compiled")
    if options.verb == "check":
        found = [line for room in chosen for line in problems(room)] + told_apart(rooms([]))
        print("\n".join(found) or "every text has its English")
        return bool(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
