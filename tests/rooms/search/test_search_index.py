"""The index: what comes in, what is found, what really goes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cocrea.people.vault import after_erase
from cocrea.search import selectors, services
from cocrea.search.models import Entry, Word
from cocrea.search.rules.items import SearchItem
from cocrea.ui.paging import PAGE

NOW = datetime(2018, 3, 1, tzinfo=UTC)


def item(number, text, title="", kind="voice", language="es", **more):
    return SearchItem(
        kind, str(number), language, title or f"Voz {number}", text, f"/p/plan/{number}/", **more
    )


WATER = [
    item(1, "Falta agua potable en la aldea", at=NOW),
    item(2, "Participación ciudadana en el presupuesto"),
    item(3, "Reglas de los pozos", title="El agua de todos", kind="document"),
    item(4, "Chuxlab'al ja' q'eqchi'", language="kek"),
    item(5, "Clean water for every village", title="Water", language="en", kind="document"),
]


def ids(query, slug="plan", **narrowing):
    wanted = selectors.Narrowing(**narrowing)
    return [hit.public_id for hit in selectors.found(slug, query, wanted).items]


@pytest.mark.django_db
def test_found_without_accents_case_or_exact_form():
    assert services.index("plan", WATER) == 5
    assert ids("AGUA") == ["3", "1"]  # what the title says comes first
    assert ids("participacion") == ["2"]
    assert ids("participar") == ["2"]
    assert ids("potab") == ["1"]
    assert ids("q’eqchi") == ["4"]
    assert ids("villages") == ["5"]
    assert ids("agua", kinds=["document"]) == ["3"]
    assert ids("water", language="es") == []
    assert ids("agua", slug="otro") == []
    assert ids("agua presupuesto") == []


@pytest.mark.django_db
def test_perhaps_you_meant():
    services.index("plan", WATER)
    results = selectors.found("plan", "partisipación")
    assert (results.total, results.suggestion) == (1, "participacion")
    assert selectors.found("plan", "zzzzzz").total == 0
    assert selectors.found("plan", "agua").suggestion == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["", "\x00", "'", '"', "agua OR", "a:*", "NEAR(a b)", "-- ;DROP", "\\", "x" * 100_000, "*"]
    + ["<script>alert(1)</script>", "\ud800 agua", "agua & | ! ( )", "{terms}: agua", "^agua"],
)
def test_any_query_is_answered(query):
    services.index("plan", WATER)
    assert selectors.found("plan", query, page=-3).total >= 0


@pytest.mark.django_db
def test_refresh_is_incremental_and_takes_out_what_is_gone():
    assert services.refresh("plan", WATER, head="5:aa") == 5
    assert services.refresh("plan", WATER) == 0
    renewed = [item(1, "Falta luz"), *WATER[2:]]
    assert services.refresh("plan", renewed, head="6:bb") == 2  # one changed, one gone
    assert ids("luz") == ["1"]
    assert ids("potable") == []
    assert ids("participación") == []
    assert not Word.objects.filter(word__in=["potable", "presupuesto"]).exists()
    assert selectors.is_current("plan", "6:bb")


@pytest.mark.django_db
def test_refresh_reads_nothing_when_the_record_did_not_move():
    services.refresh("plan", WATER, head="5:aa")

    def never():
        raise AssertionError("read")
        yield

    assert services.refresh("plan", never(), head="5:aa") == 0
    services.refresh("plan", [item(1, "solo")], head="6:aa")
    assert selectors.counts("plan") == 1


@pytest.mark.django_db
def test_drop_and_rebuild():
    services.index("plan", WATER)
    services.index("otro", WATER)
    assert services.drop("plan", "document", ["3"]) == 1
    assert ids("agua") == ["1"]
    assert services.drop("plan", "document") == 1
    assert services.rebuild("plan", iter(WATER)) == 5
    assert ids("agua") == ["3", "1"]
    assert ids("agua", slug="otro") == ["3", "1"]
    uses = Word.objects.get(process_slug="plan", word="agua").uses
    assert uses == 2


@pytest.mark.django_db
def test_an_interrupted_refresh_is_finished_by_the_next(monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)

    def breaks():
        yield from WATER[:3]
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        services.refresh("plan", breaks(), head="5:aa")
    assert not selectors.is_current("plan", "5:aa")
    services.refresh("plan", WATER, head="5:aa")
    assert selectors.counts("plan") == 5
    assert Word.objects.get(word="agua").uses == 2


@pytest.mark.django_db
def test_the_same_item_twice_in_one_offer():
    services.index("plan", [item(1, "uno"), item(1, "dos")])
    assert ids("dos") == ["1"]
    assert ids("uno") == []


@pytest.mark.django_db
def test_a_script_and_100_kb_are_words_like_others():
    services.index("plan", [item(1, "<script>x</script> " + "palabra " * 15_000 + " final\x01")])
    assert ids("script") == ["1"]
    assert ids("final") == ["1"]
    assert len(Entry.objects.get().excerpt) <= 240


@pytest.mark.django_db
def test_an_excerpt_does_not_say_the_title_again():
    services.index("plan", [item(1, "Agua limpia Se mide cada mes.", title="7. Agua limpia")])
    services.index("plan", [item(2, "Agua limpia", title="Agua limpia", kind="theme")])
    excerpts = [hit.excerpt for hit in selectors.found("plan", "agua").items]
    assert sorted(excerpts) == ["", "Se mide cada mes."]


@pytest.mark.django_db
def test_an_excerpt_that_only_begins_like_its_title_is_left_whole():
    services.index("plan", [item(1, "Saludos a quien lee.", title="Salud")])
    (hit,) = selectors.found("plan", "saludos").items
    assert hit.excerpt == "Saludos a quien lee."


@pytest.mark.django_db
def test_addresses_in_the_language_of_the_reader():
    services.index("plan", [SearchItem("page", "1", "es", "Agua", "", "/organizaciones/")])
    with translation.override("en"):
        assert selectors.found("plan", "agua").items[0].url == "/en/organizaciones/"
    with translation.override("es"):
        assert selectors.found("plan", "agua").items[0].url == "/organizaciones/"


@pytest.mark.django_db
def test_pages_and_a_constant_number_of_queries():
    def asked():
        with CaptureQueriesContext(connection) as made:
            results = selectors.found("plan", "agua", page=2)
        return len(made), results

    services.index("plan", [item(n, "agua") for n in range(10)])
    few, _ = asked()
    services.index("plan", [item(n, "agua") for n in range(200)])
    many, results = asked()
    assert few == many
    assert (results.total, results.page, results.pages, len(results.items)) == (
        200,
        2,
        200 // PAGE,
        PAGE,
    )


@pytest.mark.django_db(transaction=True)
def test_a_dropped_text_leaves_no_byte():
    canary = "zanahoriaprofunda"
    services.index("plan", [item(n, f"texto {n} {canary if n == 7 else ''}") for n in range(300)])
    assert ids(canary) == ["7"]
    services.refresh("plan", [item(n, f"texto {n}") for n in range(300) if n != 7])
    assert ids(canary) == []
    if connection.vendor == "sqlite":
        assert after_erase()
        path = Path(connection.settings_dict["NAME"])
        for each in (path, path.with_name(path.name + "-wal")):
            assert not each.exists() or canary.encode() not in each.read_bytes()


@pytest.mark.django_db
def test_narrowed_by_day_place_and_kind_with_the_counts_of_the_others():
    later = NOW.replace(month=5)
    services.index(
        "plan",
        [
            item(1, "agua en la aldea", at=NOW, facets={"area": "01", "theme": "agua"}),
            item(2, "agua en el pueblo", at=later, facets={"area": "02", "theme": "agua"}),
            item(3, "agua sin fecha", kind="document"),
        ],
    )
    assert ids("agua", since=later) == ["2"]
    assert ids("agua", until=later) == ["1"]
    assert ids("agua", facets={"area": "02"}) == ["2"]
    assert ids("agua", facets={"area": "02", "theme": "luz"}) == []
    found = selectors.found("plan", "agua", selectors.Narrowing(kinds=["document"]))
    assert (found.total, found.by_kind) == (1, (("voice", 2), ("document", 1)))
    nothing = selectors.found("plan", "agua", selectors.Narrowing(kinds=["meeting"]))
    assert (nothing.total, nothing.items, nothing.suggestion) == (0, (), "")
    assert nothing.by_kind == (("voice", 2), ("document", 1))
