"""Each check fires on the defect it is for, and only there: clean methodologies give no finding."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.kernel.findings import Severity
from cocrea.process.rules import lint as lint_module
from cocrea.process.rules.figures import disagree
from cocrea.process.rules.lint import CHECKS, lint
from cocrea.process.rules.loading import from_json, shipped, to_json
from cocrea.process.rules.parts import Amount

NATIONAL = json.dumps(to_json(shipped("national-2022")) | {"frames": []})
Data = dict[str, Any]


def national() -> Data:
    """A clean methodology, anew: to be spoiled."""
    return json.loads(NATIONAL)


def row(data: Data, number: int) -> Data:
    return next(r for r in data["rows"] if r["number"] == number)


def phase(data: Data, number: int) -> Data:
    return next(p for p in data["phases"] if p["number"] == number)


def clause(data: Data, clause_id: str) -> Data:
    return next(c for c in data["clauses"] if c["id"] == clause_id)


def quantity(name: str, op: str, value: int | None = None, **more: Any) -> Data:
    return {"name": name, "op": op, "value": value, **more}


def set_in(target: Data, **values: Any) -> None:
    target.update(values)


# code -> (where it is found, what makes it so)
DEFECTS: dict[str, tuple[str, Callable[[Data], Any]]] = {
    "quantity_contradicted": (
        "2",
        lambda d: (
            set_in(
                clause(d, "2"), quantities=[quantity("themes", "one_of", among=[4, 6], of="áreas")]
            )
            or clause(d, "1")["quantities"].append(quantity("themes", "exactly", 6))
        ),
    ),
    "limit_of_two_things": (
        "cap.commitments",
        lambda d: clause(d, "1")["quantities"].append(
            quantity("cap.commitments", "at_most", 12, of="temas")
        ),
    ),
    "cap_of_another_thing": ("caps", lambda d: set_in(d["caps"]["commitments"], of="acciones")),
    "figure_contradicts_clause": (
        "rows.3",
        lambda d: (
            set_in(row(d, 3), clause="2")
            or set_in(clause(d, "2"), quantities=[quantity("forums.tables", "at_most", 4)])
        ),
    ),
    "figure_not_in_clause": (
        "rows.3",
        lambda d: (
            set_in(row(d, 3), clause="2", facilitators=None)
            or set_in(clause(d, "2"), text="Foros con 150 personas cada uno.")
        ),
    ),
    "day_contradicts_clause": (
        "5",
        lambda d: set_in(
            clause(d, "5"), marks=[{"event": "implementation.start", "moment": {"day": 200}}]
        ),
    ),
    "stated_rule_not_encoded": ("3.2", lambda d: set_in(d["rules"], decision=None)),
    "narrowing_grows": (
        "preparatory.1",
        lambda d: set_in(d["preparatory"][0], narrowing=[26, 131, 12]),
    ),
    "stages_out_of_order": ("phases.4", lambda d: set_in(phase(d, 3), stage="cierre")),
    "preparatory_after_start": (
        "preparatory.1",
        lambda d: set_in(d["preparatory"][0]["window"], to_day=20),
    ),
    "sharing_min_exceeds_max": (
        "rules.sharing",
        lambda d: set_in(d["rules"]["sharing"], per_theme_min=2, per_theme_max=1),
    ),
    "threshold_not_qualified": (
        "rules.decision",
        lambda d: set_in(d["rules"]["decision"], technique="qualified_majority", threshold=30),
    ),
    "rule_of_unknown_body": (
        "rules.decision",
        lambda d: set_in(d["rules"]["decision"], body="senado"),
    ),
    "unknown_owner": (
        "preparation.cronograma",
        lambda d: set_in(d["preparation"][0], owner="ministra"),
    ),
    "task_after_notice": (
        "preparation.foros-convocatoria",
        lambda d: set_in(d["preparation"][1], days_before=3),
    ),
    "cap_contradicted": ("3.4", lambda d: set_in(d["caps"]["commitments"], at_most=15)),
    "phases_miscounted": ("1", lambda d: set_in(clause(d, "1")["quantities"][0], value=9)),
    "themes_miscounted": ("4", lambda d: d["themes"].pop()),
    "more_seats_than_people": ("rows.5", lambda d: set_in(row(d, 5)["facilitators"], value=8)),
    "facilitators_without_seat": ("rows.5", lambda d: set_in(row(d, 5)["facilitators"], value=20)),
    "more_tables_than_people": ("rows.5", lambda d: set_in(row(d, 5)["attendance"], value=4)),
    "fewer_tables_than_themes": ("rows.3", lambda d: set_in(row(d, 3)["tables"], value=5)),
    "more_facilitators_than_trained": (
        "rows.3",
        lambda d: set_in(d["preparatory"][0]["participants"], value=10),
    ),
    "days_mixed": (
        "phases",
        lambda d: set_in(d["identity"]["delivery"], date="2018-01-01", day=None),
    ),
    "end_before_start": ("phases.4", lambda d: set_in(phase(d, 4)["window"], from_day=80)),
    "phases_out_of_order": (
        "phases.5",
        lambda d: set_in(phase(d, 5)["window"], from_day=10, to_day=20),
    ),
    "later_phase_ends_first": ("phases.8", lambda d: set_in(phase(d, 7)["window"], to_day=165)),
    "phase_after_delivery": (
        "phases.10",
        lambda d: set_in(phase(d, 10)["window"], from_day=181, to_day=190),
    ),
    "window_passes_delivery": ("phases.10", lambda d: set_in(phase(d, 10)["window"], to_day=190)),
    "implementation_before_delivery": (
        "identity.implementation",
        lambda d: set_in(d["identity"]["implementation"], day=150),
    ),
    "row_outside_phase": ("rows.9", lambda d: set_in(row(d, 9)["window"], to_day=175)),
    "need_without_source": ("rows.5", lambda d: set_in(row(d, 4), produces=[])),
    "review_before_product": (
        "rows.8",
        lambda d: set_in(row(d, 8)["window"], from_day=115, to_day=124),
    ),
    "hearing_before_product": (
        "rows.7",
        lambda d: set_in(row(d, 7)["window"], from_day=100, to_day=120),
    ),
    "use_before_product": ("rows.5", lambda d: set_in(row(d, 5)["window"], from_day=60, to_day=69)),
    "starts_before_product": ("rows.5", lambda d: set_in(row(d, 5)["window"], from_day=60)),
    "comments_after_review": ("rows.7", lambda d: set_in(row(d, 7)["window"], to_day=162)),
    "act_of_two_bodies": (
        "plan.approve",
        lambda d: (
            d["bodies"].append({"slug": "high", "kind": "high_level", "name": "Alta"})
            or set_in(clause(d, "5"), assigns=[{"act": "plan.approve", "body": "high"}])
        ),
    ),
    "event_marked_twice": (
        "5",
        lambda d: set_in(clause(d, "1"), marks=[{"event": "implementation.start", "phase": 1}]),
    ),
    "other_plan": (
        "1",
        lambda d: set_in(clause(d, "1"), mentions_plan=[{"period": "2016-2018", "this": True}]),
    ),
    "body_with_two_names": (
        "bodies.comite",
        lambda d: d["bodies"].append(
            {"slug": "comite", "kind": "technical", "name": "Comité", "maybe_same_as": "forum"}
        ),
    ),
    "promised_decision_missing": (
        "2",
        lambda d: (
            set_in(clause(d, "2"), promises=["decision"])
            or set_in(clause(d, "3.2"), states=[])
            or set_in(d["rules"], decision=None)
        ),
    ),
    "promised_answer_missing": (
        "2",
        lambda d: (
            set_in(clause(d, "2"), promises=["answer"])
            or set_in(clause(d, "3.3"), states=[])
            or set_in(d["rules"], answer=None)
        ),
    ),
    "promised_notice_missing": (
        "2",
        lambda d: (
            set_in(clause(d, "2"), promises=["notice"])
            or set_in(clause(d, "3.1"), states=[])
            or set_in(d["rules"], notice=None)
        ),
    ),
    "promised_sharing_missing": (
        "2",
        lambda d: (
            set_in(clause(d, "2"), promises=["sharing"])
            or set_in(clause(d, "3.4"), states=[])
            or set_in(d["rules"], sharing=None)
        ),
    ),
    "promised_method_missing": ("2", lambda d: set_in(clause(d, "2"), promises=["method"])),
    "promise_not_kept": ("2", lambda d: set_in(clause(d, "2"), promises=["appeal"])),
    "instrument_unpublished": (
        "instruments.reglas-de-participacion",
        lambda d: set_in(d["instruments"][0], document=""),
    ),
    "no_decision_rule": ("rules.decision", lambda d: set_in(d["rules"], decision=None)),
    "no_answer_rule": ("rules.answer", lambda d: set_in(d["rules"], answer=None)),
    "no_notice_rule": ("rules.notice", lambda d: set_in(d["rules"], notice=None)),
    **{
        f"no_notice_of_{thing}": (
            f"rules.notice.{thing}",
            lambda d, thing=thing: set_in(d["rules"]["notice"], **{thing: None}),
        )
        for thing in ("call", "agenda", "method", "authorities", "document")
    },
    "no_sharing_rule": ("rules.sharing", lambda d: set_in(d["rules"], sharing=None)),
    "sharing_exceeds_cap": (
        "rules.sharing",
        lambda d: set_in(d["rules"]["sharing"], per_theme_min=3),
    ),
    "no_sector_floor": ("rules.sector_floor", lambda d: set_in(d["rules"], sector_floor=None)),
    "floors_exceed_everybody": (
        "rules.sector_floor",
        lambda d: set_in(
            d["rules"]["sector_floor"],
            bounds=[{"sector": "citizen", "at_least": 60}, {"sector": "academia", "at_least": 50}],
        ),
    ),
    "no_delivery": ("identity.delivery", lambda d: set_in(d["identity"], delivery=None)),
    "nobody_heard": ("phases", lambda d: [set_in(p, admits=[]) for p in d["phases"]]),
    "closing_state_unsaid": ("phases.2", lambda d: set_in(phase(d, 2), closes_on=None)),
    "no_languages": ("languages", lambda d: set_in(d, languages=None)),
    "no_peoples": ("peoples", lambda d: set_in(d, peoples=None)),
    "no_organizations": ("organizations", lambda d: set_in(d, organizations=None)),
    "no_territory": ("territory", lambda d: set_in(d, territory={})),
    "unknown_dataset": (
        "peoples.dataset",
        lambda d: set_in(d, peoples={"dataset": "atlantida"}),
    ),
    "themes_exceed_cap": ("themes", lambda d: set_in(d["caps"], areas={"at_most": 5})),
}
BLOCKERS = {
    "unknown_dataset",
    "days_mixed",
    "end_before_start",
    "phases_out_of_order",
    "phase_after_delivery",
    "implementation_before_delivery",
    "sharing_exceeds_cap",
    "sharing_min_exceeds_max",
    "threshold_not_qualified",
    "floors_exceed_everybody",
    "nobody_heard",
}


@every("slug", sorted(DEFECTS))
def test_each_check_finds_its_defect_where_it_is(slug):
    where, spoil = DEFECTS[slug]
    data = national()
    spoil(data)
    found = [f for f in lint(from_json(data)) if f.code == f"process.{slug}"]
    assert where in {f.where for f in found}
    expected = Severity.BLOCKER if slug in BLOCKERS else {Severity.WARNING, Severity.NOTE}
    assert all(f.severity == expected or f.severity in expected for f in found)


def published() -> Data:
    return json.loads(PUBLISHED)


PUBLISHED = json.dumps(to_json(shipped("guatemala-2018-as-published")))


# What of the real text can be encoded wrongly, and what finds it.
SLIPS: dict[str, Callable[[Data], Any]] = {
    "attendance": lambda d: set_in(row(d, 3)["attendance"], value=900),
    "attendance of rounds": lambda d: set_in(row(d, 5)["attendance"], op="exactly", value=80),
    "facilitators": lambda d: set_in(row(d, 3)["facilitators"], value=10),
    "tables": lambda d: set_in(row(d, 3)["tables"], op="exactly", value=4),
    "facilitators per table": lambda d: set_in(row(d, 3)["facilitators_per_table"], value=3),
    "rounds": lambda d: set_in(row(d, 5), rounds=4),
    "places": lambda d: set_in(row(d, 3), places=row(d, 3)["places"][1:]),
    "duration": lambda d: set_in(row(d, 1)["duration_minutes"], value=120),
    "trained": lambda d: set_in(d["preparatory"][0]["participants"], value=30),
    "first of a narrowing": lambda d: set_in(d["preparatory"][1], narrowing=[130, 26, 19, 12]),
    "middle of a narrowing": lambda d: set_in(d["preparatory"][1], narrowing=[131, 27, 19, 12]),
    "last of a narrowing": lambda d: set_in(d["preparatory"][1], narrowing=[131, 26, 19, 10]),
    "training too late": lambda d: set_in(
        d["preparatory"][0]["window"], start="2018-10-01", end="2018-11-30"
    ),
    "training reversed": lambda d: set_in(
        d["preparatory"][0]["window"], start="2018-03-31", end="2018-02-01"
    ),
    "stage": lambda d: set_in(phase(d, 5), stage="presentacion"),
    "implementation": lambda d: set_in(d["identity"]["implementation"], date="2018-10-01"),
    "delivery": lambda d: set_in(d["identity"]["delivery"], date="2018-08-31"),
    "cap renamed": lambda d: set_in(d["caps"]["commitments"], of="propuestas", at_most=30),
    "cap without a thing": lambda d: set_in(d["caps"]["commitments"], of="", at_most=30),
    "third statement": lambda d: [
        set_in(clause(d, c)["quantities"][n], op="at_least", value=v)
        for c, n, v in (("4.b.temas", 0, 10), ("4.c.previa-2", 0, 14))
    ],
    "rule only stated": lambda d: set_in(clause(d, "4.a.acuerdo"), states=["decision"]),
}


FOUND_IN_PUBLISHED = set(map(repr, lint(shipped("guatemala-2018-as-published"))))


@every("slip", sorted(SLIPS))
def test_a_slip_against_the_text_is_found(slip):
    data = published()
    SLIPS[slip](data)
    assert set(map(repr, lint(from_json(data)))) - FOUND_IN_PUBLISHED, slip


def test_more_people_than_all_tables_seat():
    """Where the text sets only an upper end, nobody is certain of a table."""
    data = national()
    row(data, 5)["facilitators_per_table"] |= {"op": "at_most", "value": 2}
    row(data, 5)["facilitators"]["value"] = 15
    row(data, 5)["tables"] |= {"op": "exactly", "value": 6}
    found = [f for f in lint(from_json(data)) if f.where == "rows.5"]
    assert [f.code for f in found] == ["process.facilitators_without_seat"]


@pytest.mark.parametrize("name", ["national-2022", "municipality-example"])
def test_clean_methodologies_give_no_finding(name):
    assert lint(shipped(name)).codes() == ()


def test_published_texts_are_never_blocked_only_shown():
    for name in ("guatemala-2018-as-published", "guatemala-2018-demo"):
        assert lint(shipped(name)).ok


def test_every_code_of_the_linter_has_a_defect_here():
    folder = Path(lint_module.__file__).parent
    quoted = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')
    text = "".join(path.read_text("utf-8") for path in folder.glob("lint_*.py"))
    codes = {f"process.{slug}" for slug in DEFECTS}
    named = set(re.findall(r'"process\.([a-z_]+)"', text))
    named |= {
        s
        for call in re.findall(r"(?:_found|_missing|_warning)\(\s*(\"[a-z_]+\")", text)
        for s in quoted.findall(call)
    }
    assert {f"process.{slug}" for slug in named} <= codes
    assert len(named) > 30


def test_no_check_knows_a_country():
    folder = Path(lint_module.__file__).parent
    text = "".join(path.read_text("utf-8") for path in folder.glob("lint*.py")).lower()
    assert not re.findall(r"guatemala|mtga|katun|usaid|\b2018\b", text)
    assert len(CHECKS) > 25


numbers = st.integers(0, 300)
amounts = st.one_of(
    st.builds(
        Amount, op=st.sampled_from(["exactly", "about", "at_least", "at_most"]), value=numbers
    ),
    st.builds(lambda a, b: Amount(op="between", value=min(a, b), upto=max(a, b)), numbers, numbers),
    st.builds(lambda a, b: Amount(op="one_of", among=(a, b)), numbers, numbers),
)


@given(amounts, amounts)
def test_disagreement_does_not_depend_on_the_order(a, b):
    assert disagree(a, b) == disagree(b, a)
    assert not disagree(a, a)


@given(
    st.integers(1, 10),
    st.integers(-50, 250),
    st.integers(-50, 250),
    st.sampled_from(["day", "week", "month"]),
)
def test_any_window_is_judged_without_a_crash(number, first, last, precision):
    data = national()
    for thing in (phase(data, number), row(data, number)):
        thing["window"] |= {"from_day": first, "to_day": last, "precision": precision}
    report = lint(from_json(data))
    reversed_window = "process.end_before_start" in report.codes()
    assert reversed_window == (last < first)


@given(st.permutations(range(1, 11)))
def test_phases_planned_in_any_other_order_are_found(order):
    data = national()
    windows = [dict(p["window"]) for p in data["phases"]]
    for spot, p in zip(order, data["phases"], strict=True):
        p["window"] = windows[spot - 1]
    found = {"process.phases_out_of_order", "process.later_phase_ends_first"}
    codes = set(lint(from_json(data)).codes())
    assert bool(found & codes) == (list(order) != sorted(order))


def test_a_duration_that_was_published_as_a_number_is_read():
    data = national()
    row(data, 1)["duration_minutes"] = 60
    read = from_json(data).row(1).duration_minutes
    assert (read.op, read.value) == ("exactly", 60)
