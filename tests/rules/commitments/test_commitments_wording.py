"""SMART and ambition: findings show the words that they were made from."""

import datetime as dt
import json

import pytest
from tests.rows import every

from cocrea.commitments.rules import ambition, smart
from cocrea.commitments.rules.values import CommitmentText, MilestoneText
from cocrea.commitments.rules.wording import find


def milestone(text, number=1, **more):
    full = {
        "responsible": "Dirección",
        "end": dt.date(2027, 1, number),
        "indicator": "Cuántos",
        "baseline": "0",
        "means": "Portal",
    }
    return MilestoneText(number, text, **(full | more))


def commitment(*milestones, **more):
    full = {
        "title": "Contratos abiertos",
        "fields": {"commitment": "Publicar cada contrato", "contribution": "La gente vigila"},
        "responsible": "Ministerio",
        "start": dt.date(2026, 9, 1),
        "end": dt.date(2028, 8, 31),
        "milestones": milestones or (milestone("Publicar los contratos"),),
    }
    return CommitmentText(**(full | more))


def by_code(report, code):
    return [f for f in report if f.code == f"commitments.{code}"]


@every(
    "text, words",
    [
        ("Creación de la primera Mesa Técnica interinstitucional", ["Creación de la primera Mesa"]),
        ("Crear un comité de seguimiento", ["Crear un comité"]),
        ("CONFORMAR UNA COMISIÓN", ["CONFORMAR UNA COMISIÓN"]),
        ("Diseñar un curso", ["Diseñar", "curso"]),
        ("Diseño de la estrategia", ["Diseño"]),
        ("Estudio de factibilidad", ["Estudio"]),
        (
            "11 talleres de sensibilización y capacitación sobre subasta",
            ["talleres", "sensibilización", "capacitación"],
        ),
        ("Elaborar un diagnóstico", ["Elaborar un diagnóstico"]),
        ("Socialización del plan", ["Socialización"]),
        # not these
        ("Estudiantes y diseñadores de todo el país", []),
        ("Publicar los contratos", []),
        ("Crear empleo. Mesa servida", []),
        ("La masa y el mesón", []),
    ],
)
def test_output_words_are_given_back_as_written(text, words):
    assert list(find(text, ambition.OUTPUTS)) == words


def test_words_are_found_whatever_case_and_accents_and_hostile_text_is_only_text():
    assert find("SENSIBILIZACION", ambition.OUTPUTS) == ("SENSIBILIZACION",)
    assert find("<script>taller</script>" * 5000, ambition.OUTPUTS) == ("taller",)
    assert find("", ambition.OUTPUTS) == ()


def test_output_only_asks_for_the_change_and_a_named_change_is_a_note():
    report = ambition.check(
        commitment(
            milestone("Crear una mesa de trabajo"),
            milestone("Capacitar al personal para reducir la espera a 5 días", 2),
            milestone("Publicar los contratos antes de pagarlos", 3),
        )
    )
    only = by_code(report, "ambition_output_only")
    assert [(f.where, f.params["words"]) for f in only] == [("milestone:1", ["Crear una mesa"])]
    both = by_code(report, "ambition_output_and_change")
    assert both[0].params["words"] == ["Capacitar"]
    assert both[0].params["changes"] == ["reducir"]
    assert report.ok
    assert not by_code(report, "ambition_all_outputs")


def test_when_every_milestone_is_an_output_the_whole_says_so():
    report = ambition.check(
        commitment(
            milestone("Diseñar una guía"),
            milestone("Impartir talleres", 2),
            title="Creación de una red de enlaces",
            fields={},
        )
    )
    assert by_code(report, "ambition_all_outputs")[0].params == {"count": 2}
    assert by_code(report, "ambition_title_output")[0].params["words"] == ["Creación de una red"]
    assert by_code(report, "ambition_no_change")


