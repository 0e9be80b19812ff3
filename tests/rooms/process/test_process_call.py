"""Invitations and earlier plans by their services and forms."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.people import services as people
from cocrea.people.models import Organization
from cocrea.people.selectors import LISTS
from cocrea.process import selectors, services
from cocrea.process.links import LABELS, LINKS
from cocrea.process.models import EarlierCommitment, EarlierPlan, Invitation
from cocrea.process.services import Ground

READ = Ground("Metodología 2018, cláusula 1", "read")


@pytest.fixture
def organizations(db):
    return [
        Organization.objects.create(
            slug=slug, name=name, name_key=slug, sector=sector, source=LISTS["guatemala"]
        )
        for slug, name, sector in (
            ("ministerio", "Ministerio de ejemplo", "public"),
            ("red", "Red de ejemplo", "civil_society"),
        )
    ]


@pytest.fixture
def invite(process, actor_of):
    def make(**more):
        given = {
            "invited_on": selectors.process_today(process),
            "channel": "letter",
            "proof_link": "https://ejemplo.org/oficio.pdf",
            **more,
        }
        return services.invitations_record(actor=actor_of("secretary"), process=process, **given)

    return make


@pytest.fixture
def plan(process, actor_of):
    def make(number=3, name_es="Tercer plan", **more):
        return services.earlier_plan_record(
            actor=actor_of("publisher"), process=process, number=number, name_es=name_es, **more
        )

    return make


@pytest.fixture
def commitment(process, actor_of):
    def make(number=13, plan=3, ground=READ, **more):
        return services.earlier_commitment_record(
            actor=actor_of("publisher"),
            process=process,
            plan=plan,
            number=number,
            ground=ground,
            **more,
        )

    return make


def codes(excinfo):
    return [finding.code for finding in excinfo.value.findings]


def kinds(process):
    rows = Entry.objects.filter(log_id=process.log_id).order_by("-position")
    return list(rows.values_list("kind", flat=True))


def test_who_was_invited_is_public_by_sector(process, organizations, invite):
    proof = SubjectRef("document", "0190", "a" * 64)
    made = invite(
        organizations=["red", "ministerio"],
        others=[("Alcaldías auxiliares", "municipality")],
        proof=proof,
        proof_link="",
    )
    assert len(made) == 3
    assert selectors.invited_by_sector(process) == {
        "public": 1,
        "civil_society": 1,
        "municipality": 1,
    }
    row = selectors.invitations(process, sector="civil_society").get()
    assert (row.organization.slug, row.proof_document, row.proof_digest) == (
        "red",
        "0190",
        "a" * 64,
    )
    assert kinds(process)[0] == "invitations.recorded"


def test_the_same_again_adds_nobody(process, organizations, invite):
    invite(organizations=["red"], others=[("Alcaldías Auxiliares", "municipality")])
    before = kinds(process)
    assert invite(organizations=["red"], others=[("alcaldias auxiliares", "municipality")]) == []
    assert kinds(process) == before and Invitation.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "error", "code"),
    [
        ({}, Refused, "process.invitation_nobody"),
        ({"organizations": ["nadie"]}, NotThere, "process.unknown_organization"),
        ({"others": [("Red", "")]}, Refused, "process.unknown_sector"),
        ({"others": [("\x00 ", "public")]}, Refused, "process.text_missing"),
        ({"others": [("x" * 100_000, "public")]}, Refused, "kernel.text_too_long"),
        (
            {"others": [("Red", "public")], "proof_link": "javascript:xss()"},
            Refused,
            "process.link_invalid",
        ),
        (
            {"others": [("Red", "public")], "proof_link": ""},
            Refused,
            "process.invitation_proof_missing",
        ),
        (
            {"others": [("Red", "public")], "invited_on": date(2999, 1, 1)},
            Refused,
            "process.invitation_future",
        ),
    ],
)
def test_what_an_invitation_must_say(process, invite, given, error, code):
    with pytest.raises(error) as refused:
        invite(**given)
    assert code in codes(refused)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["citizen", "publisher", "moderator", "delegate_public"])
def test_who_does_not_invite(process, actor_of, role):
    actor = CITIZEN if role == "citizen" else actor_of(role)
    with pytest.raises(NotPermitted):
        services.invitations_record(
            actor=actor,
            process=process,
            invited_on=selectors.process_today(process),
            channel="letter",
            others=[("Red", "public")],
            note="x",
        )


def test_an_earlier_plan_says_only_what_has_a_source(process, plan):
    first = plan(1, "Primer plan")
    assert (first.period, first.state, first.commitments_count, first.grounds) == ("", "", None, {})
    with pytest.raises(Refused) as refused:
        plan(2, "Segundo plan", commitments=10)
    assert codes(refused) == ["process.earlier_source_missing", "process.earlier_trust_unknown"]
    third = plan(period="2016-2018", grounds={"period": READ, "state": READ})
    assert third.grounds == {"period": {"source": READ.source, "trust": "read"}}
    assert EarlierPlan.objects.count() == 2


def test_a_plan_is_corrected_and_the_record_keeps_what_was_said(process, plan):
    made = plan(state="running", grounds={"state": READ})
    assert plan(state="running", grounds={"state": READ}) == made
    again = plan(state="closing", grounds={"state": READ})
    assert again.pk == made.pk and again.state == "closing"
    assert kinds(process).count("earlier_plan.recorded") == 2


def test_what_is_known_of_a_commitment(process, plan, commitment):
    plan()
    made = commitment(title_es="Socializar gobierno abierto", achievement="Seis foros.")
    assert commitment(title_es="Socializar gobierno abierto", achievement="Seis foros.") == made
    assert commitment(None, code="GT0066", state="complete").code == "GT0066"
    assert EarlierCommitment.objects.count() == 2
    assert kinds(process).count("earlier_commitment.recorded") == 2
    with pytest.raises(NotThere):
        commitment(plan=9)
    with pytest.raises(Refused) as refused:
        commitment(None)
    assert codes(refused) == ["process.earlier_unnamed"]
    with pytest.raises(Refused) as refused:
        commitment(14, link="javascript:xss()")
    assert codes(refused) == ["process.link_invalid"]
    with pytest.raises(Refused) as refused:
        commitment(14, achievement="á" * 100_000)
    assert codes(refused) == ["kernel.text_too_long"]


@pytest.mark.parametrize("role", ["citizen", "secretary", "point_of_contact", "moderator"])
def test_only_the_publisher_keeps_the_records(process, actor_of, role):
    actor = CITIZEN if role == "citizen" else actor_of(role)
    with pytest.raises(NotPermitted):
        services.earlier_plan_record(actor=actor, process=process, number=1, name_es="x")
    with pytest.raises(NotPermitted):
        services.earlier_commitment_record(
            actor=actor, process=process, plan=1, number=1, ground=READ
        )


def test_tables_keep_one_of_each(process, plan, commitment):
    made = plan()
    with pytest.raises(IntegrityError):
        EarlierPlan.objects.create(
            process=process, number=3, name_es="Otra vez", recorded_at=made.recorded_at
        )


def test_links_lead_to_the_page_of_earlier_plans(process, plan, commitment):
    made, one = plan(), commitment()
    assert LINKS["earlier_plan"](made.public_id) == f"/p/{process.slug}/planes-anteriores/#plan-3"
    assert LINKS["earlier_commitment"](one.public_id).endswith(f"#c-{one.public_id}")
    assert LINKS["earlier_commitment"]("\x00") is None
    assert LABELS["earlier_commitment"]([str(one.public_id)]) == {
        str(one.public_id): "Tercer plan: 13"
    }


@pytest.fixture
def signed_in(client, demo_process):
    def enter(role):
        user = people.demo_user_for(demo_process, role)
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def test_by_the_forms(signed_in, demo_process, actor_of):
    for slug, name, sector in (
        ("ministerio", "Ministerio de ejemplo", "public"),
        ("red", "Red de ejemplo", "civil_society"),
    ):
        people.organization_create(
            actor=actor_of("secretary"),
            process=demo_process,
            name=name,
            slug=slug,
            sector=sector,
        )
    base = f"/p/{demo_process.slug}"
    client = signed_in("secretary")
    day = selectors.process_today(demo_process) - timedelta(days=1)
    page = client.get(f"{base}/convocatoria/invitaciones/")
    assert "Ministerio de ejemplo" in page.content.decode()
    given = {"organizations": ["red"], "invited_on": day.isoformat(), "channel": "email"}
    refused = client.post(f"{base}/convocatoria/invitaciones/", given)
    assert refused.status_code == 422 and "Falta la prueba" in refused.content.decode()
    given |= {"note": "Correo del punto de contacto", "others": "Alcaldías", "sector": ""}
    refused = client.post(f"{base}/convocatoria/invitaciones/", given)
    assert "Elija el sector" in refused.content.decode()
    done = client.post(f"{base}/convocatoria/invitaciones/", {**given, "sector": "municipality"})
    assert done["Location"] == f"{base}/convocatoria/"
    body = client.get(f"{base}/convocatoria/").content.decode()
    assert "Red de ejemplo" in body and "Correo del punto de contacto" in body
    client = signed_in("publisher")
    plan = {"number": "3", "name_es": "Tercer plan", "period": "2016-2018"}
    refused = client.post(f"{base}/planes-anteriores/registrar/", plan)
    assert refused.status_code == 422 and "Falta la fuente" in refused.content.decode()
    plan |= {"period_source": "La metodología", "period_trust": "read"}
    assert client.post(f"{base}/planes-anteriores/registrar/", plan).status_code == 302
    again = client.get(f"{base}/planes-anteriores/registrar/", {"numero": "3"}).content.decode()
    assert "La metodología" in again
    one = {
        "number": "13",
        "title_es": "<script>xss()</script>",
        "source": "Fuente",
        "trust": "read",
    }
    path = f"{base}/planes-anteriores/3/compromiso/"
    assert client.post(path, one).status_code == 302
    body = client.get(f"{base}/planes-anteriores/").content.decode()
    assert "&lt;script&gt;xss" in body and "<script>xss" not in body
    assert client.get(f"{base}/planes-anteriores/9/compromiso/").status_code == 404
    for strange in ("\x00", "zzz", "9" * 40):
        assert client.get(path, {"compromiso": strange, "numero": strange}).status_code == 200


@pytest.mark.parametrize("path", ["convocatoria/invitaciones/", "planes-anteriores/registrar/"])
def test_strangers_have_no_form(client, process, path):
    assert client.get(f"/p/{process.slug}/{path}").status_code == 403
    assert client.post(f"/p/{process.slug}/{path}", {}).status_code == 403
