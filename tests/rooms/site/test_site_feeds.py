"""Feeds and calendars as pages: valid, stable, cacheable, of constant cost, and without drafts."""

import uuid
from datetime import timedelta

import feedparser
import icalendar
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.rooms.commitments.cases import bodies, draft_of  # noqa: F401
from tests.rooms.notices.strict import strict_atom, strict_ical

from cocrea.commitments import services as commitments
from cocrea.kernel.permits import CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.meetings import services as meetings
from cocrea.notices import services as notices
from cocrea.process import services as processes
from cocrea.process.selectors import process_now, themes
from cocrea.voices import services as voices


@pytest.fixture
def swept(process):
    def run():
        process.log.refresh_from_db()
        notices.sweep(actor=CLOCK, process=process, now=process_now(process))
        cache.clear()

    return run


@pytest.fixture
def meeting(process, actor_of):
    start = process_now(process) + timedelta(days=30)
    made = meetings.meeting_draft(
        actor=actor_of("secretary"), process=process, kind="table", title_es="Mesa de «agua», & más",
        title_en="Water table", venue="Salón municipal; piso 2", starts_at=start,
        ends_at=start + timedelta(hours=3), phase=3, themes=list(themes(process)[:1]),
    )  # fmt: skip
    return made


def announced(meeting, actor_of):
    return meetings.meeting_announce(actor=actor_of("secretary"), meeting=meeting)


def base(process, english=False):
    return f"{'/en' if english else ''}/p/{process.slug}"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    strict_atom(answer.content)
    return feedparser.parse(answer.content)


