"""Lists by pages. ``page_of(request, rows)``; ``c-pagination`` leads to the others."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE = 25  # what a phone can scroll through, drawn within the budget of a page
DESK = 50  # of work, for who does it at a table


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE
) -> "Page[Any]":
    """The page that ``?page=`` asks for; the first without it, the nearest for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
