"""A row of the outbox becomes a mail: only now are address, names and text put together."""

import re
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.services.logs import origin_host
from cocrea.notices import tokens
from cocrea.notices.gathering import digest_context
from cocrea.notices.lines import lines_of, link_of
from cocrea.notices.messages import own_text
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.names import event_text, followed_name, names_of
from cocrea.notices.rules.events import DIGEST

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"
# The names of mails come out of what they tell and to whom, so that the same notice has the same
# name also when it is told again after a restore.
SPACE = uuid.UUID("5b0f3a0e-3a53-5a7c-8a8e-5d0c7a3a5d11")


def mail_of(
    row: Outbox, process: Any, address: str, followed: Subscription | None
) -> EmailMessage | None:
    """The mail, in the recipient's language. The template's first line is its subject.

    followed: the subscription by which it comes. None for a digest of which nothing is left.
    """
    with override(row.language):
        context = _context(row, process, followed)
        if row.event == DIGEST:
            gathered = digest_context(row, process)
            if gathered is None:
                return None
            context |= gathered
        name = row.template if "/" in row.template else f"notices/mail/{row.template}"
        text = re.sub(r"\n{3,}", "\n\n", render_to_string(f"{name}.txt", context)).strip()
    subject, _, body = text.partition("\n")
    return EmailMessage(
        " ".join(subject.split())[:200],
        body.strip() + "\n",
        to=[address],
        headers=_headers(row, context["one_click_url"]),
    )


def _headers(row: Outbox, one_click: str) -> dict[str, str]:
    told = uuid.uuid5(SPACE, f"{row.process_slug}\n{row.event_key}\n{row.recipient}")
    host = origin_host()
    headers = {
        "Message-ID": f"<{told}@{host}>",
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<{row.process_slug}.{host}>",
    }
    if one_click:
        headers["List-Unsubscribe"] = f"<{one_click}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return headers


def connection_of(process: Any) -> Any:
    """Mail of a demonstration never leaves the machine."""
    backend = settings.EMAIL_BACKEND
    if getattr(process, "is_demo", False) and backend == SMTP:
        Path(settings.EMAIL_FILE_PATH).mkdir(parents=True, exist_ok=True)
        backend = FILES
    return get_connection(backend)


def _context(row: Outbox, process: Any, followed: Subscription | None) -> dict[str, Any]:
    slug = row.process_slug
    mine = (followed.subject_kind, followed.subject_id) if followed else ("", "")
    stop = token_url("stop", slug, followed, tokens.STOP)
    digest = token_url("stop_digests", slug, followed, tokens.STOP, row.pace)
    return {
        "process_name": _name(process, row.language),
        "is_demo": bool(getattr(process, "is_demo", False)),
        "event": row.event,
        "title": event_text(row.event),
        "followed_name": followed_name(mine, names_of([mine])),
        "confirm_url": token_url("confirm", slug, followed, tokens.CONFIRM),
        "stop_url": stop,
        "mine_url": token_url("mine", slug, followed, tokens.STOP),
        "one_click_url": digest if row.event == DIGEST else stop,
        "params": row.params,
        **_news(row, process, followed),
    }


def _news(row: Outbox, process: Any, followed: Subscription | None) -> dict[str, Any]:
    """What happened, in a sentence; its facts; where it is read."""
    if row.position is None or row.log_id is None:
        subject = (row.subject_kind, row.subject_id)
        link = link_of(row.process_slug, subject if names_of([subject]) else None)
        said = event_text(row.event)
        return {"headline": said, "subject": said, "facts": (), "link": link}
    (line,) = lines_of(process, [ledger_selectors.entry(row.log_id, row.position)])
    own = own_text(row.event) if _is_author(row, followed) else ""
    # A folio leads to one person's words: it stands in no subject, which any screen shows.
    plain = own or (event_text(row.event) if row.subject_kind == "voice" else line.title)
    return {
        "headline": own or line.title,
        "subject": plain,
        "facts": line.facts,
        "link": line.url,
    }


def _is_author(row: Outbox, followed: Subscription | None) -> bool:
    """The room that took the voice wrote down its author's contact; others asked by themselves."""
    return followed is not None and not followed.owned and row.subject_kind == "voice"


def _name(process: Any, language: str) -> str:
    return str(getattr(process, f"name_{language}", "") or process.slug)


def token_url(page: str, slug: str, followed: Subscription | None, purpose: str, *more: str) -> str:
    """Absolute address of a page that only the holder of this link may open; "" without one."""
    if followed is None:
        return ""
    token = tokens.token_of(followed, purpose)
    place = reverse(f"notices:{page}", args=[slug, followed.public_id, token, *more])
    return settings.BASE_URL + place
