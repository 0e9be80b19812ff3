"""Every static check; runs all of them, then fails if one did."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = [
    ["ruff", "check", "--quiet", "."],
    ["ruff", "format", "--check", "--quiet", "src"],
    ["lint-imports", "--no-cache"],
    [
        "mypy",
        "--no-error-summary",
        "src/cocrea/kernel",
        *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "src/cocrea").glob("*/rules")),
    ],
    ["djlint", "--lint", "--quiet", "src"],
    ["codespell", "src", "docs", "README.md"],
    [sys.executable, "scripts/messages.py", "check"],
    [sys.executable, "scripts/permits_table.py", "--check"],
]


def main() -> int:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "MYPYPATH": str(ROOT / "src")}
    failed = []
    for check in CHECKS:
        program = check[0] if check[0] == sys.executable else str(BIN / check[0])
        started = time.monotonic()
        done = subprocess.run(
            [program, *check[1:]], cwd=ROOT, env=env, capture_output=True, text=True
        )
        name = Path(check[0]).name if check[0] != sys.executable else check[1]
        print(
            f"[lint] {name}: {'ok' if not done.returncode else 'FAILED'} "
            f"({time.monotonic() - started:.1f} s)",
            flush=True,
        )
        if done.returncode:
            failed.append(name)
            print((done.stdout + done.stderr)[-6000:])
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
