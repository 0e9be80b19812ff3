"""Runs the suites: ``fast`` (SQLite), ``all`` (adds PostgreSQL and the slow ones), ``soak``.

Installs Chromium and PostgreSQL where apt and root are there; elsewhere says what is skipped.
With CI=true nothing is skipped: a missing system package is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
CI = os.environ.get("CI") == "true"
# One more than there are cores: walks wait for the browser, the browser for the portal.
WORKERS = str(min(4, (os.cpu_count() or 1) + 1))
# Whole files, in the order of tests/conftest.py.
BESIDE = ["-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder"]
# Rooms that are not run again on PostgreSQL: what they ask has the same answer on any database.
FILES_AND_PAGES = {"documents", "kernel", "languages", "opendata", "outreach", "site", "ui"}
RULES = ROOT / "tests" / "rules"
READS_WHOLE_METHODOLOGIES = {"process": 2}  # how much slower than others for its bytes


def say(text: str) -> None:
    print(f"[tests] {text}", flush=True)


# Rewritten asserts are kept as bytecode: collecting again costs a third.
KEPT = {"PYTHONDONTWRITEBYTECODE": ""}


def run(*command: str, **extra: str) -> None:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cocrea-tests-", ignore_cleanup_errors=True) as place:
        environment = {**os.environ, **KEPT, "COCREA_DATA_DIR": f"{place}/data", **extra}
        there = [*command, f"--basetemp={place}/tmp"]
        done = subprocess.run(there, cwd=ROOT, env=environment)
    say(f"{' '.join(command[-6:])}: {time.monotonic() - started:.0f} s, exit {done.returncode}")
    if done.returncode:
        raise SystemExit(done.returncode)


def run_rules() -> None:
    """The rules, dealt onto the cores by room: workers that share a run would each collect all."""
    started = time.monotonic()
    alone = [*PYTEST, "-p", "no:xdist", "-m", "not slow", "--color=no"]
    sharing = {"cwd": ROOT, "env": {**os.environ, **KEPT}, "text": True}
    with tempfile.TemporaryDirectory(prefix="cocrea-tests-") as place:
        runs = [
            subprocess.Popen(
                [*alone, f"--basetemp={place}/{number}", *share],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                **sharing,
            )
            for number, share in enumerate(dealt(min(4, os.cpu_count() or 1)))
        ]
        told = [run.communicate()[0] for run in runs]
    print(*told, sep="\n", end="", flush=True)
    codes = [run.returncode for run in runs]
    say(f"tests/rules in {len(runs)} shares: {time.monotonic() - started:.1f} s, exits {codes}")
    if any(codes):
        raise SystemExit(1)


def dealt(count: int) -> list[list[str]]:
    """Every file and folder of tests/rules, in shares that take about the same time.

    What a folder takes is guessed by the bytes of its tests and of the rules that they load.
    """
    weights = {
        path: (_size(path) + _size(ROOT / "src" / "cocrea" / path.name / "rules"))
        * READS_WHOLE_METHODOLOGIES.get(path.name, 1)
        for path in sorted(RULES.iterdir())
        if path.name.startswith("test_") or (path.is_dir() and any(path.glob("test_*.py")))
    }
    shares: list[list[Path]] = [[] for _ in range(count)]
    for path in sorted(weights, key=lambda path: -weights[path]):
        min(shares, key=lambda share: sum(weights[one] for one in share)).append(path)
    return [[str(path.relative_to(ROOT)) for path in share] for share in shares if share]


def _size(path: Path) -> int:
    files = path.rglob("*.py") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def ensure(program: str, package: str) -> bool:
    """True when the program is there, installing its Debian package where that is possible."""
    if shutil.which(program) or any(Path("/usr/lib/postgresql").glob(f"*/bin/{program}")):
        return True
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"installing {package}")
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            **quiet,
        )
        if shutil.which(program) or any(Path("/usr/lib/postgresql").glob(f"*/bin/{program}")):
            return True
    if CI:
        say(f"{package} is missing and could not be installed: in CI nothing is skipped")
        raise SystemExit(1)
    say(f"skipped: what needs {package} (no {program}; install it to run those tests)")
    return False


@contextmanager
def postgresql():
    """A throw-away PostgreSQL server on a Unix socket; yields its DATABASE_URL."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    with tempfile.TemporaryDirectory(prefix="cocrea-pg-") as folder:
        place = Path(folder)
        data, as_user = place / "data", []
        if os.geteuid() == 0:
            # initdb refuses to run as root.
            shutil.chown(place, "postgres", "postgres")
            place.chmod(0o755)
            as_user = ["runuser", "-u", "postgres", "--"]
        quiet = {"stdout": subprocess.DEVNULL, "check": True}
        subprocess.run(
            [
                *as_user,
                str(binaries / "initdb"),
                "-D",
                str(data),
                "-A",
                "trust",
                "-U",
                "cocrea",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
            **quiet,
        )
        options = f"-k {place} -h '' -c fsync=off -c full_page_writes=off -c max_connections=250"
        subprocess.run(
            [
                *as_user,
                str(binaries / "pg_ctl"),
                "-D",
                str(data),
                "-w",
                "-o",
                options,
                "-l",
                str(place / "log"),
                "start",
            ],
            **quiet,
        )
        try:
            yield f"postgres://cocrea@{str(place).replace('/', '%2F')}/postgres"
        finally:
            subprocess.run(
                [*as_user, str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
                stdout=subprocess.DEVNULL,
            )


def rooms_of_records() -> list[str]:
    """Rooms whose tests ask what a database does."""
    folders = [path for path in (ROOT / "tests" / "rooms").iterdir() if path.is_dir()]
    names = {path.name for path in folders if not path.name.startswith("_")}
    return [f"tests/rooms/{name}" for name in sorted(names - FILES_AND_PAGES)]


def main() -> None:
    suite = sys.argv[1] if len(sys.argv) > 1 else "fast"
    browser = ensure("chromium", "chromium")
    ensure("pdftotext", "poppler-utils")
    without = [] if browser else ["browser"]
    if suite == "fast":
        run_rules()
        marks = " and ".join(f"not {m}" for m in ["slow", "soak", *without])
        run(*PYTEST, "tests", "--ignore=tests/rules", *BESIDE, "-m", marks)
        return
    run(*PYTEST, "tests/rules", "-n", WORKERS, HYPOTHESIS_PROFILE="thorough")
    marks = " and ".join(f"not {m}" for m in ["soak", *without])
    rest = [*BESIDE, "-m", marks]
    run(*PYTEST, "tests", "--ignore=tests/rules", "--durations=25", *rest)
    if ensure("initdb", "postgresql"):
        with postgresql() as url:
            run(
                *PYTEST,
                *rooms_of_records(),
                "tests/security",
                # Of the journeys, those that go through the database; commands are asked above.
                "tests/journeys/test_replay.py",
                "tests/journeys/test_postgres_backup.py",
                *BESIDE,
                "-m",
                "not browser and not once and not soak",
                "--durations=12",
                DATABASE_URL=url,
            )
    if suite == "soak":
        for _ in range(5):
            run(*PYTEST, "tests", "-n", WORKERS, "-m", "slow or soak")


if __name__ == "__main__":
    main()
