"""Versions, review, approval, submission and translation through the services."""

import json

import pytest
from tests.exceptions import granted

from cocrea.commitments import selectors as reading
from cocrea.commitments import services as commitments
from cocrea.commitments.models import Commitment
from cocrea.commitments.rules.caps import CapsFact
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.languages import services as languages
from cocrea.ledger import selectors as record
from cocrea.ledger.rules.text import matches
from cocrea.plan import selectors, services
from cocrea.plan.models import Suggestion, Version
from cocrea.plan.rules.content import canonical
from cocrea.voices import services as voices

REASON = "El medio de verificación ya está en el hito segundo."


def codes(caught):
    return [f.code for f in caught.value.findings]


def exception(process, actor_of, rule, **more):
    return granted(process, rule, body="high-level", **more)


# --- freezing


def test_the_first_version_keeps_everything_and_stands_in_the_record(process, first):
    assert (first.number, first.kind) == (1, "first")
    content = first.content
    assert [c["number"] for c in content["commitments"]] == [1, 2]
    one = content["commitments"][0]
    assert one["fields"]["problem"] and one["milestones"][0]["text"] and one["opinions"] == []
    assert content["record"]["origin"] == process.log.origin
    assert matches(first.digest, bytes(first.salt), canonical(content))
    (entry,) = record.entries_about(process.log_id, first.ref)
    assert entry.kind == "plan.frozen"
    body = json.loads(bytes(entry.raw))["body"]
    assert body["content"] == first.digest and body["commitments"] == 2
    assert body["record"]["size"] == entry.position


def test_frozen_again_it_gets_the_next_number(first, freeze):
    assert freeze("revised").number == 2
    with pytest.raises(Refused) as caught:
        freeze("first")
    assert codes(caught) == ["plan.first_exists"]


def test_the_cap_refuses_the_fourth_of_three_and_saves_nothing(process, standing, freeze):
    standing(4)
    with pytest.raises(Refused) as caught:
        freeze()
    (finding,) = caught.value.findings
    assert finding.code == "commitments.over_cap"
    assert finding.params["title"].startswith("4. ") and finding.params["cap"] == 3
    assert not Version.objects.exists()


@pytest.mark.parametrize("how", ["quantity", "subject"])
def test_a_published_exception_lets_it_in(process, standing, freeze, actor_of, how):
    fourth = standing(4)[-1]
    more = {"quantity": 4}
    if how == "subject":
        more = {"subject": SubjectRef("commitment", str(fourth.public_id))}
    let = exception(process, actor_of, "commitments.over_cap", **more)
    version = freeze()
    assert len(version.content["commitments"]) == 4
    assert str(let.public_id) in {f["params"].get("exception") for f in version.findings}
    (entry,) = record.entries_about(process.log_id, version.ref)
    assert json.loads(bytes(entry.raw))["body"]["exceptions"] == [str(let.public_id)]


def test_exactly_twenty_pass_and_the_twenty_first_is_refused(
    process, standing, freeze, monkeypatch
):
    monkeypatch.setattr(reading.freeze, "caps_fact", lambda process: CapsFact(20, 5))
    standing(20)
    assert len(freeze().content["commitments"]) == 20
    standing(1)
    with pytest.raises(Refused) as caught:
        freeze("revised")
    assert codes(caught) == ["commitments.over_cap"]
    assert caught.value.findings[0].params["place"] == 21


def test_too_many_milestones_are_refused(standing, freeze):
    standing(1, milestones=6)
    with pytest.raises(Refused) as caught:
        freeze()
    assert codes(caught) == ["commitments.milestones_over_cap"]


def test_nothing_can_be_frozen_of_drafts_alone(draft_of, freeze):
    draft_of()
    with pytest.raises(Refused) as caught:
        freeze()
    assert codes(caught) == ["plan.nothing_to_freeze"]


def test_no_final_version_without_a_first(standing, freeze):
    standing(1)
    with pytest.raises(Refused) as caught:
        freeze("final")
    assert "plan.no_first" in codes(caught)
    with pytest.raises(Refused) as caught:
        freeze("draft")
    assert codes(caught) == ["plan.kind_unknown"]


