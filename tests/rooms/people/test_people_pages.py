"""The pages of the room: what they say, in both languages, at constant cost."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cocrea.kernel.permits import Actor, Grant
from cocrea.people import services as people
from cocrea.people.models import Organization
from cocrea.ui.paging import PAGE

TEAM = Actor(grants=(Grant("secretary"),))
NOW = datetime(2018, 3, 1, tzinfo=UTC)
PUBLISHER = Actor(grants=(Grant("publisher"),))


def build(process, seats=2):
    for slug, sector in (("minfin", "public"), ("redes", "civil_society")):
        Organization.objects.get_or_create(
            slug=slug, defaults={"name": slug.upper(), "name_key": slug, "sector": sector}
        )
    people.body_create(
        actor=TEAM,
        process=process,
        slug="mesa",
        kind="forum",
        name_es="Mesa Técnica",
        name_en="Technical Table",
        legal_basis="Acuerdo Gubernativo 41-2018",
    )
    people.body_rules_publish(
        actor=PUBLISHER,
        process=process,
        body="mesa",
        text="Se decide por <b>consenso</b>.",
        agreed_by=["minfin", "redes"],
        meets_every_days=30,
    )
    for number in range(seats):
        add_seat(process, number)


def add_seat(process, number):
    seat = people.seat_define(
        actor=TEAM,
        process=process,
        body="mesa",
        title=f"Asiento {number}",
        given_by="sector",
        sector="public",
        basis="Artículo 4",
    )
    function = people.function_publish(
        actor=TEAM,
        process=process,
        public_name=f"Persona {number}",
        post="<i>Directora</i>",
        organization="minfin",
        basis="Nombramiento",
        office_contact="PBX 2222-0000",
    )
    people.mandate_start(
        actor=TEAM, process=process, seat=seat.public_id, function=function.public_id
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_bodies_and_body(client, process, prefix):
    build(process)
    page = client.get(f"{prefix}/p/{process.slug}/organos/")
    assert page.status_code == 200
    assert ("Technical Table" if prefix else "Mesa Técnica") in page.content.decode()
    body = client.get(f"{prefix}/p/{process.slug}/organos/mesa/").content.decode()
    assert "Acuerdo Gubernativo 41-2018" in body
    assert "Persona 1" in body
    assert "&lt;i&gt;Directora" in body
    assert "<b>consenso" not in body
    assert "MINFIN" in body


def test_pages_set_no_cookie(client, process):
    build(process)
    for url in (f"/p/{process.slug}/organos/", f"/p/{process.slug}/organos/mesa/"):
        assert not client.get(url).cookies


def test_exits_are_shown_with_their_reason(client, process):
    build(process)
    people.organization_exit(
        actor=TEAM,
        process=process,
        body="mesa",
        organization="minfin",
        reason="Sin reglas claras <script>",
    )
    body = client.get(f"/p/{process.slug}/organos/mesa/").content.decode()
    assert "Sin reglas claras &lt;script&gt;" in body
    page = client.get(reverse("people:organization", args=["minfin"])).content.decode()
    assert "Sin reglas claras" in page
    assert "PBX 2222-0000" in page


def test_organizations_search_and_pages(client, db):
    operator = Actor(grants=(Grant("operator"),))
    loaded = people.organizations_load(actor=operator, now=NOW)
    assert loaded.created == 148
    url = reverse("people:organizations")
    assert "MINFIN" in client.get(url, {"q": "finanzas"}).content.decode()
    assert f"Página 1 de {-(-148 // PAGE)}" in client.get(url).content.decode()
    assert client.get(url, {"q": "\x00' OR 1=1", "sector": "zzz", "page": "-4"}).status_code == 200
    assert client.get(url, {"q": "x" * 10_000}).status_code == 200


def test_unknown_pages_are_404(client, process):
    for url in (
        f"/p/{process.slug}/organos/nada/",
        "/p/no-existe/organos/",
        "/organizaciones/no-existe/",
    ):
        assert client.get(url).status_code == 404


def count(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_cost_does_not_grow_with_seats(client, process):
    build(process, seats=3)
    urls = (
        f"/p/{process.slug}/organos/",
        f"/p/{process.slug}/organos/mesa/",
        "/organizaciones/minfin/",
    )
    few = [count(client, url) for url in urls]
    for number in range(3, 40):
        add_seat(process, number)
    assert [count(client, url) for url in urls] == few
