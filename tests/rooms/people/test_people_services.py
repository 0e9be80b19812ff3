"""Bodies, mandates, exits and roles through their services: what is saved and what is recorded."""

import json
from datetime import timedelta

import pytest
from tests.rooms.people.conftest import NOW

from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN, Actor, Grant
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.people import selectors
from cocrea.people import services as people
from cocrea.people.models import Body, Mandate, Organization, RoleGrant, User

PUBLISHER = Actor(grants=(Grant("publisher"),))
OPERATOR = Actor(grants=(Grant("operator"),))
DAY = timedelta(days=1)


def codes(caught):
    return [f.code for f in caught.value.findings]


def entries(kind):
    rows = Entry.objects.filter(kind=kind).order_by("position")
    return [json.loads(bytes(row.raw)) for row in rows]


def seats(forum):
    return list(forum.seats.order_by("number"))


def test_public_bodies_load_twice_to_the_same(db):
    first = people.organizations_load(actor=OPERATOR, now=NOW)
    second = people.organizations_load(actor=OPERATOR, now=NOW)
    assert (first.created, first.unchanged) == (148, 0)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 148)
    assert selectors.public_bodies().count() == 148
    assert selectors.sector_of("ministerio-de-finanzas-publicas") == "public"
    assert selectors.organizations(search="finanzas publicas").get().acronym == "MINFIN"
    assert Organization.objects.filter(branch="none").count() == 0


