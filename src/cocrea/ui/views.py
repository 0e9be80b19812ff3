"""Pages that belong to no room: refused forms and the style guide."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cocrea.kernel.findings import Finding
from cocrea.ui.guide import samples


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: say what to do, in plain words."""
    context = {
        "status": 403,
        "findings": (Finding("ui.form_expired"),),
        "cacheable": True,
        "posted": True,
        "expired": True,
    }
    return render(request, "ui/error.html", context, status=403)


def guide(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for builders and for axe; not on a public machine."""
    if not settings.DEBUG:
        raise Http404
    number = request.GET.get("page", "2")
    context = samples(int(number) if number.isdigit() else 1)
    return render(request, "ui/guide.html", context)
