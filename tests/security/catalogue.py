"""Every address of the portal, generated from the resolver and from what the world holds.

``routes()`` walks the resolver; ``addresses(route, values)`` fills its place-holders with each
candidate of ``candidates()`` in turn: one that is there, one of another process, a draft, a random
one. A route that nobody gave values for fails, so that new pages join the matrix by themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cocrea.agreement.models import Objection, Session
from cocrea.commitments.models import Commitment, Milestone
from cocrea.consultations.models import Window
from cocrea.documents.models import Document, PageVersion
from cocrea.followup.models import Report
from cocrea.ledger.models import Checkpoint
from cocrea.meetings.models import Meeting
from cocrea.notices.models import Subscription
from cocrea.opendata.catalogue import TABLES
from cocrea.outreach.models import Campaign, Link, Material
from cocrea.people.models import Mandate, Organization, PublicFunction, RoleGrant, Seat
from cocrea.plan.models import Suggestion
from cocrea.process import selectors
from cocrea.process.models import PreparationTask, PublishedException
from cocrea.sensemaking.models import Funnel, Operation, Proposal
from cocrea.voices.models import Disposition, ImportBatch, Point, Voice

NOWHERE = UUID("01890000-0000-7000-8000-00000000dead")
GLYPH = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
# Pages of the account library: driven by the session, tried without it.
SKIP = {"account_reset_password_from_key"}


@dataclass(frozen=True)
class Route:
    name: str
    names: tuple[str, ...]
    view: object = field(repr=False, compare=False)


def routes() -> list[Route]:
    """Spanish routes (the English ones are the same patterns behind a prefix)."""
    found = {}
    for name, names, view in _walk(get_resolver(), ()):
        if name not in SKIP:
            found.setdefault((name, names), Route(name, names, view))
    return list(found.values())


def _walk(node: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple]:
    inner = spaces + ((node.namespace,) if node.namespace else ())
    for child in node.url_patterns:
        if isinstance(child, URLResolver):
            yield from _walk(child, inner)
        elif isinstance(child, URLPattern) and child.name:
            names = tuple(child.pattern.converters)
            if child.default_args and "name" not in names:
                names = tuple(n for n in names if n not in child.default_args)
            yield ":".join((*inner, child.name)), names, child.callback


def _ids(rows, most: int = 1) -> list:
    return [str(pk) for pk in rows.values_list("public_id", flat=True)[:most]]


def _by_state(rows) -> list[str]:
    """One of each state."""
    found = rows.order_by("-pk").values_list("state", "public_id")
    return [str(pk) for pk in dict(list(found)).values()]


def _pages(slug: str, other: str) -> list[str]:
    """Addresses of editorial pages: a published one, then one in every other state."""
    rows = PageVersion.objects.filter(page__process_slug=slug).order_by("pk")
    found = dict(rows.values_list("state", "page__slug"))
    foreign = PageVersion.objects.filter(page__process_slug=other)
    strangers = foreign.values_list("page__slug", flat=True)[:1]
    return [found.pop("published", "ninguna"), *found.values(), *strangers, "ninguna"]


def candidates(process, other) -> dict[str, list]:
    """``room.place-holder`` or ``place-holder`` -> values, the valid one first."""
    log = process.log
    mine, others = {"process": process}, {"process": other}
    commitments = Commitment.objects.filter(**mine)
    meetings = Meeting.objects.filter(**mine)
    proposals = Proposal.objects.filter(**mine)
    voices = Voice.objects.filter(**mine).order_by("-pk").values_list("state", "folio")
    folios = {state: folio for state, folio in voices}  # one of each state
    foreign = Voice.objects.filter(**others).values_list("folio", flat=True)[:1]
    nothing = [str(NOWHERE)]
    sitting = Mandate.objects.filter(seat__body__process_slug=process.slug).order_by("pk")
    held = sitting.select_related("seat__body").first()
    seat = held.seat if held else None
    # Newest first, as the staged one is: of a campaign that runs, with an image.
    current = Material.objects.filter(campaign__process=process).order_by("-pk")
    public = {
        "ledger": [str(log.public_id), str(other.log.public_id)],
        "sensemaking": [
            *_ids(proposals.filter(published_at__isnull=False)),
            *_ids(proposals.filter(state="draft")),
            *_ids(Proposal.objects.filter(**others)),
            *_ids(Operation.objects.filter(**mine)),
            *_ids(Operation.objects.filter(state="proposed", **mine)),
        ],
        "commitments": [
            *_ids(commitments.filter(state="adopted")),
            *_ids(commitments.filter(state="draft")),
            *_ids(Commitment.objects.filter(**others)),
        ],
        "plan": [
            *_ids(Suggestion.objects.filter(review__process=process)),
            *_ids(Suggestion.objects.filter(review__process=other)),
        ],
        "followup": [
            *_ids(Milestone.objects.filter(commitment__process=process)),
            *_ids(Report.objects.all()),
            *_ids(Milestone.objects.filter(commitment__process=other)),
        ],
        "trace": _ids(Voice.objects.filter(**mine)),
        "site": _ids(Voice.objects.filter(**mine)),
    }
    values: dict[str, list] = {f"{room}.public_id": ids + nothing for room, ids in public.items()}
    values |= {
        "slug": [process.slug, "ninguno"],
        "position": [0, log.size - 1, 10**9],
        "size": [*Checkpoint.objects.filter(log=log).values_list("size", flat=True)[:1], 10**9],
        "body": [seat.body.slug if seat else "ninguno", "ninguno"],
        "seat": [*_ids(Seat.objects.filter(pk=seat and seat.pk)), *nothing],
        "mandate": [
            *_ids(Mandate.objects.filter(seat__body=seat and seat.body_id)),
            *_ids(Mandate.objects.filter(seat__body__process_slug=other.slug)),
            *nothing,
        ],
        "function": [*_ids(PublicFunction.objects.all()), *nothing],
        "grant": [
            *_ids(RoleGrant.objects.filter(process_slug=process.slug)),
            *_ids(RoleGrant.objects.filter(process_slug=other.slug)),
            *nothing,
        ],
        "organization": [*Organization.objects.values_list("slug", flat=True)[:1], "ninguna"],
        "document": [
            *_ids(Document.objects.filter(process_slug=process.slug)),
            *_ids(Document.objects.filter(process_slug=other.slug)),
            *nothing,
        ],
        "subscription": [*_ids(Subscription.objects.filter(process_slug=process.slug)), *nothing],
        "notice": nothing,
        "token": ["nada"],
        "pace": ["daily", "nada"],
        "thing": ["tema", "reunion", "compromiso", "voz", "nada"],
        "of": [
            *(t.slug for t in selectors.themes(process)[:1]),
            *_by_state(meetings),
            *folios.values(),
            "ninguno",
        ],
        "key": [
            *PreparationTask.objects.filter(process=process).values_list("key", flat=True)[:1],
            "ninguna",
        ],
        "frame": ["sdg", "ninguno"],
        "theme": [*(t.slug for t in selectors.themes(process)[:1]), "ninguno"],
        "session_id": [
            *_by_state(Session.objects.filter(**mine)),
            *_ids(Session.objects.filter(**others)),
            *nothing,
        ],
        "objection_id": [*_ids(Objection.objects.all()), *nothing],
        "folio": [*folios.values(), *foreign, "GT4-000000-0"],
        "cluster": ["0" * 16, "nada"],
        "batch": [
            *_by_state(ImportBatch.objects.filter(**mine)),
            *_ids(ImportBatch.objects.filter(**others)),
            *nothing,
        ],
        "table": [*(table.name for table in TABLES), "ninguna"],
        "exception": [*_ids(PublishedException.objects.filter(**mine)), *nothing],
        "documents.name": _pages(process.slug, other.slug),
        "language": ["quc", "es", "nada"],
        "consultations.name": [
            *Window.objects.filter(**mine).values_list("slug", flat=True)[:1],
            *Window.objects.filter(**others).values_list("slug", flat=True)[:1],
            "ninguna",
        ],
        "sensemaking.name": [
            *Funnel.objects.filter(**mine).values_list("slug", flat=True)[:1],
            "ninguno",
        ],
        "campaign": [
            *_by_state(Campaign.objects.filter(**mine)),
            *_ids(Campaign.objects.filter(**others)),
            *nothing,
        ],
        "material": [
            *_ids(current.filter(superseded_at__isnull=True)),
            *_ids(current.filter(superseded_at__isnull=False)),
            *_ids(Material.objects.filter(campaign__process=other)),
            *nothing,
        ],
        "code": [
            *Link.objects.filter(campaign__process=process).values_list("code", flat=True)[:1],
            *Link.objects.filter(campaign__process=other).values_list("code", flat=True)[:1],
            "zzzzzz",
        ],
        "meeting_id": [
            *_by_state(meetings),
            *_ids(Meeting.objects.filter(**others)),
            *nothing,
        ],
        "point_id": [*_ids(Point.objects.filter(voice__process=process)), *nothing],
        "disposition": [
            *_ids(Disposition.objects.filter(point__voice__process=process, published_at=None)),
            *_ids(Disposition.objects.exclude(point__voice__process=process)),
            *nothing,
        ],
        "milestone": [*_ids(Milestone.objects.filter(commitment__process=process)), *nothing],
        "number": [1, 2, 999, 2**40],
        "other": [2, 999],
        "commitment": [1, 999],
        "kind": ["voice", "commitment", "milestone", "proposal", "nada"],
        "subject_id": [*_ids(commitments), *nothing],
        "field": ["title", "nada"],
    }
    return values


def addresses(route: Route, values: dict[str, list]) -> Iterator[str]:
    """The valid address first; then each place-holder in turn with each of its other values."""
    room = route.name.split(":")[0].removesuffix("-files")
    lists = [values.get(f"{room}.{n}", values.get(n)) for n in route.names]
    missing = [n for n, found in zip(route.names, lists, strict=True) if found is None]
    assert not missing, (
        f"{route.name} has place-holders that the catalogue does not know: {missing}"
    )
    first = [found[0] for found in lists]
    yield reverse(route.name, kwargs=dict(zip(route.names, first, strict=True)))
    for place, found in enumerate(lists):
        for value in found[1:]:
            mixed = [*first[:place], value, *first[place + 1 :]]
            yield reverse(route.name, kwargs=dict(zip(route.names, mixed, strict=True)))
