"""Joins every room's permits into docs/permits.md: action x role, each cell its states.

permits_table.py            write docs/permits.md
permits_table.py --check    non-zero when the page is not what the rooms say
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
PAGE = ROOT / "docs" / "permits.md"
ANY, NEVER = "always", "-"

HEAD = """# Who may do what

Written by `scripts/permits_table.py` from `rules/permits.py` of every room; do not edit by hand.
A cell names the states of the thing in which the role may act: `always` in any state, `-` never.
Everybody holds `citizen`, with or without an account; other roles need a grant or a mandate that
runs at that moment.
"""


def tables():
    """Room -> PermitTable, in the order of their names."""
    if str(SRC) not in sys.path:
        sys.path.insert(0, str(SRC))
    rooms = sorted(p.parent.parent.name for p in SRC.glob("cocrea/*/rules/permits.py"))
    return {room: import_module(f"cocrea.{room}.rules.permits").PERMITS for room in rooms}


def cell(table, action, role):
    """The states in which the role may do the action, as a cell of the page spells them."""
    rows = [row for row in table if row.action == action and role in row.roles]
    states = {str(state) for row in rows for state in row.states}
    if not states:
        return NEVER
    return ANY if "*" in states else ", ".join(sorted(states))


def section(room, table):
    """The part of one room; one line per action, in the order of its rows."""
    actions = list(dict.fromkeys(row.action for row in table))
    roles = sorted({role for row in table for role in row.roles})
    lines = [f"\n## {room}\n", f"| action | {' | '.join(roles)} | basis |"]
    lines.append("| --- |" + " --- |" * (len(roles) + 1))
    for action in actions:
        cells = [cell(table, action, role) for role in roles]
        basis = "; ".join(
            dict.fromkeys(row.basis for row in table if row.action == action and row.basis)
        )
        lines.append(f"| `{action}` | {' | '.join(cells)} | {basis or NEVER} |")
    return "\n".join(lines) + "\n"


def render():
    return HEAD + "".join(section(room, table) for room, table in tables().items())


def main(argv=None):
    parser = argparse.ArgumentParser(description="Write or check docs/permits.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when outdated")
    options = parser.parse_args(argv)
    page = render()
    if options.check:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            print("docs/permits.md is outdated: run scripts/permits_table.py", file=sys.stderr)
            return 1
        print("docs/permits.md is what the rooms say")
        return 0
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    print(f"docs/permits.md written: {page.count('| `')} actions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