def test_what_is_frozen_no_later_change_reaches(process, standing, freeze, actor_of):
    (one,) = standing(1)
    version = freeze()
    before = canonical(version.content)
    commitments.commitment_save(
        actor=actor_of("delegate_society"),
        commitment=one,
        expected=one.version,
        title="Otro título",
    )
    assert canonical(selectors.version_get(process, 1).content) == before
    assert freeze("revised").content["commitments"][0]["title"] == "Otro título"


@pytest.mark.parametrize("role", ["point_of_contact", "secretary", "moderator", "operator", None])
def test_only_the_publisher_freezes(process, standing, actor_of, role):
    standing(1)
    actor = actor_of(role) if role else actor_of()
    with pytest.raises(NotPermitted):
        services.version_freeze(actor=actor, process=process, kind="first")


def test_who_decides_does_not_freeze(process, standing, actor_of):
    standing(1)
    with pytest.raises(NotPermitted) as caught:
        services.version_freeze(
            actor=actor_of("publisher", "secretary"), process=process, kind="first"
        )
    assert codes(caught) == ["plan.decider_freezes"]


def test_what_nobody_adopted_is_said(first):
    said = [f["code"] for f in first.findings]
    assert said.count("plan.not_adopted") == 2


# --- comments


def test_a_comment_is_a_voice_about_the_commitment(process, first, comment):
    receipt = comment(first)
    about = receipt.voice.about
    assert about.kind == "commitment" and about.digest == first.content["commitments"][0]["digest"]
    assert receipt.voice.kind == "comment" and receipt.voice.phase == 7
    assert receipt.code
    again = comment(first)
    assert again.replay and again.folio == receipt.folio


def test_comments_are_about_the_latest_version(first, freeze, comment):
    freeze("revised")
    with pytest.raises(Refused) as caught:
        comment(first)
    assert codes(caught) == ["plan.version_superseded"]


def test_a_comment_on_nothing_is_not_there(first, comment):
    with pytest.raises(NotThere):
        comment(first, commitment=9)


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 100_000, "kernel.text_too_long"), ("\x00", "voices.text_missing")]
)
def test_bad_comments_save_nothing(first, comment, text, code):
    with pytest.raises(Refused) as caught:
        comment(first, text=text)
    assert codes(caught) == [code]
    assert not voices_of(first)


def voices_of(version):
    return list(selectors.comments(version.process, version.content["commitments"][0]["public_id"]))


def admit(process, actor_of, receipt):
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
    points = voices.points_code(
        actor=actor_of("systematizer"), process=process, voice=receipt.voice
    )
    return points[0]


def answer(process, actor_of, point, target):
    made = voices.disposition_propose(
        actor=actor_of("point_of_contact"),
        process=process,
        point=point,
        kind="incorporated",
        reason="Se agregó el formato al hito primero.",
        target=target,
    )
    voices.disposition_publish(actor=actor_of("publisher"), process=process, disposition=made)


def test_what_was_said_and_done_is_counted_per_commitment(
    process, first, comment, freeze, actor_of
):
    point = admit(process, actor_of, comment(first))
    key = first.content["commitments"][0]["public_id"]
    answer(process, actor_of, point, SubjectRef("commitment", key, label="1"))
    said = freeze("revised").content["commitments"][0]["said"]
    assert said == {
        "points": 1,
        "by_kind": {"incorporated": 1},
        "comments": 1,
        "comments_by_state": {"answered": 1},
    }


# --- the final version


def test_no_final_version_while_voices_are_open(process, first, comment, freeze, actor_of):
    comment(first)
    with pytest.raises(Refused) as caught:
        freeze("final")
    assert codes(caught) == ["plan.open_voices"]
    assert caught.value.findings[0].params["count"] == 1
    let = exception(process, actor_of, "plan.open_voices")
    final = freeze("final")
    noted = [f for f in final.findings if f["code"] == "plan.open_voices_excepted"]
    assert noted[0]["params"]["exception"] == str(let.public_id)
    assert noted[0]["params"]["reason"]


