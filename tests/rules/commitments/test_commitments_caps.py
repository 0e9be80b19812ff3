"""The caps at the freeze: exact, explained, lifted only by a published exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.commitments.rules.caps import (
    MILESTONES_OVER_CAP,
    OVER_CAP,
    CapsFact,
    ExceptionFact,
    FreezeItem,
    at_freeze,
    competent,
    lifted,
)

CAPS = CapsFact(20, 5, "1, 4.b.3", "4.b.3")


def items(count, milestones=1):
    return [
        FreezeItem(f"c{n:02}", f"Compromiso {n}", milestones, (0, n)) for n in range(1, count + 1)
    ]


def exception(rule=OVER_CAP, **more):
    return ExceptionFact("e1", rule, "Mesa Técnica", **more)


def refused(report):
    return [f.where for f in report.blockers]


def test_twenty_pass_and_the_twenty_first_is_refused_by_its_place():
    assert at_freeze(items(20), CAPS).findings == ()
    report = at_freeze(reversed(items(21)), CAPS)
    assert refused(report) == ["c21"]
    said = report.blockers[0]
    assert (said.code, said.params["place"], said.params["cap"]) == (OVER_CAP, 21, 20)
    assert said.basis == "1, 4.b.3"
    assert report.findings[0].code == "commitments.cap_order"


def test_twenty_four_against_twenty():
    assert refused(at_freeze(items(24), CAPS)) == ["c21", "c22", "c23", "c24"]


def test_an_exception_by_quantity_raises_the_limit_to_that_and_no_more():
    report = at_freeze(items(24), CAPS, [exception(quantity=23)])
    assert refused(report) == ["c24"]
    assert at_freeze(items(24), CAPS, [exception(quantity=24)]).ok
    assert "commitments.exception_for_all" in report.codes()


def test_only_what_the_freeze_would_take_lifts_the_cap():
    assert lifted(CAPS, [exception(quantity=23)])
    assert lifted(CAPS, [exception(subject_id="c22")])
    assert not lifted(CAPS, [])
    assert not lifted(CAPS, [exception()])  # too vague: it says neither how many nor which
    assert not lifted(CAPS, [exception(quantity=20)])
    assert not lifted(CAPS, [exception(quantity=23, competent=False)])
    assert not lifted(CAPS, [exception(MILESTONES_OVER_CAP, quantity=23)])


def test_an_exception_for_one_lets_in_that_one_alone():
    report = at_freeze(items(22), CAPS, [exception(subject_id="c22")])
    assert refused(report) == ["c21"]
    used = [f for f in report if f.code == "commitments.exception_for_one"]
    assert [f.where for f in used] == ["c22"]
    # For one that the cap lets in anyway it frees no further place.
    assert refused(at_freeze(items(21), CAPS, [exception(subject_id="c01")])) == ["c21"]


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (exception(), "commitments.exception_vague"),
        (exception(quantity=30, competent=False), "commitments.exception_not_competent"),
    ],
)
def test_a_vague_or_incompetent_exception_lets_nothing_in(given_, code):
    report = at_freeze(items(21), CAPS, [given_])
    assert refused(report) == ["c21"]
    assert code in report.codes()


def test_an_exception_to_another_rule_does_not_count():
    other = exception("process.something", quantity=99)
    assert refused(at_freeze(items(21), CAPS, [other])) == ["c21"]


def test_milestones_have_their_own_cap_and_their_own_exceptions():
    report = at_freeze(items(1, milestones=6), CAPS)
    assert [f.code for f in report.blockers] == [MILESTONES_OVER_CAP]
    assert at_freeze(items(1, milestones=5), CAPS).ok
    assert at_freeze(items(1, 6), CAPS, [exception(MILESTONES_OVER_CAP, subject_id="c01")]).ok
    assert at_freeze(items(1, 6), CAPS, [exception(MILESTONES_OVER_CAP, quantity=6)]).ok
    assert not at_freeze(items(1, 7), CAPS, [exception(MILESTONES_OVER_CAP, quantity=6)]).ok
    assert not at_freeze(items(1, 6), CAPS, [exception(quantity=99)]).ok


def test_a_methodology_without_caps_refuses_nothing():
    assert at_freeze(items(50, milestones=50), CapsFact()).findings == ()


@given(st.integers(0, 40), st.integers(0, 30), st.integers(0, 40))
def test_exactly_what_is_over_the_limit_is_refused(count, cap, raised):
    report = at_freeze(items(count), CapsFact(cap), [exception(quantity=raised)])
    assert len(report.blockers) == max(0, count - max(cap, raised))


def test_who_is_competent():
    names = ["Mesa Técnica de Gobierno Abierto", "MTGA", ""]
    assert competent("mesa tecnica de gobierno abierto", names)
    assert competent("Pleno de la MTGA", names)
    assert not competent("Una persona", names)
    assert competent("Cualquiera", [])
