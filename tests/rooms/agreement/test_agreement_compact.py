"""The agreement to comply: who signs which version, what stays, and what phases say meanwhile."""

import pytest
from django.db import IntegrityError

from cocrea.agreement import selectors
from cocrea.agreement import services as agreement
from cocrea.agreement.links import LABELS, LINKS
from cocrea.agreement.models import Compact, CompactSignature
from cocrea.agreement.services.compact import compact_ref
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger.models import Entry
from cocrea.process.selectors import process_now
from cocrea.site import conduct

TEXT = "1. Se avisa con quince días.\n2. Se responde con razones."


@pytest.fixture
def publish(process, actor_of):
    def make(text=TEXT, **more):
        given = {"name_es": "Acuerdo de cumplimiento", "text_es": text, **more}
        return agreement.compact_publish(actor=actor_of("publisher"), process=process, **given)

    return make


@pytest.fixture
def sign(process, member):
    def make(function, compact, **more):
        given = more or {"organization": function.organization.slug}
        return agreement.compact_sign(
            actor=member(function), process=process, compact=str(compact.public_id), **given
        )

    return make


@pytest.fixture
def decide(process, forum, member, actor_of):
    """The body holds a session about a version; both who speak are of one mind."""

    def make(compact, stance="agree"):
        secretary = actor_of("secretary")
        session = agreement.session_declare(
            actor=secretary,
            process=process,
            title="Firmar el acuerdo de cumplimiento",
            body=forum,
            subject=compact_ref(compact),
            rule=agreement.Declaration(
                technique="majority", quorum=agreement.QuorumRule(0, 0), floor=()
            ),
        )
        agreement.session_open(actor=secretary, session=session, present={"public": {"member": 2}})
        for function in forum.functions[:2]:
            agreement.position_record(
                actor=member(function), session=session, stance=stance, text="Con razón."
            )
        return agreement.session_close(actor=secretary, session=session)

    return make


def codes(excinfo):
    return [finding.code for finding in excinfo.value.findings]


def standing(process):
    found = selectors.compact_standing(process, process_now(process))
    return {(row.kind, row.slug): row.standing for row in found.rows}


def kinds(process):
    rows = Entry.objects.filter(log_id=process.log_id, kind__startswith="compact.")
    return list(rows.order_by("position").values_list("kind", flat=True))


def test_everybody_who_sits_is_asked_and_each_signs_for_their_own(
    process, forum, publish, sign, decide
):
    compact = publish()
    assert set(standing(process).values()) == {"never"}
    assert len(standing(process)) == 5  # four organizations and the body
    for function in forum.functions:
        sign(function, compact)
    decide(compact)
    sign(forum.functions[0], compact, body="mesa")
    assert set(standing(process).values()) == {"current"}
    found = selectors.compact_standing(process, process_now(process))
    assert (found.signed, found.total, found.unsigned) == (5, 5, 0)
    assert kinds(process) == ["compact.published", *["compact.signed"] * 5]
    facts = selectors.gate_facts(process, process_now(process))
    assert facts["agreement.compact_unsigned"] == 0 and facts["agreement.compact_version"] == 1


def test_one_member_neither_signs_nor_takes_back_for_the_whole_body(
    process, forum, member, publish, sign, decide
):
    compact = publish()
    with pytest.raises(Refused) as refused:
        sign(forum.functions[0], compact, body="mesa")
    assert codes(refused) == ["agreement.compact_body_undecided"]
    decide(compact, stance="against")
    with pytest.raises(Refused):
        sign(forum.functions[0], compact, body="mesa")
    decide(compact)
    sign(forum.functions[0], compact, body="mesa")
    alone = {"actor": member(forum.functions[2]), "process": process, "body": "mesa"}
    with pytest.raises(Refused) as refused:
        agreement.compact_withdraw(**alone, reason="Yo solo, en nombre de toda la Mesa")
    assert codes(refused) == ["agreement.compact_body_undecided"]
    assert standing(process)["body", "mesa"] == "current"
    decide(compact, stance="against")
    agreement.compact_withdraw(**alone, reason="La Mesa decidió retirarla.")
    assert standing(process)["body", "mesa"] == "withdrawn"


def test_a_new_version_asks_again_and_old_signatures_stay_as_of_theirs(
    process, forum, publish, sign
):
    first = publish()
    for function in forum.functions:
        sign(function, first)
    with pytest.raises(Refused) as refused:
        publish(TEXT + "\n3. Se publica el acta.")
    assert codes(refused) == ["agreement.text_missing"]
    second = publish(TEXT + "\n3. Se publica el acta.", reason="Lo pidió la consulta.")
    assert second.number == 2
    sign(forum.functions[0], second)
    found = standing(process)
    assert found["organization", "ministerio-de-ejemplo"] == "current"
    assert found["organization", "colectivo-de-ejemplo"] == "older"
    assert selectors.signatures(first).count() == 4
    with pytest.raises(Conflict) as refused:
        sign(forum.functions[1], first)
    assert codes(refused) == ["agreement.compact_not_current"]


