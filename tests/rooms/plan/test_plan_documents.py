"""The document of a version: stands alone, same bytes, says what is not translated."""

import json
import re
from hashlib import sha256

import pytest
from django.conf import settings
from django.urls import reverse
from tests.rooms.commitments.cases import accepted, adopted, draft, opinion, proposed  # noqa: F401

from cocrea.agreement.models import Position, Session
from cocrea.commitments import services as commitments
from cocrea.kernel.errors import NotThere
from cocrea.kernel.refs import SubjectRef
from cocrea.languages import services as languages
from cocrea.ledger import selectors as record
from cocrea.plan import documents, selectors, services
from cocrea.plan.rules.content import canonical

CANARY = "canario-7f3a@ejemplo.test"


def entry_path(process, version):
    (entry,) = record.entries_about(process.log_id, version.ref)
    return reverse("ledger:entry", args=[process.log.public_id, entry.position])


def page(process, **more):
    return documents.render(process, **more).decode()


def test_two_renders_are_the_same_bytes(process, first):
    for format in ("html", "json"):
        for language in ("es", "en"):
            options = {"format": format, "language": language}
            assert documents.render(process, **options) == documents.render(process, **options)


def test_it_stands_alone(process, first):
    text = page(process)
    assert "<script" not in text and "src=" not in text and "@import" not in text
    # The only address is that of the entry in the public record.
    assert set(re.findall(r'https?://[^"< ]+', text)) == {
        f"{settings.BASE_URL}{entry_path(process, first)}"
    }
    assert text.count("<h1>") == 1 and '<html lang="es">' in text
    for label in ("¿Cuál es la problemática que el compromiso aborda?", "Hitos", "Contenido"):
        assert label in text
    targets = set(re.findall(r'href="#([^"]+)"', text))
    assert targets <= set(re.findall(r'id="([^"]+)"', text))


def test_the_footer_names_the_record(process, first):
    record = first.content["record"]
    text = page(process)
    for value in (record["origin"], str(record["size"]), record["root"], first.digest):
        assert value in text


def test_json_can_be_checked_by_anybody(process, first):
    data = json.loads(documents.render(process, format="json"))
    salted = bytes.fromhex(data["salt"]) + canonical(data["content"]).encode()
    assert sha256(salted).hexdigest() == data["digest"] == first.digest
    assert documents.render(process, format="json") == (canonical(data) + "\n").encode()


def test_an_older_version_stays_as_it_was(process, first, freeze):
    before = documents.render(process, number=1)
    freeze("revised")
    assert documents.render(process, number=1) == before
    with pytest.raises(NotThere):
        documents.render(process, number=9)
    for wrong in ({"format": "exe"}, {"language": "fr"}):
        with pytest.raises(ValueError):
            documents.render(process, **wrong)


def test_in_english_what_nobody_translated_stays_spanish_and_says_so(process, first, actor_of):
    text = page(process, language="en")
    assert "What is the public problem that the commitment will address?" in text
    assert '<span lang="es">Los contratos se publican tarde.</span>' in text
    assert "[not translated]" in text
    line = next(x for x in selectors.lines(first) if x.original.field == "problem")
    made = services.text_translate(
        actor=actor_of("systematizer"),
        version=first,
        kind="commitment",
        subject_id=line.original.subject_id,
        field="problem",
        text="Contracts are published <late>.",
    )
    assert "Contracts are published" not in page(process, language="en")  # nobody reviewed it yet
    languages.translation_review(actor=actor_of("publisher"), process=process, translation=made)
    after = page(process, language="en")
    assert "Contracts are published &lt;late&gt;." in after


def test_texts_and_names_of_voices_are_not_in_it(process, first, comment, freeze):
    comment(first, text=f"Escríbame a {CANARY}", contact=CANARY, covers=("publish", "contact"))
    freeze("revised")
    for format in ("html", "json"):
        assert CANARY not in page(process, format=format)


def test_a_script_is_only_text(process, draft_of, actor_of, freeze):
    made = draft_of(title="<script>alert(1)</script>")
    commitments.commitment_propose(actor=actor_of("delegate_society"), commitment=made)
    freeze()
    text = page(process)
    assert "<script" not in text and "&lt;script&gt;" in text


def test_who_decided_with_which_balance(process, adopted, decided, freeze):  # noqa: F811
    version_like = type("V", (), {"public_id": adopted.public_id})
    session = decided(version_like)
    held = Session.objects.get(public_id=session.public_id)
    held.subject_kind = "commitment"
    held.save()
    Position.objects.create(
        session=held,
        participant="org-colectivo",
        label="Colectivo de Ejemplo",
        sector="civil_society",
        stance="stand_aside",
        text="No hay presupuesto asegurado.",
        salt=b"0" * 16,
        at=held.declared_at,
    )
    freeze()
    text = page(process)
    assert "Tomada con 50 % de funcionarios" in text
    assert "No hay presupuesto asegurado." in text
    assert "Aceptación institucional: Favorable" in text


def test_a_demonstration_says_so(demo_process, draft_of, actor_of):
    made = draft_of(where=demo_process)
    commitments.commitment_propose(actor=actor_of("delegate_society"), commitment=made)
    services.version_freeze(actor=actor_of("publisher"), process=demo_process, kind="first")
    assert "Demostración" in page(demo_process)
    assert json.loads(documents.render(demo_process, format="json"))["content"]["process"]["demo"]


def test_approval_and_submission_are_in_it(process, approved, actor_of):
    services.plan_submit(actor=actor_of("point_of_contact"), version=approved)
    text = page(process)
    assert "La aprobó Concejo municipal" in text and "Open Government Partnership" in text
    assert SubjectRef("plan", str(approved.public_id)).path == approved.ref.path
