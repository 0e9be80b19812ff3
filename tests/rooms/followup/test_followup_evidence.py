"""A report with its proof; and what waits for those outside to look at."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.conftest import make_actor
from tests.rooms.commitments.signing import sign_in

from cocrea.documents import services as documents
from cocrea.documents.models import Document
from cocrea.followup import selectors, services
from cocrea.followup.models import Report
from cocrea.kernel.errors import NotPermitted, Refused
from cocrea.kernel.ids import uuid7
from cocrea.ledger.models import Entry
from cocrea.process.selectors import process_now

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 acta"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def milestone(adopted):
    return adopted.milestones.select_related("commitment__process__log", "organization").get()


def page_of(milestone):
    return f"/p/{milestone.commitment.process.slug}/avance/{milestone.public_id}/"


def test_a_file_is_published_with_the_report_and_is_proof_enough(milestone, bodies, client):
    process = milestone.commitment.process
    sign_in(client, process, bodies["collective"], "delegate_society")
    url, given = page_of(milestone) + "informar/", {"completion": "substantial", "text": "Se ve"}
    assert client.post(url, given).status_code == 422
    wrong = {**given, "file": SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>")}
    answer = client.post(url, wrong)
    assert answer.status_code == 422 and "Ese tipo de archivo" in answer.content.decode()
    empty = {**given, "file": SimpleUploadedFile("x.pdf", b"")}
    assert "vacío" in client.post(url, empty).content.decode()
    assert not Report.objects.exists() and not Document.objects.exists()

    right = {**given, "file": SimpleUploadedFile("../../acta.pdf", PDF)}
    assert client.post(url, right).status_code == 302
    said, made = Report.objects.get(), Document.objects.get()
    assert (made.kind, made.digest) == ("evidence", said_digest(process, said))
    assert made.title_es.startswith("Prueba del hito 1.1, ")
    page = client.get(page_of(milestone)).content.decode()
    assert f"/r/document/{made.public_id}" in page and "Prueba del hito" in page
    got = client.get(f"/p/{process.slug}/documentos/{made.public_id}/archivo/")
    assert b"".join(got.streaming_content) == PDF


def said_digest(process, report):
    """The digest that the entry of a report names for its document."""
    entries = Entry.objects.filter(log_id=process.log_id, kind="progress.reported")
    bodies = [json.loads(bytes(entry.raw))["body"] for entry in entries]
    return next(b["document"]["digest"] for b in bodies if b["report"] == str(report.public_id))


def test_the_same_request_twice_publishes_one_file(milestone, actor_of):
    key = uuid7()
    for _ in range(2):
        services.progress_report(
            actor=actor_of("observer"),
            milestone=milestone,
            completion="limited",
            text="Una parte",
            file=io.BytesIO(PDF),
            key=key,
        )
    assert (Report.objects.count(), Document.objects.count()) == (1, 1)


def test_a_refused_report_publishes_no_file(milestone, actor_of):
    with pytest.raises(Refused):
        services.progress_report(
            actor=actor_of("observer"),
            milestone=milestone,
            completion="limited",
            text="",
            file=io.BytesIO(PDF),
        )
    assert not Document.objects.exists()


def test_who_has_no_word_brings_no_paper(process):
    given = {"process": process, "kind": "evidence", "title": "Algo", "file": io.BytesIO(PDF)}
    for role in ("moderator", "publisher", "systematizer", "ogp_support", "citizen"):
        with pytest.raises(NotPermitted):
            documents.document_attach(actor=make_actor(role), **given)
    assert not Document.objects.exists()


def test_what_the_owner_calls_complete_waits_for_those_outside(milestone, actor_of, client):
    process = milestone.commitment.process
    now = process_now(process)
    owner, observer = actor_of("delegate_public"), actor_of("observer")
    given = {"milestone": milestone, "text": "Hecho", "means": "Portal"}
    services.progress_report(actor=owner, completion="substantial", **given)
    assert selectors.desk_items(observer, process, now) == []
    said = services.progress_report(actor=owner, completion="complete", **given)
    for outside in (observer, actor_of("delegate_society")):
        (item,) = selectors.desk_items(outside, process, now)
        assert str(said.public_id) in item.url and item.role in outside.roles(now)
    assert not [i for i in selectors.desk_items(owner, process, now) if "verificar" in i.url]
    services.progress_verify(actor=observer, report=said, finding="partly", text="Falta la mitad")
    assert selectors.desk_items(observer, process, now) == []


def test_who_verifies_reads_the_whole_report(milestone, bodies, actor_of, client):
    said = services.progress_report(
        actor=actor_of("delegate_public"),
        milestone=milestone,
        completion="complete",
        text="Hecho",
        means="Acta en el archivo",
        url="https://ejemplo.org.gt/acta",
    )
    process = milestone.commitment.process
    sign_in(client, process, bodies["collective"], "delegate_society")
    page = client.get(f"/p/{process.slug}/avance/informes/{said.public_id}/verificar/")
    shown = page.content.decode()
    for words in ("Completo", "Acta en el archivo", "https://ejemplo.org.gt/acta"):
        assert words in shown
