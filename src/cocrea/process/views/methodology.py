"""The methodology, clause by clause, in all its versions; its amendments; the file."""

import json
from itertools import groupby
from typing import Any

import yaml
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext_lazy

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.process import selectors, words
from cocrea.process.http import public_page
from cocrea.process.models import MethodologyVersion, Process
from cocrea.process.rules.amend import to_json
from cocrea.process.rules.schema import Amendment, Methodology
from cocrea.process.rules.windows import day_of, interval_of
from cocrea.process.views.shared import doors
from cocrea.ui.messages import text_of
from cocrea.ui.words import marked, spoken


def _version(request: HttpRequest, process: Process) -> MethodologyVersion:
    """The version asked for by ``?version=``, or the one in force."""
    wanted = request.GET.get("version", "")
    if not wanted:
        return selectors.version_at(process, request.now)
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 6):
        raise NotThere(Finding("process.unknown_version", params={"number": wanted[:20]}))
    return selectors.version_get(process, int(wanted))


@public_page
def methodology(request: HttpRequest, process: Process) -> HttpResponse:
    """The whole law in folded sections; ``?seccion=`` one of them alone, ``todo`` all of them open,
    for paper and for browsers that open no fold."""
    version = _version(request, process)
    wanted = request.GET.get("seccion", "")
    only = wanted if wanted in PARTS else ""
    history = list(selectors.versions(process))
    current = selectors.version_at(process, request.now)
    until = next((v.in_force_from for v in history if v.number > version.number), None)
    given = "version" in request.GET
    query = f"?version={version.number}&" if given else "?"
    context = {
        "process": process,
        "version": version,
        "current": version.pk == current.pk,
        "current_version": current,
        "until": until,
        "future": version.in_force_from > request.now,
        "versions": [{"v": v, "current": v.pk == current.pk} for v in reversed(history)],
        "amendment_count": len(selectors.law_of(version).amendments),
        "only": only,
        "open": bool(only) or wanted == "todo",
        "version_query": query,
        "print_url": f"{query}seccion=todo",
        "whole_url": query.rstrip("?&") or reverse("process:methodology", args=[process.slug]),
        "doors": doors(request, process, "metodologia"),
        **_sections(process, version),
    }
    context["parts"] = _parts(context, query)
    return render(request, "process/methodology.html", context)


PARTS = {
    "hallazgos": _lazy("Lo que el revisor encuentra"),
    "reglas": _lazy("Reglas y topes"),
    "fases": _lazy("Etapas y fases"),
    "organos": _lazy("Órganos y funciones"),
    "partes": _lazy("Criterios, principios, instrumentos y recursos"),
    "marcos": _lazy("Marcos de alineación"),
    "clausulas": _lazy("El texto, cláusula por cláusula"),
    "ficha": _lazy("Ficha: título, período y fuente"),
    "versiones": _lazy("Versiones"),
}


def _parts(context: dict[str, Any], query: str) -> list[dict[str, Any]]:
    """Sections in order: key, title, what is inside, address."""
    law = context["law"]
    counts = {
        "hallazgos": _count(
            ngettext_lazy("%(count)s hallazgo", "%(count)s hallazgos", "count"),
            len(context["findings"]),
        ),
        "reglas": _count(
            ngettext_lazy("%(count)s regla que falta", "%(count)s reglas que faltan", "count"),
            sum(not rule["lines"] for rule in context["rules"]),
        ),
        "fases": _count(
            ngettext_lazy("%(count)s fase", "%(count)s fases", "count"), len(law.phases)
        ),
        "organos": _count(
            ngettext_lazy("%(count)s órgano", "%(count)s órganos", "count"), len(law.bodies)
        ),
        "clausulas": _count(
            ngettext_lazy("%(count)s cláusula", "%(count)s cláusulas", "count"), len(law.clauses)
        ),
        "versiones": _count(
            ngettext_lazy("%(count)s versión", "%(count)s versiones", "count"),
            len(context["versions"]),
        ),
    }
    return [
        {
            "key": key,
            "title": title,
            "note": counts.get(key, ""),
            "url": f"{query}seccion={key}#{key}",
        }
        for key, title in PARTS.items()
    ]


