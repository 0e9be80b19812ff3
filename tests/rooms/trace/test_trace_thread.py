"""The thread both ways, through real services."""

import json
from argparse import Namespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cocrea.commitments import services as commitments
from cocrea.config.commands import trace as command
from cocrea.kernel.errors import NotThere
from cocrea.kernel.folios import make_folio
from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.meetings.models import Meeting
from cocrea.plan.models import Review, Suggestion, Version
from cocrea.sensemaking import services as sensemaking
from cocrea.trace import selectors
from cocrea.voices import services as voices


def keys(thread):
    return {node.key for node in thread.nodes}


def ref(kind, row):
    return (kind, str(row.public_id))


def between(thread, start, end):
    return [edge for edge in thread.edges if (edge.start, edge.end) == (start, end)]


def test_from_a_voice_to_the_evidence(whole):
    thread = selectors.thread("voice", whole.one.voice.public_id)
    assert keys(thread) == {
        ("channel", "portal"),
        ref("voice", whole.one.voice),
        ref("point", whole.one.point),
        ref("proposal", whole.first),
        ref("proposal", whole.merged),
        ref("commitment", whole.commitment),
        ref("milestone", whole.milestone),
        ref("milestone", whole.other),
        *(ref("progress", report) for report in whole.reports),
    }
    (merged,) = between(thread, ref("proposal", whole.first), ref("proposal", whole.merged))
    assert (merged.what, merged.why) == ("merged", "Son una sola")
    point, commitment = ref("point", whole.one.point), ref("commitment", whole.commitment)
    (answered,) = between(thread, point, commitment)
    assert answered.what == "answered"
    text = "\n".join(thread.as_text())
    steps = [whole.one.voice.folio, "Limpiar los pozos", "Agua limpia y publicada", "Agua sana"]
    steps += ["Hito 1.1", "Entidad responsable", "Sociedad", "Hito 1.2"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert "Entró en el compromiso como se pidió" in text and "Son una sola" in text
    assert "Publicar ·" not in text and whole.two.voice.folio not in text


def test_from_the_evidence_back_to_every_voice(whole):
    for kind, row in (("milestone", whole.milestone), ("progress", whole.reports[1])):
        thread = selectors.thread(kind, row.public_id)
        found = keys(thread)
        assert {ref("voice", whole.one.voice), ref("voice", whole.two.voice)} <= found
        assert {ref("proposal", p) for p in (whole.first, whole.second, whole.merged)} <= found
        assert ref("milestone", whole.other) not in found
        text = "\n".join(thread.as_text())
        assert whole.one.voice.folio in text and whole.two.voice.folio in text
        assert "VIENE DE" in text and "por este portal" in text
    assert sum(kind == "progress" for kind, _id in found) == 1


def test_backwards_and_forwards_agree(whole):
    """If the thread of one thing shows another, the other's shows the first."""
    threads = {}
    for key in keys(selectors.thread("commitment", whole.commitment.public_id)):
        if key[0] in selectors.KINDS:
            threads[key] = keys(selectors.thread(*key))
    assert len(threads) == 12
    for key, found in threads.items():
        for other in found & threads.keys():
            assert key in threads[other], (key, other)


def test_a_proposal_that_was_absorbed_leads_to_the_one_that_absorbed_it(whole):
    thread = selectors.thread("proposal", whole.second.public_id)
    assert {ref("proposal", whole.merged), ref("commitment", whole.commitment)} <= keys(thread)
    assert ref("voice", whole.one.voice) not in keys(thread)
    heads = [(c.name, c.generation, len(c.nodes)) for c in thread.columns()]
    assert ("proposal", 0, 1) in heads and ("proposal", 1, 1) in heads


def test_a_split_keeps_each_voice_on_its_own_part(say, group, actor_of):
    one, two = say("Más agua en la escuela"), say("Menos baches en la calle")
    source = group([one.point, two.point], "Agua y calles")
    parts = [
        sensemaking.Part(title="Agua en la escuela", points=[one.point]),
        sensemaking.Part(title="Calles sin baches", points=[two.point]),
    ]
    made = sensemaking.proposal_split(
        actor=actor_of("systematizer"), proposal=source, parts=parts, reason="Son dos cosas"
    )
    found = keys(selectors.thread("voice", one.voice.public_id))
    assert ref("proposal", made[0]) not in found, "a draft is nobody's business"
    for part in made:
        sensemaking.proposal_publish(actor=actor_of("publisher"), proposal=part)
    found = keys(selectors.thread("voice", one.voice.public_id))
    assert ref("proposal", made[0]) in found and ref("proposal", made[1]) not in found
    back = selectors.thread("proposal", made[1].public_id)
    assert ref("voice", two.voice) in keys(back) and ref("voice", one.voice) not in keys(back)
    assert "Son dos cosas" in "\n".join(back.as_text())


def test_a_draft_between_two_public_proposals_is_bridged(say, group, merge):
    points = [say(f"Pedido de agua número {n}").point for n in range(3)]
    a, b, c = (group([point], f"Propuesta de agua {n}") for n, point in enumerate(points))
    hidden = merge([a, b], "Borrador que nadie ve", publish=False)
    last = merge([hidden, c], "La que quedó")
    thread = selectors.thread("proposal", a.public_id)
    assert ref("proposal", hidden) not in keys(thread)
    (edge,) = between(thread, ref("proposal", a), ref("proposal", last))
    assert edge.what == "merged"
    assert "Borrador que nadie ve" not in json.dumps(thread.as_json())


def test_drafts_are_absent_and_answer_nothing(whole, draft, actor_of):
    hidden = draft("Un borrador secreto", milestones=1)
    commitments.source_link(
        actor=actor_of("delegate_society"), commitment=hidden, proposal=whole.merged
    )
    for kind, key in (("voice", whole.one.voice), ("proposal", whole.merged)):
        assert ref("commitment", hidden) not in keys(selectors.thread(kind, key.public_id))
    for kind, row in (("commitment", hidden), ("milestone", hidden.milestones.get())):
        with pytest.raises(NotThere):
            selectors.thread(kind, row.public_id)
    mine = selectors.thread("proposal", whole.merged.public_id, roles=("delegate_society",))
    assert ref("commitment", hidden) in keys(mine)


def test_an_unpublished_answer_is_absent(say, process, actor_of):
    one = say("Que arreglen el puente")
    voices.disposition_propose(
        actor=actor_of("systematizer"),
        process=process,
        point=one.point,
        kind="deferred",
        reason="Razón que todavía no es pública",
    )
    thread = selectors.thread("voice", one.voice.public_id)
    assert "todavía no es pública" not in json.dumps(thread.as_json(), ensure_ascii=False)
    assert "sin respuesta todavía" in "\n".join(thread.as_text())


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("erase", "Texto borrado a petición de su autora o autor"),
        ("withdraw", "Texto reservado"),
    ],
)
def test_words_that_may_not_be_read_are_nowhere(say, group, answer, actor_of, end, says):
    one = say("Palabras que se retiran del agua")
    proposal = group([one.point], "Propuesta con una voz menos")
    from_citizen = actor_of("citizen")
    act = voices.voice_erase if end == "erase" else voices.voice_withdraw
    act(actor=from_citizen, folio=one.voice.folio, code=one.code)
    for kind, row in (("voice", one.voice), ("proposal", proposal)):
        thread = selectors.thread(kind, row.public_id)
        told = "\n".join(thread.as_text()) + json.dumps(thread.as_json(), ensure_ascii=False)
        assert "Palabras que se retiran" not in told and says in told
        assert one.voice.folio in told


