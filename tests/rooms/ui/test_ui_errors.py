"""Headers on every answer; refusals as pages or JSON in the reader's language."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils.translation import ngettext_lazy, override
from django.views import defaults

from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused, TooMany
from cocrea.kernel.findings import Finding, Severity
from cocrea.ui.messages import all_texts, basis_of, html_of, text_of
from cocrea.ui.middleware import HEADERS
from cocrea.ui.views import csrf_failure

ERRORS = {
    "refused": (Refused, 422),
    "forbidden": (NotPermitted, 403),
    "absent": (NotThere, 404),
    "conflict": (Conflict, 409),
    "many": (TooMany, 429),
}


def refuse(request, name):
    finding = Finding(
        "kernel.text_too_long", params={"length": 9, "limit": 5, "seconds": 30}, basis="<b>x</b>"
    )
    raise ERRORS[name][0](finding)


def plain(request):
    return HttpResponse("ok")


urlpatterns = [path("plain/", plain), path("<slug:name>/", refuse)]
pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize("name", ERRORS)
def test_refusal_as_page(client, name):
    response = client.get(f"/{name}/")
    assert response.status_code == ERRORS[name][1]
    html = response.content.decode()
    assert "El texto tiene 9 caracteres" in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html and "<b>x" not in html
    assert "no-store" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "") and not response.cookies


def test_refusal_as_json(client):
    response = client.get("/forbidden/", headers={"accept": "application/json"})
    body = json.loads(response.content)
    assert (response.status_code, body["status"]) == (403, 403)
    assert body["findings"][0]["code"] == "kernel.text_too_long"
    assert body["findings"][0]["text"].startswith("El texto tiene 9")


def test_refusal_of_sent_json_is_json(client):
    response = client.post("/refused/", "{}", content_type="application/json")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/json"


def test_refusal_as_fragment(client):
    response = client.get("/refused/", headers={"hx-request": "true"})
    assert response.status_code == 422
    assert "<html" not in response.content.decode()


def test_too_many_says_when_to_come_back(client):
    assert client.get("/many/")["Retry-After"] == "30"


def test_security_headers(client):
    response = client.get("/plain/")
    for name, value in HEADERS.items():
        assert response[name] == value
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_stale_form(rf: RequestFactory):
    response = csrf_failure(rf.post("/x/"))
    assert response.status_code == 403
    assert "El formulario venció" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "error", "status"),
    [
        (defaults.page_not_found, Http404(), 404),
        (defaults.permission_denied, PermissionDenied(), 403),
        (defaults.bad_request, ValueError(), 400),
    ],
)
def test_plain_http_errors_are_friendly(rf, view, error, status):
    response = view(rf.get("/x/"), error)
    assert response.status_code == status
    assert "Ir al inicio" in response.content.decode()


def test_server_error_needs_nothing(rf):
    response = defaults.server_error(rf.get("/x/"))
    assert response.status_code == 500
    assert "La falla es nuestra" in response.content.decode()


def test_text_in_both_languages():
    finding = Finding("kernel.text_too_long", params={"length": 9, "limit": 5})
    assert text_of(finding, "es") == (
        "El texto tiene 9 caracteres y el límite es de 5. Acórtelo, por favor."
    )
    assert (
        text_of(finding, "en") == "The text has 9 characters and the limit is 5. Please shorten it."
    )


def test_missing_params_and_unknown_codes_do_not_crash():
    assert "…" in text_of(Finding("kernel.text_too_long"), "es")
    unknown = Finding("nowhere.nothing", Severity.NOTE)
    assert text_of(unknown, "es") == "La regla «nowhere.nothing» no se cumple."


def test_days_in_params_are_readable(monkeypatch):
    monkeypatch.setitem(all_texts(), "test.day", "Cerró el %(day)s (%(who)s).")
    finding = Finding("test.day", params={"day": "2018-08-30", "who": ["a", "b"]})
    assert text_of(finding, "es") == "Cerró el 30 de agosto de 2018 (a, b)."


def test_a_text_in_two_numbers(monkeypatch):
    text = ngettext_lazy("hace %(days)s día (%(who)s)", "hace %(days)s días (%(who)s)", "days")
    monkeypatch.setitem(all_texts(), "test.ago", text)
    told = {
        "hace 1 día (…)": {"days": 1},
        "hace 2 días (ana)": {"days": 2, "who": "ana"},
        "hace … días (…)": {},
    }
    for said, params in told.items():
        assert text_of(Finding("test.ago", params=params), "es") == said
    assert text_of(Finding("test.ago", params={"days": "many"}), "es") == "hace … días (…)"


def test_a_basis_is_told_in_the_readers_language(monkeypatch):
    monkeypatch.setitem(all_texts(), "test.basis", "Una regla publicada")
    assert basis_of(Finding("test.x", basis="test.basis")) == "Una regla publicada"
    assert basis_of(Finding("test.x", basis="4.b.3")) == "4.b.3"


def test_every_text_exists_in_both_languages():
    for code in all_texts():
        finding = Finding(code)
        told = text_of(finding, "es"), text_of(finding, "en")
        assert all(told), code
        # ``html_of`` writes them as they are, and escapes what they are told with.
        assert not set("<>&") & set("".join(told)), code


def test_what_a_finding_quotes_is_in_the_language_of_the_process(monkeypatch):
    monkeypatch.setitem(all_texts(), "test.said", "Se dijo: %(reason)s (%(body)s, %(count)s)")
    given = {"reason": "<b>Sí</b>", "body": "<i>", "count": 2}
    finding = Finding("test.said", params=given)
    said = "Se dijo: {}&lt;b&gt;Sí&lt;/b&gt;{} (&lt;i&gt;, 2)"
    assert html_of(finding) == said.format("", "")
    with override("en"):
        assert html_of(finding) == said.format('<span lang="es">', "</span>")
