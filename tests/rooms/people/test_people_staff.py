"""Everything that lets people in, seats them, changes their rules and lets them leave, by pages."""

from html import unescape
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import Actor, Grant
from cocrea.ledger.models import Entry
from cocrea.people import services as people
from cocrea.people.models import (
    Body,
    BodyExit,
    BodyRules,
    Mandate,
    Organization,
    PublicFunction,
    RoleGrant,
    User,
)

OPERATOR = Actor(grants=(Grant("operator"),))
ADDRESS = "canario-72@ejemplo.gt"


@pytest.fixture
def first(process):
    """The point of contact that the operator let in: a process begins with nobody else."""
    given = {"actor": OPERATOR, "process": process}
    user = people.account_open(**given, email="contacto@ejemplo.gt")
    people.organization_create(**given, name="Secretaría de ejemplo", sector="public")
    people.function_publish(
        **given,
        public_name="Persona Primera",
        post="Directora",
        organization="secretaria-de-ejemplo",
        basis="Acuerdo 1-2018",
        user=user.pk,
    )
    people.role_grant(**given, user=user.pk, role="point_of_contact", basis="Acuerdo 1-2018")
    return user


@pytest.fixture
def enter():
    """A signed-in client, through the middleware that asks who it is."""

    def make(user):
        client = Client()
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture
def at(process):
    return lambda path: f"/p/{process.slug}/{path}"


def text_of(response):
    return unescape(response.content.decode())


def enrol(client, at, name, organization, email=ADDRESS):
    """A person with an address of their own; the function that was published."""
    given = {
        "public_name": name,
        "post": "Delegada",
        "organization": organization,
        "basis": "Nombramiento 4",
        "email": email,
    }
    assert client.post(at("personas/cargo/"), given).status_code == 303
    return PublicFunction.objects.get(public_name=name)


def grant(client, at, function, role):
    given = {"function": function.public_id, "role": role, "basis": "Acuerdo 2", "until": ""}
    return client.post(at("personas/papel/"), given)


def test_a_process_is_staffed_by_its_point_of_contact(process, first, enter, at):
    client = enter(first)
    desk = text_of(client.get(at("escritorio/")))
    assert at("personas/") in desk
    assert client.get(at("personas/")).status_code == 200
    made = {"name": "Red de pueblos", "acronym": "", "sector": "civil_society", "branch": "none"}
    assert client.post(at("personas/organizacion/"), made).status_code == 303
    function = enrol(client, at, "Ana Canario", "red-de-pueblos")
    assert function.user is not None and not function.invented
    assert grant(client, at, function, "publisher").status_code == 303
    page = text_of(client.get(at("personas/")))
    assert "Ana Canario" in page and "Publicación" in page
    assert "Publicar las reglas de un órgano" in text_of(
        enter(function.user).get(at("escritorio/"))
    )
    # The address is for entering, and stands nowhere else.
    stored = b"".join(bytes(raw) for raw in Entry.objects.values_list("raw", flat=True))
    assert ADDRESS.encode() not in stored
    assert all(ADDRESS not in text_of(client.get(at(path))) for path in ("personas/", "organos/"))
    # The same address again is the same account.
    again = enrol(client, at, "Ana Canario, suplente", "red-de-pueblos")
    assert again.user == function.user

    row = RoleGrant.objects.get(role="publisher")
    blank = client.post(at(f"personas/papel/{row.public_id}/fin/"), {"reason": ""})
    assert blank.status_code == 422
    done = client.post(at(f"personas/papel/{row.public_id}/fin/"), {"reason": "Renunció"})
    row.refresh_from_db()
    assert done.status_code == 303 and row.until is not None
    assert client.post(at(f"personas/cargo/{again.public_id}/fin/")).status_code == 303
    again.refresh_from_db()
    assert again.until is not None


