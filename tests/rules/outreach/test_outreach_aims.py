"""What a campaign must say of itself, codes of links, which visits count, what proves something."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.outreach.rules import codes
from cocrea.outreach.rules.aims import CHANNELS, TARGETS, Aim, Known, aim_check, channel_check
from cocrea.outreach.rules.codes import ALPHABET, LENGTH, code_of, code_parse
from cocrea.outreach.rules.permits import PERMITS
from cocrea.outreach.rules.proofs import link_is_safe, proof_check
from cocrea.outreach.rules.visits import visit_counts

DAY = date(2018, 4, 9)
KNOWN = Known(
    areas=frozenset({"13", "15"}),
    languages=frozenset({"spa", "mam"}),
    sectors=frozenset({"citizen"}),
    phases=frozenset({1, 2, 3}),
)
WHOLE = {
    "title_es": "Voces que faltan",
    "goal_es": "Llegar a Huehuetenango en mam.",
    "channels": ("radio", "assembly"),
    "languages": ("spa", "mam"),
    "areas": ("13",),
    "sectors": ("citizen",),
    "starts_on": DAY,
    "ends_on": DAY + timedelta(days=20),
    "phase": 2,
}


def codes_of(**changes):
    return [(f.code, f.where) for f in aim_check(Aim(**{**WHOLE, **changes}), KNOWN)]


def test_a_whole_aim_has_nothing_to_find():
    assert codes_of() == []
    assert codes_of(areas=(), sectors=(), phase=None) == []
    assert codes_of(ends_on=DAY) == []


@every(
    "changes, found",
    [
        ({"title_es": ""}, ("outreach.title_missing", "title_es")),
        ({"goal_es": ""}, ("outreach.goal_missing", "goal_es")),
        ({"channels": ()}, ("outreach.channel_missing", "channels")),
        ({"languages": ()}, ("outreach.language_missing", "languages")),
        ({"channels": ("pigeon",)}, ("outreach.unknown_choice", "channels")),
        ({"languages": ("tlh",)}, ("outreach.unknown_choice", "languages")),
        ({"areas": ("99",)}, ("outreach.unknown_choice", "areas")),
        ({"sectors": ("martian",)}, ("outreach.unknown_choice", "sectors")),
        ({"target": "https://evil.example/"}, ("outreach.unknown_choice", "target")),
        ({"ends_on": DAY - timedelta(days=1)}, ("outreach.ends_before_start", "ends_on")),
        ({"phase": 9}, ("outreach.unknown_phase", "phase")),
    ],
)
def test_every_gap_is_found(changes, found):
    assert codes_of(**changes) == [found]


def test_a_material_goes_by_a_channel_of_its_campaign():
    assert list(channel_check("radio", ("radio",))) == []
    assert [f.code for f in channel_check("press", ("radio",))] == [
        "outreach.channel_not_of_campaign"
    ]
    assert [f.code for f in channel_check("pigeon", ("radio",))] == ["outreach.unknown_choice"]


def test_targets_are_names_of_pages_and_never_addresses():
    assert all(target.isalpha() for target in TARGETS)


@given(st.lists(st.integers(0, len(ALPHABET) - 1), min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_read_back_however_it_was_typed(draws):
    code = code_of(draws)
    assert code_parse(code) == code_parse(f" {code.upper()} ") == code
    assert not set(code) & set("aeioul01")


@given(st.text(max_size=60))
def test_no_other_text_is_a_code(text):
    assert code_parse(text) in ("", text.strip().lower())


@every("text", ["k7m2q", "k7m2qqq", "k7m2qa", "../etc", "k7m2q9\n\nx", "k" * 5000])
def test_what_is_no_code_is_refused(text):
    assert code_parse(text) == ""


def test_codes_fit_the_column_and_the_voice():
    assert 4 <= codes.LENGTH <= 16
    assert codes.ALPHABET.isascii() and codes.ALPHABET.islower()


PHONE = "Mozilla/5.0 (Linux; Android 8.1; itel A16) AppleWebKit/537.36 Chrome/90 Mobile"


@every(
    "method, agent, purpose, counts",
    [
        ("GET", PHONE, "", True),
        ("GET", PHONE, "   ", True),
        ("HEAD", PHONE, "", False),
        ("GET", "", "", False),
        ("GET", PHONE, "prefetch;prerender", False),
        ("GET", PHONE, "preview", False),
        ("GET", "Mozilla/5.0 (compatible; Googlebot/2.1)", "", False),
        ("GET", "WhatsApp/2.23", "", False),
        ("GET", "facebookexternalhit/1.1", "", False),
        ("GET", "curl/8.1", "", False),
        ("GET", "x" * 100_000, "", True),
    ],
)
def test_which_visit_counts(method, agent, purpose, counts):
    assert visit_counts(method, agent, purpose) is counts


@pytest.mark.parametrize(
    "link", ["https://ejemplo.org/nota?x=1#a", "http://radio.gt:8080/cuña", "HTTPS://EJEMPLO.ORG"]
)
def test_a_web_address_is_proof(link):
    assert link_is_safe(link)


@every(
    "link",
    [
        "javascript:xss()",
        "https://banco.gt@evil.example/",
        "ftp://ejemplo.org/",
        "//ejemplo.org",
        "https://",
        "https://ejemplo.org/\nX-Evil: 1",
        'https://ejemplo.org/"onmouseover="xss()',
        "data:text/html,x",
    ],
)
def test_anything_else_is_not(link):
    assert not link_is_safe(link)


@every(
    "given_, found",
    [
        ({"kind": "link", "link": "https://ejemplo.org/"}, []),
        ({"kind": "photo", "has_file": True}, []),
        ({"kind": "link"}, ["outreach.proof_empty"]),
        ({"kind": "photo", "link": "https://ejemplo.org/"}, ["outreach.proof_empty"]),
        ({"kind": "link", "link": "javascript:x"}, ["outreach.proof_link"]),
        ({"kind": "rumour"}, ["outreach.unknown_choice"]),
        ({"kind": "photo", "has_file": True, "note": ""}, ["outreach.proof_note_missing"]),
        (
            {"kind": "photo", "has_file": True, "done_on": DAY + timedelta(days=1)},
            ["outreach.proof_in_future"],
        ),
    ],
)
def test_what_a_proof_must_show(given_, found):
    whole = {"link": "", "has_file": False, "note": "Se leyó", "done_on": DAY, "today": DAY}
    asked = {**whole, **given_}
    assert [f.code for f in proof_check(asked.pop("kind"), **asked)] == found


def test_who_plans_does_not_publish():
    for role in ("point_of_contact", "secretary"):
        assert PERMITS.may(role, "campaign.draft")
        assert not PERMITS.may(role, "campaign.publish", "draft")
        assert not PERMITS.may(role, "material.publish", "running")
    assert not PERMITS.may("publisher", "campaign.draft")
    assert not PERMITS.may("publisher", "material.publish", "draft")
    assert set(CHANNELS) == {
        *("portal", "social", "radio", "press", "poster", "assembly", "messaging")
    }
