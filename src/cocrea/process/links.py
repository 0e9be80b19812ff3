"""Where a thing of this room is read. Ids are those of the record's subjects."""

from uuid import UUID

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid
from cocrea.process.models import (
    Amendment,
    ComplementaryActivity,
    PreparationTask,
    Process,
    PublishedException,
    Theme,
)


def _page(name: str, slug: str, anchor: object = "") -> str:
    url = reverse(name, args=[slug])
    return f"{url}#{anchor}" if anchor else url


def _text(public_id: UUID | str) -> str:
    """An id as a stranger gave it. PostgreSQL takes no NUL, and no id has one."""
    return str(public_id)[:130].replace("\x00", "")


def process_url(public_id: UUID | str) -> str | None:
    slug = _text(public_id)[:60]
    known = Process.objects.filter(slug=slug).exists()
    return _page("site:process", slug) if known else None


def _numbered(public_id: UUID | str) -> tuple[str, int] | None:
    """``<slug>-<n>`` of a process that exists."""
    slug, _dash, number = _text(public_id)[:70].rpartition("-")
    if not number.isdecimal() or not Process.objects.filter(slug=slug).exists():
        return None
    return slug, int(number)


def phase_url(public_id: UUID | str) -> str | None:
    found = _numbered(public_id)
    return reverse("site:phase", args=found) if found else None


def row_url(public_id: UUID | str) -> str | None:
    found = _numbered(public_id)
    return _page("process:calendar", found[0], f"fila-{found[1]}") if found else None


def theme_url(public_id: UUID | str) -> str | None:
    """``<slug of the process>-<slug of the theme>``, both of which may hold dashes."""
    parts = _text(public_id).split("-")
    pairs = [("-".join(parts[:n]), "-".join(parts[n:])) for n in range(1, len(parts))]
    for slug, theme in pairs:
        if Theme.objects.filter(process__slug=slug, slug=theme).exists():
            return reverse("process:theme", args=[slug, theme])
    return None


def task_url(public_id: UUID | str) -> str | None:
    slug, _dash, key = _text(public_id).partition("-")
    while key:
        if PreparationTask.objects.filter(process__slug=slug, key=key).exists():
            return _page("process:calendar", slug, "tareas")
        head, _dash, key = key.partition("-")
        slug = f"{slug}-{head}"
    return None


def amendment_url(public_id: UUID | str) -> str | None:
    rows = Amendment.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("process__slug", "version__number").first()
    return _page("process:amendments", row[0], f"version-{row[1]}") if row else None


def exception_url(public_id: UUID | str) -> str | None:
    key = parse_uuid(str(public_id))
    row = PublishedException.objects.filter(public_id=key).values_list("process__slug").first()
    return _page("process:exceptions", row[0], f"e-{key}") if row else None


def activity_url(public_id: UUID | str) -> str | None:
    key = parse_uuid(str(public_id))
    row = ComplementaryActivity.objects.filter(public_id=key).values_list("process__slug").first()
    return _page("process:calendar", row[0], f"a-{key}") if row else None


LINKS = {
    "process": process_url,
    "phase": phase_url,
    "row": row_url,
    "theme": theme_url,
    "task": task_url,
    "amendment": amendment_url,
    "exception": exception_url,
    "activity": activity_url,
}
