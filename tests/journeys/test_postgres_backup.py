"""Backup and restore of PostgreSQL at another port, behind a password."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.journeys.commands import environment

from cocrea.config.postgres import told

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PASSWORD = "p@ss wörd'\\"
METHODOLOGY = Path("src/cocrea/process/methodologies/municipality-example.yaml").resolve()


def test_the_programs_are_told_all_but_the_password():
    where, secret = told(
        {
            "dbname": "portal x",
            "user": "cocrea",
            "password": PASSWORD,
            "host": "db.example",
            "port": 5433,
            "sslmode": "require",
            "options": "-c search_path=public",
            "client_encoding": "UTF8",
            "cursor_factory": object,
            "context": object(),
            "prepare_threshold": None,
        }
    )
    assert secret == {"PGPASSWORD": PASSWORD}
    assert PASSWORD not in where and "cursor_factory" not in where
    for part in ("dbname='portal x'", "port=5433", "host=db.example", "sslmode=require"):
        assert part in where
    assert told({"dbname": "portal", "host": "/run/postgresql"}) == (
        "dbname=portal host=/run/postgresql",
        {},
    )


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def server():
    """A PostgreSQL server that asks for a password on a port of its own."""
    if not PROGRAMS:
        pytest.skip("no PostgreSQL programs on this machine")
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    with tempfile.TemporaryDirectory(prefix="cocrea-pg-") as folder:
        place = Path(folder)
        if as_user:  # initdb refuses to run as root
            shutil.chown(place, "postgres", "postgres")
            place.chmod(0o755)
        (place / "password").write_text(PASSWORD)
        (place / "password").chmod(0o644)
        given = ["-A", "scram-sha-256", "-U", "cocrea", "--pwfile", str(place / "password")]
        command = [*as_user, str(PROGRAMS[-1] / "initdb"), "-D", str(place / "data")]
        subprocess.run([*command, "-E", "UTF8", "--locale=C.UTF-8", *given], **quiet)
        port = free_port()
        control = [*as_user, str(PROGRAMS[-1] / "pg_ctl"), "-D", str(place / "data")]
        options = f"-p {port} -k {place} -h 127.0.0.1 -c fsync=off"
        subprocess.run([*control, "-w", "-l", str(place / "log"), "-o", options, "start"], **quiet)
        try:
            yield f"postgres://cocrea:p%40ss%20w%C3%B6rd%27%5C@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


def cocrea(data_dir, url, *arguments, check=0):
    done = subprocess.run(
        [sys.executable, "-m", "cocrea.config.cli", *arguments],
        env={**environment(data_dir), "DATABASE_URL": url},
        cwd=data_dir,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == check, done.stdout + done.stderr
    return done


@pytest.mark.slow
@pytest.mark.once
def test_a_backup_travels_to_another_database(server, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    first, second = f"{server}/postgres", f"{server}/template1?sslmode=prefer"
    cocrea(here, first, "migrate")
    made = ["--slug", "villa", "--methodology", str(METHODOLOGY), "--starts-on", "2026-03-01"]
    cocrea(here, first, "process", "create", *made)
    cocrea(here, first, "backup", "--out", str(here / "copy.tar.gz"))
    assert PASSWORD.encode() not in (here / "copy.tar.gz").read_bytes()
    cocrea(there, second, "restore", str(here / "copy.tar.gz"))
    known = json.loads(cocrea(there, second, "process", "list", "--format", "json").stdout)
    assert "villa" in json.dumps(known)
    report = json.loads(cocrea(there, second, "ledger", "verify", "--format", "json").stdout)
    assert len(report["logs"]) == 2 and all(log["ok"] for log in report["logs"])
    again = cocrea(there, second, "restore", str(here / "copy.tar.gz"), check=1)
    assert "restore_not_empty" in again.stdout + again.stderr
