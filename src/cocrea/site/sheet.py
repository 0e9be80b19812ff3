"""«Qué es Gobierno Abierto»: one plain sheet, and a slot for every language of the people.

Its texts are fixed, in Spanish and English. Another language gets what a person translated and
another one read; the rest stays in Spanish and says that it is not translated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.kernel.errors import DomainError
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import digest
from cocrea.languages import selectors as translations
from cocrea.languages import services as languages
from cocrea.languages.rules.permits import PERMITS
from cocrea.ledger import services as ledger
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.process.selectors.tongues import tongues
from cocrea.site.sheet_forms import SheetForm
from cocrea.ui.forms import attach


@dataclass(frozen=True, slots=True)
class Block:
    """field: name of the text; kind: title, lead, heading, text, item."""

    field: str
    kind: str
    text: str | Promise


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the page shows it. language: "" is that of the page."""

    kind: str
    text: str
    language: str = ""


BLOCKS = (
    Block("title", "title", _("¿Qué es Gobierno Abierto?")),
    Block(
        "lead",
        "lead",
        _(
            "Es una forma de gobernar. Las instituciones cuentan lo que hacen. Escuchan antes de "
            "decidir. Y trabajan junto con la gente."
        ),
    ),
    Block("ideas", "heading", _("Tres ideas")),
    Block(
        "transparency",
        "item",
        _("Transparencia: usted puede saber qué hace el gobierno y en qué gasta."),
    ),
    Block(
        "participation",
        "item",
        _("Participación: usted puede opinar, proponer y decidir junto con otras personas."),
    ),
    Block(
        "collaboration",
        "item",
        _("Colaboración: instituciones, organizaciones y vecinos trabajan juntos."),
    ),
    Block("plan", "heading", _("¿Qué es el plan?")),
    Block(
        "plan_what",
        "text",
        _(
            "Es una lista corta de compromisos. Cada compromiso dice qué se va a hacer, quién "
            "responde y para cuándo."
        ),
    ),
    Block(
        "plan_ogp",
        "text",
        _(
            "El plan se envía a la Alianza para el Gobierno Abierto. En ella hay países y ciudades "
            "que se comprometen igual. Personas independientes revisan si se cumple."
        ),
    ),
    Block("you", "heading", _("¿Qué puede hacer usted?")),
    Block("you_say", "item", _("Diga qué hace falta. No necesita cuenta ni dar su nombre.")),
    Block("you_come", "item", _("Venga a una reunión. Las fechas se publican antes.")),
    Block("you_comment", "item", _("Comente el plan antes de que se apruebe.")),
    Block("you_ask", "item", _("Pregunte qué pasó con lo que dijo.")),
    Block("you_check", "item", _("Revise si lo prometido se cumplió.")),
    Block("here", "heading", _("Aquí usted cuenta con esto")),
    Block(
        "here_folio",
        "item",
        _("Lo que usted dice no se pierde: recibe al momento un número, que se llama folio."),
    ),
    Block("here_answer", "item", _("Cada voz recibe una respuesta, con razones.")),
    Block(
        "here_language",
        "item",
        _("Puede hablar en su idioma. Su texto se guarda como usted lo dijo."),
    ),
    Block("here_free", "item", _("Participar es gratis.")),
)
PREFIX = "sheet."
OWN = ("es", "en")


def _original(block: Block) -> str:
    with override("es"):
        return str(block.text)


def _subject(process: Process) -> SubjectRef:
    return SubjectRef("process", process.slug)


def _kept(
    process: Process, language: str, *, working: bool = False
) -> dict[str, translations.Translated]:
    """field -> translation of the sheet into a language, drafts too. One query."""
    ids = {(process.slug, f"{PREFIX}{b.field}"): digest(_original(b)) for b in BLOCKS}
    found = translations.translations(
        process, "process", [process.slug], language, ids, working=working
    )
    return {
        field.removeprefix(PREFIX): row
        for (_id, field), row in found.items()
        if field.startswith(PREFIX)
    }


