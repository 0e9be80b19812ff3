"""How long the plan takes as a file: 20 commitments of 5 milestones, in each format.

    python benchmarks/documents.py [--commitments 20] [--milestones 5] [--words 120]

Draws in this process (the time of the libraries) and through the process of its own that the portal
uses (the time that the first reader waits). Needs no database.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocrea.config.settings")
os.environ.setdefault("COCREA_DATA_DIR", tempfile.mkdtemp(prefix="cocrea-bench-"))

import django

django.setup()

from cocrea.documents.rendering import files, frame, html, pdf, word
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
        signers=(("Ministerio de ejemplo", "Compromisos 1–20"),),
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


def in_its_own_process(module: str, job: dict) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", f"cocrea.documents.rendering.{module}"],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(files.SOURCE), "PATH": os.defpath},
    )
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commitments", type=int, default=20)
    parser.add_argument("--milestones", type=int, default=5)
    parser.add_argument("--words", type=int, default=120)
    given = parser.parse_args()
    doc = plan(given.commitments, given.milestones, given.words)
    framed = frame.framed(doc)
    template = str(files.template_of("plan"))
    timed("HTML, here", lambda: html.rendered(doc))
    timed("PDF, in its own process", lambda: in_its_own_process("pdf", {"doc": framed}))
    timed(
        "DOCX, in its own process",
        lambda: in_its_own_process("word", {"doc": framed, "template": template}),
    )
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"largest process that drew: {children} MB")
    timed("PDF, library alone", lambda: pdf.rendered(framed))
    timed("DOCX, library alone", lambda: word.rendered(framed, template))


if __name__ == "__main__":
    main()