def test_a_changed_list_updates(db, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("nombre,siglas,grupo\nMinisterio X,MX,Organismo Judicial\n", encoding="utf-8")
    people.organizations_load(actor=OPERATOR, now=NOW, path=path)
    path.write_text("nombre,siglas,grupo\nMinisterio X,MIX,Organismo Judicial\n", encoding="utf-8")
    assert people.organizations_load(actor=OPERATOR, now=NOW, path=path).updated == 1
    assert selectors.organization("ministerio-x").acronym == "MIX"


def test_only_the_operator_loads(db, team):
    with pytest.raises(NotPermitted):
        people.organizations_load(actor=team, now=NOW)


def test_organization_create_records_and_refuses(plan, team):
    made = people.organization_create(
        actor=team, process=plan, name="Red  de\tMujeres", sector="civil_society"
    )
    assert made.name == "Red de Mujeres"
    assert entries("people.organization_created")[0]["subject"]["id"] == "red-de-mujeres"
    with pytest.raises(Refused) as caught:
        people.organization_create(actor=team, process=plan, name="Red de Mujeres", sector="x")
    assert codes(caught) == ["people.code_unknown", "people.slug_taken"]
    with pytest.raises(NotPermitted):
        people.organization_create(actor=CITIZEN, process=plan, name="Otra", sector="private")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a\x00b", "‮evil"])
def test_hostile_names_are_kept_as_text(plan, team, name):
    made = people.organization_create(actor=team, process=plan, name=name, sector="private")
    assert "\x00" not in made.name
    assert "‮" not in made.name


def test_a_text_too_long_saves_nothing(plan, team, forum):
    before = Entry.objects.count()
    with pytest.raises(Refused) as caught:
        people.body_rules_publish(
            actor=PUBLISHER, process=plan, body=forum.slug, text="x" * 100_000, agreed_by=["sgp"]
        )
    assert codes(caught) == ["kernel.text_too_long"]
    assert Entry.objects.count() == before


def test_rules_are_versions_with_who_agreed(plan, team, forum, make_function):
    signer = make_function("Ana López", "redes")
    for text in ("1. Se decide por consenso.", "1. Por consenso; si no, por mayoría."):
        people.body_rules_publish(
            actor=PUBLISHER,
            process=plan,
            body=forum.slug,
            text=text,
            agreed_by=["minfin", "redes"],
            signed_by=[signer.public_id],
            meets_every_days=30,
        )
    detail = selectors.body_detail("plan", forum.slug, NOW, sessions_dates=[NOW - 40 * DAY])
    assert [v.number for v in detail.versions] == [2, 1]
    assert detail.card.rules.number == 2
    signed = {a.organization.slug: a.function for a in detail.versions[0].agreements.all()}
    assert signed == {"minfin": None, "redes": signer}
    recorded = entries("people.body_rules_published")
    assert [e["body"]["version"] for e in recorded] == [1, 2]
    assert "consenso" not in str(recorded)
    assert "people.sessions_overdue" in [f.code for f in detail.findings]


def test_rules_need_the_publisher_and_real_organizations(plan, team, forum):
    args = {"process": plan, "body": forum.slug, "text": "x"}
    with pytest.raises(NotPermitted):
        people.body_rules_publish(actor=team, agreed_by=["sgp"], **args)
    with pytest.raises(NotThere):
        people.body_rules_publish(actor=PUBLISHER, agreed_by=["nadie"], **args)
    with pytest.raises(Refused) as caught:
        people.body_rules_publish(actor=PUBLISHER, agreed_by=[], **args)
    assert codes(caught) == ["people.rules_agreed_by_none"]


def test_mandate_and_hand_over_in_one_act(plan, team, forum, make_function):
    first, second = make_function("Ana", "minfin"), make_function("Beto", "minfin")
    seat = seats(forum)[0]
    held = people.mandate_start(
        actor=team, process=plan, seat=seat.public_id, function=first.public_id
    )
    plan.at(NOW + 10 * DAY)
    ended = people.mandate_end(
        actor=team,
        process=plan,
        mandate=held.public_id,
        reason="Cambio de puesto",
        handover_to=second.public_id,
        note="Queda por firmar el acta 3.",
    )
    assert ended.handover_to.function == second
    row = selectors.body_detail("plan", forum.slug, NOW + 11 * DAY).seats[0]
    assert row.titular.function == second
    assert [m.function for m in row.past] == [first]
    assert [e["body"]["office"] for e in entries("people.mandate_started")] == [
        str(first.public_id),
        str(second.public_id),
    ]
    assert "acta" not in str(entries("people.mandate_ended"))
    with pytest.raises(NotPermitted):  # ended: no permit in this state
        people.mandate_end(actor=team, process=plan, mandate=held.public_id, reason="otra vez")


def test_a_refused_hand_over_undoes_the_end(plan, team, forum, make_function):
    first, other = make_function("Ana", "minfin"), make_function("Rosa", "redes")
    held = people.mandate_start(
        actor=team, process=plan, seat=seats(forum)[0].public_id, function=first.public_id
    )
    with pytest.raises(Refused) as caught:
        people.mandate_end(
            actor=team,
            process=plan,
            mandate=held.public_id,
            reason="x",
            handover_to=other.public_id,
        )
    assert "people.seat_of_another_organization" in codes(caught)
    assert Mandate.objects.get().until is None
    assert entries("people.mandate_ended") == []


def test_a_function_that_sits_cannot_end(plan, team, forum, make_function):
    function = make_function("Ana", "minfin")
    held = people.mandate_start(
        actor=team, process=plan, seat=seats(forum)[0].public_id, function=function.public_id
    )
    with pytest.raises(Refused) as caught:
        people.function_end(actor=team, process=plan, function=function.public_id)
    assert codes(caught) == ["people.function_sits"]
    people.mandate_end(actor=team, process=plan, mandate=held.public_id, reason="Se retira")
    people.function_end(actor=team, process=plan, function=function.public_id)
    with pytest.raises(NotPermitted):
        people.function_end(actor=team, process=plan, function=function.public_id)


def test_exit_ends_mandates_and_return_opens_the_door(plan, team, forum, make_function):
    rosa = make_function("Rosa", "redes")
    seat = seats(forum)[1]
    take = {"actor": team, "process": plan, "seat": seat.public_id, "function": rosa.public_id}
    people.mandate_start(**take)
    plan.at(NOW + DAY)
    delegate = Actor(grants=(Grant("delegate_society"),), organization="redes")
    stranger = Actor(grants=(Grant("delegate_society"),), organization="camara")
    leave = {"process": plan, "body": forum.slug, "organization": "redes"}
    with pytest.raises(NotPermitted) as caught:
        people.organization_exit(actor=stranger, reason="x", **leave)
    assert codes(caught) == ["people.not_your_organization"]
    people.organization_exit(actor=delegate, reason="Nadie respondió nuestra propuesta.", **leave)
    detail = selectors.body_detail("plan", forum.slug, NOW + 2 * DAY)
    assert detail.card.away == 1
    assert detail.seats[1].titular is None
    assert "propuesta" not in str(entries("people.organization_left"))
    with pytest.raises(Refused) as caught:
        people.mandate_start(**take)
    assert codes(caught) == ["people.organization_away"]
    with pytest.raises(Refused) as caught:
        people.organization_exit(actor=team, reason="otra vez", **leave)
    assert "people.exit_recorded" in codes(caught)
    plan.at(NOW + 30 * DAY)
    people.organization_return(actor=team, note="Con reglas nuevas", **leave)
    people.mandate_start(**take)
    assert selectors.body_detail("plan", forum.slug, NOW + 31 * DAY).card.away == 0
    with pytest.raises(Refused) as caught:
        people.organization_return(actor=team, **leave)
    assert codes(caught) == ["people.not_away"]


def test_roles_first_point_of_contact_then_the_rest(plan, team, orgs, make_function, user):
    make_function("Punto de Contacto", "sgp", user)
    grant = {"process": plan, "user": user.pk, "basis": "Nombramiento 3-2018"}
    with pytest.raises(Refused) as caught:
        people.role_grant(actor=OPERATOR, role="moderator", **grant)
    assert codes(caught) == ["people.first_is_point_of_contact"]
    first = people.role_grant(actor=OPERATOR, role="point_of_contact", **grant)
    with pytest.raises(NotPermitted):
        people.role_grant(actor=OPERATOR, role="moderator", **grant)
    contact = selectors.actor_for(user, "plan", now=NOW)
    assert contact.roles(NOW) == {"citizen", "point_of_contact"}
    assert (contact.organization, contact.sector) == ("sgp", "public")
    with pytest.raises(Refused) as caught:
        people.role_grant(actor=contact, role="moderator", **grant)
    assert codes(caught) == ["people.grant_to_self"]
    with pytest.raises(Refused) as caught:
        people.role_grant(actor=team, role="publisher", **grant)
    assert codes(caught) == ["people.roles_clash"]
    raw = str(entries("people.role_granted"))
    assert str(user.pk) not in raw
    assert contact.office in raw
    plan.at(NOW + DAY)
    people.role_end(actor=team, process=plan, grant=first.public_id, reason="Relevo")
    assert selectors.actor_for(user, "plan").roles(NOW + 2 * DAY) == {"citizen"}
    assert selectors.role_holders("plan", NOW)["point_of_contact"]
    assert selectors.role_holders("plan", NOW + 2 * DAY) == {}


def test_who_sits_where_things_are_decided_does_not_publish(plan, team, forum, make_function, user):
    function = make_function("Ana", "minfin", user)
    sit = {"actor": team, "process": plan, "seat": seats(forum)[0].public_id}
    grant = {"actor": team, "process": plan, "user": user.pk, "basis": "Acuerdo 5-2018"}
    other = User.objects.create_user()
    make_function("Punto de Contacto", "sgp", other)
    first = {**grant, "actor": OPERATOR, "user": other.pk}
    people.role_grant(role="point_of_contact", **first)
    held = people.mandate_start(function=function.public_id, **sit)
    with pytest.raises(Refused) as caught:
        people.role_grant(role="publisher", **grant)
    assert codes(caught) == ["people.roles_clash"]
    plan.at(NOW + DAY)
    people.mandate_end(actor=team, process=plan, mandate=held.public_id, reason="Relevo")
    plan.at(NOW + 2 * DAY)
    people.role_grant(role="publisher", **grant)
    with pytest.raises(Refused) as caught:
        people.mandate_start(function=function.public_id, **sit)
    assert codes(caught) == ["people.roles_clash"]


def test_a_mandate_carries_its_role(plan, team, forum, make_function, user):
    function = make_function("Ana", "minfin", user)
    people.mandate_start(
        actor=team, process=plan, seat=seats(forum)[0].public_id, function=function.public_id
    )
    assert "forum_member" in selectors.actor_for(user, "plan").roles(NOW)
    assert selectors.actor_for(user, "other").roles(NOW) == {"citizen"}
    user.is_active = False
    assert selectors.actor_for(user, "plan") == CITIZEN


def test_actor_for_asks_three_times_however_much_there_is(
    plan, forum, team, make_function, user, django_assert_num_queries
):
    for number in range(12):
        make_function(f"Ana {number}", "minfin", user)
        RoleGrant.objects.create(
            user=user, process_slug="plan", role=f"r{number}", since=NOW, basis="x"
        )
    with django_assert_num_queries(3):
        selectors.actor_for(user, "plan")


def test_unknown_things_are_not_there(plan, team, forum, user):
    for call in (
        lambda: people.mandate_start(actor=team, process=plan, seat=user.pk, function=user.pk),
        lambda: people.mandate_end(actor=team, process=plan, mandate=user.pk, reason="x"),
        lambda: people.role_end(actor=team, process=plan, grant=user.pk, reason="x"),
        lambda: people.function_end(actor=team, process=plan, function=user.pk),
        lambda: selectors.body_detail("plan", "nada", NOW),
        lambda: selectors.organization("nada"),
    ):
        with pytest.raises(NotThere):
            call()


def test_a_body_of_another_process_is_not_there(plan, team, forum):
    Body.objects.filter(pk=forum.pk).update(process_slug="otro")
    with pytest.raises(NotThere):
        people.organization_exit(
            actor=team, process=plan, body=forum.slug, organization="minfin", reason="x"
        )


@pytest.mark.parametrize("role", ["citizen", "moderator", "forum_member", "operator", "authority"])
def test_demo_user_is_the_same_one_each_time(plan, role):
    first = people.demo_user_for(plan, role)
    before = Entry.objects.count()
    assert people.demo_user_for(plan, role) == first
    assert first.invented
    assert Entry.objects.count() == before
    assert role in selectors.actor_for(first, "plan").roles(NOW)


def test_demo_user_continues_who_already_sits(plan, team, forum, make_function):
    invented = User.objects.create_user(invented=True)
    function = make_function("Ana", "minfin", invented)
    people.mandate_start(
        actor=team, process=plan, seat=seats(forum)[0].public_id, function=function.public_id
    )
    assert people.demo_user_for(plan, "forum_member") == invented


def test_demo_users_only_where_all_is_invented(plan):
    plan.is_demo = False
    with pytest.raises(NotPermitted):
        people.demo_user_for(plan, "citizen")
    plan.is_demo = True
    with pytest.raises(Refused):
        people.demo_user_for(plan, "king")


def test_gates(plan, team, forum):
    facts = selectors.gate_facts(plan, NOW)
    assert facts["people.forum"] is True
    assert facts["people.forum_rules_published"] is False
    assert facts["people.forum_vacant_seats"] == 2


def test_sessions_are_told_once_and_show_the_interval(plan, team, forum):
    people.body_rules_publish(
        actor=PUBLISHER,
        process=plan,
        body=forum.slug,
        text="1. Cada mes.",
        agreed_by=["minfin"],
        meets_every_days=30,
    )
    subject = SubjectRef("session", "0190", label="Sesión 1")
    told = {"actor": team, "process": plan, "body": forum.slug, "subject": subject}
    first = people.body_session_record(held_at=NOW - DAY, **told)
    assert people.body_session_record(held_at=NOW - DAY, **told) == first
    assert len(entries("people.body_sat")) == 1
    with pytest.raises(Refused) as caught:
        people.body_session_record(held_at=NOW + DAY, **told)
    assert codes(caught) == ["people.session_in_the_future"]
    detail = selectors.body_detail("plan", forum.slug, NOW + 44 * DAY)
    assert (detail.card.rhythm.days, detail.sessions[0].path) == (45, "/r/session/0190")
    assert "people.sessions_overdue" in [f.code for f in detail.findings]


def test_the_operator_lets_the_first_point_of_contact_in_and_nobody_else(plan):
    account = people.account_open(actor=OPERATOR, process=plan, email=" Punto@Ejemplo.GT ")
    again = people.account_open(actor=OPERATOR, process=plan, email="punto@ejemplo.gt")
    assert again == account
    organization = people.organization_create(
        actor=OPERATOR, process=plan, name="Secretaría de ejemplo", sector="public"
    )
    people.function_publish(
        actor=OPERATOR,
        process=plan,
        public_name="Persona de Ejemplo",
        post="Punto de contacto",
        organization=organization.slug,
        basis="Nombramiento de ejemplo",
        user=account.pk,
    )
    people.role_grant(
        actor=OPERATOR, process=plan, user=account.pk, role="point_of_contact", basis="Nombramiento"
    )
    with pytest.raises(NotPermitted):
        people.account_open(actor=OPERATOR, process=plan, email="otra@ejemplo.gt")
    with pytest.raises(NotPermitted):
        people.organization_create(actor=OPERATOR, process=plan, name="Otra", sector="public")
    assert b"ejemplo.gt" not in b"".join(bytes(e.raw) for e in Entry.objects.all())
