"""Editorial pages over HTTP: drafts are nowhere, acts by forms, both languages, nothing runs."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cocrea.documents import services
from cocrea.documents.links import LABELS, LINKS
from cocrea.documents.models import Page, PageVersion
from cocrea.people.models import Organization, PublicFunction, RoleGrant, User

TEXTS = {
    "es": ("Cómo llegar", "## Al salón\n\nPor la [puerta](/p/x/) norte. <script>xss()</script>"),
    "en": ("How to arrive", "## To the hall\n\nBy the north [door](https://ejemplo.org)."),
}
LOGIN = "allauth.account.auth_backends.AuthenticationBackend"


def at(process, *more):
    return "/".join([f"/p/{process.slug}/paginas", *map(str, more), ""])


@pytest.fixture
def member(process):
    """member(role) -> a client signed in as a new person with that role and a public function."""
    organization = Organization.objects.create(
        slug="oficina", name="Oficina", name_key="oficina", sector="public"
    )

    def make(*roles):
        user = User.objects.create_user()
        PublicFunction.objects.create(
            user=user,
            public_name=f"Ana {roles[0]}",
            post="Cargo",
            organization=organization,
            basis="Prueba",
            salt=b"0" * 16,
            since=process.created_at,
        )
        for role in roles:
            RoleGrant.objects.create(
                user=user,
                process_slug=process.slug,
                role=role,
                since=process.created_at,
                basis="Acuerdo",
            )
        client = Client()
        client.force_login(user, LOGIN)
        return client

    return make


@pytest.fixture
def page(process, actor_of, publisher):
    """page(state) -> a page that far on its way."""

    def make(state="published", name="como-llegar", **more):
        editor = actor_of("secretary")
        given = {"texts": TEXTS, "slots": ["quc"], **more}
        found = services.page_draft(actor=editor, process=process, name=name, **given).page
        act = {"process": process, "page": found}
        if state == "draft":
            return found
        sent = services.page_submit(actor=editor, **act)
        if state == "submitted":
            return found
        services.page_approve(actor=publisher, seen=sent.digest, **act)
        if state == "withdrawn":
            services.page_withdraw(actor=publisher, reason="Ya no vale.", **act)
        return found

    return make


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_everybody_reads_it_in_their_language(client, process, page, prefix):
    page()
    answer = client.get(prefix + at(process, "como-llegar"))
    body = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    title, heading = ("How to arrive", "To the hall") if prefix else ("Cómo llegar", "Al salón")
    assert f"<h1>{title}</h1>" in body and f"<h2>{heading}</h2>" in body
    assert "<script>xss" not in body
    assert (
        "K&#x27;iche&#x27; (not translated)" if prefix else "K&#x27;iche&#x27; (sin traducir)"
    ) in body
    listed = client.get(prefix + at(process)).content.decode()
    assert title in listed
    history = client.get(prefix + at(process, "como-llegar", "historial")).content.decode()
    assert "secretary de ejemplo" in history and "publisher de ejemplo" in history
    assert client.get(prefix + at(process, "como-llegar", "historial", 1)).status_code == 200


def test_what_lacks_a_translation_says_so(client, process, page):
    page(texts={"es": TEXTS["es"]})
    body = client.get("/en" + at(process, "como-llegar")).content.decode()
    assert 'lang="es"' in body and "Cómo llegar" in body and "Not translated" in body
    body = client.get(at(process, "como-llegar"), {"idioma": "quc"}).content.decode()
    assert "Sin traducir a este idioma" in body
    for strange in ("xx", "<script>", "\x00", "é" * 3000):
        assert client.get(at(process, "como-llegar"), {"idioma": strange}).status_code == 200


WORK = ("trabajo", "editar", "enviar", "aprobar", "devolver", "descartar", "retirar")


@pytest.mark.parametrize(
    ("state", "prefix"),
    [
        ("draft", ""),
        ("submitted", "/en"),
        pytest.param("draft", "/en", marks=pytest.mark.slow),
        pytest.param("submitted", "", marks=pytest.mark.slow),
    ],
)
def test_a_draft_is_not_there_on_any_address(client, process, page, member, state, prefix):
    found = page(state)
    reader = member("delegate_society")
    for rest in ((), ("historial",), ("historial", 1), *[(w,) for w in WORK]):
        path = prefix + at(process, "como-llegar", *rest)
        for visitor in (client, reader):
            assert visitor.get(path).status_code == 404, path
            if rest and rest[0] in WORK:
                answer = visitor.post(path, {"reason": "x"})
                assert answer.status_code == (405 if rest[0] == "trabajo" else 404), path
    body = client.get(prefix + at(process)).content.decode()
    assert "como-llegar" not in body and "Cómo llegar" not in body
    assert LINKS["page"](str(found.public_id)) is None
    assert client.get(f"/r/page/{found.public_id}").status_code == 404
    assert LABELS["page"]([str(found.public_id)]) == {}
    assert PageVersion.objects.get().state == state


def test_a_withdrawn_page_says_since_when_and_why(client, process, page):
    found = page("withdrawn")
    answer = client.get(at(process, "como-llegar"))
    body = answer.content.decode()
    assert answer.status_code == 410
    assert "Ya no vale." in body and "Cómo llegar" not in body and "Al salón" not in body
    assert client.get(at(process, "como-llegar", "historial")).status_code == 200
    assert client.get(at(process, "como-llegar", "historial", 1)).status_code == 404
    assert client.get(f"/r/page/{found.public_id}").status_code == 302


def test_from_the_form_to_everybody_by_two_people(client, process, member):
    editor, approver = member("secretary"), member("publisher")
    assert "paginas/nueva" in editor.get(at(process)).content.decode()
    given = {
        "name": "Preguntas frecuentes",
        "title_es": "Preguntas",
        "text_es": "¿Hay refacción? **Sí.**",
        "title_en": "Questions",
        "text_en": "Is there food? **Yes.**",
        "place": "footer",
        "position": "1",
        "slots": ["quc"],
        "other": "mam",
        "title_other": "Título en mam",
        "text_other": "Texto en mam",
        "note": "La primera",
    }
    answer = editor.post(at(process, "nueva"), given)
    assert answer["Location"] == at(process, "preguntas-frecuentes", "trabajo")
    work = at(process, "preguntas-frecuentes", "trabajo")
    seen = editor.get(work).content.decode()
    assert "<strong>Sí.</strong>" in seen and "Título en mam" in seen
    assert "aprobar/" not in seen
    # Written again without the third language: it stays.
    again = {**given, "title_es": "Preguntas de todos", "other": ""}
    editor.post(at(process, "preguntas-frecuentes", "editar"), again)
    assert PageVersion.objects.get().texts.count() == 3
    assert editor.get(at(process, "preguntas-frecuentes", "aprobar")).status_code == 403
    editor.post(at(process, "preguntas-frecuentes", "enviar"))
    assert editor.get(at(process, "preguntas-frecuentes", "editar")).status_code == 403
    page = approver.get(at(process, "preguntas-frecuentes", "aprobar")).content.decode()
    digest = PageVersion.objects.get().digest
    assert digest in page and "Preguntas de todos" in page
    wrong = approver.post(at(process, "preguntas-frecuentes", "aprobar"), {"seen": "0" * 64})
    assert wrong.status_code == 422 and "Léalo de nuevo" in wrong.content.decode()
    done = approver.post(at(process, "preguntas-frecuentes", "aprobar"), {"seen": digest})
    assert done.status_code == 302
    assert client.get(at(process, "preguntas-frecuentes")).status_code == 200
    assert "Preguntas de todos" in client.get(f"/p/{process.slug}/").content.decode()
    assert "Questions" in client.get(f"/en/p/{process.slug}/calendario/").content.decode()


def test_one_person_with_both_roles_is_told_no(process, member):
    both = member("secretary", "publisher")
    given = {"name": "x", "title_es": "T", "text_es": "t", "place": "none"}
    both.post(at(process, "nueva"), given)
    both.post(at(process, "x", "enviar"))
    answer = both.post(at(process, "x", "aprobar"), {"seen": PageVersion.objects.get().digest})
    assert answer.status_code == 422
    assert "no puede aprobarla" in answer.content.decode()
    assert PageVersion.objects.get().state == "submitted"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(process, member, prefix):
    editor = member("secretary")
    given = {
        "name": "x",
        "title_es": "Mi título",
        "text_es": "[x](javascript:xss())",
        "title_en": "",
        "text_en": "half",
        "place": "none",
    }
    answer = editor.post(prefix + at(process, "nueva"), given)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Mi título" in body and "javascript:xss()" in body
    assert 'href="javascript' not in body
    assert body.count('id="id_text_es_error"') == 1
    assert body.count('id="id_title_en_error"') == 1
    long = editor.post(prefix + at(process, "nueva"), {**given, "text_es": "á" * 100_000})
    assert long.status_code == 422
    assert not Page.objects.exists()


def test_an_hour_is_written_in_the_processs_own_zone(process, member, page):
    page("submitted")
    approver = member("publisher")
    found = PageVersion.objects.get()
    year = found.saved_at.year + 0
    path = at(process, "como-llegar", "aprobar")
    past = approver.post(path, {"seen": found.digest, "publish_at": "2018-04-04T10:00"})
    assert past.status_code == 422 and "ya pasó" in past.content.decode()
    bad = approver.post(path, {"seen": found.digest, "publish_at": "mañana\x00"})
    assert bad.status_code == 422
    soon = (found.saved_at + timedelta(days=3)).astimezone(ZoneInfo(process.zone))
    local = soon.strftime("%Y-%m-%dT%H:%M")
    assert str(year) in local or str(year + 1) in local
    assert approver.post(path, {"seen": found.digest, "publish_at": local}).status_code == 302
    found.refresh_from_db()
    assert found.state == "approved"
    assert found.publish_at.astimezone(ZoneInfo(process.zone)).strftime("%Y-%m-%dT%H:%M") == local
    assert "Se publicará" in approver.get(at(process, "como-llegar", "trabajo")).content.decode()


@pytest.mark.parametrize("role", ["citizen", "moderator", "delegate_public", "observer"])
def test_strangers_write_nothing(client, process, page, member, role):
    page()
    visitor = client if role == "citizen" else member(role)
    given = {"name": "x", "title_es": "T", "text_es": "t", "place": "none", "reason": "x"}
    assert visitor.post(at(process, "nueva"), given).status_code == 403
    for act in WORK[1:]:
        assert visitor.post(at(process, "como-llegar", act), given).status_code in (403, 404), act
    assert Page.objects.count() == 1 and PageVersion.objects.get().state == "published"


@pytest.mark.parametrize("count", [2, 12])
def test_the_list_asks_the_same_whatever_its_length(
    client, process, page, django_assert_max_num_queries, count
):
    for n in range(count):
        page(name=f"pagina-{n}")
    with django_assert_max_num_queries(10):
        client.get(at(process))


def test_an_address_in_english_leads_to_english(client, process, page):
    page()
    with translation.override("en"):
        url = reverse("documents:page", args=[process.slug, "como-llegar"])
    assert url.startswith("/en/")
    assert "How to arrive" in client.get(url).content.decode()
