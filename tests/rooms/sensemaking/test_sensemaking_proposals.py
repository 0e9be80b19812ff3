import pytest
from django.conf import settings

from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.text import digest
from cocrea.ledger.models import Entry
from cocrea.ledger.rules.text import matches
from cocrea.notices.lines import lines_of
from cocrea.process.selectors import process_now, theme_get
from cocrea.sensemaking import selectors, services
from cocrea.sensemaking.models import Membership, Operation, Proposal
from cocrea.voices import services as voices
from cocrea.voices.models import Point


def held(proposal):
    return set(proposal.memberships.filter(until=None).values_list("point_id", flat=True))


def codes(caught):
    return [f.code for f in caught.value.findings]


def test_points_become_a_draft_that_nobody_else_sees(process, points, proposal_of):
    proposal = proposal_of(points[:2])
    assert held(proposal) == {points[0].pk, points[1].pk}
    assert (proposal.number, proposal.state) == (1, "draft")
    assert not selectors.proposals(process).exists()
    with pytest.raises(NotThere):
        selectors.proposal_get(process, proposal.public_id)
    waiting = set(selectors.unassigned(process).values_list("pk", flat=True))
    assert waiting == {points[2].pk, points[3].pk}


def test_the_public_record_carries_the_commitment_and_not_a_drafts_words(points, proposal_of):
    proposal = proposal_of(points[:1], title="Título que aún no se publica", text="Detalle")
    entry = Entry.objects.get(kind="proposal.created")
    assert "Título".encode() not in entry.raw and b"Detalle" not in entry.raw
    assert proposal.text_digest.encode() in entry.raw
    text = "Título que aún no se publica\n\nDetalle"
    assert matches(proposal.text_digest, bytes(proposal.text_salt), text)
    assert proposal.text_digest != digest(text)


def test_publishing_is_another_roles_act(process, points, proposal_of, team):
    proposal = proposal_of(points[:2])
    with pytest.raises(NotPermitted):
        services.proposal_publish(actor=team.one, proposal=proposal)
    services.proposal_publish(actor=team.publisher, proposal=proposal)
    (found,) = selectors.proposals(process, theme="agua")
    assert (found.point_count, found.state) == (2, "published")
    with pytest.raises(NotPermitted):  # once is enough
        services.proposal_publish(actor=team.publisher, proposal=proposal)
    ((_digest, _salt, text),) = selectors.published_texts(process)
    assert text == "Publicar la calidad del agua\n\n"


@pytest.mark.parametrize("role", ["citizen", "publisher", "moderator", "facilitator", "operator"])
def test_others_do_not_group(process, points, actor_of, role):
    actor = CITIZEN if role == "citizen" else actor_of(role)
    with pytest.raises(NotPermitted):
        services.proposal_create(
            actor=actor, process=process, points=points, title="x", reason="porque"
        )
    assert not Proposal.objects.exists()


def test_what_a_proposal_cannot_be_made_of(process, points, team, actor_of):
    receipt = voices.voice_receive(
        actor=CITIZEN, process=process, key=str(uuid7()), text="Una voz sin revisar"
    )
    hidden = Point.objects.create(
        voice=receipt.voice,
        number=1,
        text="x",
        text_digest="0" * 64,
        coded_by="systematizer",
        coded_at=receipt.voice.received_at,
    )
    cases = [
        ([], "Título", "razón", "sensemaking.no_points"),
        ([points[0], hidden], "Título", "razón", "sensemaking.points_not_admitted"),
        (points, " \x00 ", "razón", "sensemaking.title_missing"),
        (points, "Título", "  ", "sensemaking.reason_missing"),
        (points, "x" * 100_000, "razón", "kernel.text_too_long"),
        (points, "Título", "x" * 100_000, "kernel.text_too_long"),
    ]
    for given, title, reason, code in cases:
        with pytest.raises(Refused) as caught:
            services.proposal_create(
                actor=team.one, process=process, points=given, title=title, reason=reason
            )
        assert codes(caught) == [code]
    assert not Proposal.objects.exists() and not Operation.objects.exists()


