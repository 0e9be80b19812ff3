"""An exception rests on the decision of the very body that was asked, on these very words."""

from tests.rows import every

from cocrea.kernel.refs import SubjectRef
from cocrea.process.rules.exceptions import (
    Asked,
    Decided,
    decline_check,
    exception_digest,
    publish_check,
)

SAID = {"rule": "x.cap", "subject": None, "quantity": 24, "reason": "Porque sí.", "body": "forum"}
DIGEST = exception_digest(**SAID)
ASKED = Asked(SubjectRef("exception", "e1", DIGEST), "proceso", "forum")


def decision(**changes):
    given = {
        "ref": SubjectRef("session", "s1"),
        "process": "proceso",
        "body": "forum",
        "about": SubjectRef("exception", "e1", DIGEST),
        "closed": True,
        "adopted": True,
    }
    return Decided(**given | changes)


def codes(report):
    return [finding.code.removeprefix("process.") for finding in report.blockers]


def test_the_decision_of_that_body_on_these_words_is_enough():
    assert publish_check(ASKED, decision()).ok
    assert publish_check(ASKED, decision(about=SubjectRef("exception", "e1"))).ok


@every(
    "changes, code",
    [
        ({"process": "otro"}, "decision_of_another_process"),
        ({"body": "high-level"}, "decision_of_another_body"),
        ({"body": ""}, "decision_of_another_body"),
        ({"about": SubjectRef("exception", "e2", DIGEST)}, "decision_not_about"),
        ({"about": SubjectRef("process", "proceso")}, "decision_not_about"),
        ({"about": SubjectRef("", "")}, "decision_not_about"),
        ({"about": SubjectRef("exception", "e1", "0" * 64)}, "decision_not_about"),
        ({"closed": False}, "decision_open"),
        ({"closed": False, "adopted": False}, "decision_open"),
        ({"adopted": False}, "decision_not_adopted"),
        ({"adopted": False, "declined": True}, "decision_not_adopted"),
    ],
)
def test_another_decision_is_refused_and_says_why(changes, code):
    assert codes(publish_check(ASKED, decision(**changes))) == [code]


def test_no_decision_is_refused():
    assert codes(publish_check(ASKED, None)) == ["decision_missing"]
    assert codes(decline_check(ASKED, None)) == ["decision_missing"]


def test_a_decision_that_holds_another_exception_is_refused():
    assert codes(publish_check(ASKED, decision(), used=["s0", "s1"])) == ["decision_used"]
    assert publish_check(ASKED, decision(), used=["s0", ""]).ok


def test_everything_that_is_wrong_is_said_at_once():
    found = codes(publish_check(ASKED, decision(process="otro", body="x", closed=False)))
    assert found == ["decision_of_another_process", "decision_of_another_body", "decision_open"]


def test_only_a_no_declines():
    assert decline_check(ASKED, decision(adopted=False, declined=True)).ok
    for changes in ({}, {"adopted": False}):
        assert codes(decline_check(ASKED, decision(**changes))) == ["decision_not_declined"]
    assert codes(decline_check(ASKED, decision(closed=False))) == ["decision_open"]


@every(
    "changes",
    [
        {"rule": "x.other"},
        {"subject": SubjectRef("phase", "p-3")},
        {"quantity": 25},
        {"quantity": None},
        {"reason": "Porque no."},
        {"body": "high-level"},
    ],
)
def test_the_digest_is_of_all_that_was_asked(changes):
    assert exception_digest(**SAID | changes) != DIGEST
