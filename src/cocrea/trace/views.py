"""The thread as a page, as a list of one of its columns, and as JSON."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.kernel.errors import NotThere
from cocrea.kernel.folios import parse_folio
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.trace import messages, selectors
from cocrea.trace.forms import FolioForm
from cocrea.trace.rules.sketch import Shown, Sketch, sketch
from cocrea.trace.rules.thread import Column, Thread
from cocrea.trace.rules.values import Edge, Key, Node, essential
from cocrea.ui import charts
from cocrea.ui.messages import text_of
from cocrea.ui.paging import PAGE

MOST_EDGES = 8
CAME_FROM = "desde"  # in an address: folio of the voice that the reader came from
CARRYING = frozenset({"proposal", "commitment", "milestone", "progress", "meeting"})
WIDE = 7  # columns; beyond, the drawing scrolls sideways rather than shrink its letters


@public_page
def lookup(request: HttpRequest, process: Process) -> HttpResponse:
    """``?folio=``: straight to its thread, or the form again with the reason."""
    folio = request.GET.get("folio", "")
    if not folio:
        return _lookup_page(request, process, FolioForm(), 200)
    form = FolioForm({"folio": folio})
    if not form.is_valid():
        return _lookup_page(request, process, form, 422)
    try:
        voice = selectors.voice_of_folio(form.cleaned_data["folio"], process)
    except NotThere as missing:
        for finding in missing.findings:
            form.add_error("folio", text_of(finding))
        return _lookup_page(request, process, form, missing.status)
    return redirect("trace:thread", slug=process.slug, kind="voice", public_id=voice.public_id)


def _lookup_page(
    request: HttpRequest, process: Process, form: FolioForm, status: int
) -> HttpResponse:
    context = {"process": process, "form": form}
    return render(request, "trace/lookup.html", context, status=status)


@public_page
def as_json(request: HttpRequest, process: Process, kind: str, public_id: UUID) -> HttpResponse:
    found = selectors.thread(kind, public_id, process=process)
    return JsonResponse(found.as_json(), json_dumps_params={"ensure_ascii": False})


@public_page
def thread(request: HttpRequest, process: Process, kind: str, public_id: UUID) -> HttpResponse:
    if "columna" in request.GET:
        return _column_page(request, process, kind, public_id)
    asked = request.GET.get(CAME_FROM, "")
    found = selectors.drawn(kind, public_id, process=process, carried=asked)
    carried = _carried(found, asked)
    drawn = sketch(found, carried=carried.key if carried else None)
    steps = _Steps(found, drawn.columns, carried)
    context = {
        "process": process,
        "focus": found.focus_node,
        "kind_name": messages.KINDS[kind],
        "chart": _chart(found, drawn),
        "wide": len(_drawn(drawn)) > WIDE,
        "columns": [steps.column(shown) for shown in drawn.columns],
    }
    return render(request, "trace/thread.html", context)


def _carried(found: Thread, asked: str) -> Node | None:
    """The voice whose thread this is, or that the reader came from: it goes along to the other
    threads, so that from a milestone it is as near as it was on the way there."""
    voices = [node for node in found.nodes if node.kind == "voice" and not node.count]
    if found.focus[0] in ("voice", "point"):
        return voices[0] if voices else None
    folio = parse_folio(asked) if asked else None
    return next((node for node in voices if node.name == folio), None)


def _column_page(
    request: HttpRequest, process: Process, kind: str, public_id: UUID
) -> HttpResponse:
    name, page = request.GET["columna"], request.GET.get("page")
    found = selectors.part(kind, public_id, name, process=process, page=page, size=PAGE)
    steps = _Steps(found.thread, ())
    context = {
        "process": process,
        "focus": found.thread.focus_node,
        "page": found.page,
        "items": [steps.item(node) for node in found.nodes],
        "head": _head(found.column),
    }
    return render(request, "trace/column.html", context)


def _head(column: Column) -> str:
    if column.name == "proposal" and not column.last:
        return str(messages.PROPOSALS_BEFORE)
    return str(messages.HEADS[column.name])


def _drawn(drawn: Sketch) -> list[Shown]:
    """Without a column of mere channels: the list says them, the drawing needs the width."""
    return [s for s in drawn.columns if not all(node.kind == "channel" for node in s.nodes)]


def _chart(found: Thread, drawn: Sketch) -> charts.Chart:
    columns = []
    for shown in _drawn(drawn):
        nodes = [
            charts.Node(
                n.anchor,
                _short(n),
                f"#{n.anchor}",
                current=n.key == found.focus,
                language="" if _is_state(n) else n.language,
                name=_called(n),
            )
            for n in shown.nodes
        ]
        if shown.more:
            label = _("y %(count)s más") % {"count": shown.more}
            nodes.append(charts.Node(shown.anchor, label, f"?columna={shown.column.key}"))
        columns.append((_head(shown.column), nodes))
    title = _("El hilo de %(name)s") % {"name": _called(found.focus_node)}
    return charts.thread(title, columns, drawn.strands)


def _called(node: Node) -> str:
    """For the title and the description of a drawing, which take no markup: without words in
    another language than the page, where it has a name."""
    foreign = node.language not in ("", get_language())
    return node.name if foreign and node.name else node.title


def _is_state(node: Node) -> bool:
    """What a report found is said in the reader's language."""
    return node.kind == "progress" and node.at is not None