@pytest.fixture
def seated(process, first, enter, at):
    """A body with one seat, and two people of the sector that it is of."""
    client = enter(first)
    made = {"name": "Red de pueblos", "acronym": "", "sector": "civil_society", "branch": "none"}
    client.post(at("personas/organizacion/"), made)
    one = enrol(client, at, "Ana", "red-de-pueblos")
    two = enrol(client, at, "Beto", "red-de-pueblos", "beto@ejemplo.gt")
    body = {"kind": "forum", "name_es": "Foro de ejemplo", "legal_basis": "Acuerdo 41-2018"}
    body |= {"name_en": "", "purpose_es": "", "purpose_en": "", "parent": ""}
    made = client.post(at("personas/organo/"), body)
    assert made.status_code == 303 and made.url == at("organos/foro-de-ejemplo/")
    seat = {"title": "Sociedad, primero", "given_by": "sector", "sector": "civil_society"}
    seat |= {"branch": "none", "organization": "", "status": "member", "voting": "on"}
    assert client.post(f"{made.url}asiento/", {**seat, "basis": "Artículo 4"}).status_code == 303
    found = Body.objects.get().seats.get()
    return client, made.url, found, one, two


def test_a_seat_is_taken_and_handed_over(seated):
    client, url, seat, one, two = seated
    assert "Nombrar a alguien" in text_of(client.get(url)) and "vacante" in text_of(client.get(url))
    start = f"{url}asiento/{seat.public_id}/mandato/"
    given = {"function": one.public_id, "kind": "titular", "since": ""}
    assert client.post(start, given).status_code == 303
    taken = client.post(start, given)
    assert taken.status_code == 422 and "ya" in text_of(taken)
    mandate = Mandate.objects.get()
    end = f"{url}mandato/{mandate.public_id}/fin/"
    assert str(one.public_id) not in text_of(client.get(end))  # nobody hands over to themselves
    future = {
        "reason": "Cambia de cargo",
        "until": "2999-01-01",
        "handover_to": "",
        "note": "El acta",
    }
    refused = client.post(end, future)
    assert refused.status_code == 422 and "El acta" in text_of(refused)
    given = {**future, "until": "", "handover_to": two.public_id}
    assert client.post(end, given).status_code == 303
    mandate.refresh_from_db()
    assert mandate.handover_to.function == two and mandate.until == mandate.handover_to.since
    page = text_of(client.get(url))
    assert "El acta" in page and "Beto" in page and "Cerrar el mandato" in page


def test_rules_say_who_agreed_and_who_signed(process, seated, enter, at):
    client, url, seat, one, two = seated
    start = f"{url}asiento/{seat.public_id}/mandato/"
    client.post(start, {"function": one.public_id, "kind": "titular", "since": ""})
    assert client.get(f"{url}reglas/").status_code == 403  # who conducts does not publish
    assert grant(client, at, two, "publisher").status_code == 303
    publisher = enter(two.user)
    assert "falta publicar sus reglas" in text_of(publisher.get(at("escritorio/")))
    page = text_of(publisher.get(f"{url}reglas/"))
    assert str(one.public_id) in page and 'value="secretaria-de-ejemplo"' in page
    given = {"text": "Se decide por consenso.", "since": "", "meets_every_days": "30"}
    nobody = publisher.post(f"{url}reglas/", given)
    assert nobody.status_code == 422 and "Se decide por consenso." in text_of(nobody)
    past = {**given, "agreed": [one.public_id], "since": "2001-01-01"}
    assert publisher.post(f"{url}reglas/", past).status_code == 422
    both = {**given, "agreed": [one.public_id, "secretaria-de-ejemplo"]}
    assert publisher.post(f"{url}reglas/", both).status_code == 303
    (rules,) = BodyRules.objects.all()
    agreed = {a.organization.slug: a.function for a in rules.agreements.all()}
    assert agreed == {"red-de-pueblos": one, "secretaria-de-ejemplo": None}
    shown = text_of(publisher.get(url))
    assert "Versión 1" in shown and "sesiona al menos cada 30 días" in shown
    assert "falta publicar sus reglas" not in text_of(publisher.get(at("escritorio/")))


