"""Files of the record that people and machines keep: receipts, proofs, notes, the verifier."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.ledger import selectors, services, verifier
from cocrea.ledger.http import of_log, stream
from cocrea.ledger.models import Log

MAX_POSITION = 2**63 - 1
TEXT = "text/plain; charset=utf-8"


@of_log
def receipt(_request: HttpRequest, log: Log, position: int) -> HttpResponse:
    document = services.receipt_of(log.pk, min(position, MAX_POSITION))
    response = JsonResponse(document, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{log.name}-{position}.json"'
    return response


@of_log
def consistency(request: HttpRequest, log: Log) -> HttpResponse:
    """``?desde=SIZE&hasta=SIZE``: two signed checkpoints and the proof between them."""
    old, new = (whole(request.GET.get(name)) for name in ("desde", "hasta"))
    document = services.consistency_of(log.pk, old or 0, new or 0)
    return JsonResponse(document, json_dumps_params={"indent": 1, "ensure_ascii": False})


@of_log
def checkpoint_note(_request: HttpRequest, log: Log, size: int) -> HttpResponse:
    return _note(selectors.checkpoint_note(log.pk, min(size, MAX_POSITION)), size)


@of_log
def checkpoint_latest(_request: HttpRequest, log: Log) -> HttpResponse:
    latest = selectors.checkpoint_latest(log.pk)
    return _note(latest.note if latest else None, log.size)


def _note(note: str | None, size: int) -> HttpResponse:
    if note is None:
        raise NotThere(Finding("ledger.no_checkpoint_of", params={"size": size}))
    return HttpResponse(note, content_type=TEXT)


@of_log
def mirror_about(_request: HttpRequest, log: Log) -> HttpResponse:
    return JsonResponse(selectors.mirror_about(log), json_dumps_params={"indent": 1})


@of_log
def mirror_notes(_request: HttpRequest, log: Log) -> HttpResponseBase:
    return stream(selectors.note_lines(log))


@of_log
def mirror_entries(_request: HttpRequest, log: Log) -> HttpResponseBase:
    return stream(selectors.entry_lines(log))


@of_log
def verifier_key(_request: HttpRequest, log: Log) -> HttpResponse:
    return HttpResponse(log.vkey + "\n", content_type=TEXT)


@require_safe
def verifier_file(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(Path(verifier.__file__).read_bytes(), content_type="text/x-python")
    response["Content-Disposition"] = 'attachment; filename="verifier.py"'
    return response


def whole(text: str | None) -> int | None:
    """A whole number that a stranger wrote in an address, or None. Never raises."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 18:
        return None
    return int(text)
