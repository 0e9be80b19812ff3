"""Terms, order and suggestions, without a database."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.search.rules.items import EXCERPT_MAX, SearchItem, excerpt_of
from cocrea.search.rules.ranking import Hit, ranked
from cocrea.search.rules.terms import counted, query_of, spell, stem, terms_of
from cocrea.search.rules.typing import corrected, nearest


def matches(query, text, language="es"):
    """What both databases do, said in Python."""
    terms = terms_of(counted(text), language)
    return all(
        any(t in terms for t in word.terms)
        or (word.prefix and any(t.startswith(word.prefix) for t in terms))
        for word in query_of(query).words
    )


@every(
    "query, text, language",
    [
        ("PARTICIPACION", "la participación ciudadana", "es"),
        ("participar", "Participación", "es"),
        ("instituciones", "una institución pública", "es"),
        ("compromiso", "veinte compromisos", "es"),
        ("transparenci", "Transparencia fiscal", "es"),
        ("commitment", "twenty commitments", "en"),
        ("q’eqchi", "idioma q'eqchi'", "quc"),
        ("la transparencia de los datos", "datos y transparencia", "es"),
        ("2018", "el plan 2018-2020", "es"),
    ],
)
def test_a_form_of_the_word_is_found(query, text, language):
    assert matches(query, text, language)


def test_what_is_not_there_is_not_found():
    assert not matches("salud", "educación y agua")
    assert not matches("agua salud", "agua y saneamiento")


def test_only_the_last_word_may_be_unfinished():
    assert not matches("transpa fiscal", "transparencia fiscal")
    assert matches("fiscal transpa", "transparencia fiscal")


@given(st.text(max_size=400))
def test_any_text_is_a_safe_query(text):
    for word in query_of(text).words:
        for term in (*word.terms, word.prefix):
            assert term.isascii()
            assert term == "" or term.isalnum()


@given(st.text(max_size=300), st.sampled_from(["es", "en", "quc", ""]))
def test_terms_hold_nothing_to_disagree_about(text, language):
    terms = terms_of(counted(text), language)
    assert terms == sorted(set(terms))
    assert all(term.isascii() and term.isalnum() for term in terms)


def test_little_words_count_when_there_is_nothing_else():
    assert [w.word for w in query_of("de la").words] == ["de", "la"]
    assert [w.word for w in query_of("de la mesa").words] == ["mesa"]
    assert not query_of(" \x00 «» -- &'")


def test_words_of_other_languages_have_no_stem():
    assert stem("winaqib", "quc") == "winaqib"
    assert spell("q'eqchi") == "qx27xeqchi"


def test_order_by_title_then_newer():
    query = query_of("agua")
    old, new = datetime(2018, 1, 1, tzinfo=UTC), datetime(2018, 6, 1, tzinfo=UTC)
    hits = [Hit(1, {"salud"}, new), Hit(2, {"agua"}, old), Hit(3, {"agua"}, new), Hit(4, {}, None)]
    assert ranked(query, hits) == [3, 2, 1, 4]


def test_one_slip_and_the_commoner_word():
    words = {"transparencia": 9, "transparente": 2, "casa": 5, "cazo": 4}
    assert nearest("trasparencia", words) == "transparencia"
    assert nearest("transaprencia", words) == "transparencia"
    assert nearest("transprncia", words) is None
    assert nearest("caza", words) == "casa"
    assert nearest("caa", words) is None
    assert corrected(["agua", "trasparencia"], lambda w: None if w == "agua" else "x") == "agua x"
    assert corrected(["agua"], lambda w: None) == ""


def test_an_item_says_when_it_changed():
    item = SearchItem("voice", "1", "es", "Agua", "Falta agua", "/p/x/")
    assert item.digest == SearchItem("voice", "1", "es", "Agua", "Falta agua", "/p/x/").digest
    assert item.digest != SearchItem("voice", "1", "es", "Agua", "Hay agua", "/p/x/").digest


def test_excerpts_are_one_line():
    assert excerpt_of("a\n\nb") == "a b"
    long = excerpt_of("palabra " * 200)
    assert len(long) <= EXCERPT_MAX
    assert long.endswith("…")
