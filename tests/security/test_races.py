"""Whoever comes twice, or at the same moment as somebody else: one of each thing, nothing lost."""

import threading
from dataclasses import replace

import pytest
from django.db import connection
from tests.rooms.agreement.conftest import forum, member  # noqa: F401
from tests.rooms.agreement.test_agreement_services import PRESENT
from tests.rooms.commitments.cases import bodies, draft_of  # noqa: F401
from tests.rooms.plan.conftest import freeze, standing  # noqa: F401
from tests.rooms.sensemaking.conftest import point_of, points, proposal_of, team  # noqa: F401
from tests.security.threads import split, together

from cocrea.agreement import services as agreement
from cocrea.agreement.models import Position
from cocrea.commitments import services as commitments
from cocrea.commitments.models import Commitment
from cocrea.kernel.errors import Refused, TooMany
from cocrea.kernel.findings import Report
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.plan.models import Version
from cocrea.process import selectors
from cocrea.process import services as process_services
from cocrea.sensemaking import services as sensemaking
from cocrea.sensemaking.models import Proposal
from cocrea.voices import services as voices
from cocrea.voices.models import CodeTry, Voice

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _record_holds(process):
    yield
    connection.close()
    process = selectors.process_get(process.slug)
    assert ledger.verify_database(process.log).ok
    positions = Entry.objects.filter(log=process.log).order_by("position")
    assert list(positions.values_list("position", flat=True)) == list(range(process.log.size))


def entries(kind):
    return Entry.objects.filter(kind=kind).count()


def test_one_key_a_hundred_times_is_one_voice(process):
    key = str(uuid7())

    def send():
        return voices.voice_receive(
            actor=CITIZEN, process=process, key=key, text="Que el agua llegue limpia a la escuela"
        )

    found, refused = split(together(*[send] * 100))
    assert not refused
    assert len({(r.folio, r.code) for r in found}) == 1
    assert [r.replay for r in found].count(False) == 1
    assert Voice.objects.count() == entries("voice.received") == 1


def test_a_phase_closes_while_voices_arrive(process, actor_of):
    """Before the closing entry everything counts; after it nothing does; nobody is left between."""
    enough, kept, refused = threading.Event(), [], []

    def people():
        while not enough.is_set():
            try:
                receipt = voices.voice_receive(
                    actor=CITIZEN, process=process, key=str(uuid7()), text=f"Pido {uuid7()}"
                )
                kept.append(receipt.folio)
                # SQLite gives its lock to whoever asks at the right moment, not in turn: six loops
                # without a breath can keep the seventh out for minutes on a busy machine.
                enough.wait(0.01)
            except Refused as error:
                refused.append(error.findings[0].code)
                return len(kept)

    def closing():
        while len(kept) < 40:
            enough.wait(0.01)
        for phase in (2, 3, 1, 4):
            if "voice" in selectors.methodology(process).phase(phase).admits:
                process_services.phase_act_record(
                    actor=actor_of("point_of_contact"),
                    process=process,
                    phase=phase,
                    kind="closed",
                    report=Report(),
                )
        enough.wait(0.3)
        enough.set()

    split(together(*[people] * 6, closing))
    assert set(refused) <= {"voices.window_closed", "voices.no_window"} and len(refused) == 6
    assert sorted(kept) == sorted(Voice.objects.values_list("folio", flat=True))
    for phase in (2, 3):
        closed = Entry.objects.filter(kind="phase.closed", subject_id=f"{process.slug}-{phase}")
        ids = [
            str(v) for v in Voice.objects.filter(phase=phase).values_list("public_id", flat=True)
        ]
        received = Entry.objects.filter(kind="voice.received", subject_id__in=ids)
        assert received.count() == len(ids)
        if ids:
            assert max(received.values_list("position", flat=True)) < closed.get().position


@pytest.fixture
def voice(process):
    return voices.voice_receive(
        actor=CITIZEN, process=process, key=str(uuid7()), text="Luz en el camino"
    )


