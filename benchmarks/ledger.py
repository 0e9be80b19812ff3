"""Appends per second, receipt time at 100,000 entries, verification time. Prints JSON.

    PYTHONPATH=src python benchmarks/ledger.py [--entries 100000] [--acts 500]

Works in a temporary data directory on SQLite, or in DATABASE_URL's database inside a transaction-
free scratch log (give it a scratch database).
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace


def timed(work):
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cocrea-bench-") as folder:
        os.environ["COCREA_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocrea.config.settings")
        print(json.dumps(measure(options, Path(folder)), indent=1))
    return 0


def measure(options, folder: Path) -> dict:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)

    from cocrea.ledger import services as ledger
    from cocrea.ledger import verifier

    log = ledger.log_create(name=f"bench-{os.getpid()}", demo=True)
    holder = SimpleNamespace(log_id=log.pk)
    _, singles = timed(lambda: [fill(holder, 1) for _ in range(options.acts)])
    rest = options.entries - options.acts
    _, bulk = timed(lambda: [fill(holder, min(1000, rest - at)) for at in range(0, rest, 1000)])
    positions = [n * options.entries // 100 for n in range(100)]
    proofs = [timed(lambda p=p: ledger.receipt_of(log.pk, p))[1] for p in positions]
    checkpoint, signing = timed(lambda: ledger.checkpoint(log))
    report, database = timed(lambda: ledger.verify_database(log))
    _, mirror = timed(lambda: ledger.mirror_write(log, folder / "mirror"))
    found, verifying = timed(
        lambda: verifier.verify_mirror(folder / "mirror", [checkpoint.note], log.vkey)
    )
    size = sum(p.stat().st_size for p in (folder / "mirror").iterdir())
    assert report.ok and found.ok
    return {
        "database": connection.vendor,
        "entries": options.entries,
        "acts_per_second": round(options.acts / singles),
        "entries_per_second_in_acts_of_1000": round(rest / bulk),
        "receipt_ms_median": round(1000 * statistics.median(proofs), 2),
        "receipt_ms_p95": round(1000 * sorted(proofs)[94], 2),
        "checkpoint_ms": round(1000 * signing, 2),
        "verify_database_s": round(database, 2),
        "mirror_write_s": round(mirror, 2),
        "mirror_mb": round(size / 1e6, 1),
        "verify_mirror_s": round(verifying, 2),
    }


def fill(holder, count: int) -> None:
    from cocrea.kernel.permits import CITIZEN
    from cocrea.kernel.refs import SubjectRef
    from cocrea.ledger import services as ledger

    with ledger.act(holder, actor=CITIZEN) as act:
        for number in range(count):
            act.record(
                "voice.received",
                subject=SubjectRef("voice", f"v{number}", "ab" * 32),
                role="citizen",
                body={"text": "cd" * 32, "theme": number % 12},
            )


if __name__ == "__main__":
    sys.exit(main())