def _count(words: Any, count: int) -> str:
    return words % {"count": count} if count else ""


def _sections(process: Process, version: MethodologyVersion) -> dict[str, Any]:
    law = selectors.law_of(version)
    return {
        "law": law,
        "findings": [finding_shown(f) for f in selectors.findings_of(version)],
        "rules": rules_shown(law),
        "delivery": _day(process, law.identity.delivery),
        "implementation": _day(process, law.identity.implementation),
        "stages": stages_shown(process, law),
        "sections": [
            (name, list(clauses)) for name, clauses in groupby(law.clauses, lambda c: c.section)
        ],
        "frames": [{"frame": f, "count": len(f.items)} for f in law.frames],
    }


def _day(process: Process, moment: Any) -> Any:
    return day_of(moment, process.starts_on) if moment else None


def finding_shown(finding: Finding) -> dict[str, Any]:
    return {
        "text": text_of(finding),
        "severity": finding.severity.value,
        "clauses": [c for c in finding.basis.split(", ") if c],
    }


def stages_shown(process: Process, law: Methodology) -> list[dict[str, Any]]:
    """Phases below their stage; those without one first."""
    stages: list[Any] = [None, *law.stages]
    found = []
    for stage in stages:
        key = stage.key if stage else None
        phases = [phase_shown(process, p) for p in law.phases if p.stage == key]
        if phases:
            found.append({"stage": stage, "phases": phases})
    return found


def phase_shown(process: Process, phase: Any) -> dict[str, Any]:
    interval = interval_of(phase.window, process.starts_on)
    closes = words.CLOSES_ON.get(phase.closes_on, "")
    return {
        "phase": phase,
        "window": words.shown((interval.start, interval.end)),
        "admits": words.joined(words.VOICE_KINDS[kind] for kind in phase.admits),
        "closes_on": closes,
    }


def rules_shown(law: Methodology) -> list[dict[str, Any]]:
    """Each rule in words; ``lines`` is empty when no text states it."""
    rules = law.rules
    return [
        {"name": _("Cómo se decide"), "rule": rules.decision, "lines": _decision(law)},
        {"name": _("Cuándo se responde"), "rule": rules.answer, "lines": _answer(law)},
        {"name": _("Con cuánto aviso"), "rule": rules.notice, "lines": _notice(law)},
        {"name": _("Cómo se reparte el tope"), "rule": rules.sharing, "lines": _sharing(law)},
        {"name": _("Balance de sectores"), "rule": rules.sector_floor, "lines": _floor(law)},
        {"name": _("Cuándo se publica una voz"), "rule": rules.publication, "lines": _hours(law)},
    ]


def _counting(code: str) -> str:
    return _("días hábiles") if code == "working" else _("días calendario")


def _decision(law: Methodology) -> list[str]:
    rule = law.rules.decision
    if rule is None:
        return []
    body = next((words.said(b, "name")[0] for b in law.bodies if b.slug == rule.body), rule.body)
    lines = [
        _("%(body)s, por %(technique)s.")
        % {"body": body, "technique": words.TECHNIQUES[rule.technique]},
        _("Quórum: %(share)s %% de quienes integran, con al menos %(sectors)s sectores.")
        % {"share": rule.quorum.share, "sectors": rule.quorum.sectors},
    ]
    if rule.fallback:
        lines.append(
            _("Si no se logra: %(technique)s.")
            % {"technique": words.TECHNIQUES.get(rule.fallback, rule.fallback)}
        )
    if rule.threshold is not None:
        lines.append(_("Umbral: %(percent)s %%.") % {"percent": rule.threshold})
    tie = {"tie": spoken(rule.tie)}
    return [*lines, marked(_("En caso de empate: %(tie)s"), tie)]


def _answer(law: Methodology) -> list[str]:
    rule = law.rules.answer
    if rule is None:
        return []
    lines = [
        _("Respuesta con razones en %(days)s %(kind)s.")
        % {"days": rule.days, "kind": _counting(rule.counting)},
        _("%(days)s días para pedir revisión, y otros tantos para resolverla.")
        % {"days": rule.review_days},
    ]
    if rule.reviewer:
        lines.append(marked(_("La resuelve: %(reviewer)s."), {"reviewer": spoken(rule.reviewer)}))
    return lines


