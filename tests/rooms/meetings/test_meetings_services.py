"""A meeting from its draft to published minutes, with what went wrong kept in red."""

import json
from datetime import timedelta

import pytest

from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.meetings import selectors
from cocrea.meetings import services as meetings
from cocrea.meetings.models import AttendanceSheet, DateChange, Meeting
from cocrea.meetings.selectors import offers
from cocrea.meetings.services import lookup
from cocrea.meetings.tables import meeting_rows
from cocrea.people.models import Body, BodySession
from cocrea.process.selectors import methodology, process_now, themes
from cocrea.ui.messages import text_of
from cocrea.voices.models import Voice

pytestmark = pytest.mark.django_db

OCTOBER = (
    meetings.Line("public", "member", 660, women=330, men=330),
    meetings.Line("civil_society", "member", 65),
    meetings.Line("citizen", "guest", 2, women=1, men=1),
)


def codes(error):
    return [f.code for f in error.value.findings]


def entries(process, kind):
    rows = Entry.objects.filter(log_id=process.log_id, kind=kind).order_by("position")
    return [json.loads(bytes(row.raw))["body"] for row in rows]


def test_a_draft_is_nobodys_business_and_an_announcement_counts_its_days(
    demo_process, draft, actor_of
):
    meeting = draft()
    assert entries(demo_process, "meeting.announced") == []
    with pytest.raises(NotThere):
        selectors.meeting_get(demo_process, meeting.public_id)
    found = meetings.meeting_announce(actor=actor_of("secretary"), meeting=meeting)
    assert (found.state, found.notice_days, found.required_days, found.late) == (
        "announced",
        30,
        15,
        False,
    )
    (body,) = entries(demo_process, "meeting.announced")
    assert (body["notice_days"], body["late"]) == (30, False)
    with pytest.raises(NotPermitted):
        meetings.meeting_announce(actor=actor_of("secretary"), meeting=found)


def test_a_date_moved_three_days_before_keeps_its_red_mark_for_ever(
    demo_process, announced, actor_of, travel
):
    meeting = announced(days=30)
    travel(days=27)
    later = meeting.starts_at + timedelta(days=40)
    change = meetings.meeting_change(
        actor=actor_of("point_of_contact"),
        meeting=meeting,
        starts_at=later,
        venue="Escuela nueva",
        reason="El salón no está disponible",
    )
    assert (change.notice_days, change.required_days, change.late) == (3, 15, True)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.venue) == (later, "Escuela nueva")
    assert meeting.ends_at == later + timedelta(hours=3)
    (body,) = entries(demo_process, "meeting.changed")
    assert body["late"] is True and "salón no está" not in json.dumps(body)
    assert [f.code for f in selectors.notice_findings(meeting)] == ["meetings.late_change"]
    travel(days=60)
    meetings.meeting_hold(actor=actor_of("secretary"), meeting=meeting)
    meeting = selectors.meeting_get(demo_process, meeting.public_id)
    assert [f.params["days"] for f in selectors.notice_findings(meeting)] == [3]
    assert selectors.late_marks(demo_process) == 1


def test_moving_it_in_time_leaves_no_red_mark_and_says_why(announced, actor_of):
    meeting = announced()
    with pytest.raises(Refused) as error:
        meetings.meeting_change(
            actor=actor_of("secretary"), meeting=meeting, reason="Cambia de lugar otra vez"
        )
    assert codes(error) == ["meetings.nothing_changed"]
    with pytest.raises(Refused) as error:
        meetings.meeting_change(
            actor=actor_of("secretary"), meeting=meeting, venue="Otro", reason=" \x00 "
        )
    assert codes(error) == ["kernel.reason_short"]
    change = meetings.meeting_change(
        actor=actor_of("secretary"), meeting=meeting, venue="Otro", reason="El salón es más amplio"
    )
    assert change.late is False and not change.moved and change.venue_moved
    assert DateChange.objects.count() == 1


