"""The life of a commitment through the doors of the room."""

import datetime as dt

import pytest
from tests.rooms.commitments.cases import DECISION
from tests.sessions import session_of

from cocrea.commitments import selectors, services
from cocrea.commitments.models import Commitment, CommitmentVersion, Feasibility, Milestone
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry

pytestmark = pytest.mark.django_db


def codes(caught):
    return [finding.code for finding in caught.value.findings]


def kinds(process):
    rows = Entry.objects.filter(log_id=process.log_id).order_by("position")
    return list(rows.values_list("kind", flat=True))


def test_a_draft_is_a_version_in_the_record_and_saving_nothing_new_is_none(draft, actor_of):
    assert (draft.number, draft.state, draft.version) == (1, "draft", 2)
    assert kinds(draft.process)[-2:] == ["commitment.drafted", "milestone.added"]
    same = services.commitment_save(
        actor=actor_of("delegate_public"),
        commitment=draft,
        expected=2,
        title=draft.title_es,
        fields=draft.fields,
    )
    assert same.version == 2
    assert kinds(draft.process)[-1] == "milestone.added"


def test_saving_over_a_version_that_nobody_read_is_a_conflict_and_loses_nothing(draft, actor_of):
    one = actor_of("delegate_public")
    services.commitment_save(actor=one, commitment=draft, expected=2, fields={"problem": "Uno"})
    with pytest.raises(Conflict) as caught:
        services.commitment_save(actor=one, commitment=draft, expected=2, fields={"problem": "Dos"})
    assert codes(caught) == ["commitments.changed_meanwhile"]
    draft.refresh_from_db()
    assert draft.fields["problem"] == "Uno"
    assert draft.fields["commitment"]  # what was not named stays
    assert list(draft.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_every_version_keeps_the_whole_text_with_its_milestones(draft, actor_of):
    milestone = draft.milestones.get()
    services.milestone_remove(actor=actor_of("facilitator"), milestone=milestone)
    first, second, third = CommitmentVersion.objects.order_by("number")
    assert [len(v.data["milestones"]) for v in (first, second, third)] == [0, 1, 0]
    assert second.data["milestones"][0]["text"] == "Publicar los contratos del trimestre 1"


def test_the_responsible_must_be_a_public_body(process, bodies, draft_of):
    with pytest.raises(Refused) as caught:
        draft_of(responsible="colectivo-de-ejemplo")
    assert codes(caught) == ["commitments.responsible_not_public"]
    assert not Commitment.objects.exists()


def test_a_field_that_the_template_does_not_have_is_refused(draft_of):
    with pytest.raises(Refused) as caught:
        draft_of(fields={"problema": "x"})
    assert codes(caught) == ["commitments.field_unknown"]


def test_milestones_close_ranks_and_drafts_may_pass_the_cap(draft_of, actor_of):
    draft = draft_of(milestones=6)
    second = draft.milestones.get(number=2)
    services.milestone_remove(actor=actor_of("delegate_society"), milestone=second)
    assert list(draft.milestones.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    with pytest.raises(NotThere):
        services.milestone_save(actor=actor_of("facilitator"), milestone=second, text="x")


def test_an_unfinished_draft_is_not_proposed_and_says_each_blank(draft_of, actor_of):
    draft = draft_of(milestones=0, responsible=None, fields={"problem": "x"}, end=None)
    with pytest.raises(Refused) as caught:
        services.commitment_propose(actor=actor_of("facilitator"), commitment=draft)
    where = {finding.where for finding in caught.value.findings}
    assert where == {
        "dates",
        "responsible",
        "commitment",
        "contribution",
        "relevance",
        "milestones",
    }
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize("role", ["delegate_public", "delegate_society", "secretary", "citizen"])
def test_only_an_authority_accepts(proposed, actor_of, role):
    actor = actor_of(role, organization="ministerio-de-ejemplo")
    with pytest.raises(NotPermitted):
        services.commitment_accept(actor=actor, commitment=proposed, expected=proposed.version)
    assert not Feasibility.objects.exists()


def test_only_the_authority_of_the_responsible_body_accepts(proposed, actor_of):
    other = actor_of("authority", organization="secretaria-de-ejemplo")
    with pytest.raises(NotPermitted) as caught:
        services.commitment_accept(actor=other, commitment=proposed, expected=proposed.version)
    assert codes(caught) == ["commitments.not_your_body"]
    own = actor_of("authority")
    found = services.commitment_accept(actor=own, commitment=proposed, expected=proposed.version)
    assert found.state == "accepted"
    given = found.opinions.get()
    assert (given.kind, given.opinion, given.version) == (
        "institutional",
        "favourable",
        found.version,
    )
    assert given.signatory == "authority de ejemplo"


def test_accepting_twice_is_a_conflict_and_a_draft_cannot_be_accepted(accepted, draft_of, actor_of):
    own = actor_of("authority")
    with pytest.raises(Conflict) as caught:
        services.commitment_accept(actor=own, commitment=accepted, expected=accepted.version)
    assert codes(caught) == ["commitments.already_accepted"]
    draft = draft_of(title="Otro")
    with pytest.raises(NotPermitted):
        services.commitment_accept(actor=own, commitment=draft, expected=draft.version)


def test_returning_needs_a_reason_and_lapses_the_acceptance(accepted, actor_of):
    own = actor_of("authority")
    with pytest.raises(Refused) as caught:
        services.commitment_return(actor=own, commitment=accepted, reason="  ")
    assert codes(caught) == ["commitments.reason_missing"]
    found = services.commitment_return(actor=own, commitment=accepted, reason="Falta presupuesto")
    assert found.state == "returned"
    assert not found.opinions.filter(current=True).exists()
    step = found.steps.last()
    assert (step.act, step.reason) == ("returned", "Falta presupuesto")
    raw = bytes(Entry.objects.order_by("position").last().raw).decode()
    assert "Falta presupuesto" not in raw
    assert step.digest in raw


def test_a_blank_in_the_triptych_blocks_adoption(process, accepted, opinion, actor_of):
    secretary = actor_of("secretary")
    with pytest.raises(Refused) as caught:
        services.commitment_adopt(actor=secretary, commitment=accepted, decision=DECISION)
    assert codes(caught) == ["commitments.blank_legal", "commitments.blank_financial"]
    opinion(accepted, "legal")
    opinion(accepted, "financial", "unfavourable", text="No hay partida")
    with pytest.raises(Refused) as caught:
        services.commitment_adopt(actor=secretary, commitment=accepted, decision=DECISION)
    assert codes(caught) == ["commitments.unfavourable_financial"]
    opinion(accepted, "financial", "with_conditions", condition="Si se aprueba el presupuesto")
    own = ("commitment", str(accepted.public_id))
    for wrong, code in (
        (session_of(process, own, title="No", result="not_adopted"), "decision_not_adopted"),
        (session_of(process, own, title="Abierta", state="open"), "decision_not_adopted"),
        (session_of(process, ("commitment", "otro"), title="Otro"), "decision_of_another"),
    ):
        with pytest.raises(Refused) as caught:
            services.commitment_adopt(actor=secretary, commitment=accepted, decision=wrong)
        assert codes(caught) == [f"commitments.{code}"]
    accepted.refresh_from_db()
    assert accepted.state == "accepted"
    found = services.commitment_adopt(actor=secretary, commitment=accepted, decision=DECISION)
    assert found.state == "adopted"
    assert found.steps.last().decision_label == DECISION.label
    assert accepted.opinions.filter(kind="financial").count() == 2


def test_where_the_methodology_has_a_decision_rule_adoption_names_the_decision(
    accepted, opinion, actor_of
):
    opinion(accepted, "legal")
    opinion(accepted, "financial")
    with pytest.raises(Refused) as caught:
        services.commitment_adopt(actor=actor_of("secretary"), commitment=accepted)
    assert codes(caught) == ["commitments.decision_missing"]


def test_opinions_are_complete_and_the_institutional_one_is_acceptance_alone(proposed, opinion):
    for kind, given, more, code in [
        ("institutional", "favourable", {}, "commitments.opinion_kind"),
        ("legal", "maybe", {}, "commitments.opinion_unknown"),
        ("legal", "with_conditions", {}, "commitments.condition_missing"),
        ("legal", "unfavourable", {}, "commitments.reason_missing"),
        ("legal", "favourable", {"on": dt.date(2199, 1, 1)}, "commitments.day_in_future"),
    ]:
        with pytest.raises(Refused) as caught:
            opinion(proposed, kind, given, **more)
        assert codes(caught) == [code]
    assert not Feasibility.objects.exists()


def test_a_change_after_acceptance_is_explained_and_has_to_be_accepted_again(adopted, actor_of):
    with pytest.raises(NotPermitted):
        services.commitment_save(
            actor=actor_of("delegate_public"), commitment=adopted, expected=2, title="Otro"
        )
    keeper = actor_of("point_of_contact")
    with pytest.raises(Refused):
        services.commitment_save(actor=keeper, commitment=adopted, expected=2, title="Otro")
    found = services.commitment_save(
        actor=keeper, commitment=adopted, expected=2, title="Otro", reason="Comentario 12"
    )
    assert found.state == "adopted"
    facts = selectors.gate_facts(found.process, found.state_since)
    assert facts["commitments.without_acceptance"] == 1
    services.commitment_accept(actor=actor_of("authority"), commitment=found, expected=3)
    facts = selectors.gate_facts(found.process, found.state_since)
    assert facts["commitments.without_acceptance"] == 0
    found.refresh_from_db()
    assert found.state == "adopted"


def test_another_responsible_body_owes_its_own_acceptance(adopted, actor_of):
    found = services.commitment_save(
        actor=actor_of("secretary"),
        commitment=adopted,
        expected=2,
        responsible="secretaria-de-ejemplo",
        reason="Cambió la competencia",
    )
    report = selectors.findings_of(found).feasibility
    assert "commitments.blank_institutional" in report.codes()


def test_wrong_moves_are_refused(adopted, proposed, actor_of):
    secretary = actor_of("secretary")
    with pytest.raises(NotPermitted):
        services.commitment_not_adopt(actor=secretary, commitment=adopted, reason="No")
    with pytest.raises(NotPermitted):
        services.commitment_propose(actor=actor_of("facilitator"), commitment=adopted)
    with pytest.raises(NotPermitted):
        services.commitment_adopt(actor=secretary, commitment=adopted, decision=DECISION)
    gone = services.commitment_withdraw(actor=secretary, commitment=adopted, reason="Cambio")
    assert gone.state == "withdrawn"
    with pytest.raises(NotPermitted):
        services.commitment_withdraw(actor=secretary, commitment=gone, reason="Otra vez")


def test_not_adopting_has_a_reason(proposed, actor_of):
    found = services.commitment_not_adopt(
        actor=actor_of("secretary"), commitment=proposed, reason="Sin consenso"
    )
    assert (found.state, found.steps.last().reason) == ("not_adopted", "Sin consenso")


def test_letters_are_signed_by_the_organization_itself(draft, actor_of):
    drafter, own = actor_of("facilitator"), actor_of("delegate_society")
    letter = services.letter_draft(
        actor=drafter, commitment=draft, organization="colectivo-de-ejemplo"
    )
    assert letter.state == "drafted"
    public = services.letter_draft(
        actor=drafter, commitment=draft, organization="secretaria-de-ejemplo"
    )
    assert public.state == "not_needed"
    for wrong in ("ministerio-de-ejemplo", "colectivo-de-ejemplo"):
        with pytest.raises(Refused):
            services.letter_draft(actor=drafter, commitment=draft, organization=wrong)
    stranger = actor_of("delegate_society", organization="otra")
    with pytest.raises(NotPermitted) as caught:
        services.letter_sign(actor=stranger, commitment=draft, organization="colectivo-de-ejemplo")
    assert codes(caught) == ["commitments.not_your_letter"]
    signed = services.letter_sign(actor=own, commitment=draft, organization="colectivo-de-ejemplo")
    before = kinds(draft.process)
    again = services.letter_sign(actor=own, commitment=draft, organization="colectivo-de-ejemplo")
    assert signed.state == again.state == "signed"
    assert signed.signed_version == draft.version
    assert kinds(draft.process) == before


def test_nobody_stays_named_who_does_not_want_to(draft, actor_of):
    drafter = actor_of("facilitator")
    for slug in ("colectivo-de-ejemplo", "secretaria-de-ejemplo"):
        services.letter_draft(actor=drafter, commitment=draft, organization=slug)
    own = {"commitment": draft, "reason": "Nadie nos preguntó si queríamos."}
    stranger = actor_of("delegate_public", organization="otra")
    with pytest.raises(Refused):
        services.letter_withdraw(
            actor=drafter, commitment=draft, organization="colectivo-de-ejemplo", reason="x"
        )
    signer = actor_of("delegate_society")
    services.letter_sign(actor=signer, commitment=draft, organization="colectivo-de-ejemplo")
    for other in (drafter, stranger):  # a signed letter is its organization's own
        with pytest.raises(NotPermitted):
            services.letter_withdraw(actor=other, organization="colectivo-de-ejemplo", **own)
    services.letter_withdraw(actor=signer, organization="colectivo-de-ejemplo", **own)
    services.letter_withdraw(actor=drafter, organization="secretaria-de-ejemplo", **own)
    assert not draft.letters.exists()
    assert kinds(draft.process)[-2:] == ["commitment.letter_withdrawn"] * 2
    services.letter_draft(actor=drafter, commitment=draft, organization="colectivo-de-ejemplo")
    with pytest.raises(NotThere):
        services.letter_withdraw(actor=drafter, organization="secretaria-de-ejemplo", **own)


def test_alignment_takes_only_codes_of_the_methodology(draft, actor_of):
    with pytest.raises(Refused) as caught:
        services.alignment_set(
            actor=actor_of("facilitator"), commitment=draft, items=[("sdg", "99.9")]
        )
    assert codes(caught) == ["commitments.alignment_unknown"]


def test_a_source_by_value_is_linked_once(draft, actor_of):
    meeting = SubjectRef("meeting", "0197-mesa", label="Mesa 2, ronda 1")
    milestone = draft.milestones.get()
    actor = actor_of("systematizer")
    first = services.source_link(
        actor=actor, commitment=draft, other=meeting, milestone=milestone, note="Se redactó allí"
    )
    again = services.source_link(actor=actor, commitment=draft, other=meeting, milestone=milestone)
    assert first.pk == again.pk
    with pytest.raises(Refused) as caught:
        services.source_link(actor=actor, commitment=draft)
    assert codes(caught) == ["commitments.source_missing"]


def test_hostile_text_is_cleaned_or_refused_whole(draft, actor_of):
    actor = actor_of("facilitator")
    found = services.commitment_save(
        actor=actor,
        commitment=draft,
        expected=2,
        fields={"problem": "A\x00B <script>alert(1)</script>"},
    )
    assert found.fields["problem"] == "AB <script>alert(1)</script>"
    with pytest.raises(Refused) as caught:
        services.commitment_save(
            actor=actor, commitment=draft, expected=3, fields={"problem": "x" * 100_000}
        )
    assert codes(caught) == ["kernel.text_too_long"]
    assert Commitment.objects.get().version == 3
    assert Milestone.objects.count() == 1


def test_a_citizen_drafts_nothing(process, bodies, actor_of):
    with pytest.raises(NotPermitted):
        services.commitment_draft(actor=actor_of(), process=process, title="x", theme="agua")