def _short(node: Node) -> str:
    """What fits in a box. A point says its words; the voice beside it says whose they are. A
    report says who found how much done, and when; its words are in the list."""
    if node.kind == "progress" and node.at:
        return " · ".join((node.name, node.state_label, date_format(node.at, "j b Y")))
    return node.label if node.column == "point" else node.title


class _Steps:
    """The same thread as lists, one per column, each knot with where it leads."""

    def __init__(
        self, found: Thread, columns: Iterable[Shown], carried: Node | None = None
    ) -> None:
        self.found, self.carried = found, carried
        self.nodes = {node.key: node for node in found.nodes}
        self.here = {node.key for shown in columns for node in shown.nodes}
        self.ahead: dict[Key, list[Edge]] = {}
        for edge in essential(found.edges):
            self.ahead.setdefault(edge.start, []).append(edge)

    def column(self, shown: Shown) -> dict[str, Any]:
        return {
            "key": shown.column.key,
            "head": _head(shown.column),
            "count": shown.column.count,
            "more": shown.more,
            "items": [self.item(node) for node in shown.nodes],
        }

    def item(self, node: Node) -> dict[str, Any]:
        edges = self.ahead.get(node.key, [])
        crowds = [self.nodes[edge.end] for edge in edges if self.nodes[edge.end].count]
        named = [edge for edge in edges if not self.nodes[edge.end].count]
        carried = self.carried is not None and node.key == self.carried.key
        return {
            "node": replace(node, url=self._along(node, node.url)),
            "thread_url": self._along(node, node.thread_url),
            "focus": node.key == self.found.focus,
            "carried": carried,
            "leads": [self._lead(edge) for edge in named[:MOST_EDGES]],
            "more_leads": max(len(named) - MOST_EDGES, 0),
            "crowds": [{"column": each.column, "head": _heads(each.column)} for each in crowds],
        }

    def _along(self, node: Node, url: str) -> str:
        """The address, with the voice that goes along, where the page has a thread to go on to."""
        if self.carried is None or node.kind not in CARRYING or not url:
            return url
        page, mark, anchor = url.partition("#")
        return f"{page}?{CAME_FROM}={self.carried.name}{mark}{anchor}"

    def _lead(self, edge: Edge) -> dict[str, Any]:
        end = self.nodes[edge.end]
        url = f"#{end.anchor}" if end.key in self.here else self._along(end, end.thread_url)
        what = self.found.words.get(edge.what, "")
        return {"url": url, "what": what, "name": end.name or end.label, "why": edge.why}


def _heads(column: str) -> str:
    return str(messages.HEADS[column])
