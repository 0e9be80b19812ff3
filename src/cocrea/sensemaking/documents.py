"""The systematization report as one document: from voices to points, proposals and themes.

Drawn up as the record stands: it goes on while proposals are joined and published. It names points
by their folio and holds none of their words, which their authors may take back. The files hold it
whole, its page shows PAGE proposals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.documents.rendering import files, standing
from cocrea.documents.rendering.html import Paging
from cocrea.documents.rules.blocks import (
    FORMATS,
    LANGUAGES,
    Block,
    Bullets,
    Column,
    Doc,
    Field,
    Heading,
    Line,
    Para,
    Run,
    Table,
    say,
)
from cocrea.documents.rules.spelled import day_in_words
from cocrea.kernel.dates import local_day
from cocrea.people.messages import role_name
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.sensemaking import selectors, words
from cocrea.sensemaking.models import Membership, Operation, OperationProposal, Proposal
from cocrea.ui.messages import text_of
from cocrea.ui.words import day_text, number_text

SOURCE = "es"
MANY = 300  # folios that are listed of one proposal; the rest are counted and stay on its page
PAGE, FEW = 25, 60  # proposals on a page of the report, folios that it lists of each


def render(process: Process, *, format: str = "html", language: str = "es") -> bytes:
    """The file: html, pdf, docx or json. ValueError for another format or language."""
    if format not in FORMATS or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    return files.data_of(document(process, language), format)


def document(process: Process, language: str = "es") -> Doc:
    """What the report says now, in one language. A constant number of queries and three for each
    narrowing."""
    with translation.override(language):
        return _document(process, language)


def page(process: Process, language: str, number: int) -> tuple[Doc, Paging]:
    """One page of the report; the nearest there is to that number. Reads no more proposals than it
    shows; every funnel is read, for the list of contents."""
    with translation.override(language):
        rows = _public(process)
        order = list(rows.values_list("pk", "theme_id"))
        pages = max(1, -(-len(order) // PAGE))
        number = min(max(1, number), pages)
        start = PAGE * (number - 1)
        keys = [key for key, _theme in order[start : start + PAGE]]
        found = list(rows.filter(pk__in=keys))
        folios, steps = _folios(process, keys), _operations(process, keys)
        funnels = [selectors.funnel_view(each) for each in selectors.funnels(process)]
        before = order[start - 1][1] if start else _NO_THEME
        flow = None if start else _flow_of(process)
        told = tuple(_told(funnels, flow)) if flow else ()
        facts = tuple(_facts(process, flow)) if flow else ()
        shown = (*told, *_proposals(process, found, folios, steps, before=before, most=FEW))
        paging = Paging(number, pages, _contents(process, order, funnels), _formats(process))
        return _drawn(process, language, facts, shown, {}), paging


def _public(process: Process) -> QuerySet[Proposal]:
    """As ``selectors.proposals`` has them, without the count that costs most of its time."""
    rows = Proposal.objects.filter(
        process=process, published_at__isnull=False, state=Proposal.PUBLISHED
    )
    return rows.select_related("theme").order_by("theme__number", "number")


def _flow_of(process: Process) -> Any:
    """As the record stands: kept as long as a page is."""
    key = f"systematization:{process.slug}:{process.log.size}:{process.log.root}"
    found = cache.get(key) if settings.PAGES_KEPT_SECONDS else None
    if found is None:
        found = selectors.pipeline(process)
        if settings.PAGES_KEPT_SECONDS:
            cache.set(key, found, settings.PAGES_KEPT_SECONDS)
    return found


def _contents(
    process: Process, order: Sequence[tuple[int, int | None]], funnels: Iterable[Any]
) -> tuple[tuple[Line, str], ...]:
    first: dict[int | None, int] = {}
    for place, (_key, theme) in enumerate(order):
        first.setdefault(theme, place)
    themes = process.themes.in_bulk([key for key in first if key])
    begin = Paging.address(1)
    return (
        (say(_("Cómo se sistematizó")), f"{begin}#como"),
        *((source(v.funnel.title), f"{begin}#embudo-{v.funnel.slug}") for v in funnels),
        *(
            (
                say(_theme_name(themes.get(key or 0))),
                f"{Paging.address(place // PAGE + 1)}#{_anchor(themes.get(key or 0))}",
            )
            for key, place in first.items()
        ),
    )


def _formats(process: Process) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.upper(), reverse(f"sensemaking:report_{name}", args=[process.slug]))
        for name in ("pdf", "docx", "json")
    )


def _document(process: Process, language: str) -> Doc:
    found = list(_public(process))
    folios, steps = _folios(process), _operations(process)
    funnels = [selectors.funnel_view(each) for each in selectors.funnels(process)]
    flow = selectors.pipeline(process)
    shown = (*_told(funnels, flow), *_proposals(process, found, folios, steps))
    data = _data(found, folios, steps, funnels, flow)
    return _drawn(process, language, tuple(_facts(process, flow)), shown, data)


def _drawn(
    process: Process,
    language: str,
    facts: tuple[tuple[str, Line], ...],
    shown: tuple[Block, ...],
    data: Mapping[str, Any],
) -> Doc:
    log, law = process.log, processes.methodology(process)
    at: datetime = log.last_recorded_at or processes.process_now(process)
    day = day_in_words(local_day(at, process.zone), language)
    return Doc(
        kind="systematization",
        language=language,
        title=Run(_("Informe de sistematización")),
        at=at,
        stem=f"sistematizacion-{process.slug}-{language}",
        subject=("systematization", str(process.slug)),
        record=standing.record_now(log),
        eyebrow=f"{law.identity.country_name} · {law.identity.period}",
        subtitle=words_of(process),
        author=law.identity.owner,
        country=law.identity.country,
        date_text=_("Según el registro público al %(day)s") % {"day": day},
        edition=day_text(at, process.zone),
        notice=_notice(process),
        facts=facts,
        blocks=shown,
        data=data,
    )


def words_of(process: Process) -> str:
    english = (translation.get_language() or SOURCE).startswith("en")
    return (english and process.name_en) or process.name_es


def _notice(process: Process) -> str:
    if not process.is_demo:
        return ""
    return _("Demostración: voces, personas y conductas inventadas. No es un informe oficial.")


def source(text: str) -> Line:
    """A text that is kept in Spanish only."""
    english = (translation.get_language() or SOURCE).startswith("en")
    return say(text, SOURCE if english else "")


def _folios(process: Process, keys: Iterable[int] | None = None) -> dict[int, list[str]]:
    """Proposal (all, or those of ``keys``) -> ``folio.number`` of the points that support it now.
    One query."""
    rows = Membership.objects.filter(proposal__process=process, until__isnull=True)
    rows = rows if keys is None else rows.filter(proposal__in=list(keys))
    found: dict[int, list[str]] = defaultdict(list)
    order = ("point__voice__received_at", "point__voice_id", "point__number")
    values = rows.order_by(*order).values_list(
        "proposal_id", "point__voice__folio", "point__number"
    )
    for key, folio, number in values:
        found[key].append(f"{folio}.{number}")
    return found


def _operations(process: Process, keys: Iterable[int] | None = None) -> dict[int, list[Operation]]:
    """Proposal -> what was done to it (all, or those of ``keys``), oldest first, but for plain
    grouping. Two queries."""
    touched = Prefetch("touched", OperationProposal.objects.select_related("proposal"))
    rows = Operation.objects.filter(process=process).exclude(kind__in=("group", "add"))
    if keys is not None:
        mine = OperationProposal.objects.filter(proposal__in=list(keys))
        rows = rows.filter(pk__in=mine.values("operation"))
    found: dict[int, list[Operation]] = defaultdict(list)
    for each in rows.prefetch_related(touched).order_by("at", "pk"):
        for key in {one.proposal_id for one in each.touched.all()}:
            found[key].append(each)
    return found


def _facts(process: Process, flow: Any) -> Iterator[tuple[str, Line]]:
    counts = selectors.merge_agreement(process)
    yield _("Puntos de voces admitidas"), say(number_text(flow.points))
    yield _("En una propuesta"), say(number_text(flow.assigned))
    yield _("Sin propuesta todavía"), say(number_text(flow.unassigned))
    yield _("Propuestas publicadas"), say(number_text(flow.proposals))
    yield _("Temas con propuestas"), say(number_text(flow.themes))
    said = _("%(confirmed)s confirmadas por una segunda persona, %(rejected)s rechazadas")
    yield (
        _("Uniones"),
        say(
            said
            % {
                "confirmed": number_text(counts["confirmed"]),
                "rejected": number_text(counts["rejected"]),
            }
        ),
    )


def _told(funnels: list[Any], flow: Any) -> Iterator[Block]:
    """How it was done, and each narrowing with its counts."""
    yield Heading(1, say(_("Cómo se sistematizó")), "como", page=True)
    yield Para(
        say(
            _(
                "Cada voz admitida se separó en puntos y cada punto respalda una propuesta, con el "
                "nombre de su folio. Ninguna máquina une ni descarta: una persona propone, otra "
                "confirma, y la razón queda escrita."
            )
        ),
        "lead",
    )
    yield Para(say(_flow(flow)))
    for view in funnels:
        yield from _funnel(view)


_NO_THEME = object()  # unlike any key of a theme, and unlike none


def _proposals(
    process: Process,
    found: list[Proposal],
    folios: Mapping[int, list[str]],
    steps: Mapping[int, list[Operation]],
    *,
    before: object = _NO_THEME,
    most: int = MANY,
) -> Iterator[Block]:
    """Proposals under their themes. before: the theme of the one that stands before the first."""
    areas = processes.area_names(process)
    theme = _NO_THEME
    for each in found:
        if each.theme_id != theme:
            goes_on = theme is _NO_THEME and each.theme_id == before
            theme = each.theme_id
            name = _theme_name(each.theme)
            said = _("%(theme)s (continúa)") % {"theme": name} if goes_on else name
            yield Heading(1, say(said), _anchor(each.theme))
        mine = folios.get(each.pk, []), steps.get(each.pk, [])
        yield from _proposal(each, *mine, areas, most)
    if not found:
        yield Para(say(_("Todavía no hay propuestas publicadas.")), "warn")


def _theme_name(theme: Any) -> str:
    return str(words.theme_name(theme) or _("Sin tema todavía"))


def _anchor(theme: Any) -> str:
    return f"tema-{theme.slug if theme else 'ninguno'}"


def _flow(flow: Any) -> str:
    return _(
        "De %(points)s puntos, %(assigned)s están en %(proposals)s propuestas publicadas de "
        "%(themes)s temas; %(unassigned)s esperan una propuesta y %(drafts)s propuestas están en "
        "borrador."
    ) % {
        name: number_text(getattr(flow, name))
        for name in ("points", "assigned", "proposals", "themes", "unassigned", "drafts")
    }


def _funnel(view: Any) -> Iterator[Block]:
    """A narrowing: its counts, and what was left out with its reason."""
    slug = view.funnel.slug
    yield Heading(1, source(view.funnel.title), f"embudo-{slug}")
    yield Para(
        say(_("Las cuentas cuadran."))
        if view.report.ok
        else say(" ".join(text_of(each) for each in view.report)),
        "" if view.report.ok else "warn",
    )
    columns = (
        Column(_("Paso"), 5),
        Column(_("Cuándo"), 3),
        Column(_("Quién"), 4),
        Column(_("Elementos"), 2, number=True),
        Column(_("Siguieron"), 2, number=True),
        Column(_("Descartados"), 2, number=True),
    )
    rows = tuple(
        (
            (source(each.step.label),),
            (say(day_text(each.step.held_on) if each.step.held_on else "–"),),
            (source(each.step.body or "–"),),
            (say(number_text(each.count.items)),),
            (say(number_text(each.count.grouped)),),
            (say(number_text(each.count.dropped)),),
        )
        for each in view.steps
    )
    yield Table(_("Cuentas de cada paso"), columns, rows)
    for each in view.steps:
        if each.dropped:
            yield Heading(
                2, source(each.step.label), f"{slug}-{each.step.number}", _("Descartados")
            )
            yield Bullets(
                tuple(
                    (
                        *source(item.label),
                        Run(": "),
                        *source(item.dropped_reason),
                    )
                    for item in each.dropped
                )
            )


def _proposal(
    each: Proposal,
    folios: list[str],
    steps: list[Operation],
    areas: Mapping[str, str],
    most: int,
) -> Iterator[Block]:
    label = _("Propuesta %(number)s") % {"number": each.number}
    yield Heading(2, source(each.title), f"propuesta-{each.number}", label, card=True)
    for part in filter(None, each.text.split("\n")):
        yield Para(source(part))
    if each.area in areas:
        yield Field(_("Lugar"), (say(areas[each.area]),))
    count = len(folios)
    shown = ", ".join(folios[:most])
    if count > most:
        shown += " " + _("y %(count)s más, en su página") % {"count": number_text(count - most)}
    name = ngettext("%(n)s punto la respalda", "%(n)s puntos la respaldan", count)
    yield Field(name % {"n": number_text(count)}, (say(shown),) if shown else ())
    if steps:
        yield Field(_("Qué se hizo con ella"), tuple(_step(one, each) for one in steps))


def _step(one: Operation, proposal: Proposal) -> Line:
    others = sorted(
        {
            t.proposal.number
            for t in one.touched.all()
            if t.proposal_id != proposal.pk and t.proposal.public
        }
    )
    said = f"{words.OPERATIONS.get(one.kind, one.kind)} ({day_text(one.at)}, {role_name(one.role)})"
    if others:
        said += " · " + _("con: %(list)s") % {"list": ", ".join(map(str, others))}
    if one.kind == "merge":
        said += f" · {words.OPERATION_STATES[one.state]}"
    return (*say(f"{said}. "), *source(one.reason))


def _data(
    found: list[Proposal],
    folios: Mapping[int, list[str]],
    steps: Mapping[int, list[Operation]],
    funnels: list[Any],
    flow: Any,
) -> dict[str, Any]:
    names = ("points", "assigned", "unassigned", "proposals", "drafts", "themes")
    return {
        "pipeline": {name: getattr(flow, name) for name in names},
        "proposals": [
            {
                "id": str(each.public_id),
                "number": each.number,
                "title": each.title,
                "text": each.text,
                "theme": each.theme.slug if each.theme else "",
                "area": each.area,
                "points": folios.get(each.pk, []),
                "operations": [
                    {"kind": o.kind, "at": o.at.isoformat(), "state": o.state, "reason": o.reason}
                    for o in steps.get(each.pk, [])
                ],
            }
            for each in found
        ],
        "funnels": [
            {
                "slug": view.funnel.slug,
                "title": view.funnel.title,
                "adds_up": view.report.ok,
                "steps": [
                    {
                        "label": each.step.label,
                        "items": each.count.items,
                        "dropped": [
                            {"label": i.label, "reason": i.dropped_reason} for i in each.dropped
                        ],
                    }
                    for each in view.steps
                ],
            }
            for view in funnels
        ],
    }
