"""10,000 voices: server time of list, detail, coverage, form and submission, one client at a time.

    .venv/bin/python benchmarks/voices_list.py [--voices 10000] [--rounds 40]

Runs on a fresh database in a temporary directory; prints JSON, milliseconds
(``cpu``: of this process alone, for a machine that is busy with other things).
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ["COCREA_DATA_DIR"] = tempfile.mkdtemp(prefix="cocrea-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import django

django.setup()

WORDS = (
    "agua luz camino escuela salud medicina presupuesto obra maestra río puente mercado tierra "
    "información cuentas alcalde consejo mujer joven bosque basura transporte justicia derecho"
).split()


def fill(process, count, actor_of):
    """Voices in every state, most of them answered."""
    from cocrea.kernel.ids import uuid7
    from cocrea.process import selectors as process_selectors
    from cocrea.voices import services as voices
    from cocrea.voices.models import Disposition, Point, Voice

    pick = random.Random(7)
    themes = list(process.themes.all())
    areas = process_selectors.territory(process).areas
    for start in range(0, count, 1000):
        items = [
            voices.VoiceInput(
                key=str(uuid7()),
                text=" ".join(pick.choices(WORDS, k=pick.randint(15, 120))),
                channel="sheet",
                theme=pick.choice(themes),
                area=pick.choice(areas).code,
                sector=pick.choice(("citizen", "civil_society", "public")),
            )
            for _ in range(min(1000, count - start))
        ]
        voices.voices_receive_many(
            actor=actor_of("facilitator"), process=process, items=items, source_digest="00" * 32
        )
    now = Voice.objects.latest("pk").received_at
    Voice.objects.filter(pk__gt=0).update(state="answered", published_at=now, answered_at=now)
    Voice.objects.filter(pk__in=list(Voice.objects.values_list("pk", flat=True)[:500])).update(
        state="received"
    )
    rows = [
        Point(
            voice=v,
            number=1,
            text=v.text,
            text_digest="0" * 64,
            theme_id=v.theme_id,
            coded_by="systematizer",
            answer="merged",
            coded_at=now,
        )
        for v in Voice.objects.filter(state="answered")
    ]
    points = Point.objects.bulk_create(rows, batch_size=500)
    Disposition.objects.bulk_create(
        (
            Disposition(
                point=p,
                kind="merged",
                reason="Se unió a una propuesta.",
                target_kind="proposal",
                target_id="1",
                proposed_by="systematizer",
                proposed_at=now,
                published_at=now,
                current=True,
            )
            for p in points
        ),
        batch_size=500,
    )


def measure(call, rounds):
    times, busy = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        response = call()
        times.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
        assert response.status_code == 200, response.status_code
    times.sort()
    busy.sort()
    at = min(len(times) - 1, int(len(times) * 0.95))
    return {
        "p50_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[at], 1),
        "cpu_p95_ms": round(busy[at], 1),
        "html_gz_bytes": len(gzip.compress(response.content, 6)),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()

    from django.core.management import call_command
    from django.test import Client
    from tests.conftest import OPERATOR, make_actor

    call_command("migrate", verbosity=0)
    from cocrea.kernel.findings import Report
    from cocrea.process import selectors, services
    from cocrea.process.rules.loading import load
    from cocrea.voices.models import Voice

    source = ROOT / "src/cocrea/process/methodologies/guatemala-2018-as-published.yaml"
    law = load(source.read_text(encoding="utf-8"))
    began = time.perf_counter()
    process = services.process_create(
        actor=OPERATOR, methodology=law, slug="banco", starts_on=law.phases[0].window.start
    )
    for phase in law.phases:
        services.phase_act_record(
            actor=make_actor("point_of_contact"),
            process=process,
            phase=phase.number,
            kind="opened",
            report=Report(),
        )
    process = selectors.process_get("banco")
    fill(process, options.voices, make_actor)
    found = {"voices": Voice.objects.count(), "filled_s": round(time.perf_counter() - began, 1)}
    client = Client()
    folio = Voice.objects.filter(state="answered").first().folio
    pages = {
        "list": "voces/",
        "list_last_page": "voces/?page=190",
        "list_by_theme_and_place": "voces/?tema=salud&lugar=01",
        "detail": f"voces/{folio}/",
        "coverage": "voces/cobertura/",
        "form": "participar/",
    }
    for name, path in pages.items():
        address = f"/p/banco/{path}"
        client.get(address)
        found[name] = measure(lambda address=address: client.get(address), options.rounds)

    counter = iter(range(10_000))

    def send():
        page = client.get("/p/banco/participar/").content.decode()
        token = re.search(r'name="token" value="([^"]+)"', page).group(1)
        text = " ".join(random.Random(next(counter)).choices(WORDS, k=40))
        given = {"text": text, "kind": "voice", "language": "spa", "display": "reserved"}
        return client.post("/p/banco/participar/", {**given, "consent": "on", "token": token})

    found["form_and_submission"] = measure(send, options.rounds)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
