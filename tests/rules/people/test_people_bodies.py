"""Seats, mandates, hand-over, rules and rhythm of a body."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cocrea.people.rules.bodies import (
    GIVEN_BY,
    body_check,
    exit_check,
    rhythm,
    rules_check,
)
from cocrea.people.rules.handover import ending_check, handover_check
from cocrea.people.rules.mandates import (
    Candidate,
    MandateFact,
    SeatFact,
    mandate_check,
    parity,
    seat_check,
    seats_report,
    sitting,
)
from cocrea.people.rules.sectors import STATUSES

NOW = datetime(2018, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MINFIN = SeatFact("1", "law", "public", "minfin", title="Finanzas")
OPEN = SeatFact("2", "sector", "civil_society", title="Sociedad civil 1")
ANA = MandateFact("1", "ana", "titular", NOW - 30 * DAY)
BETO = Candidate("beto", "minfin", "public", NOW - 90 * DAY)


def codes(findings):
    return [f.code for f in findings]


def test_who_sits_now_ignores_past_and_future():
    past = MandateFact("1", "old", "titular", NOW - 90 * DAY, NOW - 30 * DAY)
    future = MandateFact("2", "next", "titular", NOW + DAY)
    alternate = MandateFact("1", "carla", "alternate", NOW)
    who = sitting([MINFIN, OPEN], [past, ANA, future, alternate], NOW)
    assert who["1"].titular == ANA
    assert who["1"].alternate == alternate
    assert who["2"].titular is None


def test_a_mandate_ends_at_its_instant():
    ended = replace(ANA, until=NOW)
    assert sitting([MINFIN], [ended], NOW)["1"].titular is None
    assert sitting([MINFIN], [ended], NOW - DAY)["1"].titular == ended


def test_report_finds_vacancy_double_seat_and_weight():
    twice = MandateFact("2", "ana", "titular", NOW - DAY)
    third = SeatFact("3", "branch", "public", title="Judicial")
    found = seats_report([MINFIN, OPEN, third], [ANA, twice], NOW)
    assert codes(found) == ["people.seat_vacant", "people.double_seat", "people.seats_uneven"]
    assert found[-1].params == {"government": 2, "society": 1}
    assert all(f.severity == "warning" for f in found)


def test_even_seats_are_even_and_cooperation_weighs_on_neither_side():
    assert parity([MINFIN, OPEN, SeatFact("3", "sector", "cooperation")]) == ()
    assert parity([MINFIN, replace(OPEN, voting=False)])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"organization": "otra"}, ["people.seat_of_another_organization"]),
        ({"sector": "private"}, ["people.seat_of_another_sector"]),
        ({"until": NOW}, ["people.function_not_running"]),
        ({"since": NOW + DAY}, ["people.function_not_running"]),
    ],
)
def test_candidate_for_a_seat(change, expected):
    candidate = replace(BETO, **change)
    found = mandate_check(MINFIN, candidate, kind="titular", since=NOW, mandates=[])
    assert codes(found) == expected


def test_a_seat_is_taken_once_per_kind_and_a_person_sits_once():
    taken = mandate_check(MINFIN, BETO, kind="titular", since=NOW, mandates=[ANA])
    assert codes(taken) == ["people.seat_taken"]
    assert mandate_check(MINFIN, BETO, kind="alternate", since=NOW, mandates=[ANA]) == ()
    elsewhere = replace(ANA, seat="9", person="beto")
    again = mandate_check(MINFIN, BETO, kind="titular", since=NOW, mandates=[elsewhere])
    assert codes(again) == ["people.sits_already"]


def test_an_organization_away_takes_no_seat():
    found = mandate_check(MINFIN, BETO, kind="titular", since=NOW, mandates=[], away=True)
    assert codes(found) == ["people.organization_away"]
    unknown = mandate_check(MINFIN, BETO, kind="king", since=NOW, mandates=[])
    assert codes(unknown) == ["people.code_unknown"]


def test_seat_check():
    def check(seat, branch="executive"):
        return codes(seat_check(seat, branch=branch, given_by=GIVEN_BY, statuses=STATUSES))

    assert check(MINFIN) == []
    assert check(replace(MINFIN, sector="army")) == ["people.code_unknown"]
    assert check(MINFIN, branch="royal") == ["people.code_unknown"]
    assert check(replace(MINFIN, title="")) == ["people.name_missing"]
    observer = replace(OPEN, status="observer")
    assert check(observer) == ["people.seat_votes_without_membership"]
    assert check(replace(observer, voting=False)) == []


def test_ending_and_hand_over():
    assert ending_check(ANA, until=NOW, now=NOW, reason="renuncia") == ()
    assert codes(ending_check(ANA, until=NOW + DAY, now=NOW, reason="")) == [
        "people.ends_in_the_future",
        "people.reason_missing",
    ]
    ended = replace(ANA, until=NOW)
    assert "people.mandate_ended" in codes(ending_check(ended, until=NOW, now=NOW, reason="x"))
    following = replace(ANA, person="beto", since=NOW)
    assert handover_check(ended, following, note="Queda el acta 3") == ()
    late = replace(following, since=NOW + 3 * DAY)
    assert codes(handover_check(ended, late, note="")) == [
        "people.handover_gap",
        "people.handover_silent",
    ]
    assert codes(handover_check(ended, replace(following, seat="2"), note="x")) == [
        "people.handover_other_seat"
    ]
    assert codes(handover_check(ended, replace(following, person="ana"), note="x")) == [
        "people.handover_to_self"
    ]


def test_body_and_rules_checks():
    assert body_check(kind="forum", name="Mesa", legal_basis="AG 41-2018", taken=False) == ()
    assert codes(body_check(kind="club", name="", legal_basis="", taken=True)) == [
        "people.code_unknown",
        "people.name_missing",
        "people.legal_basis_missing",
        "people.slug_taken",
    ]
    good = rules_check(text="1. …", agreed_by=["a"], in_force_since=NOW, now=NOW)
    assert good == ()
    bad = rules_check(text="", agreed_by=[], in_force_since=NOW - DAY, now=NOW)
    assert codes(bad) == [
        "people.rules_empty",
        "people.rules_agreed_by_none",
        "people.rules_backdated",
    ]


def test_exit_check():
    assert exit_check(sits=True, away=False, reason="Sin respuesta") == ()
    assert codes(exit_check(sits=False, away=True, reason="")) == [
        "people.not_in_body",
        "people.exit_recorded",
        "people.reason_missing",
    ]


def test_rhythm():
    held = [NOW - 200 * DAY, NOW - 95 * DAY, NOW + DAY]
    found = rhythm(held, every_days=90, now=NOW)
    assert (found.days, found.longest_gap) == (95, 105)
    assert codes(found.findings) == ["people.sessions_overdue"]
    assert found.findings[0].params == {"days": 95, "every": 90}
    assert rhythm([NOW - 90 * DAY], every_days=90, now=NOW).findings == ()
    assert codes(rhythm([], every_days=90, now=NOW).findings) == ["people.never_sat"]
    assert rhythm([], every_days=None, now=NOW).findings == ()