def test_a_pack_published_the_day_before_is_late_item_by_item(announced, actor_of, travel):
    meeting, secretary = announced(), actor_of("secretary")
    agenda = meetings.pack_publish(
        actor=secretary, meeting=meeting, kind="agenda", title="Agenda", text="1. Bienvenida"
    )
    travel(days=29)
    method = meetings.pack_publish(
        actor=secretary, meeting=meeting, kind="method", title="Método", text="Grupos"
    )
    assert (agenda.notice_days, agenda.late) == (30, False)
    assert (method.notice_days, method.required_days, method.late) == (1, 5, True)
    page = selectors.meeting_page(meeting)
    assert page["pack_missing"] == ["authorities", "document"]
    assert [f.where for f in page["marks"]] == ["method"]
    for fields, code in (
        ({"kind": "poem", "text": "x"}, "meetings.bad_pack"),
        ({"kind": "agenda", "text": ""}, "meetings.pack_empty"),
        ({"kind": "agenda", "text": "x" * 100_000}, "kernel.text_too_long"),
    ):
        with pytest.raises(Refused) as error:
            meetings.pack_publish(actor=secretary, meeting=meeting, title="T", **fields)
        assert codes(error) == [code]


def test_727_attendances_of_which_660_officials_say_91_percent(demo_process, held, actor_of):
    meeting = held(round=3)
    sheet = meetings.attendance_record(
        actor=actor_of("secretary"), meeting=meeting, rows=OCTOBER, source="Conteo de las OSC"
    )
    again = meetings.attendance_record(
        actor=actor_of("secretary"), meeting=meeting, rows=OCTOBER, source="Conteo de las OSC"
    )
    assert again == sheet and AttendanceSheet.objects.count() == 1
    found = selectors.balance_of(meeting)
    assert (found.total, found.officials, found.percent, found.outside) == (727, 660, 91, True)
    totals = selectors.attendance_totals(demo_process, phase=3)
    assert (totals.total, totals.percent) == (727, 91)
    (body,) = entries(demo_process, "attendance.recorded")
    assert body["by_sector"] == {"public": 660, "civil_society": 65, "citizen": 2}
    assert body["batch"]["count"] == 3
    assert "women" not in json.dumps(body)


def test_a_corrected_count_is_a_new_version_and_the_old_one_stays(held, actor_of):
    meeting, secretary = held(), actor_of("facilitator")
    meetings.attendance_record(actor=secretary, meeting=meeting, rows=OCTOBER, source="Listas")
    rows = [meetings.Line("citizen", "guest", 40)]
    meetings.attendance_record(actor=secretary, meeting=meeting, rows=rows, source="Recuento")
    kept = meeting.sheets.order_by("version").values_list("version", "total", "current")
    assert list(kept) == [(1, 727, False), (2, 40, True)]
    assert selectors.balance_of(meeting).percent == 0
    with pytest.raises(Refused) as error:
        meetings.attendance_record(
            actor=secretary,
            meeting=meeting,
            rows=[meetings.Line("martians", "guest", 4)],
            source="x",
        )
    assert codes(error) == ["meetings.attendance_bad_line"]


def test_minutes_are_written_by_one_role_and_published_by_another(demo_process, held, actor_of):
    meeting = held()
    secretary, publisher = actor_of("secretary"), actor_of("publisher")
    decision = SubjectRef("session", "s-1", label="Aprobar")
    drafted = meetings.minutes_draft(
        actor=secretary, meeting=meeting, text="Se acordó.", decisions=[decision], funnel="3 a 1"
    )
    assert selectors.meeting_page(meeting)["minutes"] == []
    with pytest.raises(NotPermitted):
        meetings.minutes_publish(actor=secretary, minutes=drafted)
    with pytest.raises(NotPermitted):
        meetings.minutes_draft(actor=publisher, meeting=meeting, text="Otra cosa")
    done = meetings.minutes_publish(actor=publisher, minutes=drafted)
    with pytest.raises(Conflict):
        meetings.minutes_publish(actor=publisher, minutes=done)
    meeting.refresh_from_db()
    assert meeting.state == "minuted"
    assert done.decisions == [{"kind": "session", "id": "s-1", "label": "Aprobar"}]
    second = meetings.minutes_draft(actor=secretary, meeting=meeting, text="Corregida.")
    assert second.version == 2
    assert entries(demo_process, "minutes.published")[0]["decisions"] == [
        {"kind": "session", "id": "s-1"}
    ]


