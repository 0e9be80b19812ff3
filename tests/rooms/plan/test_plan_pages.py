"""Pages of the plan, as anybody and as the staff see them."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cocrea.commitments import services as commitments
from cocrea.kernel.dates import Interval
from cocrea.plan import selectors, services
from cocrea.plan.links import LINKS
from cocrea.plan.models import Version
from cocrea.process import selectors as processes
from cocrea.process.selectors import process_now
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

REASON = "El medio de verificación ya está en el hito segundo."
HOME = "/p/municipio/plan/"


@pytest.fixture
def acting(monkeypatch, actor_of):
    """acting(role): whoever asks holds it."""

    def become(*roles):
        monkeypatch.setattr("cocrea.process.middleware.actor_for", lambda *a, **k: actor_of(*roles))

    return become


@pytest.fixture
def signed(client):
    """A client whose cookie makes public pages ask who is reading."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    return client


def text_of(response, status=200):
    assert response.status_code == status, response.content[:2000]
    return response.content.decode()


def test_before_the_first_version(client, process):
    assert "Todavía no hay una versión publicada" in text_of(client.get(HOME))
    assert client.get(f"{HOME}1/").status_code == 404
    assert client.get(f"{HOME}traduccion/").status_code == 404
    assert "Todavía no se ha recibido" in text_of(client.get(f"{HOME}revision/"))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_public_page_answers_in_both_languages(
    client, process, first, suggestion, freeze, actor_of, prefix
):
    services.suggestion_answer(
        actor=actor_of("secretary"), suggestion=suggestion, answer="accepted", reason=REASON
    )
    freeze("revised")
    pages = ["", "1/", "2/", "1/1/", "1/comparar/2/", "revision/", "traduccion/", "1/1/comentar/"]
    for page in [*pages, "1/documento.html", "2/documento.json", "2/1/comentar/"]:
        response = client.get(f"{prefix}{HOME}{page}")
        assert response.status_code == 200, page
    for page in ("", "1/", "1/1/", "revision/"):
        response = client.get(f"{prefix}{HOME}{page}")
        assert not response.cookies and "csrf" not in response.content.decode()


def test_where_the_plan_stands(client, process, approved, actor_of):
    text = text_of(client.get(HOME))
    assert "Aprobado, por enviar a OGP" in text and "Concejo municipal" in text
    assert "Tomada con 50 % de funcionarios" in text
    services.plan_submit(actor=actor_of("point_of_contact"), version=approved)
    assert "Enviado a OGP" in text_of(client.get(HOME))


def test_drafts_are_nowhere(client, process, first, draft_of):
    draft_of(title="Borrador que nadie debe ver")
    for page in ("", "1/", "traduccion/", "1/documento.html", "1/documento.json"):
        assert "Borrador que nadie" not in text_of(client.get(f"{HOME}{page}"))
    assert client.get(f"{HOME}1/3/").status_code == 404
    assert client.get(f"{HOME}1/3/comentar/").status_code == 404


def comment_form(client, url):
    page = text_of(client.get(url))
    return {
        "token": re.search(r'name="token" value="([^"]+)"', page)[1],
        "language": "spa",
        "display": "reserved",
        "consent": "on",
    }


def test_anybody_comments_and_takes_a_receipt(client, process, first):
    url = f"{HOME}1/1/comentar/"
    data = comment_form(client, url) | {"text": "¿Con qué formato? <b>abierto</b>"}
    text = text_of(client.post(url, data))
    voice = Voice.objects.get()
    assert voice.folio in text and "Código de comprobación" in text
    assert (voice.kind, voice.about_kind) == ("comment", "commitment")
    again = text_of(client.post(url, data))
    assert "No se guardó dos veces" in again and Voice.objects.count() == 1


