"""The law of the plan without a database."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.kernel.findings import Severity
from cocrea.plan.rules import answers, content, diff, lifecycle
from cocrea.plan.rules.lifecycle import DecisionFact, OpenVoices, PlanFact
from cocrea.plan.rules.permits import separation


def commitment(number=1, **changes):
    return {
        "public_id": f"c{number}",
        "number": number,
        "digest": f"d{number}",
        "template": "2018",
        "title": f"Compromiso {number}",
        "title_en": "",
        "theme": {"slug": "agua", "number": 1, "es": "Agua"},
        "theme_en": "Water",
        "responsible": "Ministerio de Ejemplo",
        "start": "2026-09-01",
        "end": None,
        "fields": {"problem": "El agua falta los lunes.", "commitment": "Publicar datos."},
        "alignments": [["ods", "6"]],
        "co_responsible": [],
        "milestones": [
            {
                "public_id": f"m{number}",
                "number": 1,
                "text": "Publicar el mapa",
                "indicator": "Mapas",
                "baseline": "",
                "means": "Portal",
                "responsible": "Dirección",
                "start": None,
                "end": "2027-01-31",
                "status": "new",
            }
        ],
        **changes,
    }


def version(*commitments, title="Plan", title_en=""):
    return content.build(
        kind="first",
        number=1,
        title=title,
        process={"slug": "municipio", "title": title, "title_en": title_en},
        frozen_at="2026-03-02T18:00:00+00:00",
        record={"origin": "x", "size": 1, "root": "00"},
        commitments=commitments,
        voices={"total": 0},
    )


# --- content


def test_canonical_text_is_one_for_one_content():
    one = version(commitment(1))
    other = json.loads(json.dumps(one))
    assert content.canonical(one) == content.canonical(other)
    assert " " not in content.canonical({"b": 1, "a": [1, 2]})
    assert content.canonical({"b": 1, "a": "ñ"}) == '{"a":"ñ","b":1}'


def test_originals_are_every_text_that_a_translation_is_owed_for():
    found = content.originals(version(commitment(1), title_en="Plan in English"))
    assert [o.key for o in found] == [
        ("process", "municipio", "title"),
        ("commitment", "c1", "title"),
        ("commitment", "c1", "problem"),
        ("commitment", "c1", "commitment"),
        ("milestone", "m1", "text"),
        ("milestone", "m1", "indicator"),
        ("milestone", "m1", "means"),
    ]
    assert found[0].given == "Plan in English" and found[4].where == "1.1"


def test_commitments_stand_by_theme_and_number():
    other = {"slug": "salud", "number": 2, "es": "Salud"}
    found = content.by_theme(version(commitment(1, theme=other), commitment(3), commitment(2)))
    assert [(t["slug"], [c["number"] for c in rows]) for t, rows in found] == [
        ("agua", [2, 3]),
        ("salud", [1]),
    ]


def test_touched_names_what_changed_came_or_went():
    old = version(commitment(1), commitment(2), commitment(3))
    new = version(commitment(1), commitment(2, digest="otro"), commitment(4))
    assert content.touched(old, new) == {"c2", "c3", "c4"}


# --- comparison

texts = st.text(alphabet="ab ñ\n.<", max_size=60)


@given(texts, texts)
def test_pieces_give_both_texts_back(before, after):
    pieces = diff.words(before, after)
    assert "".join(t for k, t in pieces if k != diff.ADDED).split() == before.split()
    assert "".join(t for k, t in pieces if k != diff.REMOVED) == after
    assert all(text for _, text in pieces)


def test_only_the_word_that_changed_is_marked():
    pieces = diff.words("El agua falta los lunes.", "El agua falta los martes.")
    assert [p for p in pieces if p[0] != diff.SAME] == [
        (diff.REMOVED, "lunes."),
        (diff.ADDED, "martes."),
    ]


def test_a_sentence_written_anew_reads_as_one_change():
    before = "Quien lo necesite podrá ver el dato, usarlo y reclamar si falta."
    after = "Cada municipio del área podrá decidir con datos publicados y revisar si se cumplen."
    assert diff.words(before, after) == ((diff.REMOVED, before), (diff.ADDED, after))
    # Words that stayed among small changes stay: they are what one reads by.
    kept = diff.words("El lunes falta el agua en enero.", "El martes falta el agua en marzo.")
    assert (diff.SAME, "falta el agua en ") in kept and kept[0] == (diff.SAME, "El ")


def test_a_text_too_long_to_compare_is_shown_whole():
    before, after = "a " * 2000, "b " * 2000
    assert diff.words(before, after) == ((diff.REMOVED, before), (diff.ADDED, after))


def test_a_comparison_says_what_came_went_and_changed():
    old = version(commitment(1), commitment(2), commitment(3))
    changed = copy.deepcopy(commitment(1))
    changed["fields"]["problem"] = "El agua falta siempre."
    changed["milestones"][0]["end"] = "2027-06-30"
    found = diff.compare(old, version(changed, commitment(2), commitment(4)))
    assert found.added == ((4, "Compromiso 4"),) and found.removed == ((3, "Compromiso 3"),)
    assert found.same == 1 and not found.empty
    (change,) = found.changed
    assert [(f.key, f.milestone) for f in change.fields] == [
        ("fields.problem", None),
        ("milestones.m1.end", 1),
    ]


def test_nothing_changed():
    one = version(commitment(1))
    assert diff.compare(one, copy.deepcopy(one)).empty


# --- life


@every(
    "fact, stage",
    [
        (PlanFact(), "none"),
        (PlanFact(latest="first"), "published"),
        (PlanFact(latest="first", commenting=True), "comments"),
        (PlanFact(latest="first", reviews=1, open_reviews=1, commenting=True), "in_review"),
        (PlanFact(latest="revised", reviews=1), "reviewed"),
        (PlanFact(latest="final", reviews=1), "final"),
        (PlanFact(latest="final", approved=True), "approved"),
        (PlanFact(latest="final", approved=True, submitted=True), "submitted"),
    ],
)
def test_where_the_plan_stands(fact, stage):
    assert lifecycle.stage(fact) == stage


def blockers(kind, fact, count=3, voices=None):
    report = lifecycle.freeze_check(kind, fact, commitments=count, voices=voices)
    return [f.code for f in report.blockers]


@every(
    "kind, fact, codes",
    [
        ("first", PlanFact(), []),
        ("first", PlanFact(latest="first"), ["plan.first_exists"]),
        ("revised", PlanFact(), ["plan.no_first"]),
        ("revised", PlanFact(latest="first"), []),
        ("final", PlanFact(latest="first"), []),
        ("final", PlanFact(latest="first", unanswered=1), ["plan.suggestions_open"]),
        ("final", PlanFact(latest="first", reviews=1, open_reviews=1), ["plan.review_open"]),
        ("revised", PlanFact(latest="final", approved=True), ["plan.already_approved"]),
        ("revised", PlanFact(latest="final"), ["plan.final_exists"]),
        ("final", PlanFact(latest="final", reviews=1), []),
        ("final", PlanFact(latest="final", reviews=1, deciding=True), ["plan.being_decided"]),
        ("other", PlanFact(), ["plan.kind_unknown"]),
    ],
)
def test_what_may_be_frozen_when(kind, fact, codes):
    assert blockers(kind, fact) == codes


def test_without_a_review_a_final_version_says_so():
    report = lifecycle.freeze_check("final", PlanFact(latest="first"), commitments=1)
    assert report.codes() == ("plan.no_review",)
    assert report.findings[0].severity is Severity.WARNING


@every(
    "voices, codes",
    [
        (OpenVoices(0), []),
        (OpenVoices(2), ["plan.open_voices"]),
        (OpenVoices(2, exception="e"), []),
        (OpenVoices(2, exception="e", quantity=2), []),
        (OpenVoices(3, exception="e", quantity=2), ["plan.open_voices"]),
        (OpenVoices(2, exception="e", competent=False), ["plan.open_voices"]),
    ],
)
def test_open_voices_hold_the_final_version_back(voices, codes):
    fact = PlanFact(latest="first", reviews=1)
    assert blockers("final", fact, voices=voices) == codes


def test_open_voices_do_not_hold_a_first_version_back():
    assert blockers("first", PlanFact(), voices=OpenVoices(5)) == []


GOOD = DecisionFact(closed=True, adopted=True, about="v1", body_kind="high_level")


@pytest.mark.parametrize(
    ("kind", "latest", "decision", "codes"),
    [
        ("final", True, GOOD, ()),
        ("first", True, GOOD, ("plan.not_final",)),
        ("final", False, GOOD, ("plan.not_final",)),
        ("final", True, None, ("plan.decision_missing",)),
        (
            "final",
            True,
            DecisionFact(closed=False, adopted=False, about="v2", body_kind="other"),
            ("plan.decision_not_about", "plan.decision_open", "plan.not_competent"),
        ),
    ],
)
def test_what_an_approval_needs(kind, latest, decision, codes):
    report = lifecycle.approval_check(kind, "v1", latest, decision, ["high_level"])
    assert report.codes() == codes


def test_a_body_of_no_kind_is_never_competent():
    nobody = DecisionFact(closed=True, adopted=True, about="v1")
    report = lifecycle.approval_check("final", "v1", True, nobody, [])
    assert report.codes() == ("plan.not_competent",)


def test_answers_have_a_kind_and_a_reason():
    assert not answers.check("partly", "Se agrega al hito segundo.")
    assert [f.code for f in answers.check("", "No.")] == [
        "plan.answer_unknown",
        "plan.reason_short",
    ]


def test_who_decides_is_named():
    assert separation({"publisher", "citizen"}) == ()
    assert separation({"publisher", "secretary"})[0].params == {"role": "secretary"}