def _notice(law: Methodology) -> list[str]:
    rule = law.rules.notice
    if rule is None:
        return []
    given = [
        _("%(thing)s: %(days)s") % {"thing": label, "days": getattr(rule, code)}
        for code, label in words.NOTICE_THINGS.items()
        if getattr(rule, code) is not None
    ]
    days = {"kind": _counting(rule.counting), "things": "; ".join(given)}
    return [_("En %(kind)s: %(things)s.") % days]


def _sharing(law: Methodology) -> list[str]:
    rule = law.rules.sharing
    if rule is None:
        return []
    lines = [_("Al menos %(count)s por tema.") % {"count": rule.per_theme_min}]
    if rule.per_theme_max is not None:
        lines.append(_("Como máximo %(count)s por tema.") % {"count": rule.per_theme_max})
    left = {"remainder": spoken(rule.remainder)}
    return [*lines, marked(_("Lo que queda: %(remainder)s"), left)]


def _floor(law: Methodology) -> list[str]:
    rule = law.rules.sector_floor
    if rule is None:
        return []
    lines = []
    for bound in rule.bounds:
        what = {"sector": words.SECTORS[bound.sector], "least": bound.at_least}
        if bound.at_least:
            lines.append(_("%(sector)s: al menos %(least)s %%.") % what)
        if bound.at_most < 100:
            most = {"sector": words.SECTORS[bound.sector], "most": bound.at_most}
            lines.append(_("%(sector)s: como máximo %(most)s %%.") % most)
    things = words.joined(words.FLOOR_THINGS[t] for t in rule.applies_to)
    lines.append(_("Vale para %(things)s.") % {"things": things})
    return lines


def _hours(law: Methodology) -> list[str]:
    rule = law.rules.publication
    if rule is None:
        return []
    return [_("A más tardar %(hours)s horas después de recibida.") % {"hours": rule.hours}]


@public_page
def frame(request: HttpRequest, process: Process, frame: str) -> HttpResponse:
    """The codes of one frame of alignment."""
    found = selectors.methodology(process).frame(frame)
    if found is None:
        raise NotThere(Finding("process.unknown_frame", params={"slug": frame}))
    items = [{"item": item, "indented": bool(item.parent)} for item in found.items]
    context = {"process": process, "frame": found, "items": items}
    return render(request, "process/frame.html", context)


@public_page
def amendments(request: HttpRequest, process: Process) -> HttpResponse:
    """Old and new text, reason, who decided, which opinions it answers, since when it binds."""
    history = list(selectors.versions(process))
    law = selectors.law_of(history[-1])
    published = list(selectors.amendments(process).order_by("version__number"))
    came_along = len(law.amendments) - len(published)  # those that the file brought with it
    rows = [None] * came_along + published
    shown = [
        amendment_shown(law, text, row) for text, row in zip(law.amendments, rows, strict=True)
    ]
    context = {
        "process": process,
        "law": law,
        "amendments": shown[::-1],
        "doors": doors(request, process, "enmiendas"),
    }
    return render(request, "process/amendments.html", context)


def amendment_shown(law: Methodology, text: Amendment, row: Any) -> dict[str, Any]:
    body = next((b for b in law.bodies if b.slug == text.body), None)
    return {
        "text": text,
        "row": row,
        "body": words.said(body, "name")[0] if body else text.body,
        "since": row.in_force_from if row else text.in_force_from.date,
        "answers": row.answers if row else [],
        "values": [(v.path, _written(v.old), _written(v.new)) for v in text.values],
    }


def _written(value: Any) -> str:
    """As the file writes it: one field a line."""
    if value in (None, [], ""):
        return "–"
    if isinstance(value, (dict, list)):
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000).strip()
    return str(value)


@public_page
def file(request: HttpRequest, process: Process) -> HttpResponse:
    """The methodology as data (JSON), of any version."""
    version = _version(request, process)
    text = json.dumps(to_json(selectors.law_of(version)), ensure_ascii=False, indent=1)
    name = f"metodologia-{process.slug}-v{version.number}.json"
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
