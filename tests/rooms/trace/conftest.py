"""One voice that went all the way, built through the services that people use."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.rooms.commitments.cases import DECISION, FIELDS, bodies  # noqa: F401

from cocrea.commitments import services as commitments
from cocrea.commitments.selectors import commitment_ref
from cocrea.followup import services as followup
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.process.selectors import theme_get
from cocrea.sensemaking import services as sensemaking
from cocrea.voices import services as voices

SCRIPT = "<script>alert('hilo')</script>"


@pytest.fixture
def say(process, actor_of):
    """say("words", source_kind=...) -> an admitted voice and its point."""

    def make(text, admit=True, **fields):
        receipt = voices.voice_receive(
            actor=CITIZEN, process=process, key=str(uuid7()), text=text, **fields
        )
        if not admit:
            return receipt
        voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
        (point,) = voices.points_code(
            actor=actor_of("systematizer"),
            process=process,
            voice=receipt.voice,
            points=[voices.PointInput(text=text)],
        )
        return SimpleNamespace(voice=receipt.voice, code=receipt.code, point=point)

    return make


@pytest.fixture
def group(process, actor_of):
    def make(points, title, publish=True):
        found = sensemaking.proposal_create(
            actor=actor_of("systematizer"),
            process=process,
            points=points,
            title=title,
            reason="Piden lo mismo",
            theme=theme_get(process, "agua"),
        )
        if publish:
            sensemaking.proposal_publish(actor=actor_of("publisher"), proposal=found)
        found.refresh_from_db()
        return found

    return make


@pytest.fixture
def merge(process, actor_of):
    def make(proposals, title, publish=True):
        one = actor_of("systematizer")
        operation = sensemaking.proposal_merge(
            actor=one, process=process, proposals=proposals, title=title, reason="Son una sola"
        )
        two = replace(one, office="office-systematizer-2")
        found = sensemaking.operation_confirm(actor=two, operation=operation)
        if publish:
            sensemaking.proposal_publish(actor=actor_of("publisher"), proposal=found)
        found.refresh_from_db()
        return found

    return make


@pytest.fixture
def answer(process, actor_of):
    def make(point, target, kind="incorporated", reason="Entró en el compromiso como se pidió"):
        made = voices.disposition_propose(
            actor=actor_of("systematizer"),
            process=process,
            point=point,
            kind=kind,
            reason=reason,
            target=target,
        )
        return voices.disposition_publish(
            actor=actor_of("publisher"), process=process, disposition=made
        )

    return make


@pytest.fixture
def draft(process, bodies, actor_of):  # noqa: F811
    def make(title="Agua sana para todos", milestones=2):
        author = actor_of("delegate_society")
        found = commitments.commitment_draft(
            actor=author,
            process=process,
            title=title,
            theme="agua",
            responsible="ministerio-de-ejemplo",
            fields=FIELDS,
            start=dt.date(2026, 9, 1),
            end=dt.date(2028, 8, 31),
        )
        for number in range(1, milestones + 1):
            commitments.milestone_add(
                actor=author,
                commitment=found,
                text=f"Publicar la calidad del agua del trimestre {number}",
                responsible="Dirección de Agua",
                end=dt.date(2027, 1, number),
                indicator="Pozos publicados",
                baseline="0 de 12",
                means="Portal municipal",
            )
        found.refresh_from_db()
        return found

    return make


@pytest.fixture
def adopt(actor_of):
    def make(commitment):
        commitments.commitment_propose(actor=actor_of("delegate_society"), commitment=commitment)
        commitment.refresh_from_db()
        found = commitments.commitment_accept(
            actor=actor_of("authority"), commitment=commitment, expected=commitment.version
        )
        for kind in ("legal", "financial"):
            commitments.opinion_record(
                actor=actor_of("delegate_public"),
                commitment=found,
                kind=kind,
                opinion="favourable",
                signatory="Asesoría de ejemplo",
            )
        return commitments.commitment_adopt(
            actor=actor_of("secretary"), commitment=found, decision=DECISION
        )

    return make


@pytest.fixture
def whole(process, say, group, merge, answer, draft, adopt, actor_of, kept_on):
    """Two voices, two proposals that became one, a commitment, two milestones, two reports."""
    made = (say, group, merge, answer, draft, adopt, actor_of)
    return kept_on(process, "whole", lambda: whole_of(*made))


def whole_of(say, group, merge, answer, draft, adopt, actor_of):
    one = say("El agua de los pozos sale sucia")
    two = say("Queremos saber la calidad del agua")
    first, second = group([one.point], "Limpiar los pozos"), group([two.point], "Publicar")
    merged = merge([first, second], "Agua limpia y publicada")
    commitment = draft()
    commitments.source_link(
        actor=actor_of("delegate_society"),
        commitment=commitment,
        proposal=merged,
        note="Recoge los dos pedidos",
    )
    commitment = adopt(commitment)
    answer(one.point, commitment_ref(commitment))
    milestone, other = commitment.milestones.order_by("number")
    said = [
        followup.progress_report(
            actor=actor_of(role),
            milestone=milestone,
            completion=completion,
            text=text,
            means="Portal municipal",
        )
        for role, completion, text in (
            ("authority", "complete", "Ya se publica cada pozo"),
            ("delegate_society", "limited", "Solo vimos tres pozos"),
        )
    ]
    return SimpleNamespace(
        one=one,
        two=two,
        first=first,
        second=second,
        merged=merged,
        commitment=commitment,
        milestone=milestone,
        other=other,
        reports=said,
    )
