"""Every write: who may, when it is refused, what the record keeps."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.conftest import OPERATOR, make_actor
from tests.exceptions import granted

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry, Log
from cocrea.process import selectors, services
from cocrea.process.models import CalendarAct, Process
from cocrea.process.rules.loading import amendment_of, from_json, shipped, to_json

CONTACT = make_actor("point_of_contact")
PUBLISHER = make_actor("publisher")
WHY = "Razón de ejemplo."


def kinds(process):
    return list(Entry.objects.filter(log=process.log).values_list("kind", flat=True))


def last(process):
    return json.loads(bytes(Entry.objects.filter(log=process.log).order_by("position").last().raw))


def code(act, *args, error=Refused, **kwargs):
    with pytest.raises(error) as caught:
        act(*args, **kwargs)
    return caught.value.findings[0].code


def fix(process, row, start, end=None, actor=CONTACT, reason=WHY):
    return services.calendar_fix(
        actor=actor, process=process, row=row, start=start, end=end or start, reason=reason
    )


def amendment(process, clause, new, **more):
    law = selectors.law_of(list(selectors.versions(process))[-1])
    old = law.clause(clause).text if law.clause(clause) else ""
    given = {
        "number": max((a.number for a in law.amendments), default=0) + 1,
        "clause": clause,
        "old": old,
        "new": new,
        "reason": WHY,
        "body": "forum",
        "in_force_from": {"date": "2018-05-28"},
    }
    return amendment_of(given | more)


def publish(process, text, at=None, actor=PUBLISHER, answers=()):
    return services.amendment_publish(
        actor=actor, process=process, text=text, in_force_from=at, answers=answers
    )


# Founding.


def test_the_first_entry_names_the_methodology(published):
    entry = last(published)
    assert entry["kind"] == "process.created"
    assert entry["body"]["methodology"] == selectors.version_at(published).digest
    assert selectors.themes(published).count() == 12


def test_only_operators_found_and_nothing_is_left_behind(db):
    law = shipped("national-2022")
    given = {"methodology": law, "slug": "otra", "starts_on": date(2026, 1, 1)}
    refused = code(services.process_create, actor=CONTACT, error=NotPermitted, **given)
    assert refused == "kernel.not_permitted"
    assert not Process.objects.exists()
    assert not Log.objects.exists()


def test_a_slug_is_taken_once(published):
    law = shipped("national-2022")
    given = {"methodology": law, "slug": published.slug, "starts_on": date(2026, 1, 1)}
    found = code(services.process_create, actor=OPERATOR, error=Conflict, **given)
    assert found == "process.slug_taken"


def test_what_the_linter_blocks_binds_nobody(db):
    data = to_json(shipped("guatemala-2018-as-published"))
    data["rows"][0]["window"]["end"] = "2018-01-01"
    given = {"methodology": from_json(data), "slug": "mala", "starts_on": date(2018, 2, 1)}
    assert code(services.process_create, actor=OPERATOR, **given) == "process.end_before_start"
    assert not Log.objects.exists()


# Phases.


def phase_act(process, kind, actor=CONTACT, phase=1, report=None):
    return services.phase_act_record(
        actor=actor, process=process, phase=phase, kind=kind, report=report or Report()
    )


def test_phases_open_and_close_by_acts(published):
    phase_act(published, "opened")
    assert selectors.phase_state(published, 1) == "open"
    assert code(phase_act, published, "opened", error=NotPermitted) == "kernel.not_permitted"
    phase_act(published, "closed")
    assert selectors.phase_state(published, 1) == "closed"
    phase_act(published, "opened")
    assert kinds(published)[1:] == ["phase.opened", "phase.closed", "phase.opened"]


def test_a_gate_that_does_not_hold_keeps_it_shut(published):
    report = Report((Finding("process.gate_unknown"),))
    assert code(phase_act, published, "opened", report=report) == "process.gate_unknown"
    assert code(phase_act, published, "opened", phase=99, error=NotThere) == "process.unknown_phase"
    assert code(phase_act, published, "opened", actor=PUBLISHER, error=NotPermitted)
    assert kinds(published) == ["process.created"]


# The calendar.


def test_a_day_is_fixed_in_time_and_its_tasks_follow(amended):
    done = fix(amended, 3, date(2018, 4, 18), date(2018, 5, 8))
    assert (done.notice_days, done.required_days, done.late) == (49, 15, False)
    planned = selectors.row_planned(amended, 3)
    assert planned.baseline == (date(2018, 4, 1), date(2018, 5, 31))
    assert planned.actual == (date(2018, 4, 18), date(2018, 5, 8))
    assert planned.precision == "day"
    assert amended.tasks.get(key="foros-convocatoria").due_on == date(2018, 4, 3)
    assert last(amended)["subject"]["id"] == f"{amended.slug}-3"


def test_a_late_change_stays_marked_for_ever(amended):
    fix(amended, 3, date(2018, 4, 18))
    ledger.clock_set(amended.log, datetime(2018, 4, 15, 15, tzinfo=UTC))
    late = fix(amended, 3, date(2018, 6, 20))
    assert (late.notice_days, late.late) == (3, True)  # who kept the 18th learns it on the 15th
    law = selectors.methodology(amended)
    values = [{"path": "rules.notice.call", "old": 15, "new": 1}]
    publish(amended, amendment(amended, law.clauses[0].id, "", old="", values=values))
    fix(amended, 3, date(2018, 7, 20))
    acts = list(selectors.calendar_acts(amended))
    assert [act.late for act in acts] == [False, True, False]
    assert acts[-1].required_days == 1  # each is judged by the version of its day
    assert last(amended)["body"]["late"] is False


def test_without_a_rule_of_notice_nothing_is_marked(published):
    done = fix(published, 3, date(2018, 3, 1))
    assert (done.notice_days, done.required_days, done.late) == (1, None, False)


def test_what_is_no_day_is_refused(amended):
    day = date(2018, 4, 18)
    assert code(fix, amended, 99, day, error=NotThere) == "process.unknown_row"
    assert code(fix, amended, 3, day, date(2018, 4, 1)) == "process.end_before_start"
    assert code(fix, amended, 3, day, reason=" \x00 ") == "kernel.reason_short"
    assert code(fix, amended, 3, day, reason="x" * 100_000) == "kernel.text_too_long"
    assert code(fix, amended, 3, day, actor=PUBLISHER, error=NotPermitted) == "kernel.not_permitted"
    fix(amended, 3, day)
    assert code(fix, amended, 3, day, error=Conflict) == "process.already_fixed"
    assert CalendarAct.objects.count() == 1


def test_the_delivery_slips_with_its_row(amended):
    assert selectors.delivery(amended).slip_days == 0
    fix(amended, 10, date(2018, 11, 28))
    found = selectors.delivery(amended)
    assert (found.planned, found.expected) == (date(2018, 8, 30), date(2018, 11, 28))
    assert found.slip_days == 90


def test_activities_are_added_where_the_phase_allows(published):
    given = {"process": published, "start": date(2018, 5, 1), "end": date(2018, 5, 2)}
    done = services.activity_add(
        actor=CONTACT, **given, phase=3, title="Foro <b>virtual</b>\x00", reason=WHY
    )
    assert done.title == "Foro <b>virtual</b>"
    assert last(published)["body"]["days"] == ["2018-05-01", "2018-05-02"]
    add = services.activity_add
    more = {**given, "actor": CONTACT, "title": "Foro", "reason": WHY}
    assert code(add, **more, phase=77) == "process.no_activities"
    assert code(add, **{**more, "title": ""}, phase=3) == "process.text_missing"
    assert code(add, **{**more, "end": date(2018, 4, 1)}, phase=3) == "process.end_before_start"
    assert code(add, **{**more, "actor": PUBLISHER}, phase=3, error=NotPermitted)


def test_a_task_is_done_by_its_owner_once(amended):
    done = services.task_done
    given = {"process": amended, "key": "convocatoria-salon"}
    assert code(done, actor=make_actor("moderator"), **given, error=NotPermitted)
    task = done(actor=make_actor("secretary"), **given)
    assert task.done_at is not None
    again = done(actor=CONTACT, **given)
    assert again.done_at == task.done_at
    assert kinds(amended).count("task.done") == 1
    assert code(done, actor=CONTACT, process=amended, key="x", error=NotThere)
    sheets = make_actor("systematizer")
    assert done(actor=sheets, process=amended, key="rondas-insumos").done_at


def test_a_done_task_keeps_its_day_when_the_row_moves(amended):
    services.task_done(actor=CONTACT, process=amended, key="foros-sedes")
    before = amended.tasks.get(key="foros-sedes").due_on
    fix(amended, 3, date(2018, 6, 20))
    assert amended.tasks.get(key="foros-sedes").due_on == before
    assert amended.tasks.get(key="foros-facilitadores").due_on == date(2018, 6, 13)


# Amendments.


def test_an_amendment_binds_from_its_day_and_the_past_keeps_its_law(published):
    clause, before = "4.a.fase-5", selectors.process_now(published)
    text = selectors.methodology(published).clause(clause).text
    at = datetime(2018, 5, 28, 6, tzinfo=UTC)
    new = amendment(published, clause, text.replace("2016-2018", "2018-2020"))
    done = publish(published, new, at)
    assert selectors.methodology(published).clause(clause).text == text
    ledger.clock_set(published.log, at + timedelta(hours=1))
    assert "2018-2020" in selectors.methodology(published).clause(clause).text
    assert selectors.methodology(published, before).clause(clause).text == text
    assert last(published)["body"]["methodology"] == done.version.digest
    assert done.version.number == 2


def test_what_cannot_amend_is_refused(published):
    now = selectors.process_now(published)
    good = amendment(published, "4.a.fase-5", "Otro texto.")
    assert code(publish, published, good, now - timedelta(1)) == "process.amendment_backwards"
    assert code(publish, published, good, actor=CONTACT, error=NotPermitted)
    assert code(publish, published, good, answers=["nada"]) == "process.folio_invalid"
    stale = amendment(published, "4.a.fase-5", "Otro.", old="No es el vigente")
    assert code(publish, published, stale) == "process.amendment_old_text"
    huge = amendment(published, "4.a.fase-5", "x" * 100_000)
    assert code(publish, published, huge) == "kernel.text_too_long"
    empty = amendment(published, "4.a.fase-5", "Otro.", reason=" \x00 x").model_copy(
        update={"reason": "\x00"}
    )
    assert code(publish, published, empty) == "process.reason_missing"
    floats = [{"path": "caps.commitments.at_most", "old": 20, "new": 24.0}]
    rough = amendment(published, "4.a.fase-5", "", old="", values=floats)
    assert code(publish, published, rough) == "process.value_not_plain"
    assert published.versions.count() == 1


def test_an_amendment_that_the_linter_blocks_is_refused(published):
    values = [{"path": "rows.1.window.end", "old": "2018-04-04", "new": "2018-01-01"}]
    text = amendment(published, "4.a.fase-5", "", old="", values=values)
    assert code(publish, published, text) == "process.end_before_start"


def test_amendments_bind_in_their_order(published):
    later = datetime(2018, 6, 1, tzinfo=UTC)
    publish(published, amendment(published, "4.a.fase-5", "Uno."), later)
    second = amendment(published, "4.a.fase-6", "Dos.")
    assert code(publish, published, second) == "process.amendment_before_last"
    publish(published, second, later)
    ledger.clock_set(published.log, later + timedelta(1))
    law = selectors.methodology(published)
    assert (law.clause("4.a.fase-5").text, law.clause("4.a.fase-6").text) == ("Uno.", "Dos.")


def test_a_moved_window_leaves_the_baseline(published):
    values = [{"path": "rows.4.window.end", "old": "2018-05-31", "new": "2018-06-15"}]
    publish(published, amendment(published, "4.a.fase-5", "", old="", values=values))
    planned = selectors.row_planned(published, 4)
    assert (planned.baseline[1], planned.actual[1]) == (date(2018, 5, 31), date(2018, 6, 15))


def test_a_new_theme_comes_with_its_amendment(published):
    new = {"number": 13, "slug": "migracion", "name": "Migración"}
    values = [{"path": "themes.migracion", "new": new}]
    publish(published, amendment(published, "4.a.fase-5", "", old="", values=values))
    assert selectors.theme_get(published, "migracion").number == 13


# Exceptions and themes.


def test_an_exception_is_published_with_reason_and_body(published):
    subject = SubjectRef("phase", f"{published.slug}-3")
    done = granted(published, "commitments.over_cap", reason=WHY, subject=subject, quantity=24)
    found = selectors.exception_for(
        published, "commitments.over_cap", subject_kind="phase", subject_id=subject.public_id
    )
    assert found == done and done.body_name == "Mesa municipal"
    entry = last(published)
    assert (entry["kind"], entry["subject"]["kind"]) == ("exception.published", "phase")
    assert entry["body"]["exception"] == str(done.public_id)
    assert entry["body"]["decision"]["id"] == done.decision_id
    assert published.exceptions.count() == 1


def test_themes_change_state_with_a_reason(published):
    given = {"process": published, "actor": CONTACT}
    states = {"gobiernos-locales": "prioritised", "educacion": "dropped"}
    changed = services.theme_set(**given, states=states, reason=WHY)
    assert [t.slug for t in changed] == ["educacion"]
    assert selectors.themes(published).count() == 11
    assert last(published)["body"] == {
        "theme": "educacion",
        "old": "prioritised",
        "new": "dropped",
        "reason": WHY,
    }
    assert services.theme_set(**given, states=states, reason=WHY) == []
    assert kinds(published).count("theme.set") == 4  # that they were examined again counts
    act = services.theme_set
    assert code(act, **given, states={"x": "dropped"}, reason=WHY, error=NotThere)
    wrong = code(act, **given, states={"educacion": "<b>"}, reason=WHY)
    assert wrong == "process.unknown_state"
    assert code(act, **given, states=states, reason="") == "process.reason_missing"
    assert code(act, process=published, actor=PUBLISHER, states={}, reason=WHY, error=NotPermitted)


def test_a_process_goes_on_in_a_new_log(published):
    log = ledger.log_create(name="otro", demo=False)
    services.process_continue(actor=OPERATOR, process=published, log=log, reason=WHY)
    assert selectors.process_get(published.slug).log_id == log.pk
    assert kinds(published) == ["process.continued"]
    given = {"process": published, "log": log, "reason": WHY}
    assert code(services.process_continue, actor=CONTACT, **given, error=NotPermitted)


# What other rooms read.


def test_gate_facts(amended):
    ledger.clock_set(amended.log, datetime(2018, 4, 2, 15, tzinfo=UTC))
    facts = selectors.gate_facts(amended, selectors.process_now(amended))
    assert facts["process.themes_prioritised"] == 12
    assert facts["process.tasks_overdue"] > 0
    assert facts["process.phase_3_days_unfixed"] == 1
    fix(amended, 3, date(2018, 4, 3))
    facts = selectors.gate_facts(amended, selectors.process_now(amended))
    assert facts["process.phase_3_days_unfixed"] == 0


def test_desks_show_what_waits_oldest_first(amended):
    ledger.clock_set(amended.log, datetime(2018, 4, 2, 15, tzinfo=UTC))
    now = selectors.process_now(amended)
    today = local_day(now, amended.zone)
    mine = selectors.desk_items(make_actor("facilitator"), amended, now)
    assert [item.overdue for item in mine] == [True]
    assert "tareas/foros-facilitadores" in mine[0].url
    contact = selectors.desk_items(CONTACT, amended, now)
    assert [i.since for i in contact] == sorted(i.since for i in contact)
    assert any("fila=3" in i.url and i.overdue for i in contact)
    assert all(i.since.date() <= today for i in contact)
    assert selectors.desk_items(make_actor(), amended, now) == []
    names = [url for _label, url in selectors.doors(PUBLISHER, amended, now)]
    assert [n.split("/")[3] for n in names] == ["metodologia", "planes-anteriores"]
    assert selectors.doors(make_actor("observer"), amended, now) == []


def test_a_phase_whose_day_passed_waits_for_the_point_of_contact(published):
    """Opening and closing are acts: until somebody does them they are pending, and say since when."""
    first = selectors.phase_interval(published, 1)
    ledger.clock_set(published.log, datetime.combine(first.start, time(18), tzinfo=UTC))
    now = selectors.process_now(published)

    def phase():
        items = selectors.desk_items(CONTACT, published, now)
        return [item for item in items if "/fase/1/" in item.url]

    assert phase()[0].label.startswith("Abrir la fase 1") and not phase()[0].overdue
    assert not [i for i in selectors.desk_items(PUBLISHER, published, now) if "/fase/" in i.url]
    phase_act(published, "opened", phase=1)
    assert phase() == []
    ledger.clock_set(
        published.log, datetime.combine(first.end + timedelta(2), time(18), tzinfo=UTC)
    )
    now = selectors.process_now(published)
    assert phase()[0].label.startswith("Cerrar la fase 1") and phase()[0].overdue
    phase_act(published, "closed", phase=1)
    assert phase() == []
