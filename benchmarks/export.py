"""12,000 voices in four languages with everything that hangs on them, out as files.

    .venv/bin/python benchmarks/export.py [--voices 12000]

Fills a fresh SQLite database in a temporary directory (points, answers, proposals, commitments,
milestones with both words, meetings with attendance), then runs ``cocrea export`` for all lists, once
as CSV and once as XLSX, each in a process of its own. Prints JSON: seconds, peak memory, sizes. Exits 1
over budget: 20 s of processor and 150 MB for each (docs/decisions/0016-lists-as-files.md).
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SECONDS, MEMORY_MB = 20.0, 150
PLACE = Path(tempfile.mkdtemp(prefix="cocrea-bench-"))
os.environ["COCREA_DATA_DIR"] = str(PLACE)
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "cocrea.config.settings"
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

TONGUES = ("spa", "quc", "cak", "kek")
WORDS = (
    "agua luz camino escuela salud medicina presupuesto obra maestra río puente mercado tierra "
    "información cuentas alcalde consejo mujer joven bosque basura transporte justicia derecho"
).split()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--voices", type=int, default=12_000)
    options = parser.parse_args()
    try:
        found = measure(options.voices)
    finally:
        shutil.rmtree(PLACE, ignore_errors=True)
    print(json.dumps(found, indent=1))
    return int(not found["within_budget"])


def measure(count: int) -> dict:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    begun = time.perf_counter()
    slug = fill(count)
    filled = time.perf_counter() - begun
    runs = {kind: exported(slug, kind) for kind in ("csv", "xlsx")}
    return {
        "voices": count,
        "filled_in_s": round(filled),
        "load_before": round(os.getloadavg()[0], 1),
        **runs,
        "within_budget": all(
            run["cpu_seconds"] < SECONDS and run["peak_memory_mb"] < MEMORY_MB
            for run in runs.values()
        ),
    }


def exported(slug: str, kind: str) -> dict:
    out = PLACE / kind
    line = ["export", "--process", slug, "--out", str(out), "--kind", kind, "--format", "json"]
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen([str(BIN / "cocrea"), *line], stdout=said)
        _pid, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        said.seek(0)
        rows = json.loads(said.read() or "{}")
    if child.returncode:
        sys.exit(f"the export failed: {child.returncode}")
    files = [path for path in out.iterdir() if not path.name.endswith("-columnas.csv")]
    return {
        "seconds": round(seconds, 1),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_memory_mb": round(usage.ru_maxrss / 1024),
        "rows": rows,
        "megabytes": round(sum(path.stat().st_size for path in files) / 1e6, 1),
    }


def fill(count: int) -> str:
    """Straight into the tables: this measures how they come out, not how they came in."""
    from tests.conftest import build_process

    from cocrea.voices.models import Disposition, Point, Voice

    process = build_process("banco", demo=False)
    pick = random.Random(2018)
    themes = list(process.themes.all())
    now = process.log.entries.latest("position").recorded_at
    from cocrea.process import selectors

    areas = [area.code for area in selectors.territory(process).areas]
    for start in range(0, count, 1000):
        voices = [
            Voice(
                process=process,
                folio=f"BAN-{number:06}-0",
                code_hash="",
                key_hash=f"{number:064}",
                kind="voice",
                text=" ".join(pick.choices(WORDS, k=pick.randint(20, 110))),
                text_digest=f"{number:064x}",
                theme=pick.choice(themes),
                area=pick.choice(areas),
                language=TONGUES[number % 4],
                sector=pick.choice(("citizen", "civil_society", "public")),
                consent_version="2018-02",
                channel="sheet",
                phase=3,
                methodology_version=1,
                state="answered",
                received_at=now + timedelta(seconds=number),
                published_at=now + timedelta(seconds=number + 60),
                answered_at=now + timedelta(days=9, seconds=number),
            )
            for number in range(start, min(start + 1000, count))
        ]
        Voice.objects.bulk_create(voices, batch_size=200)
        points = [
            Point(
                voice=voice,
                number=n,
                text=voice.text[: 200 * n],
                text_digest=f"{voice.pk:060x}{n:04}",
                theme=voice.theme,
                coded_by="systematizer",
                answer="merged",
                coded_at=now,
            )
            for voice in voices
            for n in range(1, 1 + pick.choice((1, 1, 2)))
        ]
        Point.objects.bulk_create(points, batch_size=500)
        answers = [
            Disposition(
                point=point,
                kind="merged",
                reason=" ".join(pick.choices(WORDS, k=30)),
                reason_digest=f"{point.pk:064x}",
                target_kind="proposal",
                target_id=str(point.pk % 500),
                target_label="Una propuesta",
                proposed_by="systematizer",
                proposed_at=now,
                published_by="publisher",
                published_at=now,
                current=True,
            )
            for point in points
        ]
        Disposition.objects.bulk_create(answers, batch_size=500)
    fill_proposals(process, now, pick)
    fill_plan(process, now)
    fill_meetings(process, now)
    fill_record(process)
    return process.slug


def fill_proposals(process, now, pick) -> None:
    from cocrea.sensemaking.models import Membership, Operation, Proposal
    from cocrea.voices.models import Point

    operation = Operation.objects.create(
        process=process, kind="create", reason="banco", role="systematizer", at=now
    )
    proposals = [
        Proposal(
            process=process,
            number=number,
            title=f"Propuesta {number}",
            text=" ".join(pick.choices(WORDS, k=80)),
            text_digest=f"{number:064x}",
            state="published",
            created_by_role="systematizer",
            created_at=now,
            published_at=now,
            theme=pick.choice(list(process.themes.all())),
        )
        for number in range(1, 501)
    ]
    Proposal.objects.bulk_create(proposals)
    rows = [
        Membership(proposal=proposals[pk % 500], point_id=pk, since=now, since_operation=operation)
        for pk in Point.objects.values_list("pk", flat=True)
    ]
    Membership.objects.bulk_create(rows, batch_size=500)


def fill_plan(process, now) -> None:
    from cocrea.commitments.models import Commitment, Milestone, Source
    from cocrea.followup.models import Report
    from cocrea.sensemaking.models import Proposal

    themes, proposals = list(process.themes.all()), list(Proposal.objects.all())
    for number in range(1, 61):
        commitment = Commitment.objects.create(
            process=process,
            number=number,
            template="2018",
            title_es=f"Compromiso {number}",
            theme=themes[number % len(themes)],
            state="adopted",
            created_at=now,
            state_since=now,
            adopted_at=now,
        )
        for each in range(8):
            Source.objects.create(
                commitment=commitment, proposal=proposals[number * 8 + each], linked_at=now
            )
        for each in range(1, 6):
            milestone = Milestone.objects.create(
                commitment=commitment, number=each, text=f"Hito {each} de {number}"
            )
            for side in ("owner", "society"):
                Report.objects.create(
                    milestone=milestone,
                    side=side,
                    completion="limited",
                    text="Se avanza.",
                    period_on=now.date(),
                    role="authority",
                    digest="0" * 64,
                    salt=b"",
                    at=now,
                )


def fill_meetings(process, now) -> None:
    from cocrea.meetings.models import AttendanceRow, AttendanceSheet, Meeting

    for number in range(300):
        meeting = Meeting.objects.create(
            process=process,
            kind="table",
            phase=3,
            title_es=f"Mesa {number}",
            venue="Salón municipal",
            starts_at=now + timedelta(days=number),
            ends_at=now + timedelta(days=number, hours=3),
            state="minuted",
            announced_at=now,
            held_at=now,
        )
        sheet = AttendanceSheet.objects.create(
            meeting=meeting,
            source="Listas",
            digest="0" * 64,
            total=80,
            by_sector={"public": 30, "civil_society": 40, "citizen": 10},
            recorded_at=now,
        )
        for sector, people in sheet.by_sector.items():
            AttendanceRow.objects.create(
                sheet=sheet, sector=sector, status="guest", count=people, women=people // 2, men=5
            )


def fill_record(process) -> None:
    """As many entries as so many voices leave."""
    from cocrea.kernel.permits import CITIZEN
    from cocrea.kernel.refs import SubjectRef
    from cocrea.ledger import services as ledger

    for start in range(0, 24_000, 1000):
        with ledger.act(process, actor=CITIZEN) as act:
            for number in range(start, start + 1000):
                act.record(
                    "voice.admitted",
                    subject=SubjectRef("voice", f"v{number}", "ab" * 32),
                    role="citizen",
                    body={"text": "cd" * 32, "folio": f"BAN-{number:06}-0"},
                )


if __name__ == "__main__":
    sys.exit(main())