def test_what_was_typed_stays_when_it_is_refused(client, process, first):
    url = f"{HOME}1/1/comentar/"
    data = comment_form(client, url)
    text = text_of(client.post(url, data | {"text": "Esto se queda", "consent": ""}), 422)
    assert "Esto se queda" in text and "Sin su acuerdo" in text
    assert "límite" in text_of(client.post(url, data | {"text": "x" * 100_000}), 422)
    assert text_of(client.post(url, data | {"text": "\x00"}), 422)
    late = text_of(client.post(url, data | {"text": "Esto se queda", "token": "falso"}), 422)
    assert "Esto se queda" in late and "mucho tiempo abierto" in late
    assert not Voice.objects.exists()


def test_a_comment_is_shown_once_it_was_admitted(client, process, first, comment, actor_of):
    receipt = comment(first, text="<script>alert(1)</script> Falta el formato.")
    url = f"{HOME}1/1/"
    assert "Falta el formato" not in text_of(client.get(url))
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
    text = text_of(client.get(url))
    assert "&lt;script&gt;" in text and "<script>alert" not in text
    point = voices.points_code(
        actor=actor_of("systematizer"), process=process, voice=receipt.voice
    )[0]
    made = voices.disposition_propose(
        actor=actor_of("point_of_contact"),
        process=process,
        point=point,
        kind="opinion_noted",
        reason="Se anota para la versión final.",
    )
    assert "Se anota para" not in text_of(client.get(url))
    voices.disposition_publish(actor=actor_of("publisher"), process=process, disposition=made)
    assert "Se anota para la versión final." in text_of(client.get(url))


def test_what_changed_is_marked_word_by_word(client, process, standing, freeze, actor_of):
    (one,) = standing(1)
    freeze()
    commitments.commitment_save(
        actor=actor_of("delegate_society"),
        commitment=one,
        expected=one.version,
        fields={"problem": "Los contratos se publican nunca."},
    )
    freeze("revised")
    text = text_of(client.get(f"{HOME}1/comparar/2/"))
    assert "tarde.<" in text.partition("<del>")[2] and "nunca.<" in text.partition("<ins>")[2]
    # Who hears the page is told what who sees it sees struck out or underlined.
    for hidden in ("eliminado:", "fin de lo eliminado.", "añadido:", "fin de lo añadido."):
        assert f"{hidden} </span>" in text


ACTS = [
    ("congelar/", "publisher"),
    ("revision/abrir/", "ogp_support"),
    ("aprobar/", "secretary"),
    ("enviar/", "point_of_contact"),
]


@pytest.mark.parametrize(("page", "role"), ACTS)
def test_acts_are_for_their_roles(client, process, first, acting, page, role):
    acting()
    assert client.get(f"{HOME}{page}").status_code == 403
    acting("observer")
    assert client.post(f"{HOME}{page}", {}).status_code == 403


def test_the_whole_road_by_forms(signed, process, standing, acting, actor_of, decided):
    client = signed
    standing(1)
    acting("publisher")
    assert "Congelar" in text_of(client.get(HOME))
    text_of(client.get(f"{HOME}congelar/"))
    assert client.post(f"{HOME}congelar/", {"kind": "first"}).status_code == 302
    assert "ya se publicó" in text_of(client.post(f"{HOME}congelar/", {"kind": "first"}), 422)
    acting("ogp_support")
    assert client.post(f"{HOME}revision/abrir/", {"label": "OGP"}).status_code == 302
    assert "Dar una sugerencia" in text_of(client.get(f"{HOME}revision/"))
    text_of(client.get(f"{HOME}revision/sugerir/"))
    key = Version.objects.get().content["commitments"][0]["public_id"]
    data = {"text": "Diga el medio.", "commitment": key}
    assert client.post(f"{HOME}revision/sugerir/", data).status_code == 302
    acting("point_of_contact")
    found = selectors.reviews(process)[0].suggestions.get()
    page = f"{HOME}revision/{found.public_id}/"
    assert "Diga el medio." in text_of(client.get(page))
    short = {"answer": "accepted", "reason": "No."}
    assert "al menos 15" in text_of(client.post(page, short), 422)
    assert client.post(page, {"answer": "accepted", "reason": REASON}).status_code == 302
    assert client.post(f"{HOME}revision/cerrar/", {}).status_code == 302
    acting("publisher")
    assert client.post(f"{HOME}congelar/", {"kind": "final"}).status_code == 302
    final = Version.objects.get(kind="final")
    decision = decided(final)
    acting("secretary")
    assert "Aprobación del plan" in text_of(client.get(f"{HOME}aprobar/"))
    data = {"decision": decision.public_id}
    assert client.post(f"{HOME}aprobar/", data).status_code == 302
    acting("point_of_contact")
    text_of(client.get(f"{HOME}enviar/"))
    assert client.post(f"{HOME}enviar/", {"to": "OGP", "note": ""}).status_code == 302
    assert selectors.submission_of(process).to == "OGP"


