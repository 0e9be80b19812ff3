"""Editorial pages: what one must say, who approves, what an hour means, what Markdown becomes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.documents.rules import pages as rules
from cocrea.documents.rules.library import Card, card_check
from cocrea.documents.rules.pages import Hand

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
GOOD = {"es": ("Cómo llegar", "En el salón.")}


def codes(found):
    return [finding.code.removeprefix("documents.") for finding in found]


@every(
    "slug, expected",
    [
        ("como-llegar", []),
        ("a1", []),
        ("", ["page_slug_invalid"]),
        ("nueva", ["page_slug_invalid"]),
        ("Con Espacio", ["page_slug_invalid"]),
        ("-x", ["page_slug_invalid"]),
        ("a" * 61, ["page_slug_invalid"]),
    ],
)
def test_addresses(slug, expected):
    assert codes(rules.slug_check(slug)) == expected


def test_a_page_says_its_original_whole_and_no_language_by_half():
    assert codes(rules.draft_check("none", (), GOOD)) == []
    assert codes(rules.draft_check("none", (), {})) == ["page_title_missing", "page_text_missing"]
    half = {**GOOD, "en": ("How to arrive", "")}
    found = list(rules.draft_check("home", ("quc",), half))
    assert [(f.code, f.where) for f in found] == [("documents.page_text_missing", "text_en")]
    assert codes(rules.draft_check("tapa", ("xx",), GOOD)) == [
        "page_place_unknown",
        "page_language_unknown",
    ]


@every(
    "link, fine",
    [
        ("https://www.opengovpartnership.org/x?y=1#z", True),
        ("HTTP://ejemplo.org", True),
        ("/p/guatemala/calendario/", True),
        ("#abajo", True),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("/ok\\..", False),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("mailto:alguien@ejemplo.org", False),
        ("ftp://ejemplo.org", False),
        ("relativo/x", False),
        ("", False),
        ("http://", False),
    ],
)
def test_links_lead_to_the_web_or_inside(link, fine):
    found = list(rules.links_check({"en": [link]}))
    assert (not found) is fine
    assert all(f.where == "text_en" for f in found)


AUTHOR = Hand("secretary", "o1", frozenset({"u1"}))


@every(
    "approver, seen, expected",
    [
        (Hand("publisher", "o2", frozenset({"u2"})), "d", []),
        (Hand("publisher", "o2", frozenset({"u2"})), "otro", ["page_changed"]),
        (Hand("publisher", "o1", frozenset()), "d", ["page_same_person"]),
        (Hand("publisher", "o9", frozenset({"u1"})), "d", ["page_same_person"]),
        (Hand("secretary", "o2", frozenset({"u2"})), "d", ["page_same_role"]),
        (Hand("publisher", ""), "d", ["page_needs_office"]),
        (Hand("secretary", "o1"), "x", ["page_same_person", "page_same_role", "page_changed"]),
    ],
)
def test_a_second_person_of_a_second_role_approves_what_they_read(approver, seen, expected):
    assert codes(rules.approval_check([AUTHOR], approver, seen=seen, digest="d")) == expected


def test_one_of_several_authors_does_not_approve_either():
    both = [AUTHOR, Hand("systematizer", "o2", frozenset({"u2"}))]
    found = rules.approval_check(both, Hand("publisher", "o2"), seen="d", digest="d")
    assert codes(found) == ["page_same_person"]


def test_the_digest_is_of_everything_that_is_approved():
    base = rules.digest_of("home", 1, ["quc"], GOOD)
    assert base == rules.digest_of("home", 1, ["quc"], dict(GOOD))
    others = [
        rules.digest_of("footer", 1, ["quc"], GOOD),
        rules.digest_of("home", 2, ["quc"], GOOD),
        rules.digest_of("home", 1, [], GOOD),
        rules.digest_of("home", 1, ["quc"], {**GOOD, "en": ("a", "b")}),
        rules.digest_of("home", 1, ["quc"], {"es": ("Cómo llega", "rEn el salón.")}),
    ]
    assert len({base, *others}) == 6


def test_places_hold_few_pages():
    assert codes(rules.place_check("nav", 1)) == []
    assert codes(rules.place_check("nav", 2)) == ["page_place_full"]
    assert codes(rules.place_check("none", 500)) == []


@every(
    "zone, local, utc, repeated",
    [
        ("America/Guatemala", (2018, 4, 4, 10, 0), (2018, 4, 4, 16, 0), False),
        # Chile: midnight of 6 September 2026 does not exist, an hour is jumped over.
        ("America/Santiago", (2026, 9, 5, 23, 59), (2026, 9, 6, 3, 59), False),
        ("America/Santiago", (2026, 9, 6, 0, 30), None, False),
        ("America/Santiago", (2026, 9, 6, 1, 0), (2026, 9, 6, 4, 0), False),
        # and 23:30 of 4 April 2026 comes twice: the first is meant.
        ("America/Santiago", (2026, 4, 4, 22, 59), (2026, 4, 5, 1, 59), False),
        ("America/Santiago", (2026, 4, 4, 23, 30), (2026, 4, 5, 2, 30), True),
        ("America/Santiago", (2026, 4, 5, 0, 0), (2026, 4, 5, 4, 0), False),
    ],
)
def test_an_hour_of_the_process_where_clocks_change(zone, local, utc, repeated):
    found = rules.hour_of(datetime(*local), zone)
    assert found.instant == (datetime(*utc, tzinfo=UTC) if utc else None)
    assert found.repeated is repeated


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_an_hour_comes_back_as_it_was_written(local):
    found = rules.hour_of(local, "America/Santiago")
    if found.instant is not None:
        zone = rules.ZoneInfo("America/Santiago")
        assert found.instant.astimezone(zone).replace(tzinfo=None) == local


def test_hours_that_are_past_far_or_skipped():
    assert codes(rules.schedule_check(rules.Hour(NOW + timedelta(hours=1)), NOW)) == []
    assert codes(rules.schedule_check(rules.Hour(NOW), NOW)) == ["page_hour_past"]
    assert codes(rules.schedule_check(rules.Hour(NOW + timedelta(401)), NOW)) == ["page_hour_far"]
    assert codes(rules.schedule_check(rules.Hour(None), NOW)) == ["page_hour_skipped"]


@pytest.mark.parametrize(
    ("card", "has_file", "expected"),
    [
        (Card("law", "read", licence="dominio público"), True, []),
        (Card("law", "background", why_absent="no se obtuvo"), False, []),
        (Card("law", "read", why_absent="x"), True, ["library_licence_missing"]),
        (Card("law", "read", licence="x"), False, ["library_why_missing"]),
        (
            Card("novela", "oí", year=12, why_absent="x"),
            False,
            ["library_instrument_unknown", "library_trust_unknown", "library_year_invalid"],
        ),
    ],
)
def test_a_card_says_under_what_licence_or_why_not(card, has_file, expected):
    assert codes(card_check(card, has_file=has_file)) == expected