def _slots(process: Process, chosen: str) -> list[dict[str, Any]]:
    """Every language of the people with how much of the sheet is there: counts that add up."""
    rows = [(process.slug, f"{PREFIX}{b.field}", digest(_original(b))) for b in BLOCKS]
    known = dict(tongues(process))
    found = translations.coverages(process, "process", rows, known)
    return [
        {"code": code, "name": name, "current": code == chosen, "coverage": found[code]}
        for code, name in known.items()
    ]


def _named(process: Process, language: str) -> str:
    """Name of a language of the people. Raises Http404 for any other."""
    found = dict(tongues(process)).get(language)
    if not language or found is None:
        raise Http404
    return found


def _parts(texts: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    """Texts by kind, in their order; neighbours that are items make one list."""
    return [(kind, list(group)) for kind, group in groupby(texts, key=lambda each: each.kind)]


def _own() -> list[tuple[str, list[Shown]]]:
    """The whole sheet in the page's language."""
    return _parts(Shown(block.kind, str(block.text)) for block in BLOCKS)


@require_safe
def portal_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet by itself, away from any process."""
    request.cacheable = True
    context = {"parts": _own(), "slots": [], "tongue": "", "process": None, "cacheable": True}
    return render(request, "site/sheet.html", context)


@public_page
def sheet(request: HttpRequest, process: Process) -> HttpResponse:
    """The sheet in the page's language, with the list of every other one."""
    context = {
        "process": process,
        "parts": _own(),
        "slots": _slots(process, ""),
        "tongue": "",
    }
    return render(request, "site/sheet.html", context)


@public_page
def sheet_in(request: HttpRequest, process: Process, language: str) -> HttpResponse:
    """What a person translated into a language; the rest in Spanish, and said so."""
    name = _named(process, language)
    kept = _kept(process, language)
    texts = []
    for block in BLOCKS:
        found = kept.get(block.field)
        if found is not None and found.shown and not found.stale:
            texts.append(Shown(block.kind, found.text, language))
        else:
            texts.append(Shown(block.kind, _original(block), "es"))
    context = {
        "process": process,
        "parts": _parts(texts),
        "slots": _slots(process, language),
        "tongue": language,
        "tongue_name": name,
        "missing": sum(each.language == "es" for each in texts),
        "total": len(texts),
    }
    return render(request, "site/sheet.html", context)


@process_view
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_translate(request: HttpRequest, process: Process, language: str) -> HttpResponse:
    """A person's translation, text by text; another person says that each is right."""
    name = _named(process, language)
    roles = request.actor.roles(request.now)
    may_save = PERMITS.may(roles, "translation.save")
    may_review = PERMITS.may(roles, "translation.review", "draft")
    if not (may_save or may_review):
        PERMITS.require(request.actor, "translation.save", now=request.now)
    kept = _kept(process, language, working=True)
    rows = [(block.field, _original(block), kept.get(block.field)) for block in BLOCKS]
    posted = request.POST if request.method == "POST" else None
    form = SheetForm(rows, posted, may_save=may_save, may_review=may_review)
    if posted is not None and form.is_valid():
        try:
            _save(request, process, language, form, rows)
        except DomainError as error:
            if error.status in (403, 404):
                raise
            attach(form, error)
        else:
            messages.success(
                request, gettext("Guardado. Lo revisado por otra persona ya se muestra.")
            )
            return redirect("site:sheet_in", process.slug, language)
    context = {"process": process, "form": form, "tongue": language, "tongue_name": name}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "site/sheet_translate.html", context, status=status)


def _save(
    request: HttpRequest, process: Process, language: str, form: SheetForm, rows: Any
) -> None:
    """In one act: what was written is kept as a draft, what was ticked is reviewed."""
    act = {"actor": request.actor, "process": process}
    with ledger.act(process, actor=request.actor):
        for field, original, found in rows:
            said = form.said(field)
            if said and (found is None or said != found.text or found.stale):
                languages.translation_save(
                    **act,
                    subject=_subject(process),
                    field=f"{PREFIX}{field}",
                    original=original,
                    text=said,
                    language=language,
                )
            elif form.ticked(field) and found is not None:
                languages.translation_review(**act, translation=found.public_id)