def test_translate_by_one_and_review_by_another(signed, process, first, acting, actor_of):
    client = signed
    line = next(x for x in selectors.lines(first) if x.original.field == "problem")
    url = reverse("plan:translate", args=[process.slug, *line.original.key])
    acting("systematizer")
    assert "Traducir" in text_of(client.get(f"{HOME}traduccion/"))
    assert "Los contratos se publican tarde." in text_of(client.get(url))
    assert client.post(url, {"text": "Contracts come late."}).status_code == 302
    made = next(x for x in selectors.lines(first) if x.original.field == "problem").translation
    review = reverse("plan:translation_review", args=[process.slug, made.public_id])
    assert "otra persona" in text_of(client.post(review, {}), 422)
    acting("publisher")
    assert "Contracts come late." in text_of(client.get(review))
    assert client.post(review, {}).status_code == 302
    assert "Contracts come late." in text_of(client.get(f"/en{HOME}1/1/"))
    assert "Contracts come late." in text_of(client.get(f"{HOME}traduccion/?estado=reviewed"))


def test_the_desk_says_what_waits(process, first, suggestion, actor_of):
    now = process_now(process)
    items = selectors.desk_items(actor_of("point_of_contact"), process, now)
    assert [i.url for i in items] == [f"{HOME}revision/"]
    assert selectors.desk_items(actor_of("ogp_support"), process, now)
    assert selectors.desk_items(actor_of("secretary"), process, now)
    assert selectors.desk_items(actor_of("publisher"), process, now) == []


def test_links_lead_to_the_pages(client, process, first, suggestion):
    assert LINKS["plan"](str(first.public_id)) == f"{HOME}1/"
    assert LINKS["suggestion"](str(suggestion.public_id)).startswith(f"{HOME}revision/#")
    assert LINKS["plan"]("nada") is None and LINKS["suggestion"]("nada") is None


def test_pages_cost_the_same_for_few_and_for_many_comments(
    client, process, first, comment, actor_of
):
    def cost(url):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            text_of(client.get(url))
        return len(caught)

    urls = [f"{HOME}1/1/", f"{HOME}1/", HOME]
    comment(first)
    Voice.objects.update(state="admitted")
    before = [cost(url) for url in urls]
    one = Voice.objects.get()
    rows = []
    for number in range(60):
        row = Voice.objects.get(pk=one.pk)
        row.pk, row.public_id = None, f"0197{number:04d}-0000-7000-8000-000000000000"
        row.folio, row.key_hash = f"TST-{number}", f"h{number}"
        rows.append(row)
    Voice.objects.bulk_create(rows)
    assert [cost(url) for url in urls] == before


def test_comments_past_their_last_planned_day_are_still_taken(client, process, first, monkeypatch):
    """Only an act closes the phase: the page does not say that a past day is the last one."""
    day = date(2001, 1, 1)
    monkeypatch.setattr(processes, "phase_interval", lambda *_: Interval(day, day))
    window = selectors.comment_window(process)
    assert window.open and window.overrun and window.until is None
    page = client.get(HOME).content.decode()
    assert "se siguen recibiendo comentarios" in page and "2001" not in page
