from hypothesis import given
from hypothesis import strategies as st

from cocrea.sensemaking.rules.suggest import stems, suggest, suggest_all

PROPOSALS = {
    1: "Publicar la calidad del agua de los pozos y del drenaje",
    2: "Contratos de compras públicas en datos abiertos",
    3: "Medicinas en los centros de salud",
}


def test_a_suggestion_shows_the_words_it_stands_on():
    best = suggest("En mi aldea el agua de los pozos sale sucia", PROPOSALS)[0]
    assert best.key == 1
    assert set(best.shared) == {"agua", "pozo"}
    assert 0 < best.likeness <= 1000


def test_nothing_is_suggested_without_shared_words():
    assert suggest("Quiero una cancha de fútbol", PROPOSALS) == []
    assert suggest("", PROPOSALS) == []
    assert suggest("agua", {}) == []


def test_accents_case_and_plurals_do_not_matter():
    assert stems("Las CONTRATACIONES públicas") == ["contratacion", "publica"]
    assert suggest("CENTRO DE SALÚD", PROPOSALS)[0].key == 3


def test_many_at_once_answer_each():
    found = suggest_all({"a": "compras", "b": "salud"}, PROPOSALS)
    assert [found["a"][0].key, found["b"][0].key] == [2, 3]


@given(st.text(max_size=200), st.dictionaries(st.integers(), st.text(max_size=80), max_size=6))
def test_it_never_raises_and_never_exceeds_its_bounds(text, candidates):
    for found in suggest(text, candidates):
        assert found.key in candidates
        assert 0 <= found.likeness <= 1000
        assert found.shared