def test_an_exception_reaches_only_as_far_as_it_says(process, first, comment, freeze, actor_of):
    comment(first)
    comment(first, text="También falta el costo anual.", key="clave-2")
    exception(process, actor_of, "plan.open_voices", quantity=1)
    with pytest.raises(Refused) as caught:
        freeze("final")
    assert codes(caught) == ["plan.open_voices"]


def test_an_exception_of_nobody_competent_lifts_nothing(process, first, comment, freeze, actor_of):
    comment(first)
    granted(process, "plan.open_voices", body="mi-oficina")
    with pytest.raises(Refused) as caught:
        freeze("final")
    assert codes(caught) == ["plan.open_voices"]


def test_answered_voices_let_the_final_version_through(process, first, comment, freeze, actor_of):
    point = admit(process, actor_of, comment(first))
    key = first.content["commitments"][0]["public_id"]
    answer(process, actor_of, point, SubjectRef("commitment", key, label="1"))
    assert freeze("final").kind == "final"


# --- review


def test_every_suggestion_is_answered_before_the_review_closes(
    process, review, suggestion, actor_of, freeze
):
    with pytest.raises(Refused) as caught:
        services.review_close(actor=actor_of("point_of_contact"), review=review)
    assert codes(caught) == ["plan.suggestions_open"]
    with pytest.raises(Refused) as caught:
        freeze("final")
    assert codes(caught) == ["plan.suggestions_open"]
    services.suggestion_answer(
        actor=actor_of("secretary"), suggestion=suggestion, answer="partly", reason=REASON
    )
    with pytest.raises(Refused) as caught:
        freeze("final")
    assert codes(caught) == ["plan.review_open"]
    services.review_close(actor=actor_of("point_of_contact"), review=review)
    assert freeze("final").kind == "final"
    kinds = [e.kind for e in record.entries_about(process.log_id, review.version.ref)]
    assert kinds == ["plan.frozen", "plan.review_opened", "plan.review_closed"]


def test_what_was_taken_up_points_to_the_version_where_it_can_be_read(
    review, suggestion, actor_of, freeze
):
    general = services.suggestion_add(
        actor=actor_of("ogp_support"), review=review, text="Agregue un glosario."
    )
    services.suggestion_answer(
        actor=actor_of("secretary"), suggestion=suggestion, answer="accepted", reason=REASON
    )
    services.suggestion_answer(
        actor=actor_of("secretary"), suggestion=general, answer="not_accepted", reason=REASON
    )
    freeze("revised")
    suggestion.refresh_from_db()
    assert suggestion.resulting is None  # nothing changed in that commitment
    commitment = change(suggestion.commitment_id, actor_of)
    freeze("revised")
    suggestion.refresh_from_db()
    general.refresh_from_db()
    assert (suggestion.resulting, general.resulting) == (3, None)
    assert commitment.version > 1


def change(public_id, actor_of):
    found = Commitment.objects.get(public_id=public_id)
    return commitments.commitment_save(
        actor=actor_of("delegate_society"),
        commitment=found,
        expected=found.version,
        title="Contratos abiertos con medio de verificación",
    )


def test_an_answer_needs_a_reason_and_is_given_once(suggestion, actor_of):
    contact = actor_of("point_of_contact")
    with pytest.raises(Refused) as caught:
        services.suggestion_answer(
            actor=contact, suggestion=suggestion, answer="maybe", reason="No."
        )
    assert codes(caught) == ["plan.answer_unknown", "plan.reason_short"]
    services.suggestion_answer(
        actor=contact, suggestion=suggestion, answer="accepted", reason=REASON
    )
    with pytest.raises(Conflict) as conflict:
        services.suggestion_answer(
            actor=contact, suggestion=suggestion, answer="accepted", reason=REASON
        )
    assert codes(conflict) == ["plan.already_answered"]


