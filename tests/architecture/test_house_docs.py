"""The documents stay true: what they name exists, and what exists is in them."""

import ast
import hashlib
import importlib
import json
import re
import tomllib

import pytest
import yaml
from tests.architecture import house

from cocrea.config.cli import COMMANDS

DOCS = house.ROOT / "docs"
PAGES = [
    house.ROOT / "README.md",
    *sorted(DOCS.rglob("*.md")),
    house.SRC / "README.md",
    *sorted(house.SRC.glob("*/README.md")),
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"`([^`\n]+)`")
VARIABLE = re.compile(r"\b(COCREA_[A-Z_]+|DATABASE_URL)\b")
# Read by the tests only, see tests/conftest.py.
TESTS_ONLY = {"COCREA_SHARED"}


def rows(path):
    """Cells of every table row of a page, heads and rulers left out."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and not re.match(r"^\|[\s:|-]+\|$", line):
            found.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return found


def page_id(path):
    return str(path.relative_to(house.ROOT))


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    lost = [
        link
        for link in links
        if not re.match(r"^(https?:|mailto:)", link) and not (page.parent / link).exists()
    ]
    assert not lost


@pytest.mark.parametrize(
    "page", [house.ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=page_id
)
def test_paths_in_code_exist(page):
    """`src/...`, `docs/...` and the like: a file, a folder or a pattern that finds one."""
    lost = []
    for text in CODE.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"^(src|docs|tests|scripts|requirements|benchmarks|\.ci)/\S*$", text):
            continue
        pattern = re.sub(r"<[a-z_]+>", "*", text.split("::")[0]).rstrip("/")
        if not any(house.ROOT.glob(pattern)):
            lost.append(text)
    assert not lost


def test_where_is_says_where():
    found = [row for row in rows(DOCS / "where-is.md") if not row[0].startswith("I want")]
    assert len(found) >= 40
    lost = []
    for wish, place in found:
        named = CODE.findall(place)
        assert named, wish
        for text in named:
            pattern = re.sub(r"<[a-z_]+>", "*", text.split("::")[0]).rstrip("/")
            matches = list(house.ROOT.glob(pattern))
            if not matches:
                lost.append(text)
            elif "::" in text and not defines(matches[0], text.split("::")[1]):
                lost.append(text)
    assert not lost


def defines(path, name):
    """Does a Python file define this name at its top, or a class in it (``Class.name``)?"""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for part in name.split("."):
        for node in body:
            names = [getattr(node, "name", "")]
            if isinstance(node, ast.Assign):
                names = [getattr(t, "id", "") for t in node.targets]
            elif isinstance(node, ast.AnnAssign):
                names = [getattr(node.target, "id", "")]
            if part in names:
                body = getattr(node, "body", [])
                break
        else:
            return False
    return True


def identifiers():
    """Every name that the source uses: classes, functions, variables, attributes, short strings."""
    found = set(house.rooms())
    for path in house.python_files():
        found.add(path.stem)
        for node in house.nodes(path):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.arg):
                found.add(node.arg)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.keyword) and node.arg:
                found.add(node.arg)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_the_glossary_names_what_the_source_names():
    found = [row for row in rows(DOCS / "glossary.md") if len(row) == 4]
    entries = [row for row in found if row[0] != "término"]
    assert len(entries) >= 60
    assert len({row[0] for row in entries}) == len(entries)
    known, lost = identifiers(), []
    for _term, names, definition, source in entries:
        assert definition and source
        for name in CODE.findall(names):
            lost += [name for part in name.split(".") if part not in known and name not in known]
    assert not lost


def test_the_glossary_cites_clauses_that_exist():
    source = house.SRC / "process" / "methodologies" / "guatemala-2018-as-published.yaml"
    clauses = {c["id"] for c in yaml.safe_load(source.read_text(encoding="utf-8"))["clauses"]}
    cited = set()
    for row in rows(DOCS / "glossary.md"):
        cited |= set(re.findall(r"\bM ([0-9a-z][0-9a-z.\-]*)", row[-1]))
    assert len(cited) >= 20
    assert cited <= clauses


def variables_read():
    settings = (house.SRC / "config" / "settings.py").read_text(encoding="utf-8")
    body = settings.split('"""', 2)[2]
    found = set(re.findall(r"environ(?:\.get\(\s*|\[)\"([A-Z_]+)\"", body))
    return found | ({"DATABASE_URL"} if "dj_database_url.config(" in body else set())