def test_a_voice_that_waits_shows_its_folio_alone(say):
    receipt = say("Nadie me ha leído", admit=False)
    told = "\n".join(selectors.thread_of_folio(receipt.folio.lower()).as_text())
    assert receipt.folio in told and "Nadie me ha leído" not in told
    assert "Espera que una persona la revise" in told


def test_one_milestone_alone_when_only_that_one_was_named(say, group, draft, adopt, actor_of):
    one = say("Un pozo por aldea")
    proposal = group([one.point], "Un pozo por aldea")
    commitment = draft()
    second = commitment.milestones.get(number=2)
    commitments.source_link(
        actor=actor_of("delegate_society"),
        commitment=commitment,
        proposal=proposal,
        milestone=second,
    )
    adopt(commitment)
    found = keys(selectors.thread("voice", one.voice.public_id))
    first = commitment.milestones.get(number=1)
    assert ref("milestone", second) in found and ref("milestone", first) not in found
    assert ref("voice", one.voice) in keys(selectors.thread("milestone", second.public_id))
    assert ref("voice", one.voice) not in keys(selectors.thread("milestone", first.public_id))


def test_an_answer_may_point_at_a_theme(say, answer, process):
    one = say("Más bibliotecas")
    theme = SubjectRef("theme", f"{process.slug}-agua")
    answer(one.point, theme, kind="already_exists", reason="Ya se trata en el tema del agua")
    thread = selectors.thread("voice", one.voice.public_id)
    assert ("theme", theme.public_id) in keys(thread)
    assert "Ya se trata en el tema del agua" in "\n".join(thread.as_text())


