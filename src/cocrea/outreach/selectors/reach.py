"""Who has been heard, counted from voices, beside the campaigns that wanted them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from cocrea.outreach.models import Campaign, Link, VisitDay
from cocrea.outreach.rules import reach as rules
from cocrea.outreach.rules.aims import CHANNELS
from cocrea.outreach.selectors.lists import campaigns
from cocrea.people.rules.sectors import SECTORS
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.voices.models import Voice


@dataclass(frozen=True, slots=True)
class Reach:
    """Everything the page of reach shows.

    total      voices received, whatever became of them; unplaced: those that said no department
    by_door    voices by the way they were taken in (voices' own channels)
    visits     channel -> visits of all links; arrivals: voices that came by links
    campaigns  public ones, by public id
    """

    total: int
    unplaced: int
    areas: tuple[rules.Row, ...]
    sectors: tuple[rules.Row, ...]
    languages: tuple[rules.Row, ...]
    by_door: tuple[tuple[str, int], ...]
    visits: dict[str, int]
    arrivals: rules.Arrivals
    campaigns: dict[str, Campaign]


def reach(process: Process) -> Reach:
    """Counts of this process. Seven queries, however many voices and campaigns there are."""
    known = {str(row.public_id): row for row in campaigns(process)}
    voices = Voice.objects.filter(process=process).order_by()
    by_area = Counter(_counts(voices, "area"))
    unplaced = by_area.pop("", 0)
    # Two things at a time: each pair stands in one index, which is read once.
    who = _counts(voices, "sector", "language")
    sectors, tongues = _summed(who, 0), _summed(who, 1)
    ways = _counts(voices, "channel", "arrival")
    doors = _summed(ways, 0)
    areas = [area.code for area in process_selectors.territory(process).areas]
    languages = list(dict.fromkeys((*process_selectors.languages(process), *sorted(tongues))))
    days = VisitDay.objects.filter(link__campaign__process=process).order_by()
    visits = dict(days.values_list("link__channel").annotate(n=Sum("count")))
    sectors.pop("", None)
    return Reach(
        total=sum(doors.values()),
        unplaced=unplaced,
        areas=rules.rows(areas, by_area, _aims(known, "areas")),
        sectors=rules.rows(SECTORS, sectors, _aims(known, "sectors")),
        languages=rules.rows(languages, tongues, _aims(known, "languages"), hide_small=True),
        by_door=tuple(sorted(doors.items(), key=lambda pair: (-pair[1], pair[0]))),
        visits={channel: visits[channel] for channel in CHANNELS if channel in visits},
        arrivals=_arrivals(process, known, _summed(ways, 1)),
        campaigns=known,
    )


def _counts(rows: QuerySet[Voice], *names: str) -> dict[Any, int]:
    """Value (or values, as a tuple) -> voices."""
    found = rows.values_list(*names).annotate(n=Count("pk"))
    return {key[0] if len(key) == 1 else tuple(key): n for *key, n in found}


def _summed(counts: Mapping[tuple[str, str], int], place: int) -> Counter[str]:
    """The same by one of the two alone."""
    found: Counter[str] = Counter()
    for key, n in counts.items():
        found[key[place]] += n
    return found


def _aims(known: dict[str, Campaign], name: str) -> dict[str, Sequence[str]]:
    return {key: getattr(campaign, name) for key, campaign in known.items()}


def arrivals_of(process: Process, known: Iterable[str]) -> rules.Arrivals:
    """Voices by campaign (public id) and channel of the link they came by. Two queries.

    A code that is of no link of this process counts nowhere.
    """
    voices = Voice.objects.filter(process=process).exclude(arrival="").order_by()
    return _arrivals(process, known, _counts(voices, "arrival"))


def _arrivals(process: Process, known: Iterable[str], by_code: Mapping[str, int]) -> rules.Arrivals:
    keys = list(known)
    links = Link.objects.filter(campaign__process=process, campaign__public_id__in=keys)
    counts: dict[tuple[str, str], int] = {}
    for code, key, channel in links.values_list("code", "campaign__public_id", "channel"):
        counts[str(key), channel] = by_code.get(code, 0)
    channels = [c for c in CHANNELS if any(channel == c for _key, channel in counts)]
    return rules.arrivals(keys, channels, counts)
