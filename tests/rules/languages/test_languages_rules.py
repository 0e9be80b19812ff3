"""The law of languages without a database."""

from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.languages.rules import translations as rules


@every(
    "code, tag",
    [("eng", "en"), ("EN", "en"), ("spa", "es"), ("quc", "quc"), ("x", ""), ("english", "")],
)
def test_language_tags(code, tag):
    assert rules.tag(code) == tag


def test_what_may_be_kept():
    good = {"field": "title", "language": "en", "source_language": "es", "text": "Title"}
    assert rules.save_check(**good) == ()
    for change, code in (
        ({"field": "Otro campo"}, "languages.field_unknown"),
        ({"language": ""}, "languages.language_unknown"),
        ({"language": "es"}, "languages.same_language"),
        ({"text": ""}, "languages.text_missing"),
    ):
        assert [f.code for f in rules.save_check(**{**good, **change})] == [code]


def test_another_person_reviews():
    assert rules.review_check(translator="a", reviewer="b") == ()
    assert rules.review_check(translator="a", reviewer="a")[0].code == "languages.same_person"
    assert rules.review_check(translator="a", reviewer="")[0].code == (
        "languages.review_needs_office"
    )


def test_a_translation_is_stale_when_its_original_moved():
    assert rules.is_stale("old", "new")
    assert not rules.is_stale("same", "same")
    assert not rules.is_stale("old", "")


states = st.sampled_from(["draft", "reviewed"])
keys = st.tuples(st.sampled_from("abc"), st.sampled_from(["title", "text"]))


@given(
    st.lists(st.tuples(keys, st.sampled_from("12")), unique_by=lambda row: row[0]),
    st.dictionaries(keys, st.tuples(states, st.sampled_from("12"))),
)
def test_counts_add_up(wanted, kept):
    rows = [(*key, digest) for key, digest in wanted]
    found = rules.count(rows, kept)
    assert found.total == len(rows)
    assert found.reviewed + found.draft + found.stale + found.missing == found.total
    assert found.stale == sum(1 for key, digest in wanted if key in kept and kept[key][1] != digest)
    assert (found + found).total == 2 * found.total
