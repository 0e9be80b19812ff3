"""The answers report, «lo que usted dijo, lo que hicimos», as one document.

Drawn up as the record stands. It quotes what is public now, so it is never kept longer than a page:
an author who takes words back takes them out of the next copy too. There may be tens of thousands
of points: JSON and DOCX hold them all, read some at a time; the PDF comes in parts of PART of them,
the page shows PAGE.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cocrea.documents.rendering import files, standing
from cocrea.documents.rendering.html import Paging
from cocrea.documents.rules.blocks import FORMATS, LANGUAGES, Block, Doc, Later, Line, Run, say
from cocrea.documents.rules.spelled import day_in_words
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.ui.words import day_text, number_text, share_text
from cocrea.voices import words
from cocrea.voices.document_parts import (
    Counts,
    blocks,
    blocks_between,
    counts_of,
    point_data,
)

PAGE = 50  # points on a page
PART = 500  # points of a PDF: what draws it needs half a megabyte for each


def render(
    process: Process, *, format: str = "html", language: str = "es", part: int | None = None
) -> bytes:
    """The file: html, pdf, docx or json. ValueError for another format or language.

    part  of a PDF of many points, which has ``parts(process)`` of them. Raises
          Refused(documents.in_parts) for such a PDF as a whole, NotThere for another part.
    """
    if format not in FORMATS or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    if format != "pdf":
        return files.data_of(document(process, language), format)
    if part is None and parts(process) > 1:
        raise Refused(Finding("documents.in_parts", params={"parts": parts(process)}))
    return files.data_of(document_part(process, language, part or 1), format)


def parts(process: Process) -> int:
    """How many PDF the report comes in."""
    return _pages(counts_of(process), PART)


def document(process: Process, language: str = "es") -> Doc:
    """The whole report as it stands now, in one language; its points are read as they are drawn."""
    with translation.override(language):
        counts = counts_of(process)
        return _document(
            process,
            language,
            counts,
            Later(lambda: blocks(process, counts)),
            _data(process, counts),
        )


def document_part(process: Process, language: str, number: int) -> Doc:
    """One part of the report, as its cover says; the whole where there is only one.

    Raises NotThere(documents.not_there).
    """
    with translation.override(language):
        counts = counts_of(process)
        count = _pages(counts, PART)
        if not 1 <= number <= count:
            raise NotThere(Finding("documents.not_there", where="part"))
        shown = tuple(blocks_between(process, counts, PART * (number - 1), PART * number))
        made = _document(process, language, counts, shown, {})
        if count == 1:
            return made
        address = settings.BASE_URL + reverse("voices:answers_html", args=[process.slug])
        said = _("%(number)s de %(count)s, de hasta %(most)s puntos. Todas están en:") % {
            "number": number,
            "count": count,
            "most": number_text(PART),
        }
        fact = (pgettext("de un documento", "Parte"), (Run(f"{said} "), Run(address, link=address)))
        named = _("%(title)s, parte %(number)s de %(count)s") % {
            "title": made.subtitle,
            "number": number,
            "count": count,
        }
        return replace(
            made,
            subtitle=named,
            stem=f"{made.stem}-{number:02}",
            facts=(fact, *made.facts),
        )


def page(process: Process, language: str, number: int) -> tuple[Doc, Paging]:
    """One page of the report; the nearest there is to that number. A constant number of queries."""
    with translation.override(language):
        counts = counts_of(process)
        pages = _pages(counts, PAGE)
        number = min(max(1, number), pages)
        shown = tuple(blocks_between(process, counts, PAGE * (number - 1), PAGE * number))
        paging = Paging(number, pages, _contents(counts), _files(process, counts))
        return _document(process, language, counts, shown, {}), paging


def _pages(counts: Counts, size: int) -> int:
    return max(1, -(-counts.points // size))


def _contents(counts: Counts) -> tuple[tuple[Line, str], ...]:
    figures = (say(_("En cifras")), f"{Paging.address(1)}#cifras")
    themes = (
        (say(group.name), f"{Paging.address(group.first // PAGE + 1)}#{group.anchor}")
        for group in counts.groups
    )
    return (figures, *themes)


def _files(process: Process, counts: Counts) -> tuple[tuple[str, str], ...]:
    """The PDF in its parts, then the formats that hold everything."""
    address = {name: reverse(f"voices:answers_{name}", args=[process.slug]) for name in FORMATS}
    count = _pages(counts, PART)
    numbered = [
        (f"PDF {number}/{count}", f"{address['pdf']}?parte={number}")
        for number in range(1, count + 1)
    ]
    pdf = numbered if count > 1 else [("PDF", address["pdf"])]
    return (*pdf, ("DOCX", address["docx"]), ("JSON", address["json"]))


def _document(
    process: Process, language: str, counts: Counts, shown: Iterable[Block], data: dict[str, Any]
) -> Doc:
    log, law = process.log, processes.methodology(process)
    at: datetime = log.last_recorded_at or processes.process_now(process)
    day = day_in_words(local_day(at, process.zone), language)
    return Doc(
        kind="answers",
        language=language,
        title=Run(_("Lo que usted dijo, lo que hicimos")),
        at=at,
        stem=f"respuestas-{process.slug}-{language}",
        subject=("answers", process.slug),
        record=standing.record_now(log),
        eyebrow=f"{law.identity.country_name} · {law.identity.period}",
        subtitle=_("Informe de respuestas"),
        author=law.identity.owner,
        country=law.identity.country,
        date_text=_("Según el registro público al %(day)s") % {"day": day},
        edition=day_text(at, process.zone),
        notice=_notice(process),
        facts=tuple(_facts(process, counts)),
        blocks=shown,
        data=data,
    )


def _notice(process: Process) -> str:
    if not process.is_demo:
        return ""
    return _("Demostración: voces, personas y conductas inventadas. No es un informe oficial.")


def _facts(process: Process, counts: Counts) -> Iterator[tuple[str, Line]]:
    yield _("Proceso"), say(words.local(process, "name_es", "name_en"))
    yield _("Voces recibidas"), say(number_text(counts.voices))
    yield _("Esperan algo de nosotros"), say(number_text(counts.open))
    yield _("Puntos"), say(number_text(counts.points))
    answered = f"{number_text(counts.answered)} ({share_text(counts.answered, counts.points)})"
    yield _("Con respuesta publicada"), say(answered)
    if counts.oldest_open:
        yield _("La que más espera"), say(day_text(counts.oldest_open, process.zone))


def _data(process: Process, counts: Counts) -> dict[str, Any]:
    return {
        "counts": {
            "voices": counts.voices,
            "open": counts.open,
            "points": counts.points,
            "answered": counts.answered,
            "by_kind": dict(counts.by_kind),
        },
        "points": Later(lambda: point_data(process, counts)),
    }