def test_one_review_at_a_time_and_on_the_latest_version(first, review, freeze, actor_of):
    with pytest.raises(Conflict):
        services.review_open(actor=actor_of("ogp_support"), version=first)
    freeze("revised")
    with pytest.raises(Refused) as caught:
        services.review_open(actor=actor_of("ogp_support"), version=first)
    assert codes(caught) == ["plan.version_superseded"]


def test_suggestions_name_a_commitment_of_the_version(review, actor_of):
    with pytest.raises(NotThere):
        services.suggestion_add(
            actor=actor_of("ogp_support"), review=review, text="Sobre otro.", commitment=77
        )
    with pytest.raises(Refused):
        services.suggestion_add(actor=actor_of("ogp_support"), review=review, text="\x00 ")
    assert not Suggestion.objects.exists()


def test_each_step_of_the_review_has_its_roles(review, suggestion, actor_of):
    publisher = actor_of("publisher")
    for attempt in (
        lambda: services.review_open(actor=publisher, version=review.version),
        lambda: services.suggestion_add(
            actor=actor_of("point_of_contact"), review=review, text="Algo."
        ),
        lambda: services.suggestion_answer(
            actor=actor_of("ogp_support"), suggestion=suggestion, answer="accepted", reason=REASON
        ),
        lambda: services.review_close(actor=publisher, review=review),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_a_closed_review_takes_no_more(review, actor_of):
    services.review_close(actor=actor_of("secretary"), review=review)
    with pytest.raises(NotPermitted):
        services.suggestion_add(actor=actor_of("ogp_support"), review=review, text="Tarde.")


# --- approval and submission


def test_the_competent_body_approves_the_final_version(process, approved):
    assert approved.approval.body_label == "Concejo municipal"
    assert approved.approval.balance["params"]["percent"] == 50
    assert selectors.gate_facts(process, None)["plan.approved"] == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"about": "otro"}, "plan.decision_not_about"),
        ({"result": "not_adopted"}, "plan.decision_not_adopted"),
        ({"state": "open"}, "plan.decision_open"),
        ({"kind": "other"}, "plan.not_competent"),
    ],
)
def test_only_a_decision_that_holds_approves(final, decided, actor_of, changes, code):
    with pytest.raises(Refused) as caught:
        services.version_approve(
            actor=actor_of("secretary"), version=final, decision=decided(final, **changes)
        )
    assert code in codes(caught)


def test_without_a_decision_nothing_is_approved(final, actor_of):
    for decision in (SubjectRef("session", "nada"), SubjectRef("meeting", "nada")):
        with pytest.raises(Refused) as caught:
            services.version_approve(actor=actor_of("secretary"), version=final, decision=decision)
        assert codes(caught) == ["plan.decision_missing"]


def test_a_first_version_cannot_be_approved(first, decided, actor_of):
    with pytest.raises(NotPermitted):
        services.version_approve(
            actor=actor_of("secretary"), version=first, decision=decided(first)
        )


def test_the_text_that_is_decided_stands_still(final, freeze, decided):
    """While the high-level table decides on the final version nobody publishes another one."""
    with pytest.raises(Refused) as caught:
        freeze("revised", title="Plan de mi publicadora")
    assert codes(caught) == ["plan.final_exists"]
    decided(final)
    with pytest.raises(Refused) as caught:
        freeze("final")
    assert codes(caught) == ["plan.being_decided"]


def test_after_a_no_there_is_another_final_version(final, freeze, decided):
    decided(final, result="not_adopted")
    assert freeze("final").number == final.number + 1


def test_after_approval_nothing_is_frozen_nor_approved_again(approved, freeze, decided, actor_of):
    with pytest.raises(Refused) as caught:
        freeze("revised")
    assert codes(caught) == ["plan.already_approved"]
    with pytest.raises(Conflict):
        services.version_approve(
            actor=actor_of("secretary"), version=approved, decision=decided(approved)
        )


def test_submission_needs_the_approval(final, actor_of):
    with pytest.raises(NotPermitted):
        services.plan_submit(actor=actor_of("point_of_contact"), version=final)


