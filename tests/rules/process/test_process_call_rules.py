"""Invitations and light records of earlier plans: a fact without a source does not stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.process.rules.earlier import (
    FACTS,
    Commitment,
    Ground,
    Plan,
    commitment_check,
    plan_check,
)
from cocrea.process.rules.invitations import Sent, sent_check

READ = Ground("Metodología 2018, cláusula 1", "read")
TODAY = date(2018, 3, 15)


def codes(found):
    return [f.code.removeprefix("process.") for f in found]


def test_what_no_source_says_may_stay_empty():
    assert codes(plan_check(Plan(1, "Primer plan"))) == []


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_needs_its_ground(fact):
    given = {"period": "2016-2018", "state": "closing", "commitments": 13}[fact]
    assert codes(plan_check(Plan(3, "Tercer plan", **{fact: given}))) == [
        "earlier_source_missing",
        "earlier_trust_unknown",
    ]
    grounds = {fact: Ground("De oídas", "oí decir")}
    found = list(plan_check(Plan(3, "Tercer plan", **{fact: given}, grounds=grounds)))
    assert codes(found) == ["earlier_trust_unknown"] and found[0].where == fact
    assert not list(plan_check(Plan(3, "Tercer plan", **{fact: given}, grounds={fact: READ})))


@every(
    "changes, code",
    [
        ({"number": 0}, "earlier_number_invalid"),
        ({"number": 10**6}, "earlier_number_invalid"),
        ({"name": ""}, "text_missing"),
        ({"period": "dos años"}, "earlier_period_invalid"),
        ({"period": "2018-2016"}, "earlier_period_invalid"),
        ({"state": "perdido"}, "earlier_state_unknown"),
        ({"commitments": -1}, "earlier_count_invalid"),
        ({"commitments": 501}, "earlier_count_invalid"),
    ],
)
def test_what_a_plan_may_say(changes, code):
    grounds = dict.fromkeys(FACTS, READ)
    plan = Plan(**{"number": 3, "name": "Tercer plan", "grounds": grounds, **changes})
    assert codes(plan_check(plan)) == [code]


@every(
    "given, expected",
    [
        ((13, "", "", READ), []),
        ((None, "GT0066", "complete", READ), []),
        ((None, "", "", READ), ["earlier_unnamed"]),
        ((0, "", "", READ), ["earlier_number_invalid"]),
        ((1, "gt66", "", READ), ["earlier_code_invalid"]),
        ((1, "", "logrado", READ), ["earlier_state_unknown"]),
        ((1, "", "", Ground("", "read")), ["earlier_source_missing"]),
        ((1, "", "", Ground("x", "")), ["earlier_trust_unknown"]),
    ],
)
def test_what_a_commitment_may_say(given, expected):
    assert codes(commitment_check(Commitment(*given))) == expected


@every(
    "sent, expected",
    [
        (Sent(TODAY, "letter", 3, proof=True), []),
        (Sent(TODAY, "radio", 3, proof=False, note="Spot de las siete"), []),
        (Sent(TODAY, "letter", 3, proof=False), ["invitation_proof_missing"]),
        (Sent(date(2018, 3, 16), "letter", 3, proof=True), ["invitation_future"]),
        (Sent(TODAY, "paloma", 0, proof=True), ["invitation_nobody", "invitation_channel_unknown"]),
        (Sent(TODAY, "letter", 301, proof=True), ["invitation_too_many"]),
    ],
)
def test_an_invitation_has_a_day_and_a_proof(sent, expected):
    assert codes(sent_check(sent, today=TODAY)) == expected


@given(st.text(max_size=30), st.text(max_size=30), st.integers())
def test_whatever_is_typed_is_judged_and_never_breaks(period, state, count):
    plan = Plan(1, "x", period=period, state=state, commitments=count)
    assert all(f.code.startswith("process.") for f in plan_check(plan))
