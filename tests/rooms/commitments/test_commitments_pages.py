"""Pages: drafts answer 404 everywhere, acts are refused in words, nothing hostile is run."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from tests.rooms.commitments.cases import FIELDS
from tests.rooms.commitments.signing import sign_in

from cocrea.commitments import services
from cocrea.commitments.models import Commitment
from cocrea.process.selectors import methodology
from cocrea.sensemaking.models import Proposal

pytestmark = pytest.mark.django_db


def base(commitment):
    return f"/p/{commitment.process.slug}/compromisos/{commitment.public_id}/"


def paths_of(commitment):
    """Every address below a commitment, from the patterns themselves."""
    milestone = commitment.milestones.first()
    tails = [
        "",
        "editar/",
        "hitos/nuevo/",
        f"hitos/{milestone.public_id}/",
        f"hitos/{milestone.public_id}/quitar/",
        "procedencia/",
        "alineacion/",
        "carta/",
        "carta/firma/",
        "proponer/",
        "aceptar/",
        "devolver/",
        "dictamen/",
        "adoptar/",
        "no-adoptar/",
        "retirar/",
        "versiones/1/",
        "carta/colectivo-de-ejemplo/retirar/",
    ]
    found = get_resolver("cocrea.commitments.urls").url_patterns
    assert len(tails) == len(found) - 2  # all but the list and the new draft
    return [base(commitment) + tail for tail in tails]


@pytest.mark.parametrize(
    ("role", "prefix"),
    [
        ("", ""),
        ("authority", "/en"),
        *(
            pytest.param(role, prefix, marks=pytest.mark.slow)
            for role in ("", "observer", "authority", "publisher")
            for prefix in ("", "/en")
            if (role, prefix) not in {("", ""), ("authority", "/en")}
        ),
    ],
)
def test_a_draft_answers_404_on_every_address(draft, bodies, client, role, prefix):
    if role:
        sign_in(client, draft.process, bodies["ministry"], role)
    for path in paths_of(draft):
        assert client.get(prefix + path).status_code == 404, path
        assert client.post(prefix + path, {}).status_code in (404, 405), path
    listing = client.get(f"/p/{draft.process.slug}/compromisos/")
    assert draft.title_es not in listing.content.decode()
    assert f"/r/commitment/{draft.public_id}" not in listing.content.decode()


def test_those_who_draft_see_it_and_its_acts(draft, bodies, client):
    sign_in(client, draft.process, bodies["collective"], "delegate_society")
    page = client.get(base(draft)).content.decode()
    assert "Editar el texto" in page and "Proponer" in page
    assert "Aceptar la responsabilidad" not in page
    for path in paths_of(draft)[1:8]:
        assert client.get(path).status_code == 200, path


def test_the_list_says_how_many_there_are_against_the_cap(process, draft_of, actor_of, client):
    for number in range(4):
        draft_of(title=f"Compromiso {number}")
    page = client.get(f"/p/{process.slug}/compromisos/").content.decode()
    assert "4 compromisos en trabajo; el tope es 3" in page
    page = client.get(f"/en/p/{process.slug}/compromisos/").content.decode()
    assert "the cap is 3" in page


def test_a_public_commitment_shows_everything_in_both_languages(adopted, client):
    page = client.get(base(adopted)).content.decode()
    for words in (
        "¿Cuál es el compromiso?",
        FIELDS["commitment"],
        "Viabilidad jurídica",
        "Favorable",
        "M: medibles",
        "Publicar los contratos del trimestre 1",
        "Se adoptó",
        "Consenso de la Mesa municipal",
        "/r/decision/0197-decision",
        "Versión 2",
    ):
        assert words in page, words
    page = client.get("/en" + base(adopted)).content.decode()
    for words in ("What is the commitment?", "Legal viability", "Favourable", "Adopted"):
        assert words in page, words
    assert client.get(base(adopted) + "versiones/2/").status_code == 200
    assert client.get(base(adopted) + "versiones/99/").status_code == 404


def test_drafting_by_page_keeps_what_was_typed_when_it_is_refused(process, bodies, client):
    sign_in(client, process, bodies["ministry"], "delegate_public")
    url = f"/p/{process.slug}/compromisos/nuevo/"
    assert client.get(url).status_code == 200
    data = {
        "title": "Agua segura",
        "theme": "agua",
        "start": "2027-01-02",
        "end": "2026-01-01",
        "problem": "No se sabe qué agua se bebe <script>alert(1)</script>",
    }
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "La fecha de término es anterior" in answer.content.decode()
    assert "No se sabe qué agua" in answer.content.decode()
    assert not Commitment.objects.exists()
    answer = client.post(url, data | {"end": "2027-12-31"})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;" in page
    huge = client.post(url, data | {"end": "2027-12-31", "problem": "x" * 100_000})
    assert huge.status_code == 422
    assert Commitment.objects.count() == 1


def test_two_people_editing_the_second_is_told_and_keeps_the_text(draft, bodies, client):
    sign_in(client, draft.process, bodies["ministry"], "delegate_public")
    form = {"title": "Uno", "theme": "compras", "expected": draft.version, **FIELDS}
    assert client.post(base(draft) + "editar/", form).status_code == 302
    answer = client.post(base(draft) + "editar/", form | {"title": "Dos"})
    assert answer.status_code == 409
    assert "Alguien guardó otra versión" in answer.content.decode()
    assert 'value="Dos"' in answer.content.decode()


def test_the_authority_of_the_body_accepts_by_page(proposed, bodies, client):
    url = base(proposed) + "aceptar/"
    assert client.get(url).status_code == 403
    sign_in(client, proposed.process, bodies["other"], "authority")
    data = {"expected": proposed.version, "agree": "on"}
    assert client.post(url, data).status_code == 403
    sign_in(client, proposed.process, bodies["ministry"], "authority")
    assert client.post(url, {"expected": proposed.version}).status_code == 422
    assert client.post(url, data).status_code == 302
    proposed.refresh_from_db()
    assert proposed.state == "accepted"
    assert client.post(url, data).status_code == 409


def test_every_act_has_its_page(proposed, bodies, opinion, actor_of, client):
    sign_in(client, proposed.process, bodies["ministry"], "authority", "secretary")
    assert client.post(base(proposed) + "devolver/", {"reason": "x"}).status_code == 302
    services.commitment_propose(actor=actor_of("facilitator"), commitment=proposed)
    data = {"expected": proposed.version, "agree": "on"}
    assert client.post(base(proposed) + "aceptar/", data).status_code == 302
    assert client.post(base(proposed) + "adoptar/", {}).status_code == 422
    for kind in ("legal", "financial"):
        data = {
            "expected": proposed.version,
            "kind": kind,
            "opinion": "favourable",
            "signatory": "Asesoría",
        }
        assert client.post(base(proposed) + "dictamen/", data).status_code == 302
    answer = client.post(base(proposed) + "adoptar/", {})
    assert answer.status_code == 422
    assert "Elija la sesión que lo adoptó" in answer.content.decode()
    assert client.get(base(proposed) + "no-adoptar/").status_code == 200
    answer = client.post(base(proposed) + "retirar/", {"reason": "Se retira"})
    assert answer.status_code == 302


def test_sources_letters_and_milestones_by_page(draft, bodies, client):
    process = draft.process
    proposal = Proposal.objects.create(
        process=process,
        number=7,
        title="Agua los lunes",
        text_digest="0" * 64,
        state="published",
        created_by_role="systematizer",
        created_at=process.created_at,
        published_at=process.created_at,
    )
    sign_in(client, process, bodies["collective"], "delegate_society")
    data = {"proposal": str(proposal.public_id), "note": "De aquí salió"}
    assert client.post(base(draft) + "procedencia/", data).status_code == 302
    data = {"organization": "colectivo-de-ejemplo", "role_text": "Vigilar"}
    assert client.post(base(draft) + "carta/", data).status_code == 302
    assert client.post(base(draft) + "carta/", data).status_code == 422
    assert client.post(base(draft) + "carta/firma/", {"agree": "on"}).status_code == 302
    data = {"text": "Abrir los datos", "status": "ongoing", "expected": draft.version}
    assert client.post(base(draft) + "hitos/nuevo/", data).status_code == 302
    assert client.post(base(draft) + "hitos/nuevo/", data).status_code == 409
    second = draft.milestones.get(number=2)
    path = f"{base(draft)}hitos/{second.public_id}/"
    assert client.post(path, data | {"text": "Abrirlos", "expected": 3}).status_code == 302
    page = client.get(base(draft)).content.decode()
    for words in ("Agua los lunes", "De aquí salió", "Carta firmada", "Abrirlos", "En curso"):
        assert words in page, words
    assert client.post(path + "quitar/", {"expected": 4}).status_code == 302
    assert draft.milestones.count() == 1


def test_more_milestones_than_the_cap_are_told_before_the_freeze(draft, bodies, client):
    sign_in(client, draft.process, bodies["collective"], "delegate_society")
    cap = methodology(draft.process).caps.milestones_per_commitment.at_most
    told = f"el tope es de {cap} por compromiso"
    while draft.milestones.count() <= cap:
        assert told not in client.get(base(draft)).content.decode()
        draft.refresh_from_db()
        data = {"text": "Abrir los datos", "status": "ongoing", "expected": draft.version}
        assert client.post(base(draft) + "hitos/nuevo/", data).status_code == 302
    assert told in client.get(base(draft)).content.decode()


def test_unknown_addresses_are_404(process, client):
    assert (
        client.get(
            f"/p/{process.slug}/compromisos/01970000-0000-7000-8000-000000000000/"
        ).status_code
        == 404
    )


def test_the_list_takes_as_many_queries_for_ten_as_for_a_thousand(process, bodies, client):
    theme, counts = process.themes.get(slug="agua"), []
    client.get(f"/p/{process.slug}/compromisos/")  # what is kept for every page is read once
    for more in (60, 940):
        first = Commitment.objects.count()
        Commitment.objects.bulk_create(
            Commitment(
                process=process,
                number=first + n,
                template="2018",
                title_es=f"C {n}",
                theme=theme,
                responsible=bodies["ministry"],
                state="proposed",
                version=1,
                created_at=process.created_at,
                state_since=process.created_at,
            )
            for n in range(1, more + 1)
        )
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/p/{process.slug}/compromisos/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
