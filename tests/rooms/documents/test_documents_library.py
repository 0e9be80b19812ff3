"""The library of references: cards, licences, what is only known, versions."""

import io

import pytest

from cocrea.documents import selectors, services
from cocrea.documents.models import Document, LibraryCard
from cocrea.documents.services import Card
from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.ids import uuid7
from cocrea.ledger.models import Entry
from cocrea.ui.paging import PAGE

LAW = Card("law", "background", year=2018, why_absent="No se obtuvo el texto.", cited=("3.f",))


@pytest.fixture
def reference(process, publisher):
    def add(card=LAW, title="Acuerdo Gubernativo 41-2018", **fields):
        given = {"title_es": title, "source": "Gobierno de la República", **fields}
        return services.reference_add(actor=publisher, process=process, card=card, **given)

    return add


def test_a_card_alone_is_enough_when_it_says_why(process, reference):
    made = reference()
    assert made.kind == "reference" and not made.has_file and not made.link
    card = LibraryCard.objects.get(document=made)
    assert (card.instrument, card.trust, card.year, card.cited) == (
        "law",
        "background",
        2018,
        ["3.f"],
    )
    kinds = Entry.objects.filter(log_id=process.log_id).values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["document.published", "library.described"]


def test_the_same_again_is_the_same(process, reference):
    assert reference() == reference()
    assert Document.objects.count() == LibraryCard.objects.count() == 1
    assert Entry.objects.filter(log_id=process.log_id, kind="library.described").count() == 1


def test_a_file_needs_a_licence(reference):
    file = {"file": io.BytesIO(b"%PDF-1.7 ley"), "file_name": "ley.pdf"}
    with pytest.raises(Refused) as refused:
        reference(**file)
    assert refused.value.findings[0].code == "documents.library_licence_missing"
    assert not Document.objects.exists()
    file["file"].seek(0)
    kept = reference(Card("law", "read", licence="Dominio público"), **file)
    assert kept.has_file and len(kept.digest) == 64


def test_a_source_is_always_needed(reference):
    with pytest.raises(Refused) as refused:
        reference(source="")
    assert [f.code for f in refused.value.findings] == ["documents.source_missing"]


@pytest.mark.parametrize("role", ["citizen", "secretary", "point_of_contact", "moderator"])
def test_only_the_publisher_keeps_it(process, actor_of, reference, role):
    made = reference()
    actor = actor_of(role)
    with pytest.raises(NotPermitted):
        services.reference_add(
            actor=actor, process=process, card=LAW, title_es="Otro", source="Alguien"
        )
    with pytest.raises(NotPermitted):
        services.reference_describe(actor=actor, process=process, document=made.public_id, card=LAW)


def test_a_card_is_corrected_when_somebody_has_read_it(process, publisher, reference):
    made = reference()
    read = Card("law", "read", year=2018, why_absent="Sin licencia conocida.", cited=("3.f",))
    act = {"actor": publisher, "process": process, "document": made.public_id}
    assert services.reference_describe(**act, card=read).trust == "read"
    assert services.reference_describe(**act, card=read).trust == "read"
    described = Entry.objects.filter(log_id=process.log_id, kind="library.described")
    assert described.count() == 2
    with pytest.raises(NotThere):
        services.reference_describe(**{**act, "document": uuid7()}, card=read)


def test_the_card_goes_on_with_the_next_version(process, publisher, reference):
    old = reference()
    new = services.document_supersede(
        actor=publisher,
        process=process,
        document=old.public_id,
        reason="Se encontró el enlace.",
        title_es=old.title_es,
        source=old.source,
        link="https://ejemplo.org/acuerdo",
    )
    assert [c.document for c in selectors.library(process.slug)] == [new]
    assert selectors.card_of(old).instrument == selectors.card_of(new).instrument == "law"


def test_by_instrument_and_language(process, reference):
    reference()
    reference(Card("standard", "background", why_absent="x"), title="Estándares", language="en")
    assert selectors.languages_kept(process.slug) == ["en", "es"]
    found = selectors.library(process.slug, instrument="standard")
    assert [c.document.title_es for c in found] == ["Estándares"]
    assert selectors.library(process.slug, language="es").count() == 1
    assert selectors.library(process.slug, instrument="' OR 1=1").count() == 2


@pytest.mark.parametrize("count", [5, 60])
def test_the_list_asks_the_same_whatever_its_length(
    client, process, reference, django_assert_max_num_queries, count
):
    for n in range(count):
        reference(title=f"Referencia {n}")
    with django_assert_max_num_queries(12):
        body = client.get(f"/p/{process.slug}/biblioteca/").content.decode()
    assert body.count("Referencia ") >= min(count, PAGE)
    assert "solo ficha" in body and "por cotejar" in body