def test_every_letter_as_the_methodology_words_it():
    bare = MilestoneText(1, "Fortalecer diversas acciones")
    report = smart.check(
        CommitmentText("Fortalecer las capacidades", milestones=(bare,)),
        letters=smart.LETTERS,
        basis="4.b.3",
    )
    found = {(smart.letter_of(f), f.code.removeprefix("commitments.smart_")) for f in report}
    assert found == {
        ("S", "vague"),
        ("S", "vague_milestone"),
        ("M", "no_indicator"),
        ("M", "no_baseline"),
        ("M", "no_means"),
        ("A", "no_owner"),
        ("A", "no_milestone_owner"),
        ("R", "no_value"),
        ("T", "no_date"),
        ("T", "no_milestone_date"),
    }
    assert by_code(report, "smart_no_owner")[0].params["word"] == "responsables"
    assert by_code(report, "smart_vague_milestone")[0].params["words"] == [
        "Fortalecer",
        "diversas",
    ]
    assert {f.basis for f in report} == {"4.b.3"}
    assert report.ok


def test_a_letter_that_the_methodology_does_not_name_is_not_asked():
    report = smart.check(CommitmentText("x"), letters={"T": "con fecha"})
    assert {smart.letter_of(f) for f in report} == {"T"}


def test_a_complete_commitment_keeps_only_notes():
    report = smart.check(
        commitment(milestone("Publicar 40 contratos"), milestone("Publicar 80 contratos", 2))
    )
    assert report.codes() == ("commitments.smart_values_found",)
    assert "Publicar" in report.findings[0].params["words"]


def test_quantity_dates_technology_and_the_last_day():
    report = smart.check(
        commitment(
            milestone("Instalar 3 pantallas", indicator="", end=dt.date(2028, 8, 31)),
            milestone("Pintar", 2, end=dt.date(2028, 8, 31)),
            milestone("Lijar", 3, end=dt.date(2029, 1, 1)),
            title="Plataforma",
            fields={},
        )
    )
    assert by_code(report, "smart_quantity_only")[0].params["words"] == ["3 pantallas"]
    assert by_code(report, "smart_only_technology")[0].params["words"] == ["Plataforma"]
    assert by_code(report, "milestone_outside")[0].where == "milestone:3"
    report = smart.check(commitment(milestone("a"), milestone("b", 2, end=dt.date(2027, 1, 1))))
    assert by_code(report, "smart_all_at_the_end")[0].params["day"] == "2027-01-01"


@pytest.mark.slow
@pytest.mark.needs_shared
def test_on_real_commitments_every_finding_quotes_the_text(shared):
    path = shared / "data" / "ogp" / "compromisos_es_irm.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 30
    with_outputs = 0
    for row in rows:
        title, _, body = row["text"].partition("\n")
        text = CommitmentText(title, fields={"commitment": body}, responsible=str(row["lead"]))
        for finding in (*ambition.check(text), *smart.check(text)):
            for word in finding.params.get("words", []):
                assert word in " ".join(row["text"].split()), (row["id"], word)
        with_outputs += bool(find(row["text"], ambition.OUTPUTS))
    assert 15 <= with_outputs <= 25


@pytest.mark.needs_shared
def test_the_milestones_of_2018_that_are_known(shared):
    path = shared / "references" / "guatemala-plan4-commitments.json"
    plan = json.loads(path.read_text(encoding="utf-8"))["commitments"]
    known = next(row for row in plan if row["milestones"])
    milestones = tuple(
        MilestoneText(m["n"], m["text"], responsible=m["responsible"]) for m in known["milestones"]
    )
    report = ambition.check(CommitmentText(known["title_es"], milestones=milestones))
    assert [f.where for f in by_code(report, "ambition_output_only")] == ["milestone:1"]
    vague = by_code(smart.check(CommitmentText(known["title_es"])), "smart_vague")
    assert vague[0].params["words"] == ["seguir avanzando"]
