"""Pages of meetings: drafts hidden, late changes red, constant queries, forms that keep words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocrea.agreement import services as agreement
from cocrea.meetings import selectors
from cocrea.meetings import services as meetings
from cocrea.meetings.links import LINKS
from cocrea.meetings.models import AttendanceSheet, DateChange, Meeting
from cocrea.process.selectors import process_now, themes

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"


def url_of(process, meeting=None, tail=""):
    return f"/p/{process.slug}/reuniones/" + (f"{meeting.public_id}/{tail}" if meeting else "")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_meeting_page_tells_everything(client, demo_process, announced, actor_of, travel, prefix):
    meeting, secretary = announced(title_es=f"Mesa {SCRIPT}", title_en=""), actor_of("secretary")
    travel(days=27)
    meetings.meeting_change(
        actor=secretary,
        meeting=meeting,
        starts_at=meeting.starts_at + timedelta(days=2),
        reason=SCRIPT,
    )
    meetings.pack_publish(
        actor=secretary, meeting=meeting, kind="agenda", title="Agenda", text=SCRIPT
    )
    meetings.tables_set(actor=secretary, meeting=meeting, tables=[(None, [])])
    travel(days=6)
    meetings.meeting_hold(actor=secretary, meeting=meeting)
    lines = [
        meetings.Line("public", "member", 66, table=1, women=60, men=6),
        meetings.Line("citizen", "guest", 7, table=1, women=3, men=4),
    ]
    meetings.attendance_record(actor=secretary, meeting=meeting, rows=lines, source=SCRIPT)
    session = agreement.session_declare(
        actor=secretary, process=demo_process, title="Acuerdo", meeting=meeting.ref
    )
    drafted = meetings.minutes_draft(
        actor=secretary, meeting=meeting, text=SCRIPT, decisions=[meeting.ref]
    )
    hidden = client.get(prefix + url_of(demo_process, meeting)).content.decode()
    assert "Falta el acta" in hidden or "minutes" in hidden.lower()
    meetings.minutes_publish(actor=actor_of("publisher"), minutes=drafted)
    answer = client.get(prefix + url_of(demo_process, meeting))
    page = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert SCRIPT not in page and "&lt;script&gt;" in page
    assert "90" in page and str(session.public_id) in page
    if not prefix:
        assert "3 días de anticipación; se piden 15 días" in page
        assert "90 % de funcionarios" in page


def test_a_draft_answers_404_to_others_and_its_team_sees_it(
    client, demo_process, draft, actor_of, act_as
):
    meeting = draft()
    assert client.get(url_of(demo_process, meeting)).status_code == 404
    assert str(meeting.public_id) not in client.get(url_of(demo_process)).content.decode()
    assert LINKS["meeting"](str(meeting.public_id)) is None
    assert client.get(url_of(demo_process, meeting, "anunciar/")).status_code == 404
    act_as(actor_of("secretary"), client)
    assert client.get(url_of(demo_process, meeting)).status_code == 200
    assert str(meeting.public_id) in client.get(url_of(demo_process)).content.decode()


def test_the_list_filters_by_phase_and_survives_nonsense(client, demo_process, announced):
    meeting = announced()
    base = url_of(demo_process)
    assert str(meeting.public_id) in client.get(f"{base}?fase=3").content.decode()
    assert str(meeting.public_id) not in client.get(f"{base}?fase=1").content.decode()
    for query in ("?fase=%00", "?fase=99999999", "?fase=x&page=-1", "?page=99"):
        assert client.get(base + query).status_code == 200
    unknown = "0192f0c1-0000-7000-8000-000000000000"
    assert client.get(f"{base}{unknown}/").status_code == 404
    assert LINKS["meeting"]("no") is None
    assert LINKS["meeting"](str(meeting.public_id)) == url_of(demo_process, meeting)


def row(process, start, **fields):
    """A meeting that nobody announced: only weight for a list."""
    told = {"title_es": "t", "state": "held", "announced_at": start - timedelta(days=60)} | fields
    return Meeting(
        process=process,
        kind="table",
        phase=3,
        venue="v",
        starts_at=start,
        ends_at=start,
        notice_days=1,
        required_days=15,
        **told,
    )


def test_meetings_to_come_beyond_those_listed_are_counted(client, demo_process):
    now = process_now(demo_process)
    Meeting.objects.bulk_create(
        row(demo_process, now + timedelta(days=n), title_es=f"Mesa {n}", state="announced")
        for n in range(1, selectors.MANY + 4)
    )
    page = client.get(url_of(demo_process)).content.decode()
    assert f"Mesa {selectors.MANY}<" in page and f"Mesa {selectors.MANY + 1}<" not in page
    assert "Hay 3 más" in page
    assert "There are 3 more" in client.get(f"/en{url_of(demo_process)}").content.decode()


def test_the_list_asks_as_often_for_ten_as_for_a_thousand(client, demo_process):
    now = process_now(demo_process)

    def add(count):
        rows = Meeting.objects.bulk_create(
            row(demo_process, now - timedelta(days=n + 1)) for n in range(count)
        )
        AttendanceSheet.objects.bulk_create(
            AttendanceSheet(
                meeting=m, source="s", digest="d", total=2, by_sector={"public": 2}, recorded_at=now
            )
            for m in rows
        )
        DateChange.objects.bulk_create(
            DateChange(
                meeting=m,
                old_start=now,
                new_start=now,
                old_end=now,
                new_end=now,
                old_venue="a",
                new_venue="b",
                reason="Cambia por la lluvia",
                salt=b"",
                announced_at=now,
            )
            for m in rows
        )

    def queries(path):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    add(10)
    queries(url_of(demo_process))
    few = queries(url_of(demo_process))
    add(990)
    assert queries(url_of(demo_process)) == few
    with CaptureQueriesContext(connection) as seen:
        selectors.gate_facts(demo_process, now)
    assert len(seen) <= 6


def test_a_stranger_may_look_but_not_act(client, demo_process, announced):
    meeting = announced()
    for name in ("mover", "cancelar", "documentos", "realizada", "asistencia", "acta", "voz"):
        assert client.get(url_of(demo_process, meeting, f"{name}/")).status_code == 403
        assert client.post(url_of(demo_process, meeting, f"{name}/")).status_code == 403
    assert client.get(f"/p/{demo_process.slug}/reuniones/preparar/").status_code == 403


def test_the_whole_life_by_its_forms(client, demo_process, actor_of, act_as, travel):
    act_as(actor_of("secretary", "publisher"))
    base = url_of(demo_process)
    assert client.get(f"{base}preparar/").status_code == 200
    start = process_now(demo_process) + timedelta(days=20)
    given = {
        "title_es": "Foro",
        "kind": "forum",
        "phase": "3",
        "venue": "Salón",
        "starts_at": f"{start:%Y-%m-%d}T09:00",
        "ends_at": f"{start:%Y-%m-%d}T12:00",
    }
    assert client.post(f"{base}preparar/", {**given, "ends_at": "ayer"}).status_code == 422
    backwards = client.post(f"{base}preparar/", {**given, "ends_at": "2020-01-01T00:00"})
    assert backwards.status_code == 422 and "Termina antes de empezar" in backwards.content.decode()
    assert client.post(f"{base}preparar/", given).status_code == 303
    meeting = Meeting.objects.get()
    assert meeting.starts_at.hour == 15  # nine in the morning in Guatemala
    here = url_of(demo_process, meeting)
    edited = client.get(f"{here}editar/")
    assert f"{start:%Y-%m-%d}T09:00" in edited.content.decode()
    assert client.post(f"{here}editar/", {**given, "title_es": "Foro local"}).status_code == 303
    assert client.get(f"{here}anunciar/").status_code == 200
    assert client.post(f"{here}anunciar/").status_code == 303
    travel(days=15)
    shown = client.get(f"{here}mover/")
    assert "Quedará marcada en rojo" in shown.content.decode()
    moved = {
        "starts_at": f"{start + timedelta(days=1):%Y-%m-%d}T09:00",
        "ends_at": f"{start + timedelta(days=1):%Y-%m-%d}T12:00",
        "venue": "Salón",
        "reason": "Es feriado nacional",
    }
    unread = client.post(f"{here}mover/", moved)
    assert unread.status_code == 422 and "márquelo abajo" in unread.content.decode()
    assert not meeting.changes.exists(), "nothing is marked for ever by a slip"
    assert client.post(f"{here}mover/", {**moved, "late": "on"}).status_code == 303
    assert meeting.changes.get().late
    assert client.get(f"{here}documentos/").status_code == 200
    pack = {"kind": "agenda", "title": "Agenda", "text": "1. Inicio"}
    assert client.post(f"{here}documentos/", pack).status_code == 303
    assert client.post(f"{here}realizada/").status_code == 422
    travel(days=7)
    assert client.post(f"{here}realizada/").status_code == 303
    assert client.get(f"{here}asistencia/").status_code == 200
    bad = client.post(f"{here}asistencia/", {"source": "Listas", "rows": "public,member,x"})
    assert bad.status_code == 422 and "public,member,x" in bad.content.decode()
    rows = "sector;status;count;table\npublic;member;10;1\ncitizen;guest;30;1"
    assert client.post(f"{here}asistencia/", {"source": "Listas", "rows": rows}).status_code == 303
    assert selectors.balance_of(meeting).percent == 25
    assert client.get(f"{here}voz/").status_code == 200
    said = {"key": "0192f0c1-0000-7000-8000-00000000abcd", "text": "Falta agua"}
    receipt = client.post(f"{here}voz/", said).content.decode()
    assert "TSD-" in receipt
    assert client.get(f"{here}acta/").status_code == 200
    assert client.post(f"{here}acta/", {"text": ""}).status_code == 422
    assert client.post(f"{here}acta/", {"text": "Se acordó"}).status_code == 303
    assert "Se acordó" in client.get(f"{here}acta/publicar/").content.decode()
    assert client.post(f"{here}acta/publicar/").status_code == 303
    assert client.get(f"{here}acta/publicar/").status_code == 404
    assert "Se acordó" in client.get(here).content.decode()


def test_tables_are_formed_on_a_page(client, demo_process, announced, actor_of, act_as):
    meeting = announced()
    address = url_of(demo_process, meeting, "mesas/")
    assert client.get(address).status_code == 403
    act_as(actor_of("facilitator"), client)
    assert "mesas/" in client.get(url_of(demo_process, meeting)).content.decode()
    water = themes(demo_process).first()
    assert client.post(address, {"theme_1": "no-hay"}).status_code == 422
    # What is left empty in between is no table; numbers follow one another.
    done = client.post(address, {"theme_2": water.slug, "theme_5": water.slug})
    assert done.status_code == 303
    assert [(t.number, t.theme) for t in meeting.tables.all()] == [(1, water), (2, water)]
    page = client.get(address).content.decode()
    assert page.count(f'<option value="{water.slug}" selected>') == 2
    assert client.post(address, {}).status_code == 303 and not meeting.tables.exists()
