"""Where ``/r/document/<id>`` leads."""

from django.urls import reverse

from cocrea.documents.models import Document
from cocrea.kernel.ids import parse_uuid


def _document(public_id: str) -> str | None:
    rows = Document.objects.filter(public_id=parse_uuid(public_id))
    slug = rows.values_list("process_slug", flat=True).first()
    return reverse("documents:document", args=[slug, public_id]) if slug else None


LINKS = {"document": _document}
