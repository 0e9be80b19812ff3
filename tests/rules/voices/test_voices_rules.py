"""Dispositions and coverage, similarity, limits, intake, deadlines, small cells, permits."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rows import every

from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import words
from cocrea.voices.rules import dispositions, intake, limits, similarity
from cocrea.voices.rules.deadlines import due_day
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.rules.small_cells import suppressed

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2018, 5, 10, 15, tzinfo=UTC)
TARGET = SubjectRef("commitment", "abc")
REASON = "Ya figura en el compromiso siete."


@pytest.mark.parametrize("kind", ["incorporated", "partly", "merged"])
def test_what_was_taken_in_says_where(kind):
    assert dispositions.check(kind, REASON, TARGET).ok
    assert dispositions.check(kind, REASON, None).codes() == ("voices.target_missing",)


@every("kind", dispositions.CHOOSABLE)
def test_every_answer_has_a_reason(kind):
    assert "voices.reason_short" in dispositions.check(kind, "  No.  ", TARGET).codes()


@pytest.mark.parametrize("kind", ["inadmissible", "withdrawn", "", "<b>"])
def test_what_is_no_answer_to_a_point(kind):
    codes = dispositions.check(kind, REASON, None).codes()
    assert codes == ("voices.unknown_disposition",)


def test_who_proposes_does_not_publish():
    def found(one, other):
        given_ = {"proposed_office": one, "publisher_office": other}
        return [f.code for f in dispositions.publish_findings(**given_)]

    assert found("x", "x") == ["voices.same_person"]
    assert found("x", "y") == found("", "") == []


facts = st.builds(
    dispositions.PointFact,
    received_at=st.datetimes(datetime(2018, 1, 1), datetime(2018, 5, 1), timezones=st.just(UTC)),
    disposition=st.sampled_from(["", *dispositions.Kind]),
)


@relaxed
@given(st.lists(facts, max_size=40))
def test_coverage_adds_up(points):
    found = dispositions.coverage(points, NOW)
    assert found.points == len(points)
    assert found.answered + len(found.open_ages) == found.points
    assert sum(found.by_kind.values()) == found.answered
    assert list(found.open_ages) == sorted(found.open_ages, reverse=True)


def test_coverage_counts_exactly():
    old = dispositions.PointFact(NOW - timedelta(days=30))
    new = dispositions.PointFact(NOW - timedelta(days=2))
    done = dispositions.PointFact(NOW, "merged")
    found = dispositions.coverage([new, done, old], NOW)
    assert (found.points, found.answered, found.open) == (3, 1, 2)
    assert found.open_ages == (timedelta(days=30), timedelta(days=2))


COPY = (
    "Exigimos que se publique el presupuesto completo de la obra de la carretera al norte con los "
    "nombres de las empresas que la construyen"
)


@pytest.mark.parametrize(
    "other",
    [
        COPY.upper(),
        COPY.replace("á", "a") + " 1741417871",
        f"  {COPY}!!! ",
        COPY + " gracias",
        "¡" + COPY.replace("completo", "total"),
    ],
)
def test_copies_with_a_counter_or_another_word_are_near(other):
    assert similarity.near(similarity.signature(COPY), similarity.signature(other))


def test_different_texts_are_far():
    other = "En mi comunidad no hay agua desde marzo y nadie dice cuándo vuelve el servicio"
    assert not similarity.near(similarity.signature(COPY), similarity.signature(other))


@relaxed
@given(st.text(max_size=300))
def test_any_text_has_a_signature_near_itself(text):
    sign = similarity.signature(text)
    assert len(sign) == 16 and similarity.distance(sign, sign) == 0


@pytest.mark.slow
@pytest.mark.needs_shared
def test_real_proposals_are_not_taken_for_copies(shared):
    lines = (shared / "data/text/propuestas_madrid.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[:300]]
    signs = [similarity.signature(text) for text in texts]
    for i, one in enumerate(signs):
        for j in range(i):
            if similarity.near(one, signs[j]):
                mine, other = set(words(texts[i])), set(words(texts[j]))
                assert len(mine & other) / len(mine | other) > 0.5, (texts[i], texts[j])


def test_the_queue_starts_with_the_sixth_copy_and_keeps_its_name():
    sign = similarity.signature(COPY)
    assert limits.flood_of(sign, [(sign, "")] * (limits.FLOOD_COPIES - 1)) == ""
    cluster = limits.flood_of(sign, [(sign, "")] * limits.FLOOD_COPIES)
    assert cluster == sign
    near = similarity.signature(COPY + " gracias")
    assert limits.flood_of(near, [(sign, ""), *[(near, cluster)] * 5]) == cluster


def test_limits_of_a_form_and_of_a_code():
    assert limits.form_finding(limits.PER_FORM - 1) is None
    assert limits.form_finding(limits.PER_FORM).code == "voices.form_used_up"
    assert limits.code_finding(limits.CODE_TRIES - 1, 10) is None
    assert limits.code_finding(limits.CODE_TRIES, 10).params["seconds"] == 10


SOCIETY = intake.Society(
    {"01": frozenset({"0101"}), "02": frozenset()}, frozenset({"maya", "xinka"})
)


def test_a_text_is_enough():
    assert intake.check(intake.Intake("Más agua"), SOCIETY).ok


@every(
    "fields, codes",
    [
        ({"area": "01", "part": "0101"}, ()),
        ({"area": "02", "part": "0101"}, ("voices.unknown_place",)),
        ({"part": "0101"}, ("voices.unknown_place",)),
        ({"sector": "x"}, ("voices.unknown_choice",)),
        ({"people": "maya"}, ()),
        ({"people": "other"}, ()),
        ({"people": "mapuche"}, ("voices.unknown_choice",)),
        ({"display": "pseudonym"}, ("voices.name_missing",)),
        ({"covers": ("publish", "todo")}, ("voices.consent_missing",)),
        ({"text": "", "language": "es"}, ("voices.text_missing", "voices.language_code")),
    ],
)
def test_every_problem_at_once(fields, codes):
    given_ = intake.Intake(**{"text": "Más agua", **fields})
    assert intake.check(given_, SOCIETY).codes() == codes


def test_where_nobody_is_asked_of_which_people_they_are_nobody_says_it():
    for people in ("maya", "other"):
        found = intake.check(intake.Intake("Más agua", people=people), intake.Society())
        assert found.codes() == ("voices.unknown_choice",)


def test_days_are_counted_after_the_day_it_came():
    friday = date(2018, 9, 14)
    assert due_day(friday, 3) == date(2018, 9, 17)
    assert due_day(friday, 3, working=True) == date(2018, 9, 19)
    assert due_day(friday, 1, working=True, holidays={date(2018, 9, 17)}) == date(2018, 9, 18)


@relaxed
@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8))
def test_no_small_cell_is_shown_nor_follows_from_the_total(counts):
    shown = suppressed(counts)
    assert all(value is None or value == 0 or value >= 5 for value in shown.values())
    hidden = [key for key, value in shown.items() if value is None]
    if len(hidden) == 1:
        assert not any(value for value in shown.values())


def test_nobody_decides_and_publishes_with_one_role():
    for row in PERMITS:
        if row.action == "disposition.publish":
            publishers = row.roles
        if row.action == "disposition.propose":
            proposers = row.roles
    assert not publishers & proposers
    assert PERMITS.may("citizen", "voice.receive") and PERMITS.may("citizen", "voice.erase")
    assert not PERMITS.may("operator", "voice.admit", "received")
    assert not PERMITS.may("moderator", "voice.admit", "admitted")
