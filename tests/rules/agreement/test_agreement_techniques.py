"""Every technique decides by counts alone and explains itself."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.agreement.rules.balance import balance
from cocrea.agreement.rules.positions import ALLOWED, FOR, TECHNIQUES, Cast
from cocrea.agreement.rules.techniques import (
    RESULTS,
    TIE_RULES,
    QuorumRule,
    Roll,
    Rule,
    outcome,
    quorum_steps,
)
from cocrea.process.rules.charter import SectorBound

FULL = Roll(4, {"public": {"member": 2}, "civil_society": {"member": 2}})


def decide(technique, stances, *, tie="not_adopted", roll=FULL, casting="", **rule):
    casts = [s if isinstance(s, Cast) else Cast(s) for s in stances]
    declared = Rule(technique, rule.pop("quorum", QuorumRule(50, 2)), tie, **rule)
    return outcome(declared, casts, roll=roll, hall=balance(roll.by_sector()), casting=casting)


@every(
    "technique, stances, rule, result",
    [
        ("consensus", ["agree", "stand_aside"], {}, "adopted"),
        ("consensus", ["agree", "object"], {}, "not_adopted"),
        ("consensus", ["abstain", "abstain"], {}, "not_adopted"),
        ("consensus", [], {}, "not_adopted"),
        ("consent", ["agree", "object"], {}, "not_adopted"),
        ("consent", ["agree", Cast("object", resolved=True)], {}, "adopted"),
        ("consensus", ["agree", Cast("object", resolved=True)], {}, "not_adopted"),
        ("majority", ["agree", "agree", "against"], {}, "adopted"),
        ("majority", ["agree", "against", "against"], {}, "not_adopted"),
        ("majority", ["abstain"], {}, "not_adopted"),
        ("majority", ["agree", "agree", "against"], {"threshold": 75}, "not_adopted"),
        ("qualified_majority", ["agree", "agree", "against"], {"threshold": 66}, "adopted"),
        ("qualified_majority", ["agree", "agree", "against"], {"threshold": 67}, "not_adopted"),
        ("gradient", ["1", "2", "6"], {"threshold": 60}, "adopted"),
        ("gradient", ["1", "2", "8"], {"threshold": 60}, "not_adopted"),
        ("gradient", ["1", "2", Cast("8", resolved=True)], {"threshold": 60}, "adopted"),
        ("gradient", ["4", "5"], {"threshold": 60}, "not_adopted"),
    ],
)
def test_each_technique(technique, stances, rule, result):
    assert decide(technique, stances, **rule).result == result


@every(
    "tie, casting, result",
    [
        ("not_adopted", "", "not_adopted"),
        ("next_session", "", "tied"),
        ("as_declared", "", "tied"),
        ("casting", "for", "adopted"),
        ("casting", "against", "not_adopted"),
        ("casting", "", "tied"),
        ("next_session", "for", "tied"),
    ],
)
def test_a_tie_is_broken_only_as_declared(tie, casting, result):
    found = decide("majority", ["agree", "against"], tie=tie, casting=casting)
    assert found.result == result
    assert found.ties == ("for", "against")


def test_approval_chooses_the_most_approved_and_shows_a_tie_at_the_edge():
    options = {"options": ("0", "1", "2"), "winners": 2}
    ballots = [Cast("agree", choices=c) for c in (("0", "1"), ("0", "2"), ("0", "1"))]
    found = decide("approval", ballots, **options)
    assert (found.result, found.chosen) == ("adopted", ("0", "1"))
    level = [Cast("agree", choices=c) for c in (("0", "1"), ("0", "2"))]
    tied = decide("approval", level, tie="next_session", **options)
    assert (tied.result, tied.chosen, tied.ties) == ("tied", ("0",), ("1", "2"))
    cast = decide("approval", level, tie="casting", casting="2", **options)
    assert (cast.result, cast.chosen) == ("adopted", ("0", "2"))


def test_without_quorum_there_is_no_decision_and_it_says_so():
    few = Roll(10, {"public": {"member": 4, "observer": 9}})
    found = decide("majority", ["agree"] * 4, roll=few)
    assert found.result == "no_decision"
    assert {s.code: s.ok for s in found.steps}["agreement.step_quorum"] is False
    assert {s.code: s.ok for s in found.steps}["agreement.step_sectors"] is False


def test_a_floor_that_refuses_leaves_no_decision_and_one_that_labels_does_not():
    roll = Roll(4, {"public": {"member": 3}, "citizen": {"member": 1}})
    hall = balance(roll.by_sector(), [SectorBound(sector="public", at_most=50)])
    for refuse, result in ((True, "no_decision"), (False, "adopted")):
        rule = Rule("consensus", QuorumRule(50), "not_adopted", floor_refuse=refuse)
        found = outcome(rule, [Cast("agree")], roll=roll, hall=hall)
        assert found.result == result
        assert found.label["params"]["percent"] == 75


@pytest.mark.parametrize(
    ("technique", "stance", "rule"),
    [("majority", "object", {}), ("gradient", "agree", {"threshold": 50}), ("gradient", "1", {})],
)
def test_a_stance_of_another_technique_or_a_missing_threshold_is_an_error(technique, stance, rule):
    with pytest.raises(ValueError):
        decide(technique, [stance], **rule)


@st.composite
def sessions(draw):
    technique = draw(st.sampled_from(TECHNIQUES))
    options = ("0", "1", "2") if technique == "approval" else ()
    casts = [
        Cast(
            draw(st.sampled_from(sorted(ALLOWED[technique]))),
            draw(st.booleans()),
            tuple(draw(st.sets(st.sampled_from(options)))) if options else (),
        )
        for _ in range(draw(st.integers(0, 8)))
    ]
    rule = Rule(
        technique,
        QuorumRule(draw(st.integers(0, 100)), draw(st.integers(0, 3))),
        draw(st.sampled_from(TIE_RULES)),
        threshold=draw(st.integers(1, 100)),
        options=options,
    )
    return rule, casts


@given(sessions(), st.randoms())
def test_the_order_of_positions_does_not_matter(session, random):
    rule, casts = session
    hall = balance(FULL.by_sector())
    shuffled = random.sample(casts, len(casts))
    first = outcome(rule, casts, roll=FULL, hall=hall)
    assert outcome(rule, shuffled, roll=FULL, hall=hall) == first
    assert first.result in RESULTS


@given(sessions())
def test_an_outcome_is_json_without_floats(session):
    rule, casts = session
    data = outcome(rule, casts, roll=FULL, hall=balance(FULL.by_sector())).as_json()
    json.loads(json.dumps(data), parse_float=lambda text: pytest.fail(f"a float: {text}"))


@given(
    st.integers(1, 40),
    st.integers(0, 100),
    st.integers(0, 3),
    st.lists(st.sampled_from(["public", "citizen", "academia"]), max_size=40),
    st.sampled_from(["public", "citizen", "academia"]),
)
def test_one_more_member_never_breaks_a_quorum(seats, share, sectors, present, more):
    rule = QuorumRule(share, sectors)

    def met(members):
        row = {s: {"member": members.count(s)} for s in set(members)}
        return all(step.ok for step in quorum_steps(rule, Roll(seats, row)))

    if met(present):
        assert met([*present, more])


@given(sessions())
def test_one_more_in_favour_never_undoes_a_decision(session):
    rule, casts = session
    if rule.technique == "approval":
        return
    hall = balance(FULL.by_sector())
    more = "1" if rule.technique == "gradient" else "agree"
    if outcome(rule, casts, roll=FULL, hall=hall).result == "adopted":
        assert outcome(rule, [*casts, Cast(more)], roll=FULL, hall=hall).result == "adopted"


def test_shares_are_exact():
    casts = ["agree"] * 2 + ["against"]
    found = decide("qualified_majority", casts, threshold=67)
    step = next(s for s in found.steps if s.code == "agreement.step_share")
    assert step.params == {"share": "2/3", "needed": "67/100"}
    assert Fraction(step.params["share"]) < Fraction(67, 100)
    assert set(FOR) & ALLOWED["gradient"] == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("floor", "code", "ok"),
    [
        ((), "agreement.step_floor_none", None),
        ((SectorBound(sector="public", at_most=60),), "agreement.step_floor_met", True),
        ((SectorBound(sector="public", at_most=40),), "agreement.step_floor_unmet", None),
    ],
)
def test_a_floor_that_nobody_declared_is_not_met(floor, code, ok):
    rule = Rule("consensus", QuorumRule(50, 2), "not_adopted")
    hall = balance(FULL.by_sector(), floor)
    done = outcome(rule, [Cast("agree")], roll=FULL, hall=hall)
    assert [(s.code, s.ok) for s in done.steps if "floor" in s.code] == [(code, ok)]
