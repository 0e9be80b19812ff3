"""The home of a process says until when: by the plan, and not after its day."""

from datetime import timedelta

from django.utils import translation

from cocrea.process import selectors
from cocrea.site import overview
from cocrea.ui import words

MONTHS = "ene feb mar abr may jun jul ago sep oct nov dic".split()


def test_a_door_says_its_planned_last_day_while_it_is_ahead(process):
    now = selectors.process_now(process)
    with translation.override("es"):
        doors = {door["title"]: door["meta"] for door in overview.can_do(process, now)}
        last = process.starts_on + timedelta(days=80)  # the tables, which hear proposals
        assert doors["Dar su voz"] == f"previsto hasta el {words.day_text(last)}"
        last = process.starts_on + timedelta(days=110)
        assert doors["Comentar el plan"] == f"previsto hasta el {words.day_text(last)}"
        process.starts_on -= timedelta(days=200)
        assert {door["meta"] for door in overview.can_do(process, now)} == {""}


def test_phases_say_until_when_or_from_when_by_their_state(process):
    with translation.override("es"):
        steps = {step["number"]: step for step in overview.phase_steps(process)}
    day = process.starts_on + timedelta(days=30)
    assert steps[2]["when"] == f"prevista hasta {day.day} {MONTHS[day.month - 1]} {day.year}"
    process.starts_on -= timedelta(days=200)
    with translation.override("es"):
        late = overview.phase_steps(process)[1]
    assert late["when"].startswith("debía terminar el "), "a day that has passed is no forecast"
    process.starts_on += timedelta(days=200)
    process.phase_acts.all().delete()
    with translation.override("en"):
        late = overview.phase_steps(process)[0]
        process.starts_on += timedelta(days=200)
        pending = overview.phase_steps(process)[0]
    assert late["when"].startswith("was due to begin on "), "nobody opened it on its day"
    assert pending["when"].startswith("planned from ")
