"""The sheets of one forum were left on paper: somebody types them into a spreadsheet and loads it.

Everything is invented. The file is as halls make them: a title above the headings, semicolons,
Windows-1252, a row that was left empty. A file of the training was loaded first, by mistake.
"""

import csv
import io
import random

from cocrea.meetings import services as meetings
from cocrea.site.demo.scenes.common import admit, sentences, themes_of
from cocrea.site.demo.world import World
from cocrea.voices import services as voices
from cocrea.voices.models import ImportBatch, Voice

FORUM = 6
HEADINGS = ("Hoja No.", "Mesa", "Tema", "Propuesta", "Sexo", "Organización", "Nombre")
ORGANIZATIONS = ("", "", "", "Asociación inventada de mercados", "Cooperativa inventada del valle")
TRAINING = (
    ("Ejemplo 1", "1", "", "Aquí escriba la propuesta tal como la dijo la persona.", "F", "", ""),
    ("Ejemplo 2", "1", "", "Una hoja por propuesta, con letra de molde.", "M", "", ""),
)
MISTAKE = (
    "Se cargó por error la hoja de ejemplo de la capacitación. Las hojas del foro entran aparte."
)


def _file(title: str, rows: list[tuple[str, ...]]) -> io.BytesIO:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow((title, *[""] * (len(HEADINGS) - 1)))
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return io.BytesIO(out.getvalue().encode("cp1252", "replace"))


def _load(world: World, title: str, rows: list[tuple[str, ...]]) -> ImportBatch:
    typist = world.actor("secretary")
    batch = meetings.meeting_sheets_open(
        actor=typist,
        meeting=world.kept[f"forum:{FORUM}"],
        file=_file(title, rows),
        name=f"{title}.csv",
        source_name=title,
        defaults={"channel": "sheet"},
    )
    batch = voices.import_stage(actor=typist, batch=batch)
    return voices.import_promote(actor=typist, batch=batch)


def load_by_mistake(world: World) -> None:
    """Loaded, seen, and undone in public: the record keeps that it was there."""
    batch = _load(world, "Hojas de ejemplo (inventadas)", list(TRAINING))
    voices.import_undo(actor=world.actor("point_of_contact"), batch=batch, reason=MISTAKE)


def load_sheets(world: World) -> None:
    """The sheets themselves; each row becomes a voice with its folio, triaged like any other."""
    rng = random.Random(20180508)  # of its own: what comes later is told as before
    themes = themes_of(world)
    rows, groups = [], {}
    for number in range(1, world.count(40, least=2) + 1):
        theme = themes[rng.randint(1, 12)]
        group, text = rng.choice(sentences()[theme.number])
        line = 2 + number
        groups[line] = (theme.number, group)
        rows.append(
            (
                str(number),
                str(rng.randint(1, 5)),
                theme.name_es,
                f"{text} (hoja {number})",
                rng.choice("FFM"),
                rng.choice(ORGANIZATIONS),
                f"Persona inventada {number}",
            )
        )
    rows.append((str(len(rows) + 1), "3", "", "", "", "", ""))
    batch = _load(world, "Foro de Chiquimula, hojas de la tarde (inventadas)", rows)
    for voice in Voice.objects.filter(batch=batch).select_related("import_row"):
        world.kept.setdefault("groups", {})[voice.pk] = groups[voice.import_row.line]
    admit(world, Voice.objects.filter(batch=batch, state="received"))
