"""The demonstration at a twentieth, as ``cocrea demo`` makes it: built once for a whole run.

The first worker that needs it builds it beside the test databases; the others take copies.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from cocrea.ledger import keys
from tests.beside import RUN, alone

ROOT = Path(__file__).resolve().parent.parent
SCALE = 0.05
PLACE = RUN / "demonstration"
SAID = "said.txt"
OF_TESTS = ("COCREA_SECRET_KEY", "COCREA_DATA_DIR", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def environment() -> dict[str, str]:
    """Nothing of the test settings: what is run by it keeps to its own data directory."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_TESTS}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "default"}


def cocrea(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cocrea.config.cli", *arguments]


def demonstration() -> Path:
    """The data directory of the demonstration, to be copied and never written to."""
    with alone("demonstration"):
        if not (PLACE / SAID).exists():
            _build()
    return PLACE


def _build() -> None:
    """Signed and sealed with the keys of this run, so that its rows can be read in its tests."""
    for demo in (False, True):
        keys.signing_key(demo=demo)
    shutil.copytree(RUN / "keys", PLACE / "keys", dirs_exist_ok=True)
    (PLACE / "keys" / "secret.key").write_text(settings.SECRET_KEY, encoding="utf-8")
    build = cocrea("demo", "--no-serve", "--scale", str(SCALE), "--data-dir", str(PLACE))
    done = subprocess.run(build, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    (PLACE / SAID).write_text(done.stdout, encoding="utf-8")


def said() -> list[str]:
    """What the command told while it played, a line each."""
    return (demonstration() / SAID).read_text(encoding="utf-8").splitlines()


def moments() -> list[str]:
    """Names of the moments that it kept, in order."""
    kept = json.loads((demonstration() / "demo.json").read_text(encoding="utf-8"))
    return [row["name"] for row in kept["moments"]]
