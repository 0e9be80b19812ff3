"""Guatemala's methodology of 2018, against its source text and against what people found in it.

``guatemala-2018.source.txt`` is the published text, with the row of the schedule that a page break
cut in two joined again, and without the name of a person who held an office.
"""

import json
import re
from pathlib import Path

import pytest

from cocrea.process.rules.lint import lint
from cocrea.process.rules.loading import shipped

HERE = Path(__file__).parent
PUBLISHED = shipped("guatemala-2018-as-published")
DEMO = shipped("guatemala-2018-demo")


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


SOURCE = words((HERE / "guatemala-2018.source.txt").read_text("utf-8"))


def test_every_clause_is_in_the_source_word_by_word():
    assert [c.id for c in PUBLISHED.clauses if words(c.text) not in SOURCE] == []


def test_the_clauses_hold_the_whole_text_but_headings():
    left = SOURCE
    for clause in sorted(PUBLISHED.clauses, key=lambda c: -len(c.text)):
        left = left.replace(words(clause.text), " ", 1)
    assert len(left) < len(SOURCE) * 0.06
    assert not re.search(r"compromisos/|facilitadores|consenso|responsable", left)


def test_the_findings_are_the_ones_on_record():
    """The list was read and judged by hand; each entry is a defect that the text really has."""
    recorded = json.loads((HERE / "guatemala-2018-as-published.findings.json").read_text("utf-8"))
    found = [{"code": f.code, "where": f.where, "basis": f.basis} for f in lint(PUBLISHED)]
    assert found == recorded["findings"]


# What readers of the text found wrong in it, each with the finding that must say so.
@pytest.mark.parametrize(
    ("defect", "code", "basis"),
    [
        ("six departments or four to six regions", "quantity_contradicted", "4.b.regiones"),
        ("approval by the forum or by its high-level table", "act_of_two_bodies", "4.a.fase-9"),
        ("a cap of 20 on areas or on commitments", "limit_of_two_things", "4.b.3"),
        ("July review of a text of the last week of July", "review_before_product", "4.c.fila-8"),
        ("comments in August on what is reviewed in July", "comments_after_review", "4.c.fila-7"),
        ("phase 5 of the plan 2016-2018", "other_plan", "4.a.fase-5"),
        ("start of co-creation at its end", "event_marked_twice", "4.c.fila-10"),
        ("15 facilitators for 10 seats", "facilitators_without_seat", "4.c.fila-3"),
        ("5 tables for 12 themes", "fewer_tables_than_themes", "4.c.fila-3"),
        ("a workshop that promises a rule", "promised_decision_missing", "4.c.previa-2"),
        ("no rule for deciding", "no_decision_rule", ""),
        ("no rule for answering", "no_answer_rule", ""),
        ("no notice", "no_notice_rule", ""),
        ("no sharing of the cap", "no_sharing_rule", "4.b.3"),
    ],
)
def test_known_defects_are_found(defect, code, basis):
    bases = [f.basis for f in lint(PUBLISHED) if f.code == f"process.{code}"]
    assert any(basis in found for found in bases), defect


def test_the_demonstration_states_the_rules_and_keeps_the_other_defects():
    published = {(f.code, f.where) for f in lint(PUBLISHED)}
    demo = {(f.code, f.where) for f in lint(DEMO)}
    assert demo < published
    gone = {code for code, _ in published - demo}
    assert gone == {
        "process.closing_state_unsaid",
        "process.no_answer_rule",
        "process.no_decision_rule",
        "process.no_notice_rule",
        "process.no_sector_floor",
        "process.no_sharing_rule",
        "process.promised_decision_missing",
        "process.promised_method_missing",
    }


def test_what_the_text_does_not_say_is_absent():
    assert all(getattr(PUBLISHED.rules, n) is None for n in type(PUBLISHED.rules).model_fields)
    assert not PUBLISHED.preparation
    assert not PUBLISHED.holidays
    assert all(not phase.method_document for phase in PUBLISHED.phases)
    assert all(not body.legal_basis for body in PUBLISHED.bodies)


def test_the_figures_of_the_text():
    m = PUBLISHED
    assert [p.number for p in m.phases] == list(range(1, 11))
    assert [r.number for r in m.rows] == list(range(1, 11))
    assert (m.caps.areas.at_most, m.caps.commitments.at_most) == (20, 20)
    assert m.caps.milestones_per_commitment.at_most == 5
    assert m.preparatory[1].narrowing == (131, 26, 19, 12)
    assert m.preparatory[0].participants.value == 40
    forums = m.row(3)
    assert [p.status for p in forums.places] == ["candidate"] * 6 + ["alternate"] * 3
    assert (forums.attendance.op, forums.attendance.value) == ("about", 150)
    assert forums.places[4].serves == ("16", "15")
    assert (m.row(5).rounds, m.row(5).attendance.per) == (3, "round")
    assert [s.word for s in m.smart][2] == "responsables"
    assert len(m.themes) == 12
    assert [len(m.frame(s).items) for s in ("katun-2032", "pgg-2016-2020")] == [5, 5]
    assert {f.trust for f in m.frames} == {"background"}
    assert str(m.identity.delivery.date) == "2018-08-30"
    assert str(m.identity.implementation.date) == "2018-09-01"


def test_each_phase_of_the_demonstration_has_its_own_method():
    assert not any(phase.method_document for phase in PUBLISHED.phases)
    methods = [phase.method_document for phase in DEMO.phases]
    assert len(set(methods)) == 10
    assert all(text.startswith(f"Anexo R.7.{n}. ") for n, text in enumerate(methods, start=1))