def test_the_same_again_is_the_same(process, forum, publish, sign):
    compact = publish()
    assert publish() == compact
    assert sign(forum.functions[0], compact) == sign(forum.functions[0], compact)
    assert CompactSignature.objects.count() == 1
    assert kinds(process) == ["compact.published", "compact.signed"]


def test_a_signature_is_taken_back_in_public_and_may_be_given_again(
    process, forum, member, publish, sign
):
    compact, function = publish(), forum.functions[2]
    sign(function, compact)
    act = {
        "actor": member(function),
        "process": process,
        "organization": function.organization.slug,
    }
    with pytest.raises(Refused) as refused:
        agreement.compact_withdraw(**act, reason=" \x00 ")
    assert codes(refused) == ["agreement.text_missing"]
    (row,) = agreement.compact_withdraw(**act, reason="No se respondió nada.")
    assert row.withdraw_reason == "No se respondió nada."
    assert standing(process)["organization", "colectivo-de-ejemplo"] == "withdrawn"
    with pytest.raises(Refused) as refused:
        agreement.compact_withdraw(**act, reason="Otra vez")
    assert codes(refused) == ["agreement.compact_nothing_signed"]
    texts = {p.text for p in selectors.published_texts(process)}
    assert "No se respondió nada." in texts and compact.whole in texts
    sign(function, compact)
    assert standing(process)["organization", "colectivo-de-ejemplo"] == "current"
    assert selectors.signatures(compact).count() == 2


def test_nobody_signs_for_others(process, forum, member, publish, actor_of):
    compact = str(publish().public_id)
    one, other = forum.functions[0], forum.functions[2]
    act = {"process": process, "compact": compact}
    for wrong in (
        {"organization": other.organization.slug},
        {"organization": other.organization.slug, "office": str(other.public_id)},
    ):
        with pytest.raises(NotPermitted):
            agreement.compact_sign(actor=member(one), **act, **wrong)
        with pytest.raises(NotPermitted):
            agreement.compact_withdraw(actor=member(one), process=process, reason="x", **wrong)
    outsider = member(one)
    forum.seats.get(number=1).mandates.update(until=process_now(process))
    with pytest.raises(NotPermitted) as refused:
        agreement.compact_sign(actor=outsider, **act, body="mesa")
    assert codes(refused) == ["agreement.compact_not_yours"]
    for both in ({}, {"organization": one.organization.slug, "body": "mesa"}):
        with pytest.raises(Refused) as refused:
            agreement.compact_sign(actor=member(one), **act, **both)
        assert codes(refused) == ["agreement.compact_party_unclear"]
    assert not CompactSignature.objects.exists()


def test_the_secretary_writes_down_paper_in_the_name_of_who_signed(
    process, forum, publish, actor_of
):
    compact, function = publish(), forum.functions[3]
    row = agreement.compact_sign(
        actor=actor_of("secretary"),
        process=process,
        compact=str(compact.public_id),
        organization=function.organization.slug,
        office=str(function.public_id),
    )
    assert row.on_paper and row.function == function
    with pytest.raises(NotPermitted):
        agreement.compact_sign(
            actor=actor_of("secretary"),
            process=process,
            compact=str(compact.public_id),
            organization="ministerio-de-ejemplo",
            office=str(function.public_id),
        )


@pytest.mark.parametrize("role", ["citizen", "moderator", "facilitator", "observer", "clock"])
def test_who_may_not(process, forum, publish, actor_of, role):
    compact = publish()
    actor = CITIZEN if role == "citizen" else actor_of(role)
    common = {"actor": actor, "process": process}
    with pytest.raises(NotPermitted):
        agreement.compact_publish(**common, name_es="x", text_es="y")
    with pytest.raises(NotPermitted):
        agreement.compact_sign(**common, compact=str(compact.public_id), body="mesa")
    with pytest.raises(NotPermitted):
        agreement.compact_withdraw(**common, body="mesa", reason="x")


