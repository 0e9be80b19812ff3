"""A voice that was answered is followed once somebody reports on the milestone it led to."""

import json
from types import SimpleNamespace

import pytest

from cocrea.commitments import services as commitments
from cocrea.commitments.selectors import commitment_ref, milestone_ref
from cocrea.followup import services as followup
from cocrea.ledger.selectors import entries_about
from cocrea.process.selectors import process_now
from cocrea.trace.tasks import tick
from cocrea.voices import selectors as voices
from cocrea.voices.services import voice_ref


@pytest.fixture
def report(actor_of):
    def make(milestone):
        return followup.progress_report(
            actor=actor_of("authority"),
            milestone=milestone,
            completion="limited",
            text="Se revisaron los primeros pozos",
        )

    return make


@pytest.fixture
def promised(process, say, group, draft, adopt, answer, actor_of):
    """Four voices in one proposal that an adopted commitment comes from: taken, refused, without
    an answer yet, and one that only another milestone took."""
    said = [say(text) for text in ("Agua limpia", "Más pozos", "Agua diaria", "Otro hito")]
    proposal = group([each.point for each in said[:3]], "Limpiar los pozos")
    commitment = draft()
    commitments.source_link(
        actor=actor_of("delegate_society"), commitment=commitment, proposal=proposal
    )
    commitment = adopt(commitment)
    first, second = commitment.milestones.order_by("number")
    answer(said[0].point, commitment_ref(commitment))
    answer(said[1].point, None, kind="not_viable_financial", reason="No hay fondos este período")
    answer(said[3].point, milestone_ref(second))
    return SimpleNamespace(said=said, commitment=commitment, first=first, second=second)


def states(promised):
    found = []
    for each in promised.said:
        each.voice.refresh_from_db()
        found.append(each.voice.state)
    return found


def look(process):
    return tick(process, process_now(process))


def again(process):
    process.log.refresh_from_db()
    return look(process)


def unfollowed(process):
    return voices.gate_facts(process, process_now(process))["voices.unfollowed"]


def test_followed_from_the_first_report_on_what_took_it(process, promised, report, answer):
    assert again(process) == 0
    assert states(promised) == ["answered", "answered", "treated", "answered"]
    assert unfollowed(process) == 3  # the refused one has nothing that could be followed
    report(promised.first)
    assert again(process) == 1
    assert states(promised) == ["followed", "answered", "treated", "answered"]
    assert unfollowed(process) == 2
    (entry,) = [
        e
        for e in entries_about(process.log_id, voice_ref(promised.said[0].voice))
        if e.kind == "voice.followed"
    ]
    said = json.loads(bytes(entry.raw))
    assert said["author"]["role"] == "clock"
    assert said["body"] == {"target": milestone_ref(promised.first).as_json()}
    # An answer that comes after the report is found too; and a report on another milestone.
    answer(promised.said[2].point, commitment_ref(promised.commitment))
    assert again(process) == 1
    report(promised.second)
    assert again(process) == 1
    assert states(promised) == ["followed", "answered", "followed", "followed"]
    assert unfollowed(process) == 0


def test_looking_again_changes_nothing(process, promised, report):
    report(promised.first)
    assert again(process) == 1
    size = process.log.size
    assert (look(process), again(process), again(process)) == (0, 0, 0)
    process.log.refresh_from_db()
    assert process.log.size == size + 1  # the one entry of what was found


def test_the_page_says_since_when_or_that_nothing_is_to_come(process, promised, report, client):
    def steps(said):
        page = client.get(f"/p/{process.slug}/voces/{said.voice.folio}/").content.decode()
        return page[page.index('class="steps"') :].partition("</ol>")[0]

    taken, refused = promised.said[:2]
    assert "por venir" in steps(taken)
    assert "por venir" not in steps(refused) and "no queda nada que seguir" in steps(refused)
    report(promised.first)
    again(process)
    last = steps(taken).rpartition("<li")[2]
    assert "por venir" not in last and "nada que seguir" not in last
    assert str(process_now(process).year) in last  # since when
