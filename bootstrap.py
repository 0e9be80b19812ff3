#!/usr/bin/env python3
"""Set-up with the standard library only: virtual environment, pins, bytecode, catalogues.

Does nothing when the pins have not changed. ``--dev`` adds what tests and checks need.
Exits non-zero with one plain sentence when something is missing.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "cocrea-setup"


def say(text: str) -> None:
    print(f"[setup] {text}", flush=True)


def fail(text: str) -> None:
    print(f"[setup] {text}", file=sys.stderr)
    raise SystemExit(1)


def run(*command: str, **extra: str) -> None:
    env = {**os.environ, **extra}
    # Bytecode is compiled below, once; a machine-wide "do not write" doubles every start.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, cwd=ROOT, env=env)
    if done.returncode:
        fail(f"this step failed ({done.returncode}): {' '.join(command)}")


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever has an older one
        fail(f"Cocrea needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError:
        fail("Python's venv module is missing (Debian: apt install python3-venv).")


def pins_digest(pins: Path, level: str) -> str:
    parts = [level.encode(), sys.version.encode(), str(ROOT).encode(), pins.read_bytes()]
    parts.append((ROOT / "pyproject.toml").read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamped() -> dict[str, str]:
    if not STAMP.exists():
        return {}
    return dict(line.split(" ", 1) for line in STAMP.read_text().splitlines())


def install(pins: Path) -> None:
    python = str(VENV / "bin" / "python")
    if not Path(python).exists():
        say("making the virtual environment")
        run(sys.executable, "-m", "venv", "--clear", str(VENV))
    uv = shutil.which("uv")
    say(f"installing {pins.name} with {'uv' if uv else 'pip'}")
    if uv:
        run(uv, "pip", "install", "-q", "--python", python, "--require-hashes", "-r", str(pins))
    else:
        run(python, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(pins))
    # The package itself: a path file and a small command, so that no build step runs.
    site = next((VENV / "lib").glob("python*/site-packages"))
    (site / "cocrea-src.pth").write_text(str(ROOT / "src") + "\n")
    command = VENV / "bin" / "cocrea"
    command.write_text(
        f"#!{python}\nimport sys\nfrom cocrea.config.cli import main\nsys.exit(main())\n"
    )
    command.chmod(0o755)
    run(python, "-m", "compileall", "-q", "-j", "0", str(site))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    options = parser.parse_args()
    check_python()
    level = "dev" if options.dev else "base"
    pins = ROOT / "requirements" / f"{level}.txt"
    seen = stamped()
    wanted = pins_digest(pins, level)
    if seen.get(level) != wanted and not (level == "base" and _dev_covers(seen)):
        install(pins)
        seen[level] = wanted
        STAMP.write_text("".join(f"{key} {value}\n" for key, value in sorted(seen.items())))
    python = str(VENV / "bin" / "python")
    run(python, str(ROOT / "scripts" / "messages.py"), "compile", "--quiet")
    run(python, "-m", "compileall", "-q", str(ROOT / "src"))
    if options.dev and not (ROOT / "tests" / "rules" / "__pycache__").exists():
        collect(python)
    say("ready")


def collect(python: str) -> None:
    """What pytest and hypothesis derive from the sources, derived once, as bytecode is.

    Later only what changed is derived again. A test that cannot be collected is told by its run.
    """
    say("compiling the tests")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for part in (["tests/rules"], ["tests", "--ignore=tests/rules"]):
        subprocess.run(
            [python, "-m", "pytest", "--collect-only", "-qq", *part],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
        )


def _dev_covers(seen: dict[str, str]) -> bool:
    """The development pins include the base pins: nothing to do when they are current."""
    return seen.get("dev") == pins_digest(ROOT / "requirements" / "dev.txt", "dev")


if __name__ == "__main__":
    main()