def test_a_merge_waits_for_a_second_person_and_keeps_every_member(
    process, points, proposal_of, team
):
    one, two = proposal_of(points[:2]), proposal_of(points[1:3], title="Agua sana")
    operation = services.proposal_merge(
        actor=team.one,
        process=process,
        proposals=[one, two],
        title="Calidad del agua, pozo por pozo",
        reason="La misma petición",
    )
    assert operation.state == "proposed"
    assert held(one) and held(two), "nothing changes until a second person confirms"
    with pytest.raises(Refused) as caught:
        services.operation_confirm(actor=team.one, operation=operation)
    assert codes(caught) == ["sensemaking.same_person"]

    merged = services.operation_confirm(actor=team.two, operation=operation)
    assert held(merged) == {p.pk for p in points[:3]}
    assert not held(one) and not held(two)
    states = Proposal.objects.order_by("number").values_list("number", "state", "theme__slug")
    assert list(states) == [(1, "merged", "agua"), (2, "merged", "agua"), (3, "draft", "agua")]
    assert Membership.objects.filter(proposal__in=[one, two]).count() == 4, "history is kept"
    with pytest.raises(NotPermitted):  # it is decided
        services.operation_confirm(actor=team.two, operation=operation)
    assert b'"confirmed_by"' in Entry.objects.get(kind="proposal.merged").raw


def test_a_merged_proposal_still_shows_who_supported_it_and_where_it_went(
    process, points, proposal_of, team
):
    one = proposal_of(points[:2], publish=True)
    two = proposal_of(points[2:3], title="Medicinas", publish=True)
    operation = services.proposal_merge(
        actor=team.one, process=process, proposals=[one, two], title="Una sola", reason="Juntas"
    )
    output = services.operation_confirm(actor=team.two, operation=operation, reason="De acuerdo")
    found = selectors.proposal_get(process, one.public_id)
    assert found.state == "merged"
    assert {m.point_id for m in selectors.members(found)} == {points[0].pk, points[1].pk}
    history = selectors.lineage_of(found)
    assert [h.kind for h in history] == ["group", "merge"]
    assert history[1].outputs == (output,) and history[1].inputs == (one, two)
    assert (history[1].reason, history[1].second_reason) == ("Juntas", "De acuerdo")
    assert selectors.merge_agreement(process)["confirmed"] == 1


def test_the_news_of_a_merge_leads_to_a_page_that_everybody_may_see(
    process, points, proposal_of, team, client
):
    one = proposal_of(points[:2], publish=True)
    two = proposal_of(points[2:3], title="Medicinas", publish=True)
    operation = services.proposal_merge(
        actor=team.one, process=process, proposals=[one, two], title="Aún oculta", reason="Juntas"
    )
    output = services.operation_confirm(actor=team.two, operation=operation, reason="De acuerdo")
    assert output.state == "draft"
    (line,) = lines_of(process, Entry.objects.filter(kind="proposal.merged"))
    assert "Aún oculta" not in line.title and str(output.public_id) not in line.url
    assert line.url.endswith((f"/r/proposal/{one.public_id}", f"/r/proposal/{two.public_id}"))
    path = line.url.removeprefix(settings.BASE_URL)
    assert client.get(path, follow=True).status_code == 200


def test_a_merge_of_what_changed_meanwhile_must_be_looked_at_again(
    process, points, proposal_of, team
):
    one, two = proposal_of(points[:2]), proposal_of(points[2:3], title="Otra")
    operation = services.proposal_merge(
        actor=team.one, process=process, proposals=[one, two], title="T", reason="r"
    )
    services.point_add(actor=team.one, proposal=two, points=points[3:], reason="También lo pide")
    with pytest.raises(Conflict) as caught:
        services.operation_confirm(actor=team.two, operation=operation)
    assert codes(caught) == ["sensemaking.members_changed"]
    services.operation_reject(actor=team.two, operation=operation, reason="Cambió una de las dos")
    operation.refresh_from_db()
    assert operation.state == "rejected" and held(two) == {points[2].pk, points[3].pk}


def test_what_a_merge_refuses(process, points, proposal_of, team):
    one = proposal_of(points[:2])
    other = proposal_of(points[2:3], title="Otra")
    services.proposal_withdraw(actor=team.one, proposal=other, reason="Era una pregunta")
    for given, error, code in [
        ([one], Refused, "sensemaking.merge_needs_two"),
        ([one, one], Refused, "sensemaking.merge_needs_two"),
        ([one, other], NotPermitted, "kernel.not_permitted"),
    ]:
        with pytest.raises(error) as caught:
            services.proposal_merge(
                actor=team.one, process=process, proposals=given, title="T", reason="r"
            )
        assert codes(caught)[0] == code
    assert not Operation.objects.filter(kind="merge").exists()


