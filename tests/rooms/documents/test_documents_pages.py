"""Pages: what they show, how a file leaves, what a stranger cannot do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cocrea.documents.links import LINKS
from cocrea.documents.models import Document
from cocrea.people.models import RoleGrant, User


def url(name, process, *more):
    with translation.override("es"):
        return reverse(f"documents:{name}", args=[process.slug, *more])


@pytest.fixture
def signed_in(client, process):
    user = User.objects.create_user()
    RoleGrant.objects.create(
        user=user,
        process_slug=process.slug,
        role="publisher",
        since=process.created_at,
        basis="Acuerdo",
    )
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_list_and_page(client, process, publish, prefix):
    made = publish(title="<b>Informe</b>", title_en="<b>Report</b>", note="<script>x</script>")
    page = client.get(prefix + url("list", process))
    assert page.status_code == 200
    assert not page.cookies
    body = page.content.decode()
    assert ("&lt;b&gt;Report" if prefix else "&lt;b&gt;Informe") in body
    body = client.get(prefix + url("document", process, made.public_id)).content.decode()
    assert made.digest in body
    assert "<script>x" not in body


def test_link(process, publish):
    made = publish()
    assert LINKS["document"](str(made.public_id)) == url("document", process, made.public_id)
    assert LINKS["document"]("zzz") is None


def test_a_file_leaves_as_an_attachment(client, process, publish):
    made = publish(b"hola <script>", title="Notas: ñandú / 1", file_name="x.html")
    answer = client.get(url("download", process, made.public_id))
    assert b"".join(answer.streaming_content) == b"hola <script>"
    assert answer["Content-Disposition"] == 'attachment; filename="notas-nandu-1.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_not_there(client, process, demo_process, publish):
    made = publish()
    assert client.get(url("document", demo_process, made.public_id)).status_code == 404
    assert client.get(url("download", demo_process, made.public_id)).status_code == 404
    assert client.get(url("list", process) + "nada/").status_code == 404
    assert client.get(url("list", process), {"tipo": "\x00", "page": "x"}).status_code == 200


def test_strangers_publish_nothing(client, process, publish):
    made = publish()
    for page in (url("add", process), url("supersede", process, made.public_id)):
        assert client.get(page).status_code == 403
        assert client.post(page, {"title_es": "x"}).status_code == 403
    assert Document.objects.count() == 1


def test_publish_and_replace_by_the_form(signed_in, process):
    assert "documentos/publicar" in signed_in.get(url("list", process)).content.decode()
    given = {"kind": "minutes", "title_es": "Acta 1", "language": "es"}
    bad = {**given, "file": SimpleUploadedFile("a.pdf", b"<html>")}
    refused = signed_in.post(url("add", process), bad)
    assert refused.status_code == 422
    assert "Acta 1" in refused.content.decode()
    assert "sin macros" in refused.content.decode()
    good = {**given, "file": SimpleUploadedFile("a.pdf", b"%PDF-1 x")}
    assert signed_in.post(url("add", process), good).status_code == 302
    made = Document.objects.get()
    again = {**given, "reason": "Errata", "file": SimpleUploadedFile("b.csv", b"a,b")}
    page = url("supersede", process, made.public_id)
    assert signed_in.get(page).status_code == 200
    answer = signed_in.post(page, again, follow=True)
    assert "Errata" in answer.content.decode()
    old = signed_in.get(url("document", process, made.public_id)).content.decode()
    assert "no es la última" in old
    assert signed_in.get(page).status_code == 403


def test_constant_queries(client, process, publish):
    def count():
        with CaptureQueriesContext(connection) as made:
            assert client.get(url("list", process)).status_code == 200
        return len(made)

    for n in range(10):
        publish(f"texto {n}".encode())
    few = count()
    for n in range(10, 60):
        publish(f"texto {n}".encode())
    assert count() == few
