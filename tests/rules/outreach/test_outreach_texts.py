"""Texts that fit their channel, addresses read aloud, things of the calendar in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.outreach.rules.aims import CHANNELS
from cocrea.outreach.rules.items import MEETING, PHASE, CalendarItem, chosen, coming
from cocrea.outreach.rules.texts import (
    LEAVES_FIRST,
    LENGTHS,
    PLANS,
    Sentence,
    fits,
    fitted,
    size_of,
    spoken,
    text_check,
    without,
)

LEAD = Sentence("lead", "Foro local: 3 de mayo de 2018 a las 09:00, en Cobán.")
LINK = Sentence("link", "Participe en https://ejemplo.gob.gt/c/k7m2q9/")
LONG = Sentence("invite", "Venga y diga qué propone. " * 20)


def test_every_channel_has_a_length_and_a_plan():
    assert set(LENGTHS) == set(PLANS) == set(CHANNELS)
    named = {name for plan in PLANS.values() for name in plan}
    assert set(LEAVES_FIRST) <= named
    assert all("lead" in plan for plan in PLANS.values())
    pathless = {channel for channel, plan in PLANS.items() if not {"link", "spoken"} & set(plan)}
    assert pathless == {"poster"}, "only the image of a poster carries the link instead"


def test_what_fits_stays_whole():
    found = fitted("social", [LEAD, LINK])
    assert found.text == f"{LEAD.text} {LINK.text}" and found.left_out == ()


def test_what_is_least_needed_leaves_first_and_is_named():
    found = fitted("messaging", [LEAD, LONG, Sentence("owner", "Organiza: la oficina."), LINK])
    assert found.text == f"{LEAD.text} {LINK.text}"
    assert found.left_out == ("owner", "invite")


def test_of_many_dates_the_last_leave_and_one_stays():
    dates = [
        Sentence("date", f"{day} de mayo, Foro de un lugar con nombre largo.")
        for day in range(1, 29)
    ]
    found = fitted("messaging", [Sentence("lead", "Próximas fechas:"), *dates, LINK])
    assert fits("messaging", found.text)
    assert "1 de mayo" in found.text and "28 de mayo" not in found.text
    assert set(found.left_out) == {"date"}


def test_what_always_stays_may_be_too_long_and_is_then_refused():
    found = fitted("social", [Sentence("lead", "x" * 400)])
    assert [f.code for f in text_check("social", "Título", found.text)] == [
        "outreach.text_too_long"
    ]


@given(
    st.sampled_from(CHANNELS),
    st.lists(
        st.builds(
            Sentence,
            st.sampled_from(["lead", "date", "link", *LEAVES_FIRST]),
            st.text("ab ", max_size=90),
        ),
        max_size=12,
    ),
)
def test_fitting_only_leaves_out(channel, sentences):
    found = fitted(channel, sentences)
    kept = [s for s in sentences if s.text]
    assert len(found.left_out) <= len(kept)
    assert not {"lead", "link"} & set(found.left_out)
    if fits(channel, " ".join(s.text for s in kept)):
        assert found.left_out == ()


@pytest.mark.parametrize(("unit", "size"), [("characters", 13), ("words", 3)])
def test_radio_counts_words_and_print_counts_letters(unit, size):
    assert size_of("uno  dos tres", unit) == size


@pytest.mark.parametrize(
    ("title", "text", "codes"),
    [
        ("Foro", "Venga.", []),
        ("", "Venga.", ["outreach.title_missing"]),
        ("Foro", "", ["outreach.text_missing"]),
        ("Foro", "palabra " * 76, ["outreach.text_too_long"]),
    ],
)
def test_what_is_published_says_something_and_fits(title, text, codes):
    assert [f.code for f in text_check("radio", title, text.strip())] == codes


def test_an_address_read_aloud():
    said = spoken("https://ejemplo.gob.gt/c/k7m2q9/", dot="punto", slash="diagonal")
    assert said == "ejemplo punto gob punto gt diagonal c diagonal k 7 m 2 q 9"


URL = "https://ejemplo.gob.gt/c/k7m2q9/"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Venga al foro. Participe en {URL}", "Venga al foro."),
        (f"Venga al foro. Participe en {URL}.", "Venga al foro."),
        (f"Participe en {URL}", f"Participe en {URL}"),
        (f"En {URL} participa. Venga.", f"En {URL} participa. Venga."),
        ("Venga al foro.", "Venga al foro."),
    ],
)
def test_an_image_says_its_address_once(text, left):
    assert without(text, URL) == left


def item(kind, title, starts, ends=None):
    return CalendarItem(kind, title, title, starts, ends or starts)


def test_what_is_over_is_not_announced_and_what_runs_comes_by_its_end():
    today = date(2018, 5, 2)
    running = item(PHASE, "corre", date(2018, 4, 1), date(2018, 5, 31))
    forum = item(MEETING, "foro", date(2018, 5, 3))
    gone = item(MEETING, "ayer", date(2018, 5, 1))
    assert coming([forum, gone, running], today) == [running, forum]


def test_items_are_chosen_by_key_in_their_own_order():
    a, b = item(MEETING, "a", date(2018, 5, 3)), item(PHASE, "b", date(2018, 5, 4))
    assert chosen([a, b], ["phase:b", "meeting:a", "nada"]) == [a, b]
    assert a.key == "meeting:a" and a.as_json() == {"kind": "meeting", "id": "a"}
    assert a.title("en") == "a"
