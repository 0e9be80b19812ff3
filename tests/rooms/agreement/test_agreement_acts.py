"""What somebody who takes part sees: the rule beside the form, their own words, names not codes."""

import pytest

from cocrea.agreement import services as agreement
from cocrea.process import middleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def act_as(monkeypatch, client):
    def made(actor):
        monkeypatch.setattr(middleware, "actor_for", lambda *_args, **_more: actor)
        client.cookies["sessionid"] = "somebody"
        return client

    return made


@pytest.fixture
def opened(process, forum, member, actor_of):
    """A session about the ministry, in which the third member has an interest."""
    agreement.interests_declare(
        actor=member(forum.functions[2]), process=process, organizations=["ministerio-de-ejemplo"]
    )
    secretary = actor_of("secretary")
    session = agreement.session_declare(
        actor=secretary,
        process=process,
        title="Aprobar el presupuesto",
        body=forum,
        organizations=["ministerio-de-ejemplo"],
        rule=agreement.Declaration(technique="consent", tie="not_adopted"),
    )
    return agreement.session_open(
        actor=secretary, session=session, present={"public": {"member": 3}}
    )


def url_of(process, session, tail=""):
    return f"/p/{process.slug}/decisiones/{session.public_id}/{tail}"


def test_a_match_names_the_organization_and_a_clause_leads_to_the_methodology(
    client, process, opened
):
    page = client.get(url_of(process, opened)).content.decode()
    assert 'href="/organizaciones/ministerio-de-ejemplo/">ministerio de ejemplo</a>' in page
    assert "Falta la declaración de intereses" in page
    assert page.count("Falta la declaración de intereses") == 1, "said once, with who it is about"
    if opened.clause:
        assert f"?seccion=clausulas#clausula-{opened.clause}" in page


def test_a_position_shows_the_rule_and_is_changed_where_it_was_given(
    act_as, process, forum, member, opened
):
    client, url = act_as(member(forum.functions[0])), url_of(process, opened, "posicion/")
    page = client.get(url).content.decode()
    assert "Consentimiento" in page and "Ana Ejemplo, Vocal" in page
    assert "De acuerdo, con reservas" in page
    refused = client.post(url, {"stance": "object", "text": ""})
    assert refused.status_code == 422
    done = client.post(url, {"stance": "object", "text": "Falta un plazo."}, follow=True)
    said = done.content.decode()
    assert "La posición quedó registrada" in said and "Cambiar mi posición" in said
    again = client.get(url).content.decode()
    assert "Falta un plazo." in again and "Cambiar mi posición" in again
    client.post(url, {"stance": "agree", "text": ""})
    assert [p.number for p in opened.positions.order_by("number")] == [1, 2]


def test_a_declaration_asks_for_a_reason_only_when_it_is_renewed(act_as, process, forum, member):
    client, url = act_as(member(forum.functions[1])), f"/p/{process.slug}/intereses/declarar/"
    assert "renewal_reason" not in client.get(url).content.decode()
    assert client.post(url, {"none": "on"}).status_code == 303
    page = client.get(url).content.decode()
    assert "Renovar mi declaración" in page and "renewal_reason" in page
    given = {"organizations": ["ministerio-de-ejemplo"]}
    assert client.post(url, given).status_code == 422
    assert client.post(url, {**given, "renewal_reason": "Cambio de cargo"}).status_code == 303