def test_two_moderators_at_once(process, voice, actor_of):
    common = {"actor": actor_of("moderator"), "process": process, "voice": voice.voice}
    why = "Trae datos de otra persona, que no pueden publicarse."
    works = [
        lambda: voices.voice_admit(**common),
        lambda: voices.voice_refuse(**common, reason=why),
    ]
    done, refused = split(together(*works * 6))
    assert len(done) == 1 and len(refused) == 11
    assert entries("voice.admitted") + entries("voice.refused") == 1


def test_an_author_withdraws_while_a_moderator_admits(process, voice, actor_of):
    folio, code = voice.folio, voice.code
    moderator = actor_of("moderator")
    found = together(
        lambda: voices.voice_withdraw(actor=CITIZEN, folio=folio, code=code),
        lambda: voices.voice_admit(actor=moderator, process=process, voice=voice.voice),
    )
    split(found)
    now = Voice.objects.get(folio=folio)
    assert now.state == "withdrawn" or entries("voice.withdrawn") == 0


def test_guessing_codes_in_parallel_does_not_help(voice):
    def guess():
        return voices.code_present(actor=CITIZEN, folio=voice.folio, code="AAAAA-AAAAA")

    done, refused = split(together(*[guess] * 40))
    assert not done
    wrong = [e for e in refused if isinstance(e, Refused)]
    assert len(wrong) == 10 and sum(isinstance(e, TooMany) for e in refused) == 30
    assert CodeTry.objects.get().count == 10
    with pytest.raises(TooMany):  # the right one waits as well: otherwise guessing goes on
        voices.code_present(actor=CITIZEN, folio=voice.folio, code=voice.code)


def test_a_merge_is_confirmed_once(process, points, proposal_of, team):  # noqa: F811
    first = proposal_of(points[:2], "Agua limpia", publish=True)
    second = proposal_of(points[2:], "Medicinas", publish=True)
    merge = sensemaking.proposal_merge(
        actor=team.one,
        process=process,
        proposals=[first, second],
        title="Servicios",
        reason="Los dos piden servicios básicos",
    )
    third = replace(team.two, office="office-systematizer-3")
    works = [
        lambda: sensemaking.operation_confirm(actor=team.two, operation=merge),
        lambda: sensemaking.operation_confirm(actor=third, operation=merge),
    ]
    done, refused = split(together(*works * 4))
    assert len(done) == 1 and len(refused) == 7
    assert Proposal.objects.filter(state="merged").count() == 2
    assert Proposal.objects.filter(title="Servicios").count() == 1


def test_one_position_however_often_it_is_sent(process, forum, member, actor_of):  # noqa: F811
    secretary = actor_of("secretary")
    session = agreement.session_declare(
        actor=secretary, process=process, title="Aprobar el plan", body=forum
    )
    agreement.session_open(actor=secretary, session=session, present=PRESENT)
    who = member(forum.functions[0])

    def vote(stance):
        return lambda: agreement.position_record(
            actor=who, session=session, stance=stance, text="Por las razones que ya dije."
        )

    split(together(*[vote("agree"), vote("stand_aside")] * 6, *[vote("agree")] * 8))
    rows = Position.objects.filter(session=session)
    assert rows.filter(current=True).count() == 1
    assert sorted(rows.values_list("number", flat=True)) == list(range(1, rows.count() + 1))


def test_a_first_version_is_frozen_once(process, standing, freeze):  # noqa: F811
    standing(3)
    done, refused = split(together(*[freeze] * 5))
    assert len(done) == 1
    assert {e.findings[0].code for e in refused} == {"plan.first_exists"}
    assert Version.objects.count() == entries("plan.frozen") == 1


def test_the_cap_holds_while_a_commitment_slips_in(
    process,
    standing,  # noqa: F811
    draft_of,  # noqa: F811
    freeze,  # noqa: F811
    actor_of,
):
    cap = selectors.methodology(process).caps.commitments.at_most
    standing(cap)
    late = draft_of(title="Uno de más")

    def propose():
        return commitments.commitment_propose(actor=actor_of("delegate_society"), commitment=late)

    split(together(propose, freeze, freeze))
    live = Commitment.objects.exclude(state="draft").count()
    for version in Version.objects.all():
        assert len(version.content["commitments"]) <= cap
    assert Version.objects.count() == 1 or live == cap + 1
