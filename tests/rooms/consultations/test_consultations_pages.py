import re
from datetime import timedelta

import pytest
from django.urls import reverse

from cocrea.consultations import services
from cocrea.consultations.links import LINKS
from cocrea.consultations.models import Response, Window
from cocrea.kernel.ids import uuid7
from cocrea.process.selectors import process_now
from cocrea.voices.models import Voice


def url(window, name="window", language=""):
    path = reverse(f"consultations:{name}", args=[window.process.slug, window.slug])
    return f"/{language}{path}" if language else path


def post(client, window, **data):
    data = {"key": str(uuid7()), "language": "spa", "q-claridad": "4", "consent": "on"} | data
    return client.post(url(window), data)


def text(response):
    return response.content.decode()


def test_from_the_list_to_the_receipt_without_an_account(client, window):
    page = client.get(reverse("consultations:list", args=[window.process.slug]))
    assert url(window) in text(page)
    form = text(client.get(url(window)))
    assert "¿Qué tan clara es la metodología?" in form
    assert "El plan tendrá un máximo de tres compromisos." in form
    done = post(client, window, **{"stance-1": "agree", "say-1": "Que sean cinco", "area": "A"})
    assert done.status_code == 200
    voice = Voice.objects.get()
    assert voice.folio in text(done) and re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", text(done))
    assert done["Cache-Control"] == "private, no-store"


def test_sending_twice_shows_the_same_receipt(client, window):
    key = str(uuid7())
    first = post(client, window, key=key, **{"say-1": "Que sean cinco"})
    again = post(client, window, key=key, **{"say-1": "Que sean cinco"})
    code = re.search(r'class="code">([^<]+)', text(first))[1]
    assert code in text(again) and "ya había llegado" in text(again)
    assert Response.objects.count() == 1


def test_a_late_answer_says_so_and_keeps_what_was_written(client, window, wait):
    wait(days=10)
    page = post(client, window, **{"say-1": "Llegué tarde pero escribí esto"})
    assert page.status_code == 422
    assert "Su respuesta no se guardó" in text(page)
    assert "Llegué tarde pero escribí esto" in text(page)
    assert not Response.objects.exists() and not Voice.objects.exists()
    closed = text(client.get(url(window)))
    assert "Esta consulta ya cerró" in closed and "<form class" not in closed


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"q-claridad": "77"}, "Escoja una opción válida"),
        ({"say-1": "x" * 100_000}, "el límite es de 6000"),
        ({"say-1": "Sin permiso", "consent": ""}, ""),
        ({"key": "not-a-key"}, ""),
        ({"language": "klingon"}, "Escoja una opción válida"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, window, data, says):
    page = post(client, window, **data)
    assert page.status_code == 422
    assert says in text(page)
    assert not Response.objects.exists() and not Voice.objects.exists()


def test_a_script_is_text(client, window):
    hostile = "<script>alert(1)</script>"
    assert post(client, window, **{"say-1": hostile, "q-claridad": "77"}).status_code == 422
    page = post(client, window, **{"say-1": hostile, "q-claridad": "77"})
    assert "<script>alert(1)" not in text(page) and "&lt;script&gt;alert(1)" in text(page)
    assert post(client, window, **{"say-1": hostile}).status_code == 200
    assert Voice.objects.get().text == hostile


def test_a_null_is_said_and_what_was_written_comes_back(client, window):
    page = post(client, window, **{"say-1": "Que haya\x00 plazo"})
    assert page.status_code == 422 and "no se puede guardar (nulo)" in text(page)
    assert "Que haya plazo" in text(page) and "\x00" not in text(page)
    assert not Voice.objects.exists() and not Response.objects.exists()


def test_results_wait_for_the_close_and_then_show_shares_with_their_number(client, window, wait):
    for index in range(6):
        said = {"q-canal": "radio" if index else "red", "sector": "citizen", "stance-2": "partly"}
        post(client, window, **said)
    page = text(client.get(url(window, "results")))
    assert "Los resultados se publican al cerrar" in page and "Red social" not in page
    wait(days=10)
    page = client.get(url(window, "results"))
    assert "Red social" in text(page) and "(5&nbsp;/&nbsp;6)" in text(page)
    assert '<span class="meta">reservado' in text(page), "one and five, crossed with a sector"
    assert "6 (100" in text(page), "six people agreed in part with the second article"
    assert "Nadie dijo nada de 1 artículo<" in text(page), "and nobody spoke of the first"
    assert "Set-Cookie" not in page.headers
    english = text(client.get(url(window, "results", "en")))
    assert "Social network" in english and "How clear is the methodology?" in english


def test_an_upcoming_window_can_be_read_but_not_answered(client, demo_process, actor_of):
    now = process_now(demo_process)
    later = services.window_open(
        actor=actor_of("point_of_contact"),
        process=demo_process,
        slug="metodologia",
        opens_at=now + timedelta(days=1),
        closes_at=now + timedelta(days=2),
    )
    page = text(client.get(url(later)))
    assert "todavía no abre" in page and "tres compromisos" in page and "<form class" not in page


def test_unknown_windows_and_staff_pages(client, window):
    slug = window.process.slug
    missing = reverse("consultations:window", args=[slug, "nada"])
    assert client.get(missing).status_code == 404
    assert client.get(reverse("consultations:open", args=[slug])).status_code == 403
    assert client.get(url(window, "extend")).status_code == 403
    assert Window.objects.count() == 1


def test_links_lead_to_the_window_and_the_clause(window):
    item = window.items.get(number=2)
    assert LINKS["consultation"](str(window.public_id)) == url(window)
    assert LINKS["clause"](str(item.public_id)) == f"{url(window)}#art-2"
    assert LINKS["clause"](str(uuid7())) is None and LINKS["consultation"]("x") is None


def test_the_list_takes_the_same_queries_for_one_and_many(
    client, window, actor_of, django_assert_max_num_queries
):
    path = reverse("consultations:list", args=[window.process.slug])
    with django_assert_max_num_queries(15) as few:
        client.get(path)
    for index in range(20):
        services.window_open(
            actor=actor_of("point_of_contact"),
            process=window.process,
            slug=f"otra-{index}",
            phase=2,
            title_es=f"Otra {index}",
            closes_at=window.closes_at,
            items=[services.ItemText("Texto")],
        )
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "Otra 19" in text(client.get(path))
