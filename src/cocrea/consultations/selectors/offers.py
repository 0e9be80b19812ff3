"""What gates, desks, counts and menus ask of consultations."""

from datetime import datetime

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.consultations.models import Window
from cocrea.consultations.rules.permits import PERMITS
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of


def gate_facts(process: Process, now: datetime) -> dict[str, int]:
    """What is missing: open windows, closes not recorded, consultations never held."""
    counts = Window.objects.filter(process=process).aggregate(
        open=Count("pk", filter=Q(opens_at__lte=now, closes_at__gt=now)),
        upcoming=Count("pk", filter=Q(opens_at__gt=now)),
        unrecorded=Count("pk", filter=Q(closes_at__lte=now, close_recorded_at__isnull=True)),
    )
    law = process_selectors.methodology(process)
    held = set(
        Window.objects.filter(process=process, opens_at__lte=now).values_list("slug", flat=True)
    )
    return {
        "consultations.open_windows": counts["open"],
        "consultations.upcoming_windows": counts["upcoming"],
        "consultations.unrecorded_closes": counts["unrecorded"],
        "consultations.not_held": sum(c.slug not in held for c in law.consultations),
    }


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """Consultations to open for the point of contact, reports to hand over for the publisher."""
    roles = actor.roles(now)
    found = []
    if "point_of_contact" in roles:
        found += _to_open(process, now)
    if "publisher" in roles:
        found += _to_deliver(process)
    return found


def _to_open(process: Process, now: datetime) -> list[DeskItem]:
    """Consultations that the methodology asks of an open phase."""
    states = process_selectors.phase_states(process)
    held = set(Window.objects.filter(process=process).values_list("slug", flat=True))
    waiting = [
        c
        for c in process_selectors.methodology(process).consultations
        if c.slug not in held and states.get(c.phase) == "open"
    ]
    if not waiting:
        return []
    opened = dict(
        process.phase_acts.filter(kind="opened").values_list("phase").annotate(at=Max("at"))
    )
    return [
        DeskItem(
            label=_("Abrir la consulta «%(title)s»") % {"title": consultation.title},
            url=reverse("consultations:open", args=[process.slug])
            + f"?consulta={consultation.slug}",
            since=opened.get(consultation.phase, now),
            role="point_of_contact",
        )
        for consultation in waiting
    ]


def _to_deliver(process: Process) -> list[DeskItem]:
    """Reports that the methodology promises to a later phase and nobody handed over."""
    law = process_selectors.methodology(process)
    promised = {c.slug: set(c.report_to) for c in law.consultations if c.report_to}
    windows = Window.objects.filter(
        process=process, slug__in=promised, close_recorded_at__isnull=False
    ).prefetch_related("deliveries")
    return [
        DeskItem(
            label=_("Entregar el informe de la consulta «%(title)s»") % {"title": window.title_es},
            url=reverse("consultations:deliver", args=[process.slug, window.slug]),
            since=window.close_recorded_at,
            role="publisher",
        )
        for window in windows
        if promised[window.slug] - {each.phase for each in window.deliveries.all()}
    ]


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (("window.open", "*", _("Abrir una consulta"), "consultations:open"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)


def reports_for(process: Process, phase: int) -> list[Window]:
    """Windows whose report was handed to this phase."""
    return list(Window.objects.filter(process=process, deliveries__phase=phase).order_by("pk"))
