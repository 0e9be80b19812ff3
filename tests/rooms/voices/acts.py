"""What many tests of voices do before they ask: receive, admit, code, answer, by who may."""

from tests.conftest import make_actor

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.voices import services as voices

TEXT = "Que el centro de salud publique cada mes qué medicinas tiene y cuáles faltan."


def receive(process, text=TEXT, key=None, **fields):
    """The receipt of a citizen's voice."""
    return voices.voice_receive(
        actor=CITIZEN, process=process, key=str(key or uuid7()), text=text, **fields
    )


def admitted(process, text=TEXT, **fields):
    """A voice that a moderator let in."""
    voice = receive(process, text, **fields).voice
    return voices.voice_admit(actor=make_actor("moderator"), process=process, voice=voice)


def coded(process, voice, *points):
    """Its points; the whole text is the only one when none is given."""
    return voices.points_code(
        actor=make_actor("systematizer"),
        process=process,
        voice=voice,
        points=list(points) or [voices.PointInput(theme=process.themes.first())],
    )


def proposed(process, point, kind="opinion_noted", reason="Hoy no hay con qué.", **more):
    """An answer that waits for somebody else to publish it."""
    return voices.disposition_propose(
        actor=make_actor("systematizer"),
        process=process,
        point=point,
        kind=kind,
        reason=reason,
        **more,
    )


def answer(process, point, *args, **more):
    """An answer, published by a second person."""
    given = proposed(process, point, *args, **more)
    return voices.disposition_publish(
        actor=make_actor("publisher"), process=process, disposition=given
    )