def test_a_meeting_leads_to_what_came_of_it(process, say, group, draft, adopt, actor_of):
    meeting = Meeting.objects.create(
        process=process,
        kind="forum",
        title_es="Foro de la aldea",
        title_en="Village forum",
        venue="Escuela",
        starts_at=process.created_at,
        ends_at=process.created_at,
        announced_at=process.created_at,
        state=Meeting.ANNOUNCED,
    )
    one = say("Agua dicha en el foro", source_kind="meeting", source_id=str(meeting.public_id))
    say("Nadie me ha leído", False, source_kind="meeting", source_id=str(meeting.public_id))
    proposal = group([one.point], "Agua del foro")
    commitment = draft()
    commitments.source_link(
        actor=actor_of("delegate_society"), commitment=commitment, other=meeting.ref
    )
    commitment = adopt(commitment)
    down = selectors.thread("meeting", meeting.public_id)
    expected = {ref("voice", one.voice), ref("proposal", proposal), ref("commitment", commitment)}
    assert expected <= keys(down)
    assert sum(kind == "voice" for kind, _id in keys(down)) == 1, "triage comes first"
    for kind, row in (("voice", one.voice), ("commitment", commitment)):
        assert ref("meeting", meeting) in keys(selectors.thread(kind, row.public_id))
    with override("en"):
        assert "Village forum" in "\n".join(
            selectors.thread("voice", one.voice.public_id).as_text()
        )
    Meeting.objects.update(state=Meeting.DRAFT)
    with pytest.raises(NotThere):
        selectors.thread("meeting", meeting.public_id)
    hidden = selectors.thread("voice", one.voice.public_id)
    assert "Foro de la aldea" not in "\n".join(hidden.as_text())


def test_a_version_of_the_plan_and_the_review_of_a_commitment(process, whole):
    held = [{"public_id": str(whole.commitment.public_id)}]
    version = Version.objects.create(
        process=process,
        number=1,
        kind="first",
        title="Primera versión",
        content={"commitments": held},
        digest="0" * 64,
        salt=b"",
        frozen_at=process.created_at,
    )
    review = Review.objects.create(
        process=process, version=version, received_at=process.created_at, label="OGP"
    )
    Suggestion.objects.create(
        review=review,
        number=1,
        commitment_id=str(whole.commitment.public_id),
        text="Digan cuántos pozos",
        salt=b"",
        digest="0" * 64,
        given_at=process.created_at,
    )
    plan = selectors.thread("plan", version.public_id)
    assert {ref("commitment", whole.commitment), ref("proposal", whole.merged)} <= keys(plan)
    told = "\n".join(selectors.thread("commitment", whole.commitment.public_id).as_text())
    assert "En la versión 1 del plan" in told and "Digan cuántos pozos" in told


def test_the_queries_do_not_grow(say, group):
    counts = []
    proposal = group([say("La primera voz del agua").point], "Una propuesta con muchas voces")
    for size in (3, 60):
        points = [say(f"Voz {size} {n} sobre el agua de mi aldea").point for n in range(size)]
        proposal = group(points, f"Propuesta con {size} voces")
        for kind, key in (("proposal", proposal), ("voice", points[0].voice)):
            with CaptureQueriesContext(connection) as queries:
                thread = selectors.thread(kind, key.public_id)
            counts.append(len(queries))
        assert len(thread.nodes) >= 4
    assert counts[0] == counts[2] and counts[1] == counts[3]
    assert max(counts) <= 26
    all_of_them = selectors.thread("proposal", proposal.public_id)
    assert sum(line.count("Voz 60") for line in all_of_them.as_text()) >= 60


def test_the_command_tells_it_and_explains_what_it_does_not_know(whole, capsys):
    folio = whole.one.voice.folio
    assert command.run(Namespace(folio=folio, format="text")) == 0
    assert "Agua limpia y publicada" in capsys.readouterr().out
    assert command.run(Namespace(folio=folio, format="json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["focus"] == {"kind": "voice", "id": str(whole.one.voice.public_id)}
    with pytest.raises(NotThere) as caught:
        selectors.thread_of_folio("no es un folio")
    assert caught.value.findings[0].code == "trace.not_a_folio"
    with pytest.raises(NotThere) as caught:
        selectors.thread_of_folio(make_folio("TST"))
    assert caught.value.findings[0].code == "trace.unknown_folio"


def test_unknown_things(process, db):
    for kind, key in (("voice", uuid7()), ("nada", uuid7()), ("voice", "x"), ("plan", uuid7())):
        with pytest.raises(NotThere) as caught:
            selectors.thread(kind, key)
        assert caught.value.findings[0].code == "trace.not_there"
