"""A row of the outbox becomes a mail: only now are address, names and text put together."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats
from django.utils.translation import override

from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.rules.entries import entry_read
from cocrea.ledger.services.logs import origin_host
from cocrea.notices import tokens
from cocrea.notices.messages import event_text, subject_text
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules.events import LINKED, is_late

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"


def mail_of(row: Outbox, process: Any, address: str) -> EmailMessage:
    """The mail, in the recipient's language. The template's first line is its subject."""
    with override(row.language):
        context = _context(row, process)
        name = row.template if "/" in row.template else f"notices/mail/{row.template}"
        text = render_to_string(f"{name}.txt", context).strip()
    subject, _, body = text.partition("\n")
    headers = {
        "Message-ID": f"<{row.public_id}@{origin_host()}>",
        "Auto-Submitted": "auto-generated",
    }
    if context["stop_url"]:
        headers["List-Unsubscribe"] = f"<{context['stop_url']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return EmailMessage(
        " ".join(subject.split())[:200],
        body.strip() + "\n",
        to=[address],
        headers=headers,
        connection=_connection(process),
    )


def _connection(process: Any) -> Any:
    """Mail of a demonstration never leaves the machine."""
    backend = settings.EMAIL_BACKEND
    if getattr(process, "is_demo", False) and backend == SMTP:
        Path(settings.EMAIL_FILE_PATH).mkdir(parents=True, exist_ok=True)
        backend = FILES
    return get_connection(backend)


def _context(row: Outbox, process: Any) -> dict[str, Any]:
    followed: Subscription | None = row.subscription
    slug = row.process_slug
    return {
        "process_name": _name(process, row.language),
        "is_demo": bool(getattr(process, "is_demo", False)),
        "event": row.event,
        "title": str(event_text(row.event)),
        "subject_name": str(subject_text(row.subject_kind)),
        "link": _link(row),
        "confirm_url": _token_url("confirm", slug, followed, tokens.CONFIRM),
        "stop_url": _token_url("stop", slug, followed, tokens.STOP),
        "params": row.params,
        **_facts(row, getattr(process, "zone", "UTC")),
    }


def _name(process: Any, language: str) -> str:
    return str(getattr(process, f"name_{language}", "") or process.slug)


def _token_url(page: str, slug: str, followed: Subscription | None, purpose: str) -> str:
    if followed is None:
        return ""
    token = tokens.token_of(followed, purpose)
    return settings.BASE_URL + reverse(f"notices:{page}", args=[slug, followed.public_id, token])


def _link(row: Outbox) -> str:
    # /r/<kind>/<id> and the process's home are pages of a higher room: named by their address.
    english = "/en" if row.language == "en" else ""
    if row.subject_kind in LINKED:
        return f"{settings.BASE_URL}{english}/r/{row.subject_kind}/{row.subject_id}"
    return f"{settings.BASE_URL}{english}/p/{row.process_slug}/"


def _facts(row: Outbox, zone: str) -> dict[str, Any]:
    """What the entry says that a mail may repeat: days, places, numbers; commitments to texts say
    nothing to a reader and stay out."""
    body: dict[str, Any] = {}
    if row.position is not None and row.log_id is not None:
        entry = ledger_selectors.entry(row.log_id, row.position)
        body = entry_read(bytes(entry.raw))["body"]
    starts, place = _when(body, zone)
    return {
        "late": is_late(body),
        "notice_days": body.get("notice_days"),
        "required_days": body.get("required_days"),
        "phase": body.get("phase"),
        "row_number": body.get("row"),
        "meeting_title": body.get("title", "") if row.subject_kind == "meeting" else "",
        "number": body.get("number"),
        "old": _span(body.get("old"), zone),
        "new": _span(body.get("new"), zone),
        "starts": starts,
        "place": place,
    }


def _when(body: dict[str, Any], zone: str) -> tuple[str, str]:
    return _moment(body.get("starts_at"), zone), str(body.get("venue") or "")


def _span(values: Any, zone: str) -> str:
    """``[start, end]`` or ``[start, end, place]`` of an entry, as people write it."""
    if not isinstance(values, list) or len(values) < 2:
        return ""
    start, end = (_moment(value, zone) for value in values[:2])
    span = start if start == end or "T" in str(values[0]) else f"{start} – {end}"
    return ", ".join(part for part in (span, *map(str, values[2:3])) if part)


def _moment(value: Any, zone: str) -> str:
    """An ISO day or instant in the zone of the process; "" for anything else."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    if at.tzinfo is None:
        return str(formats.date_format(at.date(), "DATE_FORMAT"))
    return str(formats.date_format(at.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT"))
