"""The report of a consultation as one document: what was asked, what was answered, by whom.

Only of a window whose close is recorded, so that it stays as it is. It holds counts and no words of
anybody: written answers are voices, which their authors may take back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.consultations import selectors, words
from cocrea.consultations.models import Window
from cocrea.consultations.refs import consultation_ref
from cocrea.consultations.rules.statistics import Cell, Tally
from cocrea.consultations.selectors import ItemResult, QuestionResult, Results
from cocrea.documents.rendering import files, standing
from cocrea.documents.rules.blocks import (
    FORMATS,
    LANGUAGES,
    Block,
    Column,
    Doc,
    Heading,
    Line,
    Para,
    Run,
    Table,
    identity,
    say,
)
from cocrea.documents.rules.spelled import day_in_words
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.ui.words import day_text, number_text, share_text
from cocrea.voices.words import SECTORS

SOURCE = "es"


def render(
    process: Process, window: Window, *, format: str = "html", language: str = "es"
) -> bytes:
    """The file: html, pdf, docx or json. Raises NotThere(consultations.not_counted) before the
    close is recorded; ValueError for another format or language."""
    if format not in FORMATS or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    return files.data_of(document(process, window, language), format)


def document(process: Process, window: Window, language: str = "es") -> Doc:
    """What the report says, in one language. A constant number of queries."""
    if window.close_recorded_at is None:
        raise NotThere(Finding("consultations.not_counted"))
    with translation.override(language):
        return _document(process, window, language)


def report_digest(process: Process, window: Window) -> str:
    """Hex digest of the Spanish report, by which the record names it."""
    return identity(document(process, window))


def _document(process: Process, window: Window, language: str) -> Doc:
    law, whole = processes.methodology(process), selectors.results(window)
    entry = standing.entry_about(process.log_id, consultation_ref(window), "consultation.closed")
    closed = local_day(window.closes_at, process.zone)
    return Doc(
        kind="consultation",
        language=language,
        title=Run(_("Informe de la consulta")),
        at=window.close_recorded_at,
        stem=f"consulta-{window.slug}-{language}",
        subject=("consultation", str(window.public_id)),
        record=standing.record_with(entry) if entry else standing.record_now(process.log),
        eyebrow=f"{law.identity.country_name} · {law.identity.period}",
        subtitle=words.reader(window.title_es, window.title_en),
        author=law.identity.owner,
        country=law.identity.country,
        date_text=_("Cerró el %(day)s") % {"day": day_in_words(closed, language)},
        edition=day_text(window.closes_at, process.zone),
        notice=_notice(process),
        facts=tuple(_facts(process, window, whole)),
        blocks=tuple(_blocks(process, whole)),
        frozen=True,
        data=_data(window, whole),
    )


def _notice(process: Process) -> str:
    if not process.is_demo:
        return ""
    return _("Demostración: voces, personas y conductas inventadas. No es un informe oficial.")


def _facts(process: Process, window: Window, whole: Results) -> Iterator[tuple[str, Line]]:
    yield _("Abrió"), say(day_text(window.opens_at, process.zone))
    yield _("Cerró"), say(day_text(window.closes_at, process.zone))
    yield _("Respuestas"), say(number_text(whole.responses))
    yield _("Comentarios que son voces"), say(number_text(whole.voices))


def _blocks(process: Process, whole: Results) -> Iterator[Block]:
    yield Heading(1, say(_("Qué se contestó")), "respuestas", page=True)
    yield Para(
        say(
            _(
                "Son cuentas exactas de quienes quisieron responder, no una encuesta: no "
                "representan a toda la población. Una respuesta no es necesariamente una persona "
                "distinta."
            )
        ),
        "lead",
    )
    for number, result in enumerate(whole.questions, start=1):
        yield from _question(number, result)
    if whole.items:
        yield from _clauses(whole.items)
    yield from _who(process, whole)


def _question(number: int, result: QuestionResult) -> Iterator[Block]:
    question = result.question
    text = words.reader(question.text_es, question.text_en)
    yield Heading(2, say(text), f"pregunta-{number}", _("Pregunta %(n)s") % {"n": number})
    if question.only_if is not None:
        yield Para(say(_("Se hizo a %(n)s personas.") % {"n": number_text(result.asked)}), "note")
    labels = words.labels_of(question)
    if result.tally is not None:
        yield _tally_table(text, result.tally, labels)
        yield Para(say(_counted(result)), "note")
    elif result.grid:
        yield _grid_table(text, result, labels)
    else:
        said = _("%(n)s respuestas escritas, que son voces con folio.")
        yield Para(say(said % {"n": number_text(result.texts)}))
    if result.before:
        yield _before_table(result, labels)


def _counted(result: QuestionResult) -> str:
    assert result.tally is not None  # only counted questions are told so
    told = _("Contestaron %(n)s; la dejaron en blanco %(blank)s.") % {
        "n": number_text(result.tally.answered),
        "blank": number_text(result.tally.blank),
    }
    if result.median:
        middle = " – ".join(map(str, sorted(set(result.median))))
        told += " " + _("Mediana: %(median)s.") % {"median": middle}
    return told


def _share(cell: Cell) -> str:
    """The share with its number of answers; the number alone where nobody answered."""
    if not cell.total:
        return number_text(cell.count)
    share = share_text(cell.count, cell.total)
    return f"{share} ({number_text(cell.count)} / {number_text(cell.total)})"


def source(text: str) -> Line:
    """A text that is kept in Spanish only."""
    english = (translation.get_language() or SOURCE).startswith("en")
    return say(text, SOURCE if english else "")


def _line(text: object) -> tuple[Line, ...]:
    return (say(text),)


def _tally_table(caption: str, tally: Tally, labels: Mapping[str, Any]) -> Table:
    columns = (Column(_("Respuesta"), 4), Column(_("Parte"), 2, number=True))
    rows = tuple((_line(labels.get(c.value, c.value)), _line(_share(c))) for c in tally.cells)
    return Table(caption, columns, rows)


def _grid_table(caption: str, result: QuestionResult, labels: Mapping[str, Any]) -> Table:
    """Rows of a matrix, or options of a rank over their places."""
    heads, names = words.grid_labels(result.question)
    values = [cell.value for cell in result.grid[0][1].cells]
    columns = (
        Column(_("Se preguntó por"), 4),
        *(Column(str(heads.get(v, v)), 2, number=True) for v in values),
    )
    rows = tuple(
        (_line(names.get(key, key)), *(_line(_share(cell)) for cell in tally.cells))
        for key, tally in result.grid
    )
    return Table(caption, columns, rows)


def _before_table(result: QuestionResult, labels: Mapping[str, Any]) -> Table:
    columns = (
        Column(_("Respuesta"), 4),
        Column(_("Antes"), 2, number=True),
        Column(_("Ahora"), 2, number=True),
        Column(_("Diferencia en puntos"), 2, number=True),
    )
    rows = tuple(
        (
            _line(labels.get(c.value, c.value)),
            _line(_share(c.before)),
            _line(_share(c.now)),
            _line("–" if c.points is None else f"{c.points:+d}" if c.points else "0"),
        )
        for c in result.before
    )
    note = _("Son personas distintas que quisieron contestar: la diferencia no se explica.")
    return Table(_("Antes y ahora"), columns, rows, note=note)


def _clauses(items: Iterable[ItemResult]) -> Iterator[Block]:
    yield Heading(1, say(_("Artículo por artículo")), "articulos")
    columns = (
        Column(_("Artículo"), 6),
        *(Column(str(label), 2, number=True) for label in words.STANCES.values()),
        Column(_("Comentarios"), 2, number=True),
    )
    rows = tuple(
        (
            (source(str(each.item)),),
            *(_line(_share(cell)) for cell in each.tally.cells),
            _line(number_text(each.texts)),
        )
        for each in items
    )
    yield Table(_("Acuerdo con cada artículo"), columns, rows)


def _who(process: Process, whole: Results) -> Iterator[Block]:
    yield Heading(1, say(_("Quiénes respondieron")), "quienes")
    silent, areas = _("No lo dijo"), processes.area_names(process)
    count = Column(_("Respuestas"), 2, number=True)
    if whole.by_sector:
        rows = tuple(
            (_line(SECTORS.get(s, silent)), _line(_share(Cell(s, n, whole.responses))))
            for s, n in whole.by_sector
        )
        yield Table(_("Por sector"), (Column(_("Sector"), 4), count), rows)
    shown = [(a, n) for a, n in whole.by_area if n is not None]
    if shown:
        rows = tuple((_line(areas.get(a, silent)), _line(number_text(n))) for a, n in shown)
        yield Table(_("Por lugar"), (Column(_("Lugar"), 4), count), rows)
    if hidden := [areas.get(a, silent) for a, n in whole.by_area if n is None]:
        yield Para(say(_reserved(hidden)), "note")
    if whole.by_day:
        rows = tuple((_line(day_text(d)), _line(number_text(n))) for d, n in whole.by_day)
        yield Table(_("Por día"), (Column(_("Día"), 4), count), rows)


def _reserved(places: list[str]) -> str:
    told = ngettext(
        "Hubo respuestas, pero no se dice cuántas, de %(n)s lugar: %(places)s.",
        "Hubo respuestas, pero no se dice cuántas, de %(n)s lugares: %(places)s.",
        len(places),
    ) % {"n": len(places), "places": ", ".join(map(str, places))}
    small = _("Los grupos de menos de cinco no se muestran, ni los que permitirían calcularlos.")
    return f"{told} {small}"


def _data(window: Window, whole: Results) -> dict[str, Any]:
    """Counts for machines; crossings stay on the page, where their suppression is explained."""
    return {
        "consultation": window.slug,
        "opens_at": window.opens_at.isoformat(),
        "closes_at": window.closes_at.isoformat(),
        "responses": whole.responses,
        "voices": whole.voices,
        "questions": [
            {
                "slug": r.question.slug,
                "kind": r.question.kind,
                "asked": r.asked,
                "tally": asdict(r.tally) if r.tally else None,
                "grid": {key: asdict(tally) for key, tally in r.grid},
                "texts": r.texts,
                "before": [asdict(change) for change in r.before],
            }
            for r in whole.questions
        ],
        "items": [
            {"number": i.item.number, "clause": i.item.clause_id, "tally": asdict(i.tally)}
            for i in whole.items
        ],
        "sectors": dict(whole.by_sector),
        "areas": dict(whole.by_area),
        "days": {day.isoformat(): n for day, n in whole.by_day},
    }
