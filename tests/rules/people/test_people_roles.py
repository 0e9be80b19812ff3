"""Sectors, sides and which roles one person may not hold together."""

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

import cocrea.people
from cocrea.people.rules.contacts import contact_check
from cocrea.people.rules.mandates import balance
from cocrea.people.rules.permits import PERMITS
from cocrea.people.rules.roles import APART, BY_CODE, CODES, DECIDE, clashes, grant_check
from cocrea.people.rules.sectors import (
    BRANCH_OF_GROUP,
    BRANCHES,
    SECTORS,
    branch_of_group,
    sector_of_group,
    side,
)

DATA = Path(cocrea.people.__file__).parent / "data" / "entidades_publicas_gt.csv"


def codes(findings):
    return [f.code for f in findings]


def test_every_group_of_the_list_has_a_branch():
    with DATA.open(encoding="utf-8", newline="") as lines:
        groups = {row["grupo"] for row in csv.DictReader(lines)}
    assert groups == set(BRANCH_OF_GROUP)
    assert {branch_of_group(g) for g in groups} <= set(BRANCHES) - {"none"}
    assert sector_of_group("Organismo Judicial") == "public"
    assert sector_of_group("Mancomunidades y asociaciones de municipalidades") == "municipality"
    assert branch_of_group("otra cosa") == "none"


@given(st.lists(st.sampled_from(SECTORS)))
def test_balance_loses_nobody(sectors):
    weight = balance(sectors)
    assert weight.total == len(sectors) == sum(weight.by_sector.values())
    assert weight.government == sum(side(s) == "government" for s in sectors)
    assert 0 <= weight.percent_government <= 100


def test_balance_of_an_empty_room_is_zero():
    assert balance([]).percent_government == 0


def test_balance_of_the_consultation_of_2018():
    assert balance(["public"] * 657 + ["civil_society"] * 63).percent_government == 91


def test_who_decides_does_not_publish():
    for deciding in DECIDE:
        found = grant_check("publisher", held=[deciding], has_function=True, to_self=False)
        assert codes(found) == ["people.roles_clash"]
        back = clashes(deciding, ["publisher", "facilitator"])
        assert codes(back) == ["people.roles_clash"]


@every(
    "role, held, function, to_self, expected",
    [
        ("secretary", [], True, False, []),
        ("secretary", ["secretary"], True, False, ["people.role_held"]),
        ("secretary", [], False, False, ["people.function_missing"]),
        ("secretary", [], True, True, ["people.grant_to_self"]),
        ("citizen", [], True, False, ["people.role_not_granted"]),
        ("forum_member", [], True, False, ["people.role_not_granted"]),
        ("clock", [], True, False, ["people.role_not_granted"]),
        ("king", [], True, False, ["people.role_unknown"]),
        ("operator", [], False, False, []),
        ("operator", ["moderator"], False, False, ["people.roles_clash"]),
        ("delegate_society", ["delegate_public"], True, False, ["people.roles_clash"]),
    ],
)
def test_grant_check(role, held, function, to_self, expected):
    found = grant_check(role, held=held, has_function=function, to_self=to_self)
    assert codes(found) == expected


def test_pairs_apart_name_real_roles():
    assert all(len(pair) == 2 and pair <= set(BY_CODE) for pair in APART)


def test_permits_name_real_roles():
    assert {role for row in PERMITS for role in row.roles} <= set(CODES)


def test_the_operator_names_only_the_first():
    assert PERMITS.may("operator", "role.grant", "first")
    assert not PERMITS.may("operator", "role.grant", "running")
    assert not PERMITS.may("point_of_contact", "role.grant", "first")


@every(
    "kind, value, expected",
    [
        ("email", "ana@ejemplo.org.gt", []),
        ("email", "ana@ejemplo", ["people.email_invalid"]),
        ("email", "ana ejemplo@a.gt", ["people.email_invalid"]),
        ("phone", "+502 5555-0101", []),
        ("phone", "no tengo", ["people.contact_invalid"]),
        ("messaging", "", ["people.contact_invalid"]),
        ("pigeon", "x", ["people.code_unknown"]),
    ],
)
def test_contact_check(kind, value, expected):
    found = contact_check(kind, value)
    assert codes(found) == expected
    assert not any(value in str(f.params.values()) for f in found if len(value) > 3)