@pytest.mark.parametrize("role", ["secretary", "point_of_contact", "forum_member"])
def test_only_the_publisher_publishes_rules(process, actor_of, role):
    with pytest.raises(NotPermitted):
        agreement.compact_publish(actor=actor_of(role), process=process, name_es="x", text_es="y")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text_es": "á" * 100_000}, "kernel.text_too_long"),
        ({"text_es": "\x00 "}, "agreement.text_missing"),
        ({"name_es": ""}, "agreement.text_missing"),
    ],
)
def test_hostile_texts(process, publish, given, code):
    text = given.pop("text_es", TEXT)
    with pytest.raises(Refused) as refused:
        publish(text, **given)
    assert codes(refused) == [code]
    assert not Compact.objects.exists()


def test_there_is_nothing_to_sign_before_it_is_published(process, forum, member):
    function = forum.functions[0]
    with pytest.raises(NotThere):
        agreement.compact_sign(
            actor=member(function), process=process, compact="x", organization="y"
        )


def test_tables_keep_one_standing_signature(process, forum, publish, sign):
    row = sign(forum.functions[0], publish())
    with pytest.raises(IntegrityError):
        CompactSignature.objects.create(
            compact=row.compact,
            organization=row.organization,
            function=row.function,
            signed_at=row.signed_at,
        )


def test_later_phases_say_what_lacks_and_the_act_that_opens_them_records_it(
    client, process, forum, publish, sign, actor_of, decide
):
    now = process_now(process)
    assert conduct.opening_report(process, 3, now).codes() == ()  # nobody asks for an agreement
    compact = publish()
    assert selectors.compact_report(process, 1, now).codes() == ()
    assert selectors.compact_report(process, 3, now).codes() == ("agreement.compact_unsigned",)
    body = client.get(f"/p/{process.slug}/fase/3/").content.decode()
    assert "Falta la firma de 5 de 5" in body
    assert "Falta la firma" not in client.get(f"/p/{process.slug}/fase/1/").content.decode()
    contact = actor_of("point_of_contact")
    process.phase_acts.filter(phase=3).delete()
    act = conduct.phase_open(actor=contact, process=process, phase=3, reason="Se abre.")
    assert "agreement.compact_unsigned" in [f["code"] for f in act.findings]
    for function in forum.functions:
        sign(function, compact)
    decide(compact)
    sign(forum.functions[0], compact, body="mesa")
    assert selectors.compact_report(process, 3, process_now(process)).codes() == ()
    body = client.get(f"/p/{process.slug}/fase/3/").content.decode()
    # What was missing on the day stays with the act, though nothing is missing now.
    assert body.count("Falta la firma de 5 de 5") == 1


def test_a_methodology_that_asks_for_it_flags_its_absence(process, law_of, monkeypatch):
    law = law_of(process)
    phase = law.phases[0].model_copy(update={"proof": ("compliance_agreement",)})
    asked = law.model_copy(update={"phases": (phase, *law.phases[1:])})
    monkeypatch.setattr("cocrea.agreement.compact_read.methodology", lambda _process: asked)
    now = process_now(process)
    assert selectors.compact_report(process, 2, now).codes() == ("agreement.compact_absent",)
    assert selectors.compact_report(process, 1, now).codes() == ()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_names_who_signed_which_version(
    client, process, forum, member, publish, sign, prefix
):
    path = f"{prefix}/p/{process.slug}/acuerdo/"
    assert client.get(path).status_code == 200
    first = publish(name_en="Agreement to comply", text_en="1. Fifteen days of notice.")
    sign(forum.functions[0], first)
    sign(forum.functions[2], first)
    agreement.compact_withdraw(
        actor=member(forum.functions[2]),
        process=process,
        organization="colectivo-de-ejemplo",
        reason="<script>xss()</script> No se cumplió.",
    )
    publish(TEXT + "\n3. Más.", reason="Se agregó una regla.")
    answer = client.get(path)
    body = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert "Ana Ejemplo" in body and "3. Más." in body
    old = client.get(f"{path}1/").content.decode()
    assert "Ana Ejemplo" in old and "No se cumplió." in old and "<script>xss" not in old
    assert ("Fifteen days" in old) is bool(prefix)
    assert client.get(f"{path}99/").status_code == 404
    assert LINKS["compact"](str(first.public_id)).endswith("/acuerdo/1/")
    assert LABELS["compact"]([str(first.public_id)]) == {
        str(first.public_id): "Acuerdo de cumplimiento (1)"
    }


@pytest.mark.parametrize("count", [2, 60])
def test_the_page_asks_the_same_whatever_the_number_of_signatures(
    client, process, forum, publish, sign, django_assert_max_num_queries, count
):
    compact = publish()
    function = forum.functions[0]
    for _n in range(count):
        row = sign(function, compact)
        row.withdrawn_at, row.withdraw_reason = row.signed_at, "x"
        row.save()
    with django_assert_max_num_queries(16):
        client.get(f"/p/{process.slug}/acuerdo/")
