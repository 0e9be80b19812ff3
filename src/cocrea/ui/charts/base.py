"""Shared strokes of the charts.

Presentation attributes carry the light colours, so that the SVG also stands alone (in a PDF);
the classes carry the page's tokens and with them dark mode. All text is escaped. Shapes are laid
out for a width of 340 units, which a small phone shows one to one.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cocrea.ui.words import lang_attr

WIDTH = 340
COLOURS = ("#2c3697", "#a3123f", "#f2a413", "#0f8a6c", "#6b4fa0", "#b5562a", "#6f6a7a")
SHADES = ("#f3ede4", "#d5d7f0", "#a5aae0", "#6a71c4", "#262a66")


@dataclass(frozen=True, slots=True)
class Chart:
    """``svg`` to show, and the same data as ``columns`` and ``rows`` for a table.

    language  of the names in the rows, where it is not that of the page
    """

    title: str
    svg: SafeString
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str = ""
    language: str = ""


def text(x: float, y: float, value: Any, *, anchor: str = "start", cls: str = "ink") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" class="{cls}" font-size="14" '
        f'fill="#1f1a2e">{escape(value)}</text>'
    )


def rect(x: float, y: float, width: float, height: float, cls: str, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:g}" width="{max(width, 0):.1f}" height="{height:g}" '
        f'class="{cls}" fill="{fill}"/>'
    )


def drawing(
    title: Any,
    description: str,
    body: str,
    height: float,
    *,
    width: float = WIDTH,
    role: str = "img",
    language: str = "",
) -> SafeString:
    """The SVG around ``body``; ``role="group"`` keeps links inside reachable. language: of what
    stands in it, where it is not that of the title."""
    tongue = lang_attr(language)
    body = f"<g{tongue}>{body}</g>" if tongue else body
    name = "g" + hashlib.sha256(f"{title}{description}{body}".encode()).hexdigest()[:10]
    wide = " plot-wide" if width >= 2 * WIDTH else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot{wide}" role="{role}" '
        f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'aria-labelledby="{name}-t" aria-describedby="{name}-d">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d"{tongue}>{escape(description)}</desc>{body}</svg>'
    )
    return mark_safe(svg)  # every text above and in the body went through escape


def lines_of(label: Any, width: int, most: int = 3) -> list[str]:
    """Words of ``label`` in at most ``most`` lines of about ``width`` characters."""
    lines: list[str] = [""]
    for word in str(label).split():
        word = word if len(word) <= width else word[: width - 1] + "…"
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            if len(lines) == most:
                lines[-1] = lines[-1][: width - 1].rstrip() + "…"
                break
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
