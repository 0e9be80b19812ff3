"""No decision without a rule; conflicts matched against declarations."""

from tests.rows import every

from cocrea.agreement.rules.conflicts import Declared, conflicts, undeclared
from cocrea.agreement.rules.declaring import (
    Declaration,
    declared_check,
    roll_check,
    with_defaults,
)
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.rules.techniques import QuorumRule
from cocrea.process.rules.charter import DecisionRule, Quorum, Rules, SectorBound, SectorFloor

LAW = Rules(
    decision=DecisionRule(
        technique="qualified_majority",
        quorum=Quorum(share=50, sectors=2),
        tie="La propuesta vuelve a la mesa.",
        threshold=60,
        clause="2",
    ),
    sector_floor=SectorFloor(
        bounds=(SectorBound(sector="public", at_most=50),), applies_to=("decision",)
    ),
)


def parts(rule):
    return [f.params["part"] for f in declared_check(rule)]


def test_a_text_without_rules_lets_nothing_be_decided():
    """As the text of 2018 was published: no technique, no quorum, no tie, no floor."""
    assert parts(with_defaults(Declaration(), Rules())) == ["technique", "quorum", "tie", "floor"]
    assert {f.code for f in declared_check(Declaration())} == {"agreement.no_rule"}


def test_what_nobody_says_comes_from_the_methodology():
    found = with_defaults(Declaration(), LAW)
    assert declared_check(found) == ()
    assert (found.technique, found.quorum, found.threshold) == (
        "qualified_majority",
        QuorumRule(50, 2),
        60,
    )
    assert (found.tie, found.tie_text) == ("as_declared", "La propuesta vuelve a la mesa.")
    assert found.floor == LAW.sector_floor.bounds
    assert found.clause == "2"


def test_another_technique_needs_its_own_threshold():
    assert parts(with_defaults(Declaration(technique="gradient"), LAW)) == ["threshold"]
    assert parts(with_defaults(Declaration(technique="consensus", threshold=60), LAW)) == []


def test_no_floor_can_be_declared_only_out_loud():
    rule = Declaration("consensus", QuorumRule(50), tie="not_adopted")
    assert parts(rule) == ["floor"]
    assert parts(Declaration("consensus", QuorumRule(50), tie="not_adopted", floor=())) == []


@every(
    "change, part",
    [
        ({"technique": "shouting"}, "technique"),
        ({"tie": "coin"}, "tie"),
        ({"quorum": QuorumRule(120)}, "quorum"),
        ({"threshold": 0}, "threshold"),
        ({"technique": "approval"}, "options"),
        ({"technique": "approval", "options": ("a", "a")}, "options"),
        ({"options": ("a", "b")}, "options"),
    ],
)
def test_nonsense_is_refused(change, part):
    base = {"technique": "majority", "quorum": QuorumRule(50), "tie": "not_adopted", "floor": ()}
    found = declared_check(Declaration(**{**base, **change}))
    assert [(f.code, f.params["part"]) for f in found] == [("agreement.bad_rule", part)]


@every(
    "seats, present, code",
    [
        (0, {"public": {"member": 3}}, None),
        (2, {"public": {"member": 3}}, "agreement.more_members_than_seats"),
        (2, {"public": {"guest": 3}}, None),
        (2, {"martians": {"member": 1}}, "agreement.bad_roll"),
        (2, {"public": {"boss": 1}}, "agreement.bad_roll"),
        (2, {"public": {"member": -1}}, "agreement.bad_roll"),
        (2, {}, "agreement.nobody_counted"),
        (2, {"public": {"member": 0}}, "agreement.nobody_counted"),
    ],
)
def test_a_roll_has_known_sectors_and_no_more_members_than_seats(seats, present, code):
    assert [f.code for f in roll_check(seats, present)] == ([code] if code else [])


def test_an_interest_in_the_organization_recuses_and_one_in_the_theme_warns():
    rows = [
        Declared("a", frozenset({"constructora"})),
        Declared("b", frozenset(), frozenset({"agua"})),
        Declared("c", frozenset({"otra"}), frozenset({"salud"})),
    ]
    found = conflicts(rows, organizations=["constructora"], themes=["agua"])
    assert [(f.code, f.where, f.severity.value) for f in found] == [
        ("agreement.conflict_recuse", "a", "blocker"),
        ("agreement.conflict_warn", "b", "warning"),
    ]
    assert found[0].params["match"] == ["constructora"]
    assert [f.where for f in undeclared(["x", "a"], ["a"])] == ["x"]


def test_only_the_hall_opens_and_closes_and_only_in_its_state():
    for role in ("secretary", "facilitator"):
        assert PERMITS.may(role, "session.open", "declared")
        assert not PERMITS.may(role, "session.open", "closed")
        assert PERMITS.may(role, "session.close", "open")
        assert not PERMITS.may(role, "session.annul", "open")
    for role in ("citizen", "forum_member", "publisher", "operator", "observer"):
        assert not PERMITS.may(role, "session.close", "open")
    assert not PERMITS.may("forum_member", "position.record", "closed")
