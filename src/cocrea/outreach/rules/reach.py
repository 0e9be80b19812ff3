"""Who has been heard and who has not: counts of voices, beside the campaigns that wanted them.

Only counts. Nothing is compared with the population, nothing is extrapolated, no score is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cocrea.voices.rules.small_cells import LEAST, suppressed, suppressed_table

NONE, FEW, SOME, HIDDEN = "none", "few", "some", "hidden"
ORDER = (NONE, FEW, HIDDEN, SOME)


def level(count: int, total: int, groups: int) -> str:
    """``none``; ``few``: under five, or less than half of what an even split of all voices among
    the groups would give; otherwise ``some``."""
    if count <= 0:
        return NONE
    return FEW if count < LEAST or 2 * count * groups < total else SOME


@dataclass(frozen=True, slots=True)
class Row:
    """A department, sector or language. count None: a small group, not shown.

    aimed  keys of the campaigns that named it
    """

    code: str
    count: int | None
    level: str
    aimed: tuple[str, ...] = ()


def rows(
    codes: Sequence[str],
    counts: Mapping[str, int],
    aims: Mapping[str, Iterable[str]],
    *,
    hide_small: bool = False,
) -> tuple[Row, ...]:
    """Every group of ``codes``, those least heard first.

    counts      voices by code; codes that are not listed count in the total alone
    aims        campaign key -> codes that it named
    hide_small  for languages: small cells go (voices.rules.small_cells) and show no level
    """
    shown: Mapping[str, int | None] = suppressed(counts) if hide_small else counts
    total = sum(counts.values())
    found = []
    for code in codes:
        count = shown.get(code, 0)
        aimed = tuple(key for key, wanted in aims.items() if code in wanted)
        kind = HIDDEN if count is None else level(count, total, len(codes))
        found.append(Row(code, count, kind, aimed))
    return tuple(sorted(found, key=lambda row: (ORDER.index(row.level), row.count or 0)))


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Voices that came by short links: campaigns x channels, with their totals; None is hidden."""

    cells: Mapping[tuple[str, str], int | None]
    by_campaign: Mapping[str, int | None]
    by_channel: Mapping[str, int | None]
    total: int | None

    @property
    def hidden(self) -> bool:
        shown = (*self.cells.values(), *self.by_campaign.values(), *self.by_channel.values())
        return None in (*shown, self.total)


def arrivals(
    campaigns: Sequence[str], channels: Sequence[str], counts: Mapping[tuple[str, str], int]
) -> Arrivals:
    """counts: (campaign, channel) -> voices. Totals are cells too: they are as telling."""
    whole: list[list[int | None]] = [
        [*(counts.get((c, h)) for h in channels), sum(counts.get((c, h), 0) for h in channels)]
        for c in campaigns
    ]
    by_channel = [sum(counts.get((c, h), 0) for c in campaigns) for h in channels]
    whole.append([*by_channel, sum(by_channel)])
    safe = suppressed_table(whole)
    last = len(channels)
    return Arrivals(
        cells={
            (c, h): safe[r][k]
            for r, c in enumerate(campaigns)
            for k, h in enumerate(channels)
            if (c, h) in counts
        },
        by_campaign={c: safe[r][last] for r, c in enumerate(campaigns)},
        by_channel={h: safe[-1][k] for k, h in enumerate(channels)},
        total=safe[-1][-1],
    )