def test_it_is_not_held_before_its_hour_nor_counted_before_it_is_held(announced, actor_of):
    meeting = announced()
    with pytest.raises(Refused) as error:
        meetings.meeting_hold(actor=actor_of("secretary"), meeting=meeting)
    assert codes(error) == ["meetings.not_yet"]
    with pytest.raises(NotPermitted):
        meetings.attendance_record(
            actor=actor_of("secretary"), meeting=meeting, rows=OCTOBER, source="x"
        )


def test_a_meeting_of_a_body_is_a_session_of_it(demo_process, held):
    body = Body.objects.create(
        process_slug=demo_process.slug,
        slug="mesa",
        kind="forum",
        name_es="Mesa",
        created_at=process_now(demo_process),
    )
    meeting = held(body=body)
    sat = BodySession.objects.get(body=body)
    assert (sat.subject_kind, sat.subject_id) == ("meeting", str(meeting.public_id))
    assert sat.held_at == meeting.starts_at


def test_cancelled_stays_to_be_read(demo_process, announced, actor_of):
    meeting = announced()
    with pytest.raises(NotPermitted):
        meetings.meeting_cancel(
            actor=actor_of("facilitator"), meeting=meeting, reason="Llueve mucho y no hay paso"
        )
    meetings.meeting_cancel(
        actor=actor_of("secretary"), meeting=meeting, reason="Llueve y el camino está cerrado"
    )
    with pytest.raises(NotPermitted):
        meetings.meeting_hold(actor=actor_of("secretary"), meeting=meeting)
    assert selectors.meetings(demo_process).get().state == "cancelled"


def test_what_was_said_at_a_table_gets_a_receipt_like_any_voice(demo_process, announced, actor_of):
    meeting = announced()
    water = themes(demo_process).first()
    meetings.tables_set(actor=actor_of("facilitator"), meeting=meeting, tables=[(water, [])])
    key = str(uuid7())
    given = {"meeting": meeting, "key": key, "text": "Falta agua en la zona 3", "table": 1}
    receipt = meetings.meeting_voice_receive(actor=actor_of("facilitator"), **given)
    again = meetings.meeting_voice_receive(actor=actor_of("facilitator"), **given)
    assert (receipt.folio, receipt.code) == (again.folio, again.code) and again.replay
    voice = Voice.objects.get()
    assert (voice.source_kind, voice.source_id) == ("meeting", str(meeting.public_id))
    assert (voice.theme, voice.phase, voice.channel) == (water, 3, "table")
    with pytest.raises(NotThere):
        meetings.meeting_voice_receive(
            actor=actor_of("facilitator"), **{**given, "table": 9, "key": str(uuid7())}
        )