def test_a_split_gives_every_point_a_place(process, points, proposal_of, team):
    whole = proposal_of(points)
    short = [
        services.Part("Agua", points[:2]),
        services.Part("Salud", points[2:3], theme=theme_get(process, "salud")),
    ]
    with pytest.raises(Refused) as caught:
        services.proposal_split(actor=team.one, proposal=whole, parts=short, reason="Son dos cosas")
    assert codes(caught) == ["sensemaking.members_lost"]
    assert held(whole) == {p.pk for p in points}

    full = [*short, services.Part("Compras y agua", [points[3], points[0]])]
    parts = services.proposal_split(
        actor=team.one, proposal=whole, parts=full, reason="Son tres cosas"
    )
    assert [p.number for p in parts] == [2, 3, 4]
    assert set().union(*map(held, parts)) == {p.pk for p in points}
    assert parts[1].theme.slug == "salud"
    whole.refresh_from_db()
    assert whole.state == "split" and not held(whole)
    assert not selectors.unassigned(process).exists()


def test_a_point_moves_with_a_reason_and_never_empties_a_proposal(
    process, points, proposal_of, team
):
    one, two = proposal_of(points[:2]), proposal_of(points[2:3], title="Salud")
    services.point_move(
        actor=team.one, point=points[1], source=one, target=two, reason="Habla de salud"
    )
    assert held(one) == {points[0].pk} and held(two) == {points[1].pk, points[2].pk}
    for point, source, target, code in [
        (points[0], one, two, "sensemaking.would_be_empty"),
        (points[3], two, one, "sensemaking.not_a_member"),
        (points[1], two, two, "sensemaking.already_member"),
    ]:
        with pytest.raises(Refused) as caught:
            services.point_move(
                actor=team.one, point=point, source=source, target=target, reason="r"
            )
        assert code in codes(caught)
    old = Membership.objects.get(proposal=one, point=points[1])
    assert old.until is not None and old.until_operation.reason == "Habla de salud"


def test_withdrawing_gives_the_points_back_to_the_workbench(process, points, proposal_of, team):
    proposal = proposal_of(points, publish=True)
    services.proposal_withdraw(actor=team.one, proposal=proposal, reason="Mezclaba cuatro temas")
    assert selectors.unassigned(process).count() == 4
    found = selectors.proposal_get(process, proposal.public_id)
    assert found.state == "withdrawn" and selectors.members(found).count() == 4
    assert selectors.lineage_of(found)[-1].reason == "Mezclaba cuatro temas"


def test_wording_anew_keeps_members_and_says_what_it_replaced(process, points, proposal_of, team):
    proposal = proposal_of(points[:2], publish=True)
    old = proposal.text_digest
    changed = services.proposal_retitle(
        actor=team.one, proposal=proposal, title="<b>Agua</b>", reason="Más claro"
    )
    assert changed.title == "<b>Agua</b>" and held(changed) == {points[0].pk, points[1].pk}
    assert old.encode() in Entry.objects.get(kind="proposal.retitled").raw


def test_suggestions_show_evidence_and_change_nothing(process, points, proposal_of):
    proposal = proposal_of(points[:1], title="Calidad del agua de los pozos")
    before = Membership.objects.count()
    found = selectors.suggestions(process, points[1:])
    assert found[points[1].pk][0].proposal == proposal
    assert "agua" in found[points[1].pk][0].shared
    assert found[points[3].pk] == []
    assert Membership.objects.count() == before


def test_gate_facts_and_desks_name_what_waits(process, points, proposal_of, team):
    now = process_now(process)
    proposal_of(points[:1])
    one, two = proposal_of(points[1:2], title="B"), proposal_of(points[2:3], title="C")
    services.proposal_merge(
        actor=team.one, process=process, proposals=[one, two], title="T", reason="r"
    )
    facts = selectors.gate_facts(process, now)
    assert facts["sensemaking.unassigned_points"] == 1
    assert facts["sensemaking.pending_merges"] == 1
    assert facts["sensemaking.draft_proposals"] == 3

    def labels(actor):
        return [i.url.rsplit("/", 2)[1] for i in selectors.desk_items(actor, process, now)]

    assert labels(team.one) == ["sistematizacion"], "not one's own merge"
    assert labels(team.two) == ["sistematizacion", "uniones"]
    assert labels(team.publisher) == ["borradores"]
    assert labels(CITIZEN) == []
    assert selectors.pipeline(process) == selectors.Pipeline(4, 3, 1, 0, 3, 0)
