"""What an entry says that it is about; who hears at once, who waits."""

from tests.rows import every

from cocrea.notices.rules.concerns import (
    concerned,
    handed_on,
    named_theme,
    named_themes,
    named_things,
)
from cocrea.notices.rules.events import ENDS, EVENTS, event_of, waits
from cocrea.notices.rules.paces import DAILY, EACH, WEEKLY

THEME = ("theme", "gt-salud")


def test_themes_of_a_body():
    assert named_theme("gt", {"theme": "salud"}) == {THEME}
    assert named_theme("gt", {"theme": 3}) is None
    assert named_theme("gt", {}) is None
    assert named_themes("gt", {"themes": ["salud", "agua", "", 7]}) == {THEME, ("theme", "gt-agua")}
    assert named_themes("gt", {"tables": [{"theme": "salud"}, {"theme": ""}, "x"]}) == {THEME}
    assert named_themes("gt", {"themes": "salud", "tables": {"theme": "x"}}) == set()


def test_things_of_a_body():
    body = {
        "about": {"kind": "commitment", "id": "c", "digest": ""},
        "meeting": {"kind": "meeting", "id": "m"},
        "source": {"kind": "process", "id": "gt"},  # nobody follows it as a thing
        "target": "text",
        "supersedes": "an older disposition",
    }
    assert named_things(body) == {("commitment", "c"), ("meeting", "m")}


def test_a_merge_and_a_split():
    body = {"inputs": ["a", "b"], "outputs": [{"id": "c", "text": "00"}]}
    assert handed_on(body) == {("proposal", "c"): {("proposal", "a"), ("proposal", "b")}}
    split = {"inputs": ["a"], "outputs": [{"id": "a"}, {"id": "b"}]}
    assert handed_on(split) == {("proposal", "b"): {("proposal", "a")}}
    assert handed_on({"inputs": 3, "outputs": None}) == {}


def test_what_passes_on():
    parents = {
        ("milestone", "h"): {("commitment", "c")},
        ("commitment", "c"): {THEME},
        ("voice", "v"): {("meeting", "m")},
        ("meeting", "m"): {THEME},
        ("document", "3"): {("document", "2")},
        ("document", "2"): {("document", "1"), ("document", "3")},  # a circle ends
    }

    def found(*ref):
        return concerned(ref, lambda each: parents.get(each, ()))

    assert found("milestone", "h") == {("milestone", "h"), ("commitment", "c"), THEME}
    # A voice from a hall is not of the twelve themes of that hall.
    assert found("voice", "v") == {("voice", "v"), ("meeting", "m")}
    assert found("meeting", "m") == {("meeting", "m"), THEME}
    assert found("document", "3") == {("document", n) for n in "123"}


@every("kind", sorted(EVENTS))
def test_a_draft_is_nobodys_news(kind):
    assert event_of(kind, {"state": "draft"}) is None
    assert event_of(kind, {"state": "adopted"}) is EVENTS[kind]


def test_who_waits():
    changed, called = EVENTS["meeting.changed"], EVENTS["meeting.announced"]
    for pace in (DAILY, WEEKLY):
        assert not waits(changed, {}, pace)
        assert waits(called, {}, pace)
        assert not waits(called, {"late": True}, pace)
    assert not waits(called, {}, EACH)
    assert not ENDS & set(EVENTS)
    counted = {kind for kind, event in EVENTS.items() if event.counted}
    assert counted == {"voice.admitted", "voice.followed", "disposition.published"}
    assert not any(e.everybody and (e.own or e.counted) for e in EVENTS.values())
