"""Templates, life cycle, triptych, letters, versions as JSON."""

import datetime as dt
import itertools
import json

import pytest

from cocrea.commitments.rules import feasibility, letters, lifecycle, template
from cocrea.commitments.rules.feasibility import OpinionFact
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.rules.values import CommitmentText, MilestoneText
from cocrea.kernel.errors import Conflict

DAY = dt.date(2026, 5, 1)


@pytest.mark.needs_shared
def test_the_templates_are_the_official_ones(shared):
    path = shared / "references" / "ogp-commitment-templates.json"
    official = json.loads(path.read_text(encoding="utf-8"))
    labels = [f.es for f in template.template("2018").fields]
    for label in official["2018_es_guatemala"][:8]:
        assert label in labels
    english = [f.en for f in template.template("2022").fields]
    for part in ("What problem does the commitment aim to address?", "What solution are you"):
        assert any(part in label for label in english)
    assert len(template.template("2022").fields) == 16


@pytest.mark.parametrize("code", ["2018", "2022"])
def test_every_field_has_both_languages_and_keys_are_unique(code):
    fields = template.template(code).fields
    assert all(f.es and f.en and f.max_length for f in fields)
    assert len({f.key for f in fields}) == len(fields)
    assert {f.key for f in fields if f.column} == {"title", "dates", "responsible", "milestones"}


def test_blanks_name_each_required_field():
    empty = template.blanks(CommitmentText("", template="2022"))
    required = {f.key for f in template.template("2022").fields if f.required}
    assert {f.where for f in empty} == required
    assert not template.known_fields("2018", {"problem": "x", "causes": "y"}).ok


def test_dates_out_of_order():
    text = CommitmentText(
        "x", start=DAY, end=DAY - dt.timedelta(1), milestones=(MilestoneText(1, "a", end=DAY),)
    )
    codes = template.dates_check(text).codes()
    assert codes == ("commitments.end_before_start", "commitments.milestone_outside")


def test_a_version_survives_json():
    text = CommitmentText(
        "x", fields={"problem": "y"}, end=DAY, milestones=(MilestoneText(1, "a", start=DAY),)
    )
    assert CommitmentText.of_json(text.as_json()) == text


def test_every_move_and_no_other():
    moves = {
        (state, act)
        for state, act in itertools.product(lifecycle.STATES, lifecycle.ACTS)
        if state in lifecycle.states_for(act)
    }
    assert len(moves) == 16
    for state, act in itertools.product(lifecycle.STATES, lifecycle.ACTS):
        if (state, act) in moves:
            assert lifecycle.after(state, act) in lifecycle.STATES
        else:
            with pytest.raises(Conflict):
                lifecycle.after(state, act)
    assert lifecycle.after("accepted", "adopt") == "adopted"
    for state in ("not_adopted", "withdrawn"):
        assert not any(state == s for s, _ in moves)


def opinion(kind, given="favourable", version=3, condition=""):
    return OpinionFact(kind, given, "Asesoría", DAY, version, condition)


ALL = [opinion(kind) for kind in feasibility.KINDS]


def test_only_a_full_favourable_current_triptych_passes():
    assert feasibility.check(ALL, version=3).findings == ()
    for size in range(3):
        for some in itertools.combinations(ALL, size):
            blanks = feasibility.check(some, version=3)
            assert len(blanks.blockers) == 3 - size
    assert [f.basis for f in feasibility.check([], version=1)] == [
        "4.b.criterio-a",
        "4.b.criterio-b",
        "4.b.criterio-c",
    ]


@pytest.mark.parametrize("kind", feasibility.KINDS)
def test_unfavourable_blocks_and_a_condition_is_shown(kind):
    rest = [each for each in ALL if each.kind != kind]
    report = feasibility.check([*rest, opinion(kind, "unfavourable")], version=3)
    assert report.codes() == (f"commitments.unfavourable_{kind}",)
    shown = feasibility.check([*rest, opinion(kind, "with_conditions", 3, "Si hay")], version=3)
    assert shown.ok and shown.findings[0].params["condition"] == "Si hay"


def test_the_body_answers_for_the_words_that_it_accepted():
    report = feasibility.check(ALL, version=4)
    assert [f.code for f in report.blockers] == ["commitments.outdated_institutional"]
    assert len(report.findings) == 3


def test_letters():
    assert letters.first_state(is_public_body=True) == "not_needed"
    assert letters.first_state(is_public_body=False) == "drafted"
    itself = letters.draft_check(organization="a", responsible="a", already=False)
    assert itself[0].code == "commitments.letter_to_itself"


def test_society_drafts_on_equal_terms_and_only_authorities_accept():
    drafting = [r for r in PERMITS if r.action in ("commitment.draft", "milestone.add")]
    for row in drafting[:2]:
        assert {"delegate_public", "delegate_society"} <= row.roles
    accept = [row for row in PERMITS if row.action == "commitment.accept"]
    assert [row.roles for row in accept] == [frozenset({"authority"})]
    for state in lifecycle.STATES:
        assert not PERMITS.may({"citizen", "publisher", "operator"}, "commitment.save", state)
