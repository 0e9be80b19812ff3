"""Backup while the portal runs, and restore that says so in the public record.

An archive holds the database (SQLite copy, or ``pg_dump``'s custom format), keys, published files
and ``manifest.json`` with the SHA-256 of each and the head of each log. It holds personal data:
keep it as such.
"""

import errno
import hashlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cocrea.config import postgres
from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor, Grant
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger import services as ledger
from cocrea.ledger.rules import merkle
from cocrea.process import selectors as process_selectors
from cocrea.process import services as process_services

OPERATOR = Actor(grants=(Grant("operator"),))
SQLITE_NAME, POSTGRES_NAME = "database.sqlite3", "database.pgdump"
FOLDERS = ("keys", "media")
# The key that signs a record stays with the installation: a restore opens a record of its own.
SIGNING = "ledger*.key"


def backup(target: Path) -> dict[str, Any]:
    """Write the archive (whole or not at all) and verify the copy of every log in it.

    The folder is not made for it: the archive holds keys, and a slip of the pen would put them
    where nobody looks. What is there is not written over: it may be the only good copy. Raises
    OSError; Refused(site.backup_damaged) when a log of the copy does
    not hash to its head.
    """
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(target.parent))
    if target.exists():
        raise FileExistsError(errno.EEXIST, "there is a file already", str(target))
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        work = Path(folder)
        # Heads of before the copy: what PostgreSQL's copy holds is at least that.
        live = _live_heads()
        database = _copy_database(work)
        for name in FOLDERS:
            if (settings.DATA_DIR / name).is_dir():
                shutil.copytree(
                    settings.DATA_DIR / name, work / name, ignore=shutil.ignore_patterns(SIGNING)
                )
        heads = _verified_heads(work / SQLITE_NAME) if database == SQLITE_NAME else live
        files = {
            str(path.relative_to(work)): _sha256(path)
            for path in sorted(work.rglob("*"))
            if path.is_file()
        }
        manifest = {
            "format": "cocrea-backup-1",
            "release": settings.RELEASE,
            "database": database,
            "files": files,
            "logs": heads,
        }
        (work / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))
        partial = work.with_suffix(".partial")
        with tarfile.open(partial, "w:gz", compresslevel=3) as archive:
            for name in ["manifest.json", *sorted(files)]:
                archive.add(work / name, arcname=name)
        partial.chmod(0o600)
        partial.replace(target)
    return {"bytes": target.stat().st_size, "logs": len(heads), "database": database}


def restore(archive: Path) -> Iterator[str]:
    """Yields one line a step. There must be no database of ours yet: no file, no table.

    Raises OSError, Conflict(site.restore_not_empty), Refused(site.backup_damaged).
    """
    data_dir = Path(settings.DATA_DIR)
    if not _place_is_empty():
        raise Conflict(Finding("site.restore_not_empty", params={"place": str(data_dir)}))
    if not archive.is_file():
        raise FileNotFoundError(errno.ENOENT, "there is no such file", str(archive))
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data_dir) as folder:
        work = Path(folder)
        manifest = _unpacked(archive, work)
        for name, digest in manifest["files"].items():
            if not (work / name).is_file() or _sha256(work / name) != digest:
                raise Refused(Finding("site.backup_damaged", params={"part": name}))
        yield f"archive intact: {len(manifest['files'])} files"
        for name in FOLDERS:
            if (work / name).is_dir():
                shutil.copytree(work / name, data_dir / name, dirs_exist_ok=True)
        _bring_database(work, manifest["database"])
    yield "database and files are back"
    call_command("migrate", verbosity=0, interactive=False)
    for process in process_selectors.processes():
        old = process.log
        new = ledger.log_succeed(OPERATOR, log=old, reason="restore")
        process_services.process_continue(
            actor=OPERATOR, process=process, log=new, reason="restore"
        )
        yield f"{process.slug}: the record goes on in {new.origin}, which cites {old.origin}"


def _place_is_empty() -> bool:
    if connection.vendor == "postgresql":
        return postgres.is_empty()
    return not Path(connection.settings_dict["NAME"]).exists()


def _unpacked(archive: Path, work: Path) -> dict[str, Any]:
    """The manifest of an archive whose files now lie in ``work``."""
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(work, filter="data")
        manifest: dict[str, Any] = json.loads((work / "manifest.json").read_text())
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError) as error:
        raise Refused(Finding("site.backup_damaged", params={"part": str(archive)})) from error
    return manifest


def _copy_database(work: Path) -> str:
    if connection.vendor == "postgresql":
        postgres.dump(work / POSTGRES_NAME)
        return POSTGRES_NAME
    # A connection of its own: SQLite's backup takes a consistent state while others write.
    source = sqlite3.connect(connection.settings_dict["NAME"], timeout=60)
    copy = sqlite3.connect(work / SQLITE_NAME)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        source.close()
    return SQLITE_NAME


def _bring_database(work: Path, name: str) -> None:
    if name == SQLITE_NAME:
        shutil.copyfile(work / name, connection.settings_dict["NAME"])
        return
    postgres.load(work / name)


def _verified_heads(database: Path) -> dict[str, Any]:
    heads = {}
    copy = sqlite3.connect(database)
    try:
        rows = copy.execute("SELECT id, origin, size, root FROM ledger_log ORDER BY id").fetchall()
        for pk, origin, size, root in rows:
            edge = merkle.CompactRange()
            query = "SELECT raw FROM ledger_entry WHERE log_id = ? ORDER BY position"
            for (raw,) in copy.execute(query, [pk]):
                edge.append(merkle.leaf_hash(bytes(raw)))
            if edge.size != size or edge.root().hex() != root:
                raise Refused(Finding("site.backup_damaged", params={"part": origin}))
            heads[origin] = {"size": size, "root": root}
    finally:
        copy.close()
    return heads


def _live_heads() -> dict[str, Any]:
    return {log.origin: {"size": log.size, "root": log.root} for log in ledger_selectors.logs()}


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
