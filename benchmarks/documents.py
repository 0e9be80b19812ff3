"""How long documents take: the plan in each format, and two reports with 12,000 points.

    python benchmarks/documents.py [--commitments 20] [--milestones 5] [--words 120] [--voices 9000]

The plan is drawn in this process (the time of the libraries) and through the process of its own that
the portal uses (the time that the first reader waits). The answers report is read from a fresh SQLite
database in a temporary directory (9,000 voices have some 12,000 points; 0: leave it out): its pages
as a reader asks for them, then whole in each format, with the memory of the process that asks and of
the one that draws. Exits 1 over the budget of a page: 20 KB compressed, 50 ms of processor at p95.
"""

import argparse
import gzip
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE_KB, PAGE_MS = 20, 50
ONE = "--one"  # draws one format in a process whose memory can be told
given_place = os.environ.get("COCREA_DATA_DIR", "")
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "benchmarks")]
import export  # a fresh place, and what fills it
from pages import yardstick

if ONE in sys.argv:
    shutil.rmtree(export.PLACE)
    os.environ["COCREA_DATA_DIR"] = given_place

import django

django.setup()

from cocrea.documents.rendering import files, frame, html, pdf, word
from cocrea.documents.rules import drawing
from cocrea.documents.rules.blocks import Column, Doc, Field, Heading, Record, Run, Table, say

WORDS = "la ciudadanía podrá consultar cada mes los contratos publicados y reclamar si falta alguno".split()


def text(words: int, seed: int) -> str:
    return " ".join(WORDS[(seed + i) % len(WORDS)] for i in range(words)) + "."


def plan(commitments: int, milestones: int, words: int) -> Doc:
    blocks = []
    columns = (
        Column("No.", number=True),
        Column("Hito", 9),
        Column("Responde", 4),
        Column("Fechas", 4),
    )
    for number in range(1, commitments + 1):
        blocks.append(
            Heading(
                2, say(text(12, number)), f"compromiso-{number}", f"Compromiso {number}", card=True
            )
        )
        blocks += [
            Field(f"Campo {i} de la plantilla oficial", (say(text(words, number + i)),))
            for i in range(9)
        ]
        rows = tuple(
            (
                (say(m),),
                (say(text(20, m)), say(text(15, m + 3))),
                (say("Ministerio de ejemplo"),),
                (say("1 de enero – 31 de diciembre de 2026"),),
            )
            for m in range(1, milestones + 1)
        )
        blocks.append(Table("Hitos", columns, rows, head=1))
    return Doc(
        kind="plan",
        language="es",
        title=Run("Plan de ejemplo"),
        at=datetime(2026, 3, 2, tzinfo=UTC),
        stem="plan",
        subject=("plan", "bench"),
        record=Record("ejemplo", 1, "ab" * 32, "https://ejemplo.test/"),
        country="GT",
        blocks=(Heading(1, say("Compromisos"), "todos", page=True), *blocks),
        signers=((say("Ministerio de ejemplo"), "Compromisos 1–20"),),
    )


def timed(what: str, work, times: int = 3) -> None:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        data = work()
        spent.append(time.perf_counter() - started)
    print(
        f"{what:34} best {min(spent):6.2f} s   worst {max(spent):6.2f} s   {len(data) // 1024:6} KB"
    )


def in_its_own_process(module: str, job: dict, blocks: list) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", f"cocrea.documents.rendering.{module}"],
        input=b"".join(drawing.job_lines(job, blocks)),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(files.SOURCE), "PATH": os.defpath},
    )
    return done.stdout


