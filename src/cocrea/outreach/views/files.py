"""What is taken along: codes, images and texts, as files that need nothing from this portal."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.outreach import images, selectors
from cocrea.outreach.models import Link, Material
from cocrea.outreach.ready import WORDED
from cocrea.outreach.rules.texts import without
from cocrea.process.http import public_page
from cocrea.process.models import Process


@public_page
def qr(request: HttpRequest, process: Process, code: str, format: str) -> HttpResponse:
    """The QR code of a short link."""
    link = selectors.link_get(process, code)
    data = images.qr(selectors.address_of(link), format)
    return HttpResponse(data, content_type=images.MEDIA_TYPES[format])


def has_image(material: Material) -> bool:
    return bool(material.text) and material.channel in images.SHAPES


def link_of(material: Material) -> Link:
    found = material.campaign.links.filter(channel=material.channel).first()
    if found is None:
        raise NotThere(Finding("outreach.not_there", where="link"))
    found.campaign = material.campaign
    return found


@public_page
def image(request: HttpRequest, process: Process, material: UUID, format: str) -> HttpResponse:
    """A material as an image with its short link and QR."""
    found = selectors.material_get(process, material)
    if not has_image(found):
        raise NotThere(Finding("outreach.not_there", where="image"))
    data = images.drawn(card_of(found), format)
    return HttpResponse(data, content_type=images.MEDIA_TYPES[format])


def address_for(material: Material) -> str:
    """Its short link, in the language that the material speaks."""
    with override(WORDED.get(material.language, "es")):
        return selectors.address_of(link_of(material))


def card_of(material: Material) -> dict[str, object]:
    process, address = material.campaign.process, address_for(material)
    return images.card(
        shape=images.SHAPES[material.channel],
        eyebrow=str(process),
        title=material.title,
        text=without(material.text, address),
        address=address,
        mark=_("DEMOSTRACIÓN: campaña inventada") if process.is_demo else "",
        language=WORDED.get(material.language, "es"),
    )


@public_page
def text(request: HttpRequest, process: Process, material: UUID) -> HttpResponse:
    """The text alone, to paste anywhere."""
    found = selectors.material_get(process, material)
    if not found.text:
        raise NotThere(Finding("outreach.not_there", where="text"))
    said = f"{found.title}\n\n{found.text}\n"
    return HttpResponse(said, content_type="text/plain; charset=utf-8")