@pytest.mark.parametrize("role", ["citizen", "moderator", "publisher", "observer", "facilitator"])
def test_who_may_not_call_a_meeting(draft, actor_of, role):
    meeting = draft()
    with pytest.raises(NotPermitted):
        meetings.meeting_announce(actor=actor_of(role), meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.DRAFT


def test_drafts_that_are_refused(draft):
    for fields, code in (
        ({"kind": "party"}, "meetings.bad_kind"),
        ({"phase": 99}, "meetings.unknown_phase"),
        ({"row": 99}, "meetings.unknown_row"),
        ({"area": "ZZ"}, "meetings.unknown_area"),
        ({"title_es": "\x00"}, "meetings.text_missing"),
        ({"title_es": "x" * 100_000}, "kernel.text_too_long"),
    ):
        with pytest.raises(Refused) as error:
            draft(**fields)
        assert codes(error) == [code]
    with pytest.raises(Refused) as error:
        draft(days=0, ends_at=draft().starts_at - timedelta(days=90))
    assert codes(error) == ["meetings.ends_before_start"]
    assert Meeting.objects.count() == 1


def test_nobody_is_called_for_yesterday(draft, actor_of, travel):
    meeting = draft()
    travel(days=31)
    with pytest.raises(Refused) as error:
        meetings.meeting_announce(actor=actor_of("secretary"), meeting=meeting)
    assert codes(error) == ["meetings.already_past"]


def test_facts_desks_and_sessions_of_a_body(demo_process, held, announced, actor_of, travel):
    now = process_now(demo_process)
    body = Body.objects.create(
        process_slug=demo_process.slug, slug="mesa", kind="forum", name_es="M", created_at=now
    )
    meeting = held(body=body)
    announced(days=5)
    travel(days=10)
    now = process_now(demo_process)
    facts = selectors.gate_facts(demo_process, now)
    assert facts["meetings.held.phase_3"] == 1
    assert facts["meetings.without_minutes.phase_3"] == 1
    assert facts["meetings.without_attendance"] == 1
    assert facts["meetings.unheld.phase_3"] == 1
    assert facts["meetings.held.phase_1"] == 0
    assert facts["meetings.late_marks"] == 1
    assert selectors.body_sessions(body) == [meeting.starts_at]
    items = selectors.desk_items(actor_of("secretary"), demo_process, now)
    assert [item.overdue for item in items] == [False, False, True]
    assert selectors.desk_items(CITIZEN, demo_process, now) == []


def test_working_days_are_called_so_wherever_they_are_told(
    draft, actor_of, demo_process, client, monkeypatch
):
    law = methodology(demo_process)
    rule = law.rules.notice.model_copy(update={"counting": "working"})
    working = law.model_copy(update={"rules": law.rules.model_copy(update={"notice": rule})})
    monkeypatch.setattr(lookup, "methodology", lambda *_: working)
    meeting = meetings.meeting_announce(actor=actor_of("secretary"), meeting=draft(days=7))
    assert meeting.late and meeting.notice_working and meeting.notice_days < 7
    (body,) = entries(demo_process, "meeting.announced")
    assert body["working_days"] is True
    days = f"{meeting.notice_days} días hábiles"
    finding = selectors.notice_findings(meeting)[0]
    assert days in text_of(finding, "es") and "working days" in text_of(finding, "en")
    page = f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/"
    assert days in client.get(page).content.decode()
    assert "working days" in client.get(f"/en{page}").content.decode()
    (row,) = meeting_rows(demo_process, {})
    assert "working" in row


def test_what_an_announced_meeting_lacks_presses_before_the_last_day(
    announced, actor_of, demo_process, travel, monkeypatch
):
    """Fifteen days of notice for agenda and method: it comes to the desk ten days before that."""
    law = methodology(demo_process)
    rule = law.rules.notice.model_copy(update={"agenda": 15, "method": 15})
    asking = law.model_copy(update={"rules": law.rules.model_copy(update={"notice": rule})})
    monkeypatch.setattr(offers, "methodology", lambda *_: asking)
    secretary = actor_of("secretary")

    def desk():
        return selectors.desk_items(secretary, demo_process, process_now(demo_process))

    meeting = announced(days=30)
    assert desk() == []
    travel(days=6)
    (item,) = desk()
    assert "agenda, método de trabajo" in item.label and item.url.endswith("/documentos/")
    assert not item.overdue and item.since < process_now(demo_process)
    travel(days=12)
    assert desk()[0].overdue
    for kind in ("agenda", "method", "authorities", "document"):
        meetings.pack_publish(
            actor=secretary, meeting=meeting, kind=kind, title=kind, text="Lo que se trata."
        )
    assert desk() == []


def test_a_draft_is_thrown_away_and_an_announced_meeting_is_not(
    draft, announced, actor_of, demo_process, client, act_as
):
    secretary = actor_of("secretary")
    made = draft()
    meetings.tables_set(actor=secretary, meeting=made, tables=[(None, [])])
    before = Entry.objects.count()
    with pytest.raises(NotPermitted):
        meetings.meeting_discard(actor=actor_of("facilitator"), meeting=made)
    act_as(secretary, client)
    here = f"/p/{demo_process.slug}/reuniones/{made.public_id}/"
    assert "tirar/" in client.get(here).content.decode()
    assert client.get(f"{here}tirar/").status_code == 200
    assert client.post(f"{here}tirar/").status_code == 303
    assert not Meeting.objects.exists() and Entry.objects.count() == before
    with pytest.raises(NotPermitted):
        meetings.meeting_discard(actor=secretary, meeting=announced())