def events(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    strict_ical(answer.content)
    return {str(e["UID"]): e for e in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def test_feeds_of_a_meeting_its_theme_and_the_process(client, process, meeting, actor_of, swept):
    theme = meeting.themes.get()
    places = [
        f"/novedades/reunion/{meeting.public_id}.atom",
        "/novedades/reuniones.atom",
        f"/novedades/tema/{theme.slug}.atom",
        "/novedades.atom",
    ]
    assert client.get(base(process) + places[0]).status_code == 404  # a draft
    assert not read(client, base(process) + places[1]).entries
    announced(meeting, actor_of)
    swept()
    for place in places:
        spanish, english = (read(client, base(process, en) + place) for en in (False, True))
        entry = spanish.entries[0]
        assert entry.title == "Se convocó una reunión: Mesa de «agua», & más"
        assert "Dónde: Salón municipal; piso 2" in entry.summary
        assert entry.link.endswith(f"/r/meeting/{meeting.public_id}")
        assert english.entries[0].title.endswith("Water table")
        assert english.entries[0].link.endswith(f"/en/r/meeting/{meeting.public_id}")
        assert spanish.feed.id != english.feed.id
        assert entry.id != english.entries[0].id
        (own,) = [link.href for link in spanish.feed.links if link.rel == "self"]
        assert own.endswith(place)
    ids = {read(client, base(process) + place).entries[0].id for place in places}
    assert len(ids) == 1  # the same news in four feeds is the same entry


def test_what_a_feed_says_never_changes(client, process, meeting, actor_of, swept):
    announced(meeting, actor_of)
    swept()
    place = f"{base(process)}/novedades.atom"
    before = read(client, place)
    later = process_now(process) + timedelta(days=40)
    meetings.meeting_change(
        actor=actor_of("secretary"),
        meeting=meeting,
        starts_at=later,
        reason="Llueve y no hay paso.",
    )
    swept()
    after = read(client, place)
    assert [e.id for e in after.entries[1:]] == [e.id for e in before.entries]
    assert after.feed.id == before.feed.id
    assert after.feed.updated >= before.feed.updated


def test_a_commitment_has_a_feed_when_it_is_public(client, process, draft_of, actor_of, swept):  # noqa: F811
    found = draft_of()
    place = f"{base(process)}/novedades/compromiso/{found.public_id}.atom"
    swept()
    assert client.get(place).status_code == 404
    themed = f"{base(process)}/novedades/tema/compras.atom"
    assert not read(client, themed).entries
    commitments.commitment_propose(actor=actor_of("delegate_society"), commitment=found)
    swept()
    titles = [entry.title for entry in read(client, place).entries]
    assert titles == ["Se propuso un compromiso: 1. Contratos abiertos"]
    assert [entry.title for entry in read(client, themed).entries] == titles


def test_a_folio_shows_its_public_steps_alone(client, process, actor_of, swept):
    text = "Que el pozo colibrí-azul tenga bomba"
    receipt = voices.voice_receive(
        actor=actor_of("citizen"), process=process,
        key=str(uuid.uuid4()), text=text, language="spa", consent_version="1",
    )  # fmt: skip
    voice = receipt.voice
    place = f"{base(process)}/novedades/voz/{voice.folio}.atom"
    for kinds in (["voice.received"], ["voice.admitted", "voice.received"]):
        found = read(client, place)
        assert [entry.category for entry in found.entries] == kinds
        assert "colibrí" not in client.get(place).content.decode()
        if len(kinds) == 1:
            voices.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
            process.log.refresh_from_db()
    assert client.get(place.replace(voice.folio, "TST-000000-0")).status_code == 404


@pytest.mark.parametrize(
    "place",
    ["tema/no.atom", "reunion/x.atom", "compromiso/%00.atom", "voz/x.atom", "nada/x.atom",
     "tema/%00.atom", "reunion/0189f3a2-7c1e-4b1d-9d5e-3a1f6c2b7e90.atom"],
)  # fmt: skip
def test_no_feed_of_nothing(client, process, place):
    assert client.get(f"{base(process)}/novedades/{place}").status_code == 404


def test_a_calendar_follows_every_change(client, process, meeting, actor_of):
    whole, one = (
        f"{base(process)}/calendario.ics",
        f"{base(process)}/calendario/{meeting.public_id}.ics",
    )
    uid = str(meeting.public_id)
    assert uid not in events(client, whole)
    assert client.get(one).status_code == 404
    announced(meeting, actor_of)

    def seen():
        process.log.refresh_from_db()
        cache.clear()
        found, alone = events(client, whole)[uid], events(client, one)[uid]
        assert found.to_ical() == alone.to_ical()
        return found

    first = seen()
    assert (first["SEQUENCE"], first["STATUS"]) == (0, "CONFIRMED")
    assert str(first["SUMMARY"]) == "Mesa de «agua», & más"
    assert first.decoded("DTSTART") == meeting.starts_at.replace(microsecond=0)
    assert first["DTSTART"].params["TZID"] == process.zone
    later = process_now(process) + timedelta(days=40)
    meetings.meeting_change(
        actor=actor_of("secretary"),
        meeting=meeting,
        starts_at=later,
        reason="Llueve y no hay paso.",
    )
    moved = seen()
    assert moved["SEQUENCE"] == 1
    assert moved.decoded("DTSTART") == later.replace(microsecond=0)
    assert moved.decoded("LAST-MODIFIED") >= first.decoded("LAST-MODIFIED")
    meetings.meeting_cancel(
        actor=actor_of("secretary"), meeting=meeting, reason="No hay salón libre."
    )
    ended = seen()
    assert (ended["SEQUENCE"], ended["STATUS"]) == (2, "CANCELLED")
    assert "No hay salón libre." in str(ended["DESCRIPTION"])
    english = events(client, f"{base(process, True)}/calendario.ics")[uid]
    assert str(english["SUMMARY"]) == "Water table"
    assert english["UID"] == uid


def test_days_of_the_schedule_are_tentative_until_fixed(client, process, actor_of):
    whole = f"{base(process)}/calendario.ics"
    rows = [e for e in events(client, whole).values() if e["TRANSP"] == "TRANSPARENT"]
    assert rows
    assert {str(e["STATUS"]) for e in rows} == {"TENTATIVE"}
    uid = str(rows[0]["UID"])
    day = process_now(process).date() + timedelta(days=90)
    processes.calendar_fix(
        actor=actor_of("point_of_contact"),
        process=process,
        row=_row(rows[0]),
        start=day,
        end=day,
        reason="Se fija el día.",
    )
    cache.clear()
    fixed = events(client, whole)[uid]
    assert (fixed["SEQUENCE"], str(fixed["STATUS"])) == (rows[0]["SEQUENCE"] + 1, "CONFIRMED")
    assert fixed.decoded("DTSTART") == day


def _row(event):
    return int(str(event["URL"]).rpartition("fila-")[2])


@pytest.mark.parametrize(
    "place", ["/novedades.atom", "/novedades/reuniones.atom", "/calendario.ics"]
)
def test_programs_may_keep_it(client, process, place):
    answer = client.get(base(process) + place)
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer and "Cookie" not in answer.get("Vary", "")
    again = client.get(base(process) + place, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.post(base(process) + place).status_code == 405


def test_as_many_queries_for_five_as_for_two_hundred(client, process, meeting, actor_of, swept):
    announced(meeting, actor_of)
    theme = meeting.themes.get()
    places = ["/novedades.atom", "/novedades/reuniones.atom", f"/novedades/tema/{theme.slug}.atom"]
    counts = []
    for more in (4, 196):
        with ledger.act(process, actor=CLOCK) as act:
            for _ in range(more):
                act.record(
                    "meeting.changed",
                    subject=meeting.ref,
                    role="clock",
                    body={"themes": [theme.slug]},
                )
        swept()
        for place in places:
            client.get(base(process) + place)
            cache.clear()
            with CaptureQueriesContext(connection) as made:
                client.get(base(process) + place)
            counts.append(len(made))
    assert all(many <= few for few, many in zip(counts[:3], counts[3:], strict=True))
    assert max(counts) <= 12
    assert len(read(client, base(process) + places[0]).entries) == 50


def test_pages_lead_to_their_feeds(client, process, meeting, actor_of, swept):
    announced(meeting, actor_of)
    theme = meeting.themes.get()
    pages = {
        f"/reuniones/{meeting.public_id}/": f"/novedades/reunion/{meeting.public_id}.atom",
        "/reuniones/": "/novedades/reuniones.atom",
        f"/temas/{theme.slug}/": f"/novedades/tema/{theme.slug}.atom",
        "/calendario/": "/calendario.ics",
    }
    for english in (False, True):
        for page, feed in pages.items():
            shown = client.get(base(process, english) + page).content.decode()
            assert shown.count(f'href="{base(process, english)}{feed}"') == 2, (
                page
            )  # head and block
            assert f'href="{base(process, english)}/seguir/' in shown
    shown = client.get(base(process) + f"/temas/{theme.slug}/").content.decode()
    followed = f"{base(process)}/seguir/?tipo=theme&amp;id={process.slug}-{theme.slug}"
    assert followed in shown
    asked = client.get(followed.replace("&amp;", "&")).content.decode()
    assert f"el tema «{theme.name_es}»" in asked


def test_texts_of_strangers_break_no_feed(client, process, swept):
    """A title as an enemy would have written it into the record."""
    with ledger.act(process, actor=CLOCK) as act:
        act.record(
            "consultation.opened", subject=SubjectRef("consultation", "x"), role="clock",
            body={"closes_at": "]]><script>", "venue": "<b>\u0001&amp;\ufffe</b>"},
        )  # fmt: skip
    swept()
    (entry,) = [
        e for e in read(client, f"{base(process)}/novedades.atom").entries if "consulta" in e.title
    ]
    raw = client.get(f"{base(process)}/novedades.atom").content
    assert b"<b>" not in raw and b"<script>" not in raw
    assert entry.link.endswith(f"/p/{process.slug}/")  # there is no such consultation to read
