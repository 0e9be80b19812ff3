"""Pages of decisions and interests: public, constant in queries, safe against scripts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocrea.agreement import services as agreement
from cocrea.agreement.models import Session
from cocrea.process import middleware
from cocrea.process.selectors import process_now

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def decided(process, forum, member, actor_of):
    secretary = actor_of("secretary")
    session = agreement.session_declare(
        actor=secretary,
        process=process,
        title=f"Decidir {SCRIPT}",
        body=forum,
        rule=agreement.Declaration(technique="consent"),
    )
    agreement.session_open(
        actor=secretary, session=session, present={"public": {"member": 3, "guest": 7}}
    )
    agreement.recusal_record(
        actor=member(forum.functions[3]), session=session, reason="Trabajo con ellos"
    )
    agreement.position_record(
        actor=member(forum.functions[0]), session=session, stance="object", text=SCRIPT
    )
    agreement.objection_raise(actor=member(forum.functions[0]), session=session, text=SCRIPT)
    return agreement.session_close(actor=secretary, session=session)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_decision_shows_rule_hall_positions_and_steps(client, process, decided, prefix):
    answer = client.get(f"{prefix}/p/{process.slug}/decisiones/{decided.public_id}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    assert "100" in page and "Trabajo con ellos" in page
    if not prefix:
        assert "Con 100 % de funcionarios en la sala" in page
        assert "Tomada con" not in page  # without a quorum nothing was decided
        assert "Quórum: 3 integrantes presentes de 4 asientos con voto" in page
    assert not answer.cookies


def test_lists_filters_and_unknown_things(client, process, decided):
    page = client.get(f"/p/{process.slug}/decisiones/?estado=closed").content.decode()
    assert str(decided.public_id) in page
    page = client.get(f"/p/{process.slug}/decisiones/?estado=open").content.decode()
    assert str(decided.public_id) not in page
    assert client.get(f"/p/{process.slug}/decisiones/?estado=%00&page=zz").status_code == 200
    unknown = "0192f0c1-0000-7000-8000-000000000000"
    assert client.get(f"/p/{process.slug}/decisiones/{unknown}/").status_code == 404
    assert client.get(f"/p/{process.slug}/decisiones/{unknown}/abrir/").status_code == 404


def test_a_stranger_may_look_but_not_act(client, process, decided):
    for name in ("abrir", "posicion", "objecion", "excusa", "cerrar", "anular"):
        url = f"/p/{process.slug}/decisiones/{decided.public_id}/{name}/"
        assert client.get(url).status_code == 403
        assert client.post(url, {"reason": "x"}).status_code == 403
    assert client.get(f"/p/{process.slug}/decisiones/declarar/").status_code == 403
    assert client.get(f"/p/{process.slug}/intereses/declarar/").status_code == 403


def test_the_register_names_who_declared_and_who_did_not(client, process, forum, member):
    agreement.interests_declare(
        actor=member(forum.functions[0]), process=process, themes=["agua"], text=SCRIPT
    )
    page = client.get(f"/p/{process.slug}/intereses/").content.decode()
    assert "Ana Ejemplo" in page and "Beto Ejemplo" in page and SCRIPT not in page


def test_the_list_asks_as_often_for_ten_as_for_a_thousand(client, process, forum):
    now = process_now(process)

    def add(count):
        Session.objects.bulk_create(
            Session(
                process=process,
                body=forum,
                title="t",
                salt=b"",
                technique="consensus",
                quorum_share=50,
                tie_rule="not_adopted",
                declared_at=now,
            )
            for _ in range(count)
        )

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(f"/p/{process.slug}/decisiones/").status_code == 200
        return len(seen)

    add(10)
    queries()
    few = queries()
    add(990)
    assert queries() == few


@pytest.fixture
def act_as(monkeypatch):
    """Sign in without accounts: the middleware's actor is replaced."""

    def made(actor):
        monkeypatch.setattr(middleware, "actor_for", lambda *_args, **_more: actor)

    return made


