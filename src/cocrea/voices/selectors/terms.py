"""By when something is owed, by the methodology of the day on which the voice arrived."""

from datetime import date, datetime, timedelta

from cocrea.kernel.dates import local_day
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.process.rules.schema import Methodology
from cocrea.process.rules.windows import holidays_of
from cocrea.voices.models import Voice
from cocrea.voices.rules.deadlines import days_late, due_day

DEFAULT_HOURS = 24  # DESIGN section 3: public at most a day later, where no text says otherwise
DEFAULT_REVIEW_DAYS = 10


def triage_time(process: Process) -> timedelta:
    """How long triage may take."""
    rule = process_selectors.methodology(process).rules.publication
    return timedelta(hours=rule.hours if rule else DEFAULT_HOURS)


def answer_due(process: Process, voice: Voice) -> date | None:
    """The last local day for a reasoned answer; None where the methodology promises none."""
    law = process_selectors.methodology(process, voice.received_at)
    if law.rules.answer is None:
        return None
    received = local_day(voice.received_at, process.zone)
    return _due(law, received, law.rules.answer.days)


def answer_lateness(process: Process, voice: Voice, at: datetime) -> int:
    """Calendar days that an answer given ``at`` comes after its last day; 0 in time."""
    return days_late(local_day(at, process.zone), answer_due(process, voice))


def review_last_day(process: Process, voice: Voice) -> date | None:
    """The last local day on which a review of the refusal may be asked."""
    if voice.refused_at is None:
        return None
    law = process_selectors.methodology(process, voice.received_at)
    days = law.rules.answer.review_days if law.rules.answer else DEFAULT_REVIEW_DAYS
    return _due(law, local_day(voice.refused_at, process.zone), days)


def _due(law: Methodology, start: date, days: int) -> date:
    rule = law.rules.answer
    working = rule is not None and rule.counting == "working"
    holidays = {*holidays_of(law, start.year), *holidays_of(law, start.year + 1)} if working else ()
    return due_day(start, days, working=working, holidays=holidays)
