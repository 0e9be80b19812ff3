"""Runs ``cocrea`` as people do: another process, a data directory of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from tests.journeys.small_world import full_copy

ROOT = Path(__file__).resolve().parents[2]


def environment(data_dir: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "COCREA_DATA_DIR")}
    return {
        **kept,
        "COCREA_DATA_DIR": str(data_dir),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "cocrea.config.settings",
    }


def cocrea(data_dir: Path, *arguments: str, check: int | None = 0) -> subprocess.CompletedProcess:
    done = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-m", "cocrea.config.cli", *arguments],
        env=environment(data_dir),
        cwd=data_dir,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if check is not None:
        assert done.returncode == check, (arguments, done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def cocrea_json(data_dir: Path, *arguments: str, check: int = 0):
    return json.loads(cocrea(data_dir, *arguments, "--format", "json", check=check).stdout)


def installation(place: Path) -> Path:
    """A data directory with the small world in it, and the keys that signed it."""
    place.mkdir(parents=True, exist_ok=True)
    full_copy(place / "cocrea.sqlite3")
    shutil.copytree(Path(settings.DATA_DIR) / "keys", place / "keys", dirs_exist_ok=True)
    return place