def answers(voices: int) -> bool:
    """Pages and files of the answers report; whether a page keeps its budget."""
    from django.core.management import call_command

    from cocrea.voices.models import Point

    call_command("migrate", verbosity=0)
    slug = export.fill(voices)
    points = Point.objects.count()
    pages = -(-points // 50)
    print(
        f"\nanswers report: {points} points on {pages} pages, 500 proposals; "
        f"load {os.getloadavg()[0]:.1f}, yardstick {yardstick():.1f} ms"
    )
    reports = (("voces/respuestas.html", pages), ("sistematizacion/informe.html", 500 // 25))
    kept = all(
        [
            paged(f"{prefix}/p/{slug}/{path}", count)
            for path, count in reports
            for prefix in ("", "/en")
        ]
    )
    for format in ("html", "json", "docx", "pdf"):
        line = [sys.executable, __file__, ONE, format, slug]
        print(subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip())
    return kept


def paged(address: str, pages: int) -> bool:
    """Thirty pages of a report as they are asked for; whether they keep the budget."""
    from django.test import Client

    pick = random.Random(7)
    asked = [1, 2, pages // 2, pages, *(pick.randint(1, pages) for _ in range(26))]
    spent, sizes = [], []
    Client().get(address)
    for number in asked:
        began = time.process_time()
        page = Client().get(f"{address}?page={number}").content
        spent.append((time.process_time() - began) * 1000)
        sizes.append(len(gzip.compress(page, 6)))
    spent.sort()
    at_95, most = spent[int(len(spent) * 0.95)], max(sizes)
    print(
        f"page of {address}: processor p50 {spent[len(spent) // 2]:.0f} ms, p95 {at_95:.0f} ms; "
        f"{most / 1000:.1f} KB at most"
    )
    return at_95 < PAGE_MS and most < PAGE_KB * 1000


def one(format: str, slug: str) -> None:
    """The whole report in one format: time of both processes, memory of each."""
    from cocrea.process.selectors import process_get
    from cocrea.voices import documents

    process = process_get(slug)
    before, began, worked = peak(), time.perf_counter(), time.process_time()
    doc, there = documents.document(process), ""
    if format == "pdf":
        doc = documents.document_part(process, "es", 1)
    if format in ("pdf", "docx"):
        head = {"doc": frame.head(doc), "template": str(files.template_of("answers"))}
        job = b"".join(drawing.job_lines(head, frame.body(doc)))
        size, there = drawn({"pdf": "pdf", "docx": "word"}[format], job)
    else:
        whole = files.json_pieces(doc) if format == "json" else [html.rendered(doc)]
        size = sum(len(piece) for piece in whole)
    print(
        f"{'a part as' if format == 'pdf' else 'whole as'} {format:5} {time.perf_counter() - began:5.1f} s, of processor "
        f"{time.process_time() - worked:.1f} s here{there}; {size / 1e6:.1f} MB; "
        f"memory here {before} -> {peak()} MB"
    )


def peak() -> int:
    """MB at most in this process: unlike ``ru_maxrss`` it counts nothing of who started it."""
    (line,) = [x for x in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in x]
    return int(line.split()[1]) // 1024


SMALL = """
import os, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=0, stdout=2, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def drawn(module: str, job: bytes) -> tuple[int, str]:
    """Size of the file, and what its process took, told by a small one that starts it."""
    line = [sys.executable, "-c", SMALL]
    line += [sys.executable, "-m", f"cocrea.documents.rendering.{module}"]
    env = {"PYTHONPATH": str(files.SOURCE), "PATH": os.defpath}
    done = subprocess.run(line, input=job, capture_output=True, check=True, env=env)
    seconds, megabytes = done.stdout.split()
    there = f" and {float(seconds):.1f} s there, with {int(megabytes)} MB there"
    return len(done.stderr), there


def main() -> int:
    if ONE in sys.argv:
        one(*sys.argv[2:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commitments", type=int, default=20)
    parser.add_argument("--milestones", type=int, default=5)
    parser.add_argument("--words", type=int, default=120)
    parser.add_argument("--voices", type=int, default=9_000)
    given = parser.parse_args()
    doc = plan(given.commitments, given.milestones, given.words)
    framed, head = frame.framed(doc), frame.head(doc)
    blocks = framed["blocks"]
    template = str(files.template_of("plan"))
    timed("HTML, here", lambda: html.rendered(doc))
    print(f"load {os.getloadavg()[0]:.1f}")
    timed("PDF, in its own process", lambda: in_its_own_process("pdf", {"doc": head}, blocks))
    timed(
        "DOCX, in its own process",
        lambda: in_its_own_process("word", {"doc": head, "template": template}, blocks),
    )
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"largest process that drew: {children} MB")
    timed("PDF, library alone", lambda: pdf.rendered(framed))
    timed("DOCX, library alone", lambda: word.rendered(framed, template))
    try:
        return 0 if not given.voices or answers(given.voices) else 1
    finally:
        shutil.rmtree(export.PLACE)


if __name__ == "__main__":
    sys.exit(main())
