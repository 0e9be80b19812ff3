"""What every page below a process shows around its content. Reads neither session nor user."""

import functools
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.documents import selectors as documents
from cocrea.process.models import Process
from cocrea.voices.rules.intake import arrival_of


@functools.lru_cache(maxsize=4_096)
def _address(name: str, slug: str, language: str) -> str:
    """Asked of the router once, not twenty-five times a page. language: the one that is active."""
    return reverse(name, args=[slug])


def _of_record(request: HttpRequest) -> Process | None:
    """The process whose record this is: the room of the record knows of no process."""
    match = request.resolver_match
    if match is None or match.app_name != "ledger" or "public_id" not in match.kwargs:
        return None
    return Process.objects.filter(log__public_id=match.kwargs["public_id"]).first()


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``nav`` and ``nav_more`` (label, url, current), ``process``, ``cacheable``, ``foot_pages``,
    and the addresses ``process_url``, ``search_url``, ``record_url``, ``demo_url``.

    Editors' pages stand after the fixed sections, and at the foot: (title, address).
    """
    process = getattr(request, "process", None) or _of_record(request)
    found: dict[str, Any] = {"cacheable": getattr(request, "cacheable", False), "process": process}
    if process is None:
        empty = dict.fromkeys(("process_url", "search_url", "record_url", "demo_url"), "")
        return found | {"nav": (), "nav_more": (), "foot_pages": (), "via": "", **empty}
    here, language = request.path, get_language() or ""
    # Who came by a short link keeps its code while walking the site; no cookie remembers it.
    code = arrival_of(request.GET.get("via", ""))
    via = f"?via={code}" if code else ""

    def entry(label: str, name: str) -> tuple[str, str, bool]:
        url = _address(name, process.slug, language)
        return label, url + via, here == url if name == "site:process" else here.startswith(url)

    lookup = reverse("voices:lookup")
    folio = f"{lookup}?proceso={process.slug}"
    return found | {
        "via": via,
        "nav": [
            entry(_("Inicio"), "site:process"),
            entry(_("Participar"), "voices:contribute"),
            entry(_("Calendario"), "process:calendar"),
            entry(_("Reuniones"), "meetings:list"),
            entry(_("Voces"), "voices:list"),
            entry(_("Propuestas"), "sensemaking:list"),
            entry(_("Compromisos"), "commitments:list"),
            entry(_("Plan"), "plan:home"),
            entry(_("Avance"), "followup:list"),
            (_("Mi folio"), folio, here == lookup),
            *((title, url, here == url) for title, url in documents.placed(process, "nav")),
        ],
        "nav_more": [
            entry(_("Convocatoria"), "site:call"),
            entry(_("Metodología"), "process:methodology"),
            entry(_("Temas"), "process:themes"),
            entry(_("Consultas"), "consultations:list"),
            entry(_("Decisiones"), "agreement:list"),
            entry(_("Quién decide"), "people:bodies"),
            entry(_("Acuerdo de cumplimiento"), "agreement:compact"),
            entry(_("Documentos"), "documents:list"),
            entry(_("Biblioteca"), "documents:library"),
            entry(_("Planes anteriores"), "site:earlier_plans"),
            entry(_("Páginas"), "documents:pages"),
            entry(_("Difusión"), "outreach:list"),
            entry(_("Seguir un hilo"), "trace:lookup"),
            entry(_("Recibir avisos"), "notices:subscribe"),
            (_("Registro público"), reverse("site:record", args=[process.slug]), False),
        ],
        "process_url": reverse("site:process", args=[process.slug]),
        "search_url": reverse("site:search", args=[process.slug]),
        "foot_pages": documents.placed(process, "footer"),
        "record_url": reverse("site:record", args=[process.slug]),
        "demo_url": reverse("site:demo", args=[process.slug]) if process.is_demo else "",
    }
