"""What is pending for somebody: one line per kind of work, since the oldest of it."""

from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of
from cocrea.voices.models import Disposition, Review, Voice
from cocrea.voices.rules.lifecycle import State
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.selectors.lists import proposals_waiting, voices_to_answer
from cocrea.voices.selectors.terms import triage_time

_PROPOSERS = ("systematizer", "point_of_contact", "delegate_public", "delegate_society")
_REVIEWERS = ("moderator", "delegate_public", "delegate_society", "forum_member")


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """Oldest first. At most two queries per role held."""
    roles = actor.roles(now)
    found: list[DeskItem | None] = []
    if "moderator" in roles:
        found += _moderator(process, now)
    if roles & set(_REVIEWERS) and actor.organization:
        found.append(_review(actor, process, roles))
    if "systematizer" in roles:
        found.append(_to_code(process))
    if roles & set(_PROPOSERS):
        found.append(_to_answer(process, roles))
    if "publisher" in roles:
        found.append(_to_publish(process))
    return sorted((item for item in found if item is not None), key=lambda item: item.since)


def _url(process: Process, name: str) -> str:
    return reverse(f"voices:{name}", kwargs={"slug": process.slug})


def _moderator(process: Process, now: datetime) -> list[DeskItem | None]:
    rows = Voice.objects.filter(process=process).order_by()
    states = {
        state: (count, since)
        for state, count, since in rows.filter(state__in=(State.RECEIVED, State.QUEUED))
        .values_list("state")
        .annotate(n=Count("pk"), since=Min("received_at"))
    }
    items: list[DeskItem | None] = []
    if State.RECEIVED in states:
        count, since = states[State.RECEIVED]
        label = ngettext(
            "Revisar %(count)s voz recibida", "Revisar %(count)s voces recibidas", count
        )
        late = now - since > triage_time(process)
        url = _url(process, "moderation")
        items.append(DeskItem(label % {"count": count}, url, since, "moderator", late))
    if State.QUEUED in states:
        count, since = states[State.QUEUED]
        label = ngettext(
            "Decidir sobre %(count)s texto casi igual a otros",
            "Decidir sobre %(count)s textos casi iguales",
            count,
        )
        url = _url(process, "moderation") + "#copias"
        items.append(DeskItem(label % {"count": count}, url, since, "moderator"))
    return items


def _review(actor: Actor, process: Process, roles: frozenset[str]) -> DeskItem | None:
    rows = Review.objects.filter(voice__process=process, voice__state=State.IN_REVIEW)
    sums = rows.exclude(voice__refused_by=actor.organization).aggregate(
        n=Count("pk"), since=Min("asked_at")
    )
    if not sums["n"]:
        return None
    label = ngettext(
        "Revisar de nuevo %(count)s voz que otra institución no admitió",
        "Revisar de nuevo %(count)s voces que otra institución no admitió",
        sums["n"],
    ) % {"count": sums["n"]}
    role = next(r for r in _REVIEWERS if r in roles)
    return DeskItem(label, _url(process, "moderation") + "#revisiones", sums["since"], role)


def _to_code(process: Process) -> DeskItem | None:
    rows = Voice.objects.filter(process=process, state=State.ADMITTED)
    sums = rows.aggregate(n=Count("pk"), since=Min("received_at"))
    if not sums["n"]:
        return None
    label = ngettext(
        "Separar en puntos %(count)s voz", "Separar en puntos %(count)s voces", sums["n"]
    ) % {"count": sums["n"]}
    return DeskItem(label, _url(process, "work"), sums["since"], "systematizer")


def _to_answer(process: Process, roles: frozenset[str]) -> DeskItem | None:
    rows = voices_to_answer(process).order_by()
    sums = rows.aggregate(n=Count("pk"), since=Min("received_at"))
    if not sums["n"]:
        return None
    label = ngettext(
        "Proponer respuesta a %(count)s voz", "Proponer respuesta a %(count)s voces", sums["n"]
    ) % {"count": sums["n"]}
    role = next(r for r in _PROPOSERS if r in roles)
    return DeskItem(label, _url(process, "work") + "#responder", sums["since"], role)


def _to_publish(process: Process) -> DeskItem | None:
    rows = Disposition.objects.filter(pk__in=proposals_waiting(process).order_by().values("pk"))
    sums = rows.order_by().aggregate(n=Count("pk"), since=Min("proposed_at"))
    if not sums["n"]:
        return None
    label = ngettext(
        "Publicar %(count)s respuesta propuesta",
        "Publicar %(count)s respuestas propuestas",
        sums["n"],
    ) % {"count": sums["n"]}
    return DeskItem(label, _url(process, "work") + "#publicar", sums["since"], "publisher")


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (
        ("queue.decide", "*", _("Moderar las voces"), "voices:moderation"),
        ("points.code", "admitted", _("Separar voces en puntos y responder"), "voices:work"),
        ("disposition.publish", "treated", _("Publicar respuestas"), "voices:work"),
    )
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
