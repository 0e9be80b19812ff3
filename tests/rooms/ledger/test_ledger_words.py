"""Entries in words: real things of a process, with labels and links that lead somewhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cocrea.kernel.permits import Actor, Grant
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors, words
from cocrea.ledger import services as ledger


def record(process, kind, subject, *, role="operator", **speaks_for):
    actor = Actor(grants=(Grant(role),), **speaks_for)
    with ledger.act(process, actor=actor) as act:
        act.record(kind, subject=subject, role=role)
    return words.lines(selectors.entries(process.log_id, limit=1))[0]


def test_the_first_acts_of_a_process_have_words_labels_and_links(process, client):
    lines = words.lines(selectors.entries(process.log_id))
    assert {line.kind for line in lines} >= {"process.created", "phase.opened"}
    for line in lines:
        assert str(line.act) != line.kind and str(line.role.word) != line.role.key
        assert line.subject.label, line
        assert client.get(line.subject.href).status_code == 302
    opened = next(line for line in lines if line.kind == "phase.opened")
    assert opened.subject.label.startswith(opened.subject.key.rpartition("-")[2] + ". ")


def test_who_acted_is_said_with_office_and_organization(process):
    line = record(
        process,
        "meeting.held",
        SubjectRef("meeting", "0" * 32),
        role="secretary",
        organization="nadie-la-conoce",
        office="00000000-0000-7000-8000-000000000000",
    )
    assert str(line.role.word) == "Secretaría" and line.office == ""
    assert (line.organization.key, line.organization.label) == ("nadie-la-conoce", "")
    assert line.organization.href == ""


def test_what_nobody_may_see_has_a_noun_and_no_link(process):
    line = record(process, "commitment.drafted", SubjectRef("commitment", "0" * 32))
    assert (str(line.subject.word), line.subject.label, line.subject.href) == ("compromiso", "", "")
    with override("en"):
        assert str(line.act) == "The draft of a commitment was begun"


def test_what_has_no_words_keeps_its_code(process):
    line = record(process, "strange.thing", SubjectRef("strange", "x" * 64), role="wizard")
    assert (line.act, line.subject.word, line.role.word) == ("strange.thing", "strange", "wizard")


@pytest.mark.parametrize("odd", ["x", "0", "\x01", "'; --", "<b>", "x" * 120, "é-3", "a-1-2"])
def test_no_id_breaks_a_label(process, odd):
    for kind, labels in words.vocabulary().labels.items():
        assert labels([odd, ""]) == {}, kind


def test_labels_make_one_query_for_few_and_for_many(process):
    for kind, labels in words.vocabulary().labels.items():
        for count in (2, 200):
            with CaptureQueriesContext(connection) as seen:
                labels([f"{number:032x}" for number in range(count)])
            assert len(seen) <= 1, (kind, count)
