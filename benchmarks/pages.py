"""Every public page of the replayed process, inflated to 10,000 voices and 300 meetings.

    .venv/bin/cocrea demo --no-serve --data-dir DEMO
    .venv/bin/python benchmarks/pages.py --demo DEMO [--voices 10000] [--rounds 20] [--page voces/]

Works on a copy. One client at a time, production settings, no 304. Prints JSON: milliseconds of
server time (``cpu``: of this process alone, for a machine busy with other things), queries, and the
weight of the HTML compressed. Budgets (docs/architecture.md): p95 under 50 ms, HTML under 20 KB.
"""

import argparse
import gzip
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SLUG = "guatemala-2018"
PAGES = (
    "", "calendario/", "metodologia/", "temas/", "excepciones/", "fase/3/", "participar/",
    "consultas/", "consultas/metodologia/", "consultas/metodologia/resultados/",
    "reuniones/", "decisiones/", "intereses/", "organos/", "organos/forum/",
    "voces/", "voces/?page=150", "voces/?tema=salud-y-nutricion", "voces/cobertura/",
    "propuestas/", "embudo/", "embudo/temas-2018/", "compromisos/", "plan/", "plan/1/", "plan/2/",
    "plan/revision/", "avance/", "documentos/", "buscar/?q=medicinas",
)  # fmt: skip


def inflate(process, voices: int, meetings: int) -> None:
    """Copies of what the replay made, until there are so many; not an act, only weight."""
    from cocrea.kernel.folios import make_folio
    from cocrea.kernel.ids import uuid7
    from cocrea.meetings.models import Meeting
    from cocrea.voices.models import Disposition, Point, Voice

    rows = list(Voice.objects.filter(process=process).prefetch_related("points__dispositions"))
    copies, points, answers = [], [], []
    while len(rows) + len(copies) < voices:
        base = rows[len(copies) % len(rows)]
        dispositions = [(p, list(p.dispositions.all())) for p in base.points.all()]
        voice = Voice(**{f.attname: getattr(base, f.attname) for f in Voice._meta.concrete_fields})
        voice.pk, voice.public_id, voice.folio = None, uuid7(), make_folio(process.folio_prefix)
        voice.key_hash = voice.public_id.hex * 2
        copies.append((voice, dispositions))
    Voice.objects.bulk_create([voice for voice, _ in copies], batch_size=400)
    for voice, found in copies:
        for point, given in found:
            twin = Point(**{f.attname: getattr(point, f.attname) for f in Point._meta.concrete_fields})
            twin.pk, twin.public_id, twin.voice = None, uuid7(), voice
            points.append((twin, given))
    Point.objects.bulk_create([twin for twin, _ in points], batch_size=400)
    for twin, given in points:
        for row in given:
            answer = Disposition(
                **{f.attname: getattr(row, f.attname) for f in Disposition._meta.concrete_fields}
            )
            answer.pk, answer.public_id, answer.point = None, uuid7(), twin
            answers.append(answer)
    Disposition.objects.bulk_create(answers, batch_size=400)
    held = list(Meeting.objects.filter(process=process))
    twins = []
    while len(held) + len(twins) < meetings:
        base = held[len(twins) % len(held)]
        twin = Meeting(**{f.attname: getattr(base, f.attname) for f in Meeting._meta.concrete_fields})
        twin.pk, twin.public_id = None, uuid7()
        twins.append(twin)
    Meeting.objects.bulk_create(twins, batch_size=200)


def measure(client, address: str, rounds: int) -> dict[str, object]:
    from django.db import connection

    first = client.get(address)
    if first.status_code != 200:
        return {"status": first.status_code}
    queries = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    # Not the query log: it is emptied with the connection at the end of each request.
    with connection.execute_wrapper(count):
        client.get(address)
    wall, busy = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        client.get(address)
        wall.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    at = min(rounds - 1, int(rounds * 0.95))
    return {
        "p50_ms": round(sorted(wall)[rounds // 2], 1),
        "p95_ms": round(sorted(wall)[at], 1),
        "cpu_p95_ms": round(sorted(busy)[at], 1),
        "queries": len(queries),
        "html_gz_bytes": len(gzip.compress(first.content, 6)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--demo", type=Path, required=True)
    parser.add_argument("--voices", type=int, default=10_000)
    parser.add_argument("--meetings", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--page", action="append", help="only these")
    options = parser.parse_args()
    copy = Path(tempfile.mkdtemp(prefix="cocrea-bench-")) / "data"
    shutil.copytree(options.demo, copy, ignore=shutil.ignore_patterns("moments"))
    os.environ["COCREA_DATA_DIR"] = str(copy)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocrea.config.settings")
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django

    django.setup()
    from django.conf import settings

    settings.PAGES_KEPT_SECONDS = 0  # every page is rendered
    from django.core.management import call_command
    from django.test import Client

    from cocrea.process.selectors import process_get

    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    inflate(process_get(SLUG), options.voices, options.meetings)
    client = Client(headers={"host": "127.0.0.1"})
    found = {}
    for page in options.page or PAGES:
        found[page or "(home)"] = measure(client, f"/p/{SLUG}/{page}", options.rounds)
        print(f"{page or '(home)':40} {found[page or '(home)']}", file=sys.stderr, flush=True)
    print(json.dumps(found, indent=1))
    shutil.rmtree(copy.parent)


if __name__ == "__main__":
    main()