def test_the_approved_plan_is_submitted_once_with_the_state_of_its_english(
    process, approved, actor_of
):
    contact = actor_of("point_of_contact")
    sent = services.plan_submit(actor=contact, version=approved, note="Enviado por correo.")
    assert sent.english["total"] == sum(
        sent.english[name] for name in ("reviewed", "draft", "stale", "missing")
    )
    assert sent.english["reviewed"] == 0  # the title came with its English: nobody translated it
    with pytest.raises(Conflict):
        services.plan_submit(actor=contact, version=approved)
    with pytest.raises(NotPermitted):
        services.plan_submit(actor=actor_of("secretary"), version=approved)
    assert selectors.gate_facts(process, None)["plan.submitted"] == 1


# --- translation


def problem_of(version):
    return next(o for o in selectors.lines(version) if o.original.field == "problem").original


def translate(version, original, actor, text="Contracts are published late."):
    return services.text_translate(
        actor=actor,
        version=version,
        kind=original.kind,
        subject_id=original.subject_id,
        field=original.field,
        text=text,
    )


def test_a_translation_is_a_draft_until_another_person_read_it(process, first, actor_of):
    original = problem_of(first)
    made = translate(first, original, actor_of("systematizer"))
    assert selectors.english_coverage(first).draft == 1
    with pytest.raises(Refused) as caught:
        languages.translation_review(
            actor=actor_of("systematizer"), process=process, translation=made
        )
    assert codes(caught) == ["languages.same_person"]
    languages.translation_review(actor=actor_of("publisher"), process=process, translation=made)
    assert selectors.english_coverage(first).reviewed == 1


def test_a_translation_goes_stale_when_the_original_changes(process, standing, freeze, actor_of):
    (one,) = standing(1)
    version = freeze()
    translate(version, problem_of(version), actor_of("systematizer"))
    commitments.commitment_save(
        actor=actor_of("delegate_society"),
        commitment=one,
        expected=one.version,
        fields={"problem": "Los contratos no se publican."},
    )
    second = freeze("revised")
    assert selectors.english_coverage(version).stale == 0
    assert selectors.english_coverage(second).stale == 1
    line = next(x for x in selectors.lines(second) if x.original.field == "problem")
    assert line.state == "stale" and line.translation.text == "Contracts are published late."


def test_only_texts_of_the_version_are_translated(first, actor_of):
    with pytest.raises(NotThere):
        services.text_translate(
            actor=actor_of("systematizer"),
            version=first,
            kind="commitment",
            subject_id="nada",
            field="problem",
            text="Nothing",
        )
    with pytest.raises(NotPermitted):
        translate(first, problem_of(first), actor_of("publisher"))


# --- reads


def test_facts_of_gates_and_counts(process, first, suggestion):
    facts = selectors.gate_facts(process, None)
    assert facts == {
        "plan.frozen_versions": 1,
        "plan.first_frozen": 1,
        "plan.final_frozen": 0,
        "plan.reviews": 1,
        "plan.reviews_open": 1,
        "plan.suggestions_unanswered": 1,
        "plan.approved": 0,
        "plan.submitted": 0,
    }
    assert selectors.suggestion_counts(process) == {"asked": 1, "answered": 0}


def test_published_texts_match_what_the_record_committed_to(process, first, suggestion, actor_of):
    services.suggestion_answer(
        actor=actor_of("secretary"), suggestion=suggestion, answer="accepted", reason=REASON
    )
    texts = list(selectors.published_texts(process))
    assert len(texts) == 3
    assert all(matches(t.digest, t.salt, t.text) for t in texts)


def test_findings_can_be_read_back(first):
    found = selectors.findings_of(first)
    assert all(isinstance(f, Finding) for f in found) and found


def test_reading_costs_the_same_for_one_and_for_many(
    process, standing, freeze, django_assert_num_queries
):
    standing(3, milestones=5)
    version = freeze()
    with django_assert_num_queries(3):
        assert len(selectors.lines(version)) > 50
