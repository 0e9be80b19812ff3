"""What many scenes do: meetings, attendance, voices with their receipts, answers."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cocrea.agreement import services as agreement
from cocrea.agreement.models import Session
from cocrea.kernel.refs import SubjectRef
from cocrea.meetings import services as meetings
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.attendance import Line
from cocrea.people.selectors import bodies
from cocrea.process import selectors
from cocrea.process import services as process_services
from cocrea.process.models import PhaseAct, Theme
from cocrea.process.words import LIFTABLE
from cocrea.site import conduct, exceptions
from cocrea.site.demo.world import PUBLIC_BODIES, SOCIETY, World, moment
from cocrea.voices import selectors as voice_selectors
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

TEXTS = Path(__file__).parent.parent / "voices.yaml"
OPENINGS = (
    "",
    "En mi comunidad: ",
    "Hablo por varios vecinos. ",
    "Con respeto: ",
    "Ya lo hemos dicho: ",
)
CLOSINGS = (
    "",
    " Gracias por escuchar.",
    " Ojalá esta vez sí respondan.",
    " Somos muchos con lo mismo.",
    " Lo pedimos desde hace años.",
)


@cache
def sentences() -> dict[int, list[tuple[str, str]]]:
    """Theme number -> (group, sentence)."""
    data = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return {
        number: [(g["grupo"], said) for g in groups for said in g["dice"]]
        for number, groups in data.items()
    }


def open_phase(world: World, number: int, reason: str) -> PhaseAct:
    return conduct.phase_open(
        actor=world.actor("point_of_contact"), process=world.process, phase=number, reason=reason
    )


def close_phase(world: World, number: int, reason: str) -> PhaseAct:
    return conduct.phase_close(
        actor=world.actor("point_of_contact"), process=world.process, phase=number, reason=reason
    )


def meeting(
    world: World,
    key: str,
    *,
    day: date,
    hour: int,
    hours: int,
    themes: Iterable[Theme] = (),
    body: str = "",
    **fields: Any,
) -> Meeting:
    """Draft and announce a meeting today; kept in ``world.kept[key]``."""
    secretary = world.actor("secretary")
    starts = moment(day, hour)
    convening = bodies(world.process.slug).get(slug=body) if body else None
    made = meetings.meeting_draft(
        actor=secretary,
        process=world.process,
        starts_at=starts,
        ends_at=starts + timedelta(hours=hours),
        themes=themes,
        body=convening,
        **fields,
    )
    world.kept[key] = meetings.meeting_announce(actor=secretary, meeting=made)
    return world.kept[key]


def hold(world: World, made: Meeting) -> None:
    meetings.meeting_hold(actor=world.actor("secretary"), meeting=made)


def attendance(
    world: World,
    made: Meeting,
    sectors: Mapping[str, int],
    *,
    source: str,
    table: int | None = None,
) -> None:
    lines = [
        Line(
            sector=sector,
            status="member" if sector == "public" else "guest",
            count=count,
            table=table,
        )
        for sector, count in sectors.items()
        if count
    ]
    meetings.attendance_record(
        actor=world.actor("secretary"), meeting=made, rows=lines, source=source
    )


def minutes(
    world: World, made: Meeting, text: str, *, decisions: Iterable[SubjectRef] = ()
) -> None:
    """Written by the secretary, published by somebody else."""
    drafted = meetings.minutes_draft(
        actor=world.actor("secretary"), meeting=made, text=text, decisions=decisions
    )
    meetings.minutes_publish(actor=world.actor("publisher"), minutes=drafted)


def exception_asked(
    world: World,
    *,
    rule: str,
    reason: str,
    quantity: int | None = None,
    place: SubjectRef | None = None,
) -> None:
    """Ask the forum for an exception; how it will decide is published days before it does."""
    asked = process_services.exception_propose(
        actor=world.actor("point_of_contact"),
        process=world.process,
        rule=rule,
        reason=reason,
        body="forum",
        quantity=quantity,
    )
    world.kept[f"exception:{rule}"] = asked
    world.kept[f"exception-session:{rule}"] = agreement.session_declare(
        actor=world.actor("secretary"),
        process=world.process,
        body=bodies(world.process.slug).get(slug="forum"),
        title=f"Excepción: {LIFTABLE[rule]}",
        subject=process_services.exception_ref(asked),
        **({"meeting": place} if place else {}),
    )


def exception_decided(
    world: World, rule: str, *, present: Mapping[str, Mapping[str, int]], aside: str
) -> Session:
    """The forum decides on what it was asked: officials agree, society stands aside."""
    session = agreement.session_open(
        actor=world.actor("secretary"),
        session=world.kept[f"exception-session:{rule}"],
        present=present,
    )
    for slug, _name in PUBLIC_BODIES[:8]:
        agreement.position_record(
            actor=world.actor(f"delegate:{slug}"), session=session, stance="agree"
        )
    for slug, _name, _sector in SOCIETY:
        agreement.position_record(
            actor=world.actor(f"delegate:{slug}"),
            session=session,
            stance="stand_aside",
            text=aside,
        )
    closed = agreement.session_close(actor=world.actor("secretary"), session=session)
    world.kept[f"exception-session:{rule}"] = closed
    return closed


def exception_published(world: World, rule: str) -> None:
    """Another hand publishes what the forum decided."""
    exceptions.exception_publish(
        actor=world.actor("publisher"),
        process=world.process,
        exception=world.kept[f"exception:{rule}"],
        session=world.kept[f"exception-session:{rule}"],
    )


def key_of(world: World) -> str:
    """A key as a client would make it, from the seeded generator: replays are alike."""
    return str(uuid.UUID(int=world.rng.getrandbits(128), version=4))


def themes_of(world: World) -> dict[int, Theme]:
    return {theme.number: theme for theme in selectors.themes(world.process, state=None)}


def said(world: World, number: int) -> tuple[str, str]:
    """(group, text) of an invented voice of a theme; openings and closings make it one of its own."""
    group, text = world.rng.choice(sentences()[number])
    return group, f"{world.rng.choice(OPENINGS)}{text}{world.rng.choice(CLOSINGS)}"


def admit(world: World, kept: Iterable[Voice]) -> None:
    moderator = world.actor("moderator")
    for voice in kept:
        voice.refresh_from_db(fields=["state"])
        if voice.state == "received":
            voices.voice_admit(actor=moderator, process=world.process, voice=voice)
    # Near copies wait together until a person looks; here they are people who say the same.
    for waiting in voice_selectors.clusters(world.process):
        voices.queue_decide(
            actor=moderator,
            process=world.process,
            cluster=waiting["cluster"],
            decision="admit",
            reason="Son personas distintas que dicen lo mismo: cada una cuenta.",
        )


def answer(
    world: World,
    voice: Voice,
    kind: str,
    reason: str,
    target: SubjectRef | None = None,
    by: str = "point_of_contact",
) -> None:
    """One answer for every point of a voice, proposed by one and published by another."""
    proposed = [
        voices.disposition_propose(
            actor=world.actor(by),
            process=world.process,
            point=point,
            kind=kind,
            reason=reason,
            target=target,
        )
        for point in voice.points.all()
    ]
    voices.dispositions_publish(
        actor=world.actor("publisher"), process=world.process, dispositions=proposed
    )
