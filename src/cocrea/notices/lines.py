"""What an entry of the record says to a reader: title, days, places, numbers, link.

Commitments to texts say nothing to a reader and stay out. Mails, digests and feeds say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.ledger.models import Entry
from cocrea.ledger.rules.entries import entry_read
from cocrea.notices.messages import FACTS
from cocrea.notices.names import event_text, has_page, headline, names_of
from cocrea.notices.rules.concerns import Ref, handed_on, named_things
from cocrea.notices.rules.events import is_late
from cocrea.ui.words import days_text


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of news as a reader gets it. facts: whole sentences; url: absolute."""

    log_id: int
    position: int
    event: str
    subject: Ref
    at: datetime
    title: str
    facts: tuple[str, ...]
    url: str


def lines_of(process: Any, entries: Iterable[Entry]) -> list[Line]:
    """Entries in the language of the moment, in their order."""
    read = [(entry, entry_read(bytes(entry.raw))["body"]) for entry in entries]
    names = names_of({ref for entry, body in read for ref in _candidates(entry, body)})
    return [_line(process, entry, body, names) for entry, body in read]


def _candidates(entry: Entry, body: Mapping[str, Any]) -> list[Ref]:
    """The subject; where it is still a draft, such as what proposals were merged into, a thing that
    the entry names instead."""
    inputs = {ref for parents in handed_on(body).values() for ref in parents}
    subject = (entry.subject_kind, entry.subject_id)
    return [subject, *sorted(inputs), *sorted(named_things(body))]


def _line(process: Any, entry: Entry, body: Mapping[str, Any], names: Mapping[Ref, str]) -> Line:
    shown = next((ref for ref in _candidates(entry, body) if ref in names), None)
    return Line(
        log_id=entry.log_id,
        position=entry.position,
        event=entry.kind,
        subject=(entry.subject_kind, entry.subject_id),
        at=entry.recorded_at,
        title=headline(event_text(entry.kind), names[shown] if shown else ""),
        facts=facts_of(entry.kind, body, process.zone),
        url=link_of(process.slug, shown),
    )


def link_of(slug: str, thing: Ref | None = None) -> str:
    """The page of a thing that everybody may see; of the process where there is none."""
    # /r/<kind>/<id> and the home are pages of a higher room: named by their address.
    english = "/en" if get_language() == "en" else ""
    path = f"/r/{thing[0]}/{thing[1]}" if thing and has_page(thing[0]) else f"/p/{slug}/"
    return f"{settings.BASE_URL}{english}{path}"


def facts_of(event: str, body: Mapping[str, Any], zone: str) -> tuple[str, ...]:
    """Sentences on when, where, how late; empty for what has nothing of that to say."""
    named = (
        ("starts", moment(body.get("starts_at"), zone)),
        ("venue", str(body.get("venue") or "")),
        ("closes", moment(body.get("closes_at"), zone)),
        ("old", _span(body.get("old"), zone)),
        ("new", _span(body.get("new"), zone)),
        ("point", str(body.get("number") or "") if event == "disposition.published" else ""),
    )
    said = [str(FACTS[name]) % {"value": value} for name, value in named if value]
    return (*said, *_notice(body))


def _notice(body: Mapping[str, Any]) -> Sequence[str]:
    """With how many days, where that is known and less than was due."""
    days = body.get("notice_days")
    if not is_late(body):
        return ()
    late = _("Es menos de lo que piden las reglas del proceso; la marca queda publicada.")
    if not isinstance(days, int) or days < 0:
        return (_("Se avisa cuando el día ya había pasado."), late)
    given = _("Se avisa con %(days)s de anticipación.")
    working = body.get("working_days") is True
    return (given % {"days": days_text(days, working)}, late)


def _span(values: Any, zone: str) -> str:
    """``[start, end]`` or ``[start, end, place]`` of an entry, as people write it."""
    if not isinstance(values, list) or len(values) < 2:
        return ""
    start, end = (moment(value, zone) for value in values[:2])
    span = start if start == end or "T" in str(values[0]) else f"{start} – {end}"
    return ", ".join(part for part in (span, *map(str, values[2:3])) if part)


def moment(value: Any, zone: str) -> str:
    """An ISO day or instant in the zone of the process; "" for anything else."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    if at.tzinfo is None:
        return str(formats.date_format(at.date(), "DATE_FORMAT"))
    return str(formats.date_format(at.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT"))