def test_an_open_table_says_how_many_may_vote(client, process, actor_of, act_as):
    """No body has seats there: a quorum in percent of none could never be met."""
    act_as(actor_of("secretary"))
    base = f"/p/{process.slug}/decisiones/"
    asked = {
        "title": "Tema uno",
        "technique": "majority",
        "quorum_share": "50",
        "tie": "not_adopted",
    }
    assert client.post(f"{base}declarar/", asked).status_code == 303
    here = f"{base}{Session.objects.get().public_id}/abrir/"
    assert 'name="seats"' in client.get(here).content.decode()
    assert client.post(here, {"public.member": "2"}).status_code == 422
    blank = client.post(here, {"seats": "4"})
    assert blank.status_code == 422 and "Falta contar" in blank.content.decode()
    assert client.post(here, {"public.member": "2", "seats": "4"}).status_code == 303
    assert Session.objects.get().roll == {"seats": 4, "present": {"public": {"member": 2}}}


def test_a_maximum_is_declared_with_its_number_or_not_at_all(client, process, actor_of, act_as):
    act_as(actor_of("secretary"))
    base = f"/p/{process.slug}/decisiones/declarar/"
    asked = {"title": "Tema", "technique": "majority", "quorum_share": "0", "tie": "not_adopted"}
    blank = client.post(base, {**asked, "floor": "municipality"})
    assert blank.status_code == 422 and "Escriba el máximo" in blank.content.decode()
    done = client.post(base, {**asked, "floor": "municipality", "at_most": "40"})
    assert done.status_code == 303
    (bound,) = Session.objects.get().floor
    assert (bound["sector"], bound["at_most"]) == ("municipality", 40)


def test_the_hall_by_its_forms(client, process, forum, actor_of, act_as):
    act_as(actor_of("secretary"))
    base = f"/p/{process.slug}/decisiones/"
    assert client.get(f"{base}declarar/").status_code == 200
    refused = client.post(f"{base}declarar/", {"title": "T", "technique": "gradient"})
    assert refused.status_code == 422
    assert "Sin regla previa no hay decisión" in refused.content.decode()
    done = client.post(f"{base}declarar/", {"title": "Tema uno", "body": "mesa"})
    assert done.status_code == 303
    session = Session.objects.get()
    here = f"{base}{session.public_id}/"
    assert done["Location"] == here
    assert client.get(f"{here}abrir/").status_code == 200
    opened = client.post(f"{here}abrir/", {"public.member": "2", "citizen.guest": "3"})
    assert opened.status_code == 303
    assert client.get(f"{here}posicion/").status_code == 200
    office = str(forum.functions[0].public_id)
    kept = client.post(f"{here}posicion/", {"participant": office, "stance": "object", "text": ""})
    assert kept.status_code == 422
    said = client.post(
        f"{here}posicion/", {"participant": office, "stance": "object", "text": "No"}
    )
    assert said.status_code == 303
    objected = client.post(f"{here}objecion/", {"participant": office, "text": "Por esto"})
    assert objected.status_code == 303
    objection = session.objections.get()
    for name, field in (("respuesta", "reply"), ("resolver", "resolution")):
        url = f"{here}objecion/{objection.public_id}/{name}/"
        assert client.get(url).status_code == 200
        assert client.post(url, {field: "Así"}).status_code == 303
    asked = client.get(f"{here}cerrar/")
    assert "de los presentes no la ha" in asked.content.decode()
    doubted = client.post(f"{here}cerrar/")
    assert doubted.status_code == 422
    assert "diga que es así como debe cerrarse" in doubted.content.decode()
    assert client.post(f"{here}cerrar/", {"sure": "on"}).status_code == 303
    session.refresh_from_db()
    assert session.result == "no_decision"
    assert client.post(f"{here}cerrar/").status_code == 403


def test_a_member_by_the_forms(client, process, forum, member, actor_of, act_as):
    act_as(member(forum.functions[0]))
    url = f"/p/{process.slug}/intereses/declarar/"
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"themes": ["agua"], "text": "Tengo un pozo"}).status_code == 303
    secretary = actor_of("secretary")
    session = agreement.session_declare(actor=secretary, process=process, title="T", body=forum)
    agreement.session_open(actor=secretary, session=session, present={"public": {"member": 2}})
    here = f"/p/{process.slug}/decisiones/{session.public_id}/"
    done = client.post(f"{here}posicion/", {"stance": "agree", "text": "x" * 100_000})
    assert done.status_code == 422
    assert client.post(f"{here}posicion/", {"stance": "agree"}).status_code == 303
    assert session.positions.get().participant == "seat-1"