def test_an_organization_leaves_with_its_reason_and_returns(process, seated, enter):
    client, url, seat, one, two = seated
    start = f"{url}asiento/{seat.public_id}/mandato/"
    client.post(start, {"function": one.public_id, "kind": "titular", "since": ""})
    member = enter(one.user)  # the seat in the forum carries the role
    page = text_of(member.get(url))
    assert f"{url}salida/" in page and f"{url}regreso/" not in page
    form = text_of(member.get(f"{url}salida/"))
    assert 'value="red-de-pueblos"' in form and "secretaria-de-ejemplo" not in form
    other = {"organization": "secretaria-de-ejemplo", "reason": "No queremos seguir"}
    assert member.post(f"{url}salida/", other).status_code == 422
    reason = "<script>alert(1)</script> Nuestra propuesta quedó sin respuesta."
    left = member.post(f"{url}salida/", {"organization": "red-de-pueblos", "reason": reason})
    assert left.status_code == 303
    shown = member.get(url).content.decode()
    assert "quedó sin respuesta" in shown and "<script>alert" not in shown
    assert Mandate.objects.get().until is not None
    # Its mandate ended with it: the team, or a delegate by grant, records the return.
    back = client.post(f"{url}regreso/", {"organization": "red-de-pueblos", "note": "Hay reglas"})
    assert back.status_code == 303 and BodyExit.objects.get().returned_at is not None
    assert "Hay reglas" in text_of(client.get(url))


PATHS = (
    "personas/",
    "personas/organizacion/",
    "personas/cargo/",
    "personas/papel/",
    "personas/organo/",
    "organos/foro-de-ejemplo/reglas/",
    "organos/foro-de-ejemplo/asiento/",
    "organos/foro-de-ejemplo/salida/",
    "organos/foro-de-ejemplo/regreso/",
)


def test_nobody_else_comes_near(seated, at, enter, process):
    clients = Client(), enter(people_of("observer", process))
    for client, path in product(clients, PATHS):
        assert client.get(at(path)).status_code == 403, path
        assert client.post(at(path), {}).status_code == 403, path
    assert seated[0].get(at("organos/otro/asiento/")).status_code == 404
    assert seated[0].get(at(f"personas/papel/{uuid7()}/fin/")).status_code == 404


def people_of(role, process):
    user = User.objects.create_user()
    people.function_publish(
        actor=Actor(grants=(Grant("secretary"),)),
        process=process,
        public_name="Otra persona",
        post="Prensa",
        organization=Organization.objects.first().slug,
        basis="x",
        user=user.pk,
    )
    RoleGrant.objects.create(
        user=user, process_slug=process.slug, role=role, since=process.created_at, basis="x"
    )
    return user


def test_refusals_keep_what_was_typed(seated, at, first):
    client, url, seat, one, two = seated
    given = {"public_name": "Carla", "post": "Jefa", "organization": "red-de-pueblos"}
    bad = client.post(at("personas/cargo/"), {**given, "basis": "Acta", "email": "sin-arroba"})
    assert bad.status_code == 422 and "Revise el correo" in text_of(bad)
    assert 'value="Carla"' in text_of(bad) and not PublicFunction.objects.filter(post="Jefa")
    own = PublicFunction.objects.get(user=first)
    self_made = grant(client, at, own, "secretary")
    assert self_made.status_code == 422 and "a sí mismo" in text_of(self_made)
    clash = grant(client, at, one, "publisher"), grant(client, at, one, "moderator")
    assert [each.status_code for each in clash] == [303, 422]
    english = client.post(f"/en{at('personas/cargo/')}", {**given, "basis": "", "email": ""})
    assert english.status_code == 422 and "This field is required" in text_of(english)


def test_constant_queries_however_many_people(seated, at):
    client, url, seat, one, two = seated

    def queries():
        with CaptureQueriesContext(connection) as made:
            assert client.get(at("personas/")).status_code == 200
        return len(made)

    queries()  # which says what was done before, once
    few = queries()
    rows = [replace_key(one, f"Persona {n}") for n in range(60)]
    PublicFunction.objects.bulk_create(rows)
    assert queries() == few


def replace_key(function, name):
    fields = {f.name: getattr(function, f.name) for f in function._meta.fields if f.name != "id"}
    return PublicFunction(**{**fields, "public_id": uuid7(), "public_name": name})