def test_every_variable_is_documented_and_read():
    documented = set(VARIABLE.findall((DOCS / "operations.md").read_text(encoding="utf-8")))
    assert variables_read() <= documented
    assert documented - TESTS_ONLY <= variables_read()


def test_settings_say_what_they_read():
    head = ast.get_docstring(house.tree(house.SRC / "config" / "settings.py"))
    assert set(VARIABLE.findall(head)) == variables_read()


def test_commands_and_targets_that_documents_name_exist():
    targets = set(
        re.findall(r"^([a-z-]+):", (house.ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    )
    lost = []
    for page in [house.ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        code = "\n".join([*re.findall(r"```.*?```", text, re.S), *CODE.findall(text)])
        lost += [f"make {t}" for t in re.findall(r"\bmake ([a-z-]+)", code) if t not in targets]
        named = re.findall(r"(?:^|\s|/)cocrea ([a-z]+)\b", code)
        lost += [f"cocrea {c}" for c in named if c not in COMMANDS]
    assert not lost


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name):
    module = importlib.import_module(f"cocrea.config.commands.{name}")
    assert module.__doc__ and callable(module.arguments) and callable(module.run)


def test_decisions_are_numbered_and_listed():
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    records = sorted(p.name for p in (DOCS / "decisions").glob("[0-9]*.md"))
    assert [name[:4] for name in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    assert not [name for name in records if f"({name})" not in index]


def test_the_map_says_the_lines_of_the_house():
    for cells in rows(house.SRC / "README.md")[1:]:
        room = re.match(r"\[(\w+)\]", cells[1]).group(1)
        assert int(cells[0]) == house.height(room) + 1, room


def test_the_licence_is_whole():
    text = (house.ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text
    project = tomllib.loads((house.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == {"text": "AGPL-3.0-or-later"}


# Folders of one person's machine, and hosts that serve packages: neither says anything to others.
# Written in pieces, or this file would find itself.
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/",
            r"files\.python" + r"hosted\.org",
            "pypi" + r"\.org/simple",
            "registry" + r"\.npmjs\.org",
            "registry" + r"\.yarnpkg\.com",
            r"^--(?:extra-)?index-" + "url",
            "/opt/" + "pypi",
        )
    ),
    re.M,
)


def test_no_file_names_a_machine_or_a_package_host():
    own = house.ROOT / "tests" / "architecture" / "test_house_docs.py"
    found = [
        f"{house.named(path)}: {match.group()}"
        for path, text in house.text_files().items()
        if path != own
        for match in [MACHINE.search(text)]
        if match
    ]
    assert not found


def test_nothing_generated_is_tracked():
    wrong = {".pyc", ".mo", ".sqlite3", ".log", ".key"}
    assert not [house.named(p) for p in house.tracked() if p.suffix in wrong]


def test_vendored_files_are_those_of_the_manifest():
    places = ("ui/data", "documents/rendering/fonts")
    read = [json.loads((house.SRC / p / "manifest.json").read_text("utf-8")) for p in places]
    manifest = [row for rows in read for row in rows]
    for row in manifest:
        digest = hashlib.sha256((house.ROOT / row["path"]).read_bytes()).hexdigest()
        assert digest == row["sha256"], row["path"]
        assert row["version"] and row["licence"] and row["source"]
    listed = {row["path"] for row in manifest}
    looks_vendored = [
        house.named(p)
        for p in house.tracked()
        if p.name.endswith((".min.js", ".min.css", ".woff", ".woff2", ".ttf"))
    ]
    assert set(looks_vendored) <= listed
