"""The public call, its press kit, earlier plans: made from methodology and records."""

from datetime import date

import pytest

from cocrea.people.models import Organization, PublicFunction, RoleGrant, User
from cocrea.process import selectors, services
from cocrea.process.services import Ground


@pytest.fixture
def contact(process):
    """A point of contact with a public function, and an account that nobody may see."""
    user = User.objects.create_user()
    office = Organization.objects.create(
        slug="oficina", name="Oficina", name_key="oficina", sector="public"
    )
    RoleGrant.objects.create(
        user=user,
        process_slug=process.slug,
        role="point_of_contact",
        since=process.created_at,
        basis="Acuerdo",
    )
    return PublicFunction.objects.create(
        user=user,
        public_name="Ana Pública",
        post="Punto de contacto",
        organization=office,
        office_contact="Oficina 3, tel. 2222",
        basis="Acuerdo",
        salt=b"0" * 16,
        since=process.created_at,
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_call_says_who_what_when_and_how(client, process, contact, prefix):
    answer = client.get(f"{prefix}/p/{process.slug}/convocatoria/")
    body = answer.content.decode()
    law = selectors.methodology(process)
    assert answer.status_code == 200 and not answer.cookies and "ETag" in answer
    assert law.identity.owner in body and "Ana Pública" in body and "Oficina 3" in body
    for phase in law.phases:
        assert (phase.title_en if prefix and phase.title_en else phase.title) in body
    assert f"{prefix}/p/{process.slug}/participar/" in body
    assert str(contact.user_id) not in body


def test_invitations_show_their_proof(client, process, contact, actor_of):
    services.invitations_record(
        actor=actor_of("secretary"),
        process=process,
        invited_on=selectors.process_today(process),
        channel="radio",
        organizations=["oficina"],
        others=[("<b>Comités</b>", "citizen")],
        proof_link="https://ejemplo.org/spot",
    )
    body = client.get(f"/p/{process.slug}/convocatoria/").content.decode()
    assert "https://ejemplo.org/spot" in body and "Radio" in body
    assert "&lt;b&gt;Comités" in body and "<b>Comités" not in body


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_press_kit_is_text_figures_mark_and_public_functions(client, process, contact, prefix):
    body = client.get(f"{prefix}/p/{process.slug}/convocatoria/prensa/").content.decode()
    assert "Ana Pública" in body and "icon.svg" in body
    said = client.get(f"{prefix}/p/{process.slug}/convocatoria/prensa/texto/")
    text = said.content.decode()
    assert said["Content-Type"].startswith("text/plain")
    assert "attachment" in said["Content-Disposition"]
    assert "Ana Pública" in text and f"/p/{process.slug}/convocatoria/" in text
    assert "&" not in text and "<" not in text
    assert ("Phases" if prefix else "Fases") in text


def test_earlier_plans_say_what_is_not_known(client, process, actor_of):
    path = f"/p/{process.slug}/planes-anteriores/"
    assert "Todavía no hay registro" in client.get(path).content.decode()
    services.earlier_plan_record(
        actor=actor_of("publisher"),
        process=process,
        number=3,
        name_es="Tercer plan",
        period="2016-2018",
        grounds={"period": Ground("La metodología", "inferred")},
    )
    body = client.get(path).content.decode()
    assert "2016-2018" in body and "deducido, por cotejar" in body and "La metodología" in body
    assert body.count("sin dato en las fuentes") == 2


@pytest.mark.parametrize("count", [2, 40])
def test_pages_ask_the_same_whatever_is_kept(
    client, process, actor_of, contact, django_assert_max_num_queries, count
):
    act = {"actor": actor_of("publisher"), "process": process}
    services.earlier_plan_record(**act, number=3, name_es="Tercer plan")
    for n in range(1, count + 1):
        services.earlier_commitment_record(
            **act, plan=3, number=n, ground=Ground("La metodología", "read")
        )
    services.invitations_record(
        actor=actor_of("secretary"),
        process=process,
        invited_on=date(2026, 1, 2),
        channel="notice",
        others=[(f"Comité {n}", "citizen") for n in range(count)],
        note="Lista",
    )
    for path, most in (("planes-anteriores/", 8), ("convocatoria/", 26)):
        with django_assert_max_num_queries(most):
            assert client.get(f"/p/{process.slug}/{path}").status_code == 200
