"""Texts of findings. Each room keeps its own ``messages.TEXTS``; this room finds them.

``TEXTS`` here holds the codes of the kernel, which knows no Django, and of this room.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.module_loading import module_has_submodule
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cocrea.kernel.findings import Finding
from cocrea.ui import words

TEXTS = {
    "kernel.text_too_long": gettext_lazy(
        "El texto tiene %(length)s caracteres y el límite es de %(limit)s. Acórtelo, por favor."
    ),
    "kernel.reason_short": gettext_lazy(
        "Explique la razón con al menos %(least)s caracteres; queda publicada."
    ),
    "kernel.not_permitted": gettext_lazy(
        "Su función, o el estado en que está este asunto, no permite hacer esto ahora. Quizá otra "
        "persona ya lo hizo."
    ),
    "kernel.table_empty": gettext_lazy("El archivo está vacío: no trae ninguna fila con datos."),
    "kernel.table_unknown": gettext_lazy(
        "No se puede leer como tabla. Envíe un archivo CSV, XLSX u ODS; si ya lo es, ábralo y "
        "guárdelo otra vez, porque está dañado."
    ),
    "kernel.table_old_office": gettext_lazy(
        "Es un libro antiguo (.xls) o con contraseña. Ábralo y guárdelo como XLSX u ODS, sin "
        "contraseña."
    ),
    "kernel.table_cut": gettext_lazy(
        "El archivo termina a la mitad o está dañado (línea %(line)s). No se leyó nada: pida el "
        "archivo completo. Si es un CSV, puede ser una comilla que se abrió y no se cerró."
    ),
    "kernel.table_bomb": gettext_lazy(
        "El archivo, al abrirse, ocuparía más de %(limit)s MB o trae demasiadas partes. No se "
        "abrió."
    ),
    "kernel.table_encoding": gettext_lazy(
        "En la línea %(line)s hay letras que no corresponden a la codificación elegida. Elija otra."
    ),
    "kernel.table_no_encoding": gettext_lazy("No conocemos la codificación «%(encoding)s»."),
    "kernel.table_no_sheet": gettext_lazy("El libro no tiene esa hoja. Tiene: %(sheets)s."),
    "kernel.table_too_long": gettext_lazy(
        "El archivo tiene más de %(limit)s filas. Divídalo en varios."
    ),
    "kernel.table_too_wide": gettext_lazy(
        "En la línea %(line)s hay más de %(limit)s columnas. Quite las que sobran."
    ),
    "ui.office_needed": gettext_lazy(
        "Diga en nombre de qué función pública se hace: --office ID. Pueden hacerlo: %(known)s."
    ),
    "ui.form_expired": gettext_lazy(
        "El formulario venció o su navegador no acepta cookies. Vuelva atrás, cargue la página de "
        "nuevo y envíelo otra vez; lo que escribió sigue en su navegador."
    ),
}

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def all_texts() -> dict[str, str | Promise]:
    """Every room's texts by code. Raises ValueError when two rooms claim one code."""
    return _told("TEXTS")


@cache
def _told(table: str) -> dict[str, str | Promise]:
    """What the rooms' ``messages`` say under this name, in one table."""
    found: dict[str, str | Promise] = {}
    for config in apps.get_app_configs():
        if not config.name.startswith("cocrea."):
            continue
        if config.module is None or not module_has_submodule(config.module, "messages"):
            continue
        texts = getattr(import_module(f"{config.name}.messages"), table, {})
        twice = found.keys() & texts.keys()
        if twice:
            raise ValueError(f"{config.label}: codes with two texts: {sorted(twice)}")
        found.update(texts)
    return found


_OF_PHASE = re.compile(r"(?:phase_(\d+)_|\.phase_(\d+)$)")


def fact_text(name: str) -> str:
    """Words for a fact of a gate (``voices.phase_2_unanswered``), from the rooms' ``GATE_FACTS``.

    A name that no room words stands as it is: a misspelled gate must be found, not hidden.
    """
    phase = _OF_PHASE.search(name)
    words = str(_told("GATE_FACTS").get(_OF_PHASE.sub("", name), name))
    if phase is None:
        return words
    return _("Fase %(phase)s: %(fact)s") % {
        "phase": phase[1] or phase[2],
        "fact": words[:1].lower() + words[1:],
    }


class _Untold(int):
    """A number that nobody gave: it takes the plural and shows as an ellipsis."""

    def __str__(self) -> str:
        return "…"


class _Params(dict[str, Any]):
    """A missing parameter shows as an ellipsis: an explanation must never crash a page."""

    def __missing__(self, key: str) -> _Untold:
        return _Untold(2)


def _readable(value: Any) -> Any:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return formats.date_format(date.fromisoformat(value), "DATE_FORMAT")
        except ValueError:
            return value
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(_readable(v)) for v in value)
    return value


def interpolate(text: str | Promise, params: Mapping[str, Any]) -> str:
    """``text % params`` that survives missing and ill-typed parameters.

    A text of ``ngettext_lazy`` is told in the number of the parameter that it names.
    """
    readable = _Params({k: _readable(v) for k, v in params.items()})
    if "fact" in readable:  # a condition may bring its own words, in both languages
        own = params.get(f"fact_{(translation.get_language() or '')[:2]}") or params.get("fact_es")
        readable["fact"] = own or fact_text(str(readable["fact"]))
    try:
        return str(text % readable)
    except (TypeError, ValueError):
        # A text in two numbers is empty until it is told in one.
        return str(text) or str(text % _Params())


def text_of(finding: Finding, language: str | None = None) -> str:
    """The finding in the reader's language (or in ``language``): plain text, not HTML."""
    with translation.override(language or translation.get_language()):
        text = all_texts().get(finding.code)
        if finding.params.get("working"):  # where days are told, some are working days
            text = all_texts().get(f"{finding.code}.working", text)
        if text is None:
            return interpolate(_("La regla «%(code)s» no se cumple."), {"code": finding.code})
        return interpolate(text, finding.params)


# Parameters that quote what somebody wrote: they stay in the language of the process.
QUOTED = frozenset({"reason", "title"})
_QUOTE = "\ue000"  # stands around a quote while the sentence is made; it is no letter


def pieces_of(finding: Finding, language: str | None = None) -> list[tuple[str, bool]]:
    """``text_of`` in pieces, each with whether it quotes what somebody wrote."""
    quotes = {
        k: f"{_QUOTE}{v.replace(_QUOTE, '')}{_QUOTE}"
        for k, v in finding.params.items()
        if k in QUOTED and isinstance(v, str) and v
    }
    text = text_of(replace(finding, params={**finding.params, **quotes}), language)
    return [(piece, place % 2 == 1) for place, piece in enumerate(text.split(_QUOTE)) if piece]


def html_of(finding: Finding) -> SafeString:
    """The finding as HTML in the reader's language, what it quotes marked as Spanish."""
    pieces = ((words.spoken(text) if quote else text,) for text, quote in pieces_of(finding))
    return format_html_join("", "{}", pieces)


def basis_of(finding: Finding) -> str:
    """What the rule rests on: the text of a code, or as it stands (a clause, a public act)."""
    return str(all_texts().get(finding.basis, finding.basis))
