"""The search page: what was asked, how it is narrowed, what was found."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.process.words import said
from cocrea.search import selectors as search
from cocrea.site import rooms
from cocrea.site.messages import KINDS
from cocrea.ui.fields import DateInput
from cocrea.ui.words import zone_of

QUERY_MAX = 200
EVERYTHING = _("Todo")
LANGUAGES = (("", EVERYTHING), ("es", _("Español")), ("en", _("Inglés")))


class SearchForm(forms.Form):
    """Every field is optional; what cannot be understood narrows nothing."""

    q = forms.CharField(label=_("Palabras"), max_length=QUERY_MAX, required=False)
    tipo = forms.MultipleChoiceField(
        label=_("Qué buscar"), widget=forms.CheckboxSelectMultiple, required=False
    )
    tema = forms.ChoiceField(label=_("Tema"), required=False)
    lugar = forms.ChoiceField(label=_("Lugar"), required=False)
    idioma = forms.ChoiceField(label=_("Idioma"), choices=LANGUAGES, required=False)
    desde = forms.DateField(label=_("Desde el día"), widget=DateInput, required=False)
    hasta = forms.DateField(label=_("Hasta el día"), widget=DateInput, required=False)

    def __init__(self, process: Process, data: QueryDict) -> None:
        super().__init__(data)
        self.process = process
        themes = processes.themes(process)
        areas = processes.territory(process).areas
        kinds = rooms.things() | KINDS
        self.names = {kind: str(name) for kind, name in kinds.items()}
        self.fields["tipo"].choices = list(self.names.items())
        self.fields["tema"].choices = [
            ("", EVERYTHING),
            *((t.slug, said(t, "name")[0]) for t in themes),
        ]
        self.fields["lugar"].choices = [("", EVERYTHING), *((a.code, a.name) for a in areas)]

    @cached_property
    def given(self) -> dict[str, Any]:
        """The fields that could be understood."""
        self.is_valid()
        return self.cleaned_data

    @property
    def used(self) -> bool:
        """Whether anything but words was asked for."""
        return any(value for name, value in self.given.items() if name != "q")

    def narrowing(self) -> search.Narrowing:
        facets = {"theme": self.given.get("tema"), "area": self.given.get("lugar")}
        until = self.given.get("hasta")
        return search.Narrowing(
            kinds=self.given.get("tipo") or (),
            language=self.given.get("idioma") or "",
            since=self._start(self.given.get("desde")),
            # The whole of its last day.
            until=self._start(until + timedelta(days=1)) if _has_next(until) else None,
            facets={name: value for name, value in facets.items() if value},
        )

    def _start(self, day: date | None) -> datetime | None:
        """The first moment of a day where the process is."""
        return datetime.combine(day, time.min, zone_of(self.process)) if _has_next(day) else None


def _has_next(day: date | None) -> bool:
    """A day whose neighbours can be written down, in any zone."""
    return day is not None and date.min + timedelta(2) < day < date.max - timedelta(2)


def of_request(request: HttpRequest, process: Process) -> dict[str, Any]:
    """What the page shows. ``rest``: the question without its page, for links to others."""
    given = request.GET.copy()
    page = given.pop("page", [""])[-1]
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 1
    form = SearchForm(process, given)
    # Too long a question is cut, not refused.
    query = request.GET.get("q", "").replace("\x00", "")[:QUERY_MAX]
    results = search.found(process.slug, query, form.narrowing(), page=max(1, number))
    chosen = set(form.given.get("tipo") or ())
    return {
        "form": form,
        "query": query,
        "results": results,
        "kinds": form.names,
        "rest": given.urlencode(),
        "by_kind": [
            {"name": form.names.get(kind, kind), "count": n, "query": _only(given, kind)}
            for kind, n in results.by_kind
            if {kind} != chosen
        ],
        "all_kinds": _only(given, "") if chosen else "",
    }


def _only(given: QueryDict, kind: str) -> str:
    """The same question for one kind of thing, or for all of them."""
    other = given.copy()
    other.setlist("tipo", [kind] if kind else [])
    return other.urlencode()
