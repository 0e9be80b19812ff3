"""100,000 rows come in by the command line while others read and write the served portal.

    .venv/bin/python benchmarks/import.py [--rows 100000] [--format csv|xlsx|ods] [--baseline 15]

Serves the portal with production settings on a fresh SQLite database in a temporary directory
(2 workers), lets readers and a writer go on all the while, and prints JSON: seconds, peak memory of
the importing process, its processor seconds, the load of the machine, and latencies of the others
before and during the import. Exits 1 over budget: 300 MB, p99 of the others 3 s. The figures are in
docs/decisions/0015-files-of-voices.md.
"""

import argparse
import csv
import http.cookiejar
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MEMORY_MB, P99_SECONDS = 300, 3.0
HEAD = ["No.", "Propuesta", "Departamento", "Sexo", "Edad", "Organización", "Nombre", "Correo"]
WORDS = (
    "agua luz camino escuela salud medicina presupuesto obra maestra río puente mercado tierra "
    "información cuentas alcalde consejo mujer joven bosque basura transporte justicia derecho "
    "queremos pedimos que cada año publiquen cuánto gastan y quién decide en nuestra comunidad"
).split()

SETUP = """
import sys, django
django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from tests.conftest import build_process
from cocrea.kernel.permits import Actor, Grant
from cocrea.people import services as people
from cocrea.people.models import Organization
process = build_process("banco", demo=False)
operator = Actor(grants=(Grant("operator"),))
Organization.objects.create(slug="banco", name="Banco", name_key="banco", sector="public")
user = people.account_open(actor=operator, process=process, email="banco@ejemplo.org")
function = people.function_publish(actor=operator, process=process, public_name="Banco de Pruebas",
    post="Transcribe", organization="banco", basis="banco de pruebas", user=user.pk)
people.role_grant(actor=operator, process=process, user=user.pk, role="point_of_contact", basis="x")
print(function.public_id)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--format", choices=["csv", "xlsx", "ods"], default="csv")
    parser.add_argument("--baseline", type=float, default=15, help="seconds before the import")
    parser.add_argument("--contacts", type=int, default=0, help="every n-th row has an address")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="cocrea-bench-"))
    try:
        found = measure(options, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    print(json.dumps(found, indent=1))
    return int(not found["within_budget"])


def environment(place: Path, port: int) -> dict:
    return {
        **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        "COCREA_DATA_DIR": str(place),
        "COCREA_BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "cocrea.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def file_make(path: Path, options) -> None:
    pick = random.Random(2018)

    def rows():
        for number in range(1, options.rows + 1):
            text = " ".join(pick.choices(WORDS, k=pick.randint(12, 90)))
            mail = options.contacts and number % options.contacts == 0
            yield [
                str(number), f"{text} {number}", "Alta Verapaz", pick.choice("FH"),
                str(pick.randint(15, 80)), "", f"Persona Inventada {number}",
                f"persona{number}@ejemplo.org" if mail else "",
            ]  # fmt: skip

    if options.format == "csv":
        with path.open("w", encoding="cp1252", newline="") as out:
            writer = csv.writer(out, delimiter=";")
            writer.writerow(HEAD)
            writer.writerows(rows())
        return
    if options.format == "ods":
        ods_make(path, _with_head(rows()))
        return
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for place, row in enumerate(_with_head(rows())):
            page.write_row(place, 0, row)


def ods_make(path: Path, rows) -> None:
    """As LibreOffice keeps it, without its styles; row by row, since no library streams it."""
    spaces = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    opened = " ".join(spaces.format(name) for name in ("office", "table", "text"))
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("content.xml", "w", force_zip64=True) as out,
    ):
        head = f"<office:document-content {opened}><office:body><office:spreadsheet>"
        out.write(f'{head}<table:table table:name="Hoja1">'.encode())
        for row in rows:
            cells = "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
                "</table:table-cell>"
                for cell in row
            )
            out.write(f"<table:table-row>{cells}</table:table-row>".encode())
        tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
        out.write(tail.encode())
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")


def _with_head(rows):
    yield HEAD
    yield from rows


class Others:
    """People who read and one who writes, each with a second's thought between pages at most."""

    def __init__(self, base: str) -> None:
        self.base, self.stop, self.during = base, threading.Event(), False
        self.taken: dict[tuple[str, bool], list[float]] = {}
        self.failed: list[str] = []
        self.threads = [threading.Thread(target=self.read, args=(n,)) for n in range(3)]
        self.threads.append(threading.Thread(target=self.write))

    def timed(self, kind: str, call) -> str:
        begun, during = time.perf_counter(), self.during
        try:
            return call()
        except (urllib.error.URLError, OSError) as error:
            self.failed.append(f"{kind}: {error}")
            sys.stderr.write(f"{time.strftime('%T')} {kind}: {error} {getattr(error, 'url', '')}\n")
            return ""
        finally:
            self.taken.setdefault((kind, during), []).append(time.perf_counter() - begun)

    def read(self, seed: int) -> None:
        pick = random.Random(seed)
        pages = ("", "voces/", "voces/cobertura/", "calendario/", "registro/", "participar/")
        while not self.stop.is_set():
            # A number nobody asked for before: no kept copy answers.
            path = f"{self.base}/p/banco/{pick.choice(pages)}?x={pick.random()}"
            self.timed("read", lambda p=path: urllib.request.urlopen(p, timeout=60).read().decode())
            self.stop.wait(pick.random() * 0.6)

    def write(self) -> None:
        pick = random.Random(99)
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        address = f"{self.base}/p/banco/participar/"
        while not self.stop.is_set():
            page = self.timed("form", lambda: opener.open(address, timeout=60).read().decode())
            hidden = dict(re.findall(r'name="(token|csrfmiddlewaretoken)" value="([^"]+)"', page))
            given = {
                **hidden,
                "text": " ".join(pick.choices(WORDS, k=25)),
                "kind": "voice",
                "language": "spa",
                "display": "reserved",
                "consent": "on",
            }
            data = urllib.parse.urlencode(given).encode()
            said = self.timed(
                "write", lambda d=data: opener.open(address, d, timeout=60).read().decode()
            )
            if 'class="folio"' not in said:
                self.failed.append("no receipt")
            self.stop.wait(pick.random() * 0.8)

    def figures(self, during: bool) -> dict:
        found = {}
        for (kind, when), taken in sorted(self.taken.items()):
            if when is during:
                ordered = sorted(taken)
                found[kind] = {
                    "requests": len(ordered),
                    "p50_ms": round(1000 * ordered[len(ordered) // 2]),
                    "p95_ms": round(1000 * ordered[int(len(ordered) * 0.95)]),
                    "p99_ms": round(
                        1000 * ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
                    ),
                    "max_ms": round(1000 * ordered[-1]),
                }
        return found


def measure(options, place: Path) -> dict:
    port = free_port()
    env = environment(place, port)
    done = subprocess.run(
        [sys.executable, "-c", SETUP], env=env, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    office = done.stdout.strip().splitlines()[-1]
    path = place / f"voces.{options.format}"
    file_make(path, options)
    server = subprocess.Popen(
        [str(BIN / "cocrea"), "serve", "--port", str(port), "--data-dir", str(place)],
        env=env,
        stdout=(place / "server.log").open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    load = os.getloadavg()[0]
    others = Others(f"http://127.0.0.1:{port}")
    try:
        waited(others.base)
        for thread in others.threads:
            thread.start()
        time.sleep(options.baseline)
        others.during = True
        seconds, cpu, peak, said = imported(env, office, path)
        others.during = False
    finally:
        others.stop.set()
        for thread in others.threads:
            if thread.ident:
                thread.join()
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    if others.failed:
        sys.stderr.write((place / "server.log").read_text(errors="replace")[-8000:])
    during = others.figures(True)
    slowest = max(found["p99_ms"] for found in during.values()) / 1000
    return {
        "rows": options.rows,
        "format": options.format,
        "file_mb": round(path.stat().st_size / 1e6, 1),
        "load_before": round(load, 1),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "rows_per_second": round(options.rows / seconds),
        "peak_memory_mb": round(peak),
        "batch": {k: said[k] for k in ("state", "fresh", "faulty", "done")},
        "others_before": others.figures(False),
        "others_during": during,
        "failed_requests": len(others.failed),
        "database_mb": round((place / "cocrea.sqlite3").stat().st_size / 1e6)
        if place.exists()
        else 0,
        "within_budget": peak < MEMORY_MB
        and slowest < P99_SECONDS
        and not others.failed
        and said["done"] == options.rows,
    }


def waited(base: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{base}/p/banco/", timeout=5).read()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    sys.exit("the portal did not come up")


def imported(env: dict, office: str, path: Path) -> tuple[float, float, float, dict]:
    """(seconds, of which processor, peak resident memory in MB, what the command said)."""
    begun = time.perf_counter()
    line = ["voices", "import", str(path), "--process", "banco", "--office", office]
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(
            [str(BIN / "cocrea"), *line, "--format", "json"], env=env, stdout=out
        )
        _pid, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read()
    if child.returncode:
        sys.exit(f"the import failed: {child.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - begun, cpu, usage.ru_maxrss / 1024, json.loads(said)


if __name__ == "__main__":
    sys.exit(main())
