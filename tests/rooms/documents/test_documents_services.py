"""Publishing and replacing, with the entries that tell of it."""

import hashlib
import io
import json

import pytest

from cocrea.documents import selectors, services, store
from cocrea.documents.messages import KIND_NAMES, TEXTS
from cocrea.documents.models import Document
from cocrea.documents.rules.files import SIZE_MAX
from cocrea.documents.rules.kinds import KINDS
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.rules.text import matches


def entry(process, document):
    found = ledger_selectors.entries_about(process.log_id, services.ref_of(document))
    return [json.loads(bytes(each.raw)) for each in found]


def test_a_document_is_kept_by_its_digest_and_recorded(process, publish, media):
    made = publish(file_name="../../etc/passwd")
    digest = hashlib.sha256(b"%PDF-1.7 uno").hexdigest()
    assert (made.digest, made.size, made.media_type) == (digest, 12, "application/pdf")
    files = [p for p in media.rglob("*") if p.is_file()]
    assert files == [media / "documents" / digest[:2] / digest]
    (said,) = entry(process, made)
    assert said["kind"] == "document.published"
    assert said["subject"] == {"kind": "document", "id": str(made.public_id), "digest": digest}
    assert said["author"]["role"] == "publisher"
    assert "Informe" not in json.dumps(said)
    (text,) = selectors.published_texts(process)
    assert said["body"]["title"] == text.digest
    assert matches(text.digest, text.salt, text.text)


def test_the_same_again_gives_the_same_back(process, publish):
    assert publish().pk == publish().pk
    assert Document.objects.count() == 1
    assert publish(title="Otro título").pk != publish().pk


def test_who_may(process, publish, actor_of):
    for roles in ((), ("point_of_contact",), ("moderator",), ("operator",)):
        with pytest.raises(NotPermitted):
            services.document_add(
                actor=actor_of(*roles),
                process=process,
                kind="report",
                title_es="x",
                file=io.BytesIO(b"hola"),
            )
    made = publish()
    with pytest.raises(NotPermitted):
        services.document_supersede(
            actor=actor_of("secretary"),
            process=process,
            document=made.public_id,
            reason="r",
            title_es="x",
            file=io.BytesIO(b"hola"),
        )
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": b"<html><script>alert(1)</script>"}, "documents.file_type"),
        ({"text": b""}, "documents.file_empty"),
        ({"text": b"%PDF-" + b"0" * SIZE_MAX}, "documents.file_too_large"),
        ({"title": " \x00 "}, "documents.title_missing"),
        ({"title": "x" * 100_000}, "kernel.text_too_long"),
        ({"kind": "zzz"}, "documents.kind_unknown"),
        ({"link": "ftp://x"}, "documents.link_invalid"),
    ],
)
def test_what_is_refused_saves_nothing(process, publish, media, fields, code):
    size = ledger_selectors.tree_size(process.log_id)
    with pytest.raises(Refused) as refused:
        publish(**fields)
    assert [f.code for f in refused.value.findings] == [code]
    assert not Document.objects.exists()
    assert not [p for p in media.rglob("*") if p.is_file()]
    assert ledger_selectors.tree_size(process.log_id) == size


def test_a_reference_needs_no_file(process, publisher):
    made = services.document_add(
        actor=publisher,
        process=process,
        kind="reference",
        title_es="Estándares de participación",
        title_en="Participation standards",
        language="en",
        source="OGP, 2017",
        link="https://example.org/standards",
    )
    assert not made.has_file
    assert [i.language for i in selectors.search_items(process)] == ["es", "en"]


def test_a_new_version_leaves_the_old_one(process, publish, publisher):
    old = publish()

    def replace(document, text, **fields):
        return services.document_supersede(
            actor=publisher,
            process=process,
            document=document.public_id,
            title_es="Informe corregido",
            file=io.BytesIO(text),
            **{"reason": "Faltaba un anexo", **fields},
        )

    with pytest.raises(Refused) as refused:
        replace(old, b"dos", reason=" ")
    assert refused.value.findings[0].code == "documents.reason_missing"
    with pytest.raises(Conflict) as same:
        replace(old, b"%PDF-1.7 uno")
    assert same.value.findings[0].code == "documents.same_file"
    new = replace(old, b"dos")
    with pytest.raises(Conflict) as twice:
        replace(old, b"tres")
    assert twice.value.findings[0].code == "documents.superseded"
    last = replace(new, b"tres")
    for each in (old, new, last):
        assert [v.pk for v in selectors.versions(each)] == [last.pk, new.pk, old.pk]
    assert new.kind == "report"
    (said,) = entry(process, new)
    assert said["kind"] == "document.superseded"
    assert said["body"]["supersedes"]["id"] == str(old.public_id)
    assert list(selectors.documents(process.slug)) == [last]
    assert selectors.documents(process.slug, all_versions=True).count() == 3
    assert store.opened(old.digest).read() == b"%PDF-1.7 uno"


def test_unknown_document(process, publisher):
    with pytest.raises(NotThere):
        services.document_supersede(
            actor=publisher, process=process, document=None, reason="r", title_es="x"
        )


def test_a_lost_or_changed_file_is_noticed(publish):
    made, other = publish(), publish(b"otro")
    store.path_of(made.digest).write_bytes(b"cambiado")
    store.path_of(other.digest).unlink()
    assert sorted(store.missing([made.digest, other.digest])) == sorted([made.digest, other.digest])


def test_offers(process, publish):
    publish()
    facts = selectors.gate_facts(process, None)
    assert facts["documents.report_published"] == 1
    assert facts["documents.plan_published"] == 0
    (item,) = selectors.search_items(process)
    assert item.url.startswith(f"/p/{process.slug}/documentos/")


def test_every_kind_and_code_has_a_text():
    assert set(KIND_NAMES) == set(KINDS)
    assert all(code.startswith("documents.") for code in TEXTS)
