"""What the tests of the house read: rooms, their files, their syntax trees, tracked files."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src" / "cocrea"
LIBRARIES = {"kernel", "ui"}  # known to everybody, without a door


@cache
def rooms() -> tuple[str, ...]:
    """Every folder of the package that holds a room."""
    return tuple(sorted(p.name for p in SRC.iterdir() if (p / "__init__.py").exists()))


@cache
def layers() -> tuple[tuple[str, ...], ...]:
    """The lines of the house from the ground up, as ``pyproject.toml`` states them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    stated = config["tool"]["importlinter"]["contracts"][0]["layers"]
    lines = [tuple(part.strip(" ()") for part in line.split("|")) for line in stated]
    return tuple(reversed(lines))


def height(room: str) -> int:
    """How many lines lie below the line of this room."""
    return next(place for place, line in enumerate(layers()) if room in line)


@cache
def room_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0]


@cache
def python_files() -> tuple[Path, ...]:
    """Every source file of the package but migrations, which are generated."""
    return tuple(p for p in sorted(SRC.rglob("*.py")) if "migrations" not in p.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file, walked once: twenty tests look at each."""
    return tuple(ast.walk(tree(path)))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def imports(path: Path) -> tuple[tuple[str, str, int], ...]:
    """(module, name, line) of every import; the name is empty for ``import module``."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, str, int]]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", node.lineno
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module or "", alias.name, node.lineno


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows and that is there; without git, what a checkout would hold."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        left_out = {".venv", "var", ".git", "__pycache__"}
        found = [p for p in ROOT.rglob("*") if not left_out & set(p.relative_to(ROOT).parts)]
    else:
        found = [ROOT / name for name in done.stdout.split("\0") if name]
    return tuple(sorted(p for p in found if p.is_file()))


@cache
def text_files() -> dict[Path, str]:
    """Tracked files that are text, with their content."""
    found = {}
    for path in tracked():
        try:
            found[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found
