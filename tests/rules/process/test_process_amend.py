"""Amendments: the old text must match; the former version stays what it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.kernel.errors import Refused
from cocrea.process.rules.amend import amend, amend_all, digest, to_json
from cocrea.process.rules.loading import shipped
from cocrea.process.rules.schema import Amendment

PUBLISHED = shipped("guatemala-2018-as-published")
CLAUSE = "4.a.fase-5"
OLD = PUBLISHED.clause(CLAUSE).text


def amendment(**changes) -> Amendment:
    given = {
        "number": 1,
        "clause": CLAUSE,
        "old": OLD,
        "new": OLD.replace("2016-2018", "2018-2020"),
        "reason": "El período está equivocado.",
        "body": "forum",
        "in_force_from": {"date": "2018-05-28"},
        "clause_data": {"mentions_plan": [{"period": "2018-2020", "this": True}]},
    }
    return Amendment.model_validate(given | changes)


def code(**changes) -> str:
    with pytest.raises(Refused) as caught:
        amend(PUBLISHED, amendment(**changes))
    return caught.value.findings[0].code


def test_the_new_version_says_the_new_and_the_old_one_the_old():
    before = digest(PUBLISHED)
    after = amend(PUBLISHED, amendment())
    assert after.clause(CLAUSE).text.endswith("2018-2020")
    assert after.clause(CLAUSE).page == PUBLISHED.clause(CLAUSE).page
    assert PUBLISHED.clause(CLAUSE).text == OLD
    assert (digest(PUBLISHED), digest(after) == before) == (before, False)
    assert after.amendments[-1].reason == "El período está equivocado."


def test_the_old_text_must_match_but_for_spaces():
    assert code(old="Otro texto") == "process.amendment_old_text"
    assert code(clause="9.9", old="Nada") == "process.amendment_old_text"
    assert code(old="", new="x") == "process.amendment_old_text"
    amend(PUBLISHED, amendment(old="  " + OLD.replace(" ", "\n")))


def test_a_new_clause_and_a_removed_one():
    added = amend(PUBLISHED, amendment(clause="R.9", old="", new="Nueva.", clause_data={}))
    assert added.clause("R.9").text == "Nueva."
    removed = amend(added, amendment(number=2, clause="R.9", old="Nueva.", new=""))
    assert removed.clause("R.9") is None


def test_a_clause_that_others_refer_to_cannot_disappear():
    assert code(new="") == "process.amendment_invalid"


def test_values_change_only_from_what_they_are():
    rule = {"path": "rules.notice", "new": {"call": 15}}
    only = {"clause": "R.1", "old": "", "new": "", "clause_data": {}}
    assert amend(PUBLISHED, amendment(**only, values=[rule])).rules.notice.call == 15
    title = {"path": "phases.5.title", "old": "Otro", "new": "x"}
    assert code(**only, values=[title]) == "process.amendment_old_value"
    assert code(**only, values=[{"path": "rules.nada", "new": 1}]) == "process.amendment_path"
    assert code(**only, values=[{"path": "phases.77.title", "new": 1}]) == "process.amendment_path"
    bad = {"path": "phases.5.window", "old": {"precision": "month"}, "new": {"start": "no"}}
    assert code(**only, values=[bad]) == "process.amendment_invalid"
    assert code(**only) == "process.amendment_empty"


def test_items_of_a_list_are_added_replaced_and_removed_by_name():
    only = {"clause": "R.1", "old": "", "new": "", "clause_data": {}}
    theme = {"number": 13, "slug": "agua", "name": "Agua"}
    add = {"path": "themes.13", "new": theme}
    drop = {"path": "themes.13", "old": theme, "new": None}
    more = amend(PUBLISHED, amendment(**only, values=[add]))
    assert more.theme("agua").number == 13
    assert len(amend(more, amendment(**only, number=2, values=[drop])).themes) == 12


def test_numbers_go_in_order_and_bodies_exist():
    once = amend(PUBLISHED, amendment())
    with pytest.raises(Refused) as caught:
        amend(once, amendment())
    assert caught.value.findings[0].code == "process.amendment_number"
    assert code(body="one-person") == "process.amendment_body"


def test_the_demonstration_is_the_published_text_and_its_amendments():
    demo = shipped("guatemala-2018-demo")
    again = amend_all(PUBLISHED, demo.amendments)
    assert to_json(again)["rules"] == to_json(demo)["rules"]
    assert again.clauses == demo.clauses
    assert demo.not_official
    assert demo.based_on == "guatemala-2018-as-published"


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_amendment_is_applied_or_refused(old, new):
    given = {"old": old, "new": new, "clause_data": {}}
    try:
        amend(PUBLISHED, amendment(**given))
    except Refused:
        return
    except ValueError:  # the amendment itself is no amendment
        return
    assert new.strip()
