"""What a visitor should know at once: every trouble that the records show, said plainly.

Each is computed from records, never typed; it disappears only when the records say otherwise, and
late marks never do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.agreement import selectors as agreement
from cocrea.commitments import selectors as commitments
from cocrea.kernel.dates import local_day
from cocrea.kernel.findings import Finding, Severity
from cocrea.meetings import selectors as meetings
from cocrea.people.messages import SECTOR_NAMES
from cocrea.people.models import BodyExit
from cocrea.people.rules.sectors import GOVERNMENT
from cocrea.process import selectors
from cocrea.process.models import Process
from cocrea.sensemaking import selectors as sensemaking
from cocrea.ui.messages import text_of
from cocrea.ui.words import days_text
from cocrea.voices import selectors as voices

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Trouble:
    """tone: bad (a rule was not kept), warn (look at it), info. about: what it is about, as the
    process wrote it."""

    tone: str
    title: str
    text: str
    url: str
    about: str = ""


def of_process(process: Process, now: datetime) -> list[Trouble]:
    """In the order of their weight. About twenty queries, whatever the size of the process."""
    found: list[Trouble] = []
    for check in CHECKS:
        found.extend(check(process, now))
    return found


def _unanswered(process: Process, now: datetime) -> Iterator[Trouble]:
    oldest = voices.oldest_open(process)
    if oldest is None:
        return
    days = (now - oldest.received_at).days
    due = voices.answer_due(process, oldest)
    late = due is not None and due < local_day(now, process.zone)
    count = voices.public_counts(process)["voices_open"]
    title = ngettext(
        "%(count)s voz espera respuesta", "%(count)s voces esperan respuesta", count
    ) % {"count": count}
    waited = ngettext(
        "La más antigua espera desde hace %(days)s día.",
        "La más antigua espera desde hace %(days)s días.",
        days,
    ) % {"days": days}
    text = waited if days else _("La más antigua llegó hoy.")
    yield Trouble(
        "bad" if late else "info", title, text, reverse("voices:coverage", args=[process.slug])
    )


def _balance(process: Process, now: datetime) -> Iterator[Trouble]:
    meeting = meetings.most_officials(process)
    balance = meetings.balance_of(meeting) if meeting else None
    if meeting is None or balance is None:
        return
    found = [f.as_json() for f in balance.findings]
    title = _("Una reunión se hizo fuera del equilibrio declarado")
    if _too_many_officials(found):
        title = _("Una reunión se hizo con %(share)s %% de funcionarios") % {
            "share": balance.percent
        }
    said = _("%(title)s: %(officials)s de %(total)s asistencias eran de funcionarios.") % {
        "title": meetings.title_of(meeting),
        "officials": balance.officials,
        "total": balance.total,
    }
    yield Trouble(
        "bad",
        title,
        f"{said} {_broken(found)}",
        reverse("meetings:meeting", args=[process.slug, meeting.public_id]),
    )


def _decision(process: Process, now: datetime) -> Iterator[Trouble]:
    closed = agreement.sessions(process, state="closed").select_related(None)
    for session in closed.only("public_id", "title", "label")[:SHOWN]:
        if session.label and session.label.get("outside"):
            found = session.label["findings"]
            title = _("Una decisión se tomó fuera del equilibrio declarado")
            if _too_many_officials(found):
                title = _("Una decisión se tomó con %(share)s %% de funcionarios") % {
                    "share": session.label["params"]["percent"]
                }
            yield Trouble(
                "bad",
                title,
                _broken(found),
                reverse("agreement:session", args=[process.slug, session.public_id]),
                session.title,
            )


def _too_many_officials(findings: Sequence[Mapping[str, Any]]) -> bool:
    return any(f["code"] == "agreement.sector_above" and f["where"] in GOVERNMENT for f in findings)


def _broken(findings: Sequence[Mapping[str, Any]]) -> str:
    """The first bound that was not kept: whose it is, the share and what had been declared."""
    first = findings[0]
    said = text_of(Finding(first["code"], Severity.WARNING, params=first["params"]))
    return f"{SECTOR_NAMES[first['where']]}: {said}"


def _moved(process: Process, now: datetime) -> Iterator[Trouble]:
    change = meetings.latest_move(process)
    if change is None or change.notice_days is None:
        return
    if change.notice_days > 0:
        days = days_text(change.notice_days, change.notice_working)
        title = _("Una reunión se movió %(days)s antes") % {"days": days}
    else:
        title = _("Una reunión se movió sin aviso previo")
    yield Trouble(
        "bad",
        title,
        _("%(title)s: la metodología pide %(required)s.")
        % {
            "title": meetings.title_of(change.meeting),
            "required": days_text(change.required_days, change.notice_working),
        },
        reverse("meetings:meeting", args=[process.slug, change.meeting.public_id]),
    )


def _late(process: Process, now: datetime) -> Iterator[Trouble]:
    count = meetings.late_marks(process)
    if count:
        title = ngettext(
            "%(count)s aviso llegó tarde", "%(count)s avisos llegaron tarde", count
        ) % {"count": count}
        yield Trouble(
            "bad",
            title,
            _("Convocatorias, documentos o cambios con menos días de los que pide la metodología."),
            reverse("meetings:list", args=[process.slug]),
        )


def _slip(process: Process, now: datetime) -> Iterator[Trouble]:
    rows, due = selectors.rows_planned(process), selectors.delivery_day(process)
    if not rows or due is None or not rows[-1].fixed_by or rows[-1].actual[1] <= due:
        return
    actual = rows[-1].actual[1]
    yield Trouble(
        "warn",
        _("La entrega se corrió %(days)s días") % {"days": (actual - due).days},
        _("Estaba prevista para el %(old)s; ahora es el %(new)s.")
        % {"old": date_format(due, "DATE_FORMAT"), "new": date_format(actual, "DATE_FORMAT")},
        reverse("process:calendar", args=[process.slug]),
    )


def _cap(process: Process, now: datetime) -> Iterator[Trouble]:
    alive, cap = commitments.drafts_against_cap(process)
    if cap is not None and alive > cap:
        yield Trouble(
            "warn",
            _("%(alive)s compromisos en trabajo, el tope es %(cap)s")
            % {"alive": alive, "cap": cap},
            _("Una excepción publicada permitió pasar del tope.")
            if commitments.cap_lifted(process)
            else _(
                "El tope vale cuando se fija la primera versión; solo una excepción publicada "
                "permite pasar de él."
            ),
            reverse("commitments:list", args=[process.slug]),
        )


def _compact(process: Process, now: datetime) -> Iterator[Trouble]:
    call = agreement.call_phase(process)
    states = selectors.phase_states(process)
    if call is None or not any(s != "pending" for n, s in states.items() if n > call):
        return
    for finding in agreement.compact_report(process, call + 1, now):
        yield Trouble(
            "warn",
            _("El proceso sigue sin el acuerdo de cumplimiento completo"),
            text_of(finding),
            reverse("agreement:compact", args=[process.slug]),
        )


def _exits(process: Process, now: datetime) -> Iterator[Trouble]:
    count = BodyExit.objects.filter(
        body__process_slug=process.slug, returned_at__isnull=True
    ).count()
    if count:
        title = ngettext(
            "%(count)s organización se retiró", "%(count)s organizaciones se retiraron", count
        ) % {"count": count}
        yield Trouble(
            "warn",
            title,
            _("Sus razones son públicas y lo que aportaron se queda."),
            reverse("people:bodies", args=[process.slug]),
        )


def _untraced(process: Process, now: datetime) -> Iterator[Trouble]:
    found = sensemaking.untraced(process)
    if found is None:
        return
    funnel, start, end = found
    yield Trouble(
        "warn",
        _("De %(start)s propuestas a %(end)s temas, sin rastro público")
        % {"start": start, "end": end},
        _("No hay registro público de qué propuesta quedó en qué tema ni por qué."),
        reverse("sensemaking:funnel", args=[process.slug, funnel.slug]),
    )


CHECKS = (
    _unanswered,
    _balance,
    _decision,
    _moved,
    _late,
    _slip,
    _cap,
    _compact,
    _exits,
    _untraced,
)
