"""A narrowing whose counts add up: 131 proposals -> 26 -> 19 -> 12 themes, each drop with a reason.

Every item of a step is in exactly one group of the next, or dropped there with a reason. The items
of a step are the groups that the step before came to; the last step is what remains.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cocrea.kernel.findings import Finding, Report


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``items``: keys. ``parents``: key -> keys of the step before that it holds.

    dropped  keys of *this* step that no group of the next holds -> why
    """

    items: tuple[str, ...]
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dropped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """items = grouped + dropped; groups: what the grouped ones came to (None: last step)."""

    step: int
    items: int
    grouped: int
    dropped: int
    groups: int | None


def check_step(before: Step, after: Step) -> Report:
    """Does the way from one step to the next add up? Each finding counts what is wrong."""
    children: dict[str, int] = {}
    for key in after.items:
        for parent in set(after.parents.get(key, ())):
            children[parent] = children.get(parent, 0) + 1
    known = set(before.items)
    problems = {
        "sensemaking.funnel_twice": [k for k in known if children.get(k, 0) > 1],
        "sensemaking.funnel_lost": [
            k for k in known if k not in children and k not in before.dropped
        ],
        "sensemaking.funnel_dropped_and_kept": [k for k in before.dropped if k in children],
        "sensemaking.funnel_no_reason": [k for k, r in before.dropped.items() if not r.strip()],
        "sensemaking.funnel_unknown": [
            *(k for k in children if k not in known),
            *(k for k in before.dropped if k not in known),
        ],
        "sensemaking.funnel_from_nowhere": [k for k in after.items if not after.parents.get(k, ())],
    }
    return Report.of(_findings(problems))


def check_items(step: Step) -> Report:
    """A step has items, each with its own key."""
    twice = sorted({k for k in step.items if step.items.count(k) > 1})
    problems = {"sensemaking.funnel_key_twice": twice}
    empty = [] if step.items else [Finding("sensemaking.funnel_empty", where="items")]
    return Report.of([*empty, *_findings(problems)])


def _findings(problems: Mapping[str, Sequence[str]]) -> list[Finding]:
    return [
        Finding(code, params={"count": len(keys), "keys": sorted(keys)[:5]}, where="items")
        for code, keys in problems.items()
        if keys
    ]


def check(steps: Sequence[Step]) -> Report:
    """The whole funnel, step by step."""
    report = Report()
    for step in steps:
        report += check_items(step)
    for before, after in zip(steps, steps[1:], strict=False):
        report += check_step(before, after)
    return report


def counts(steps: Sequence[Step]) -> tuple[Count, ...]:
    """items, grouped, dropped and groups of every step, for the table and the drawing."""
    found = []
    for number, step in enumerate(steps, start=1):
        last = number == len(steps)
        dropped = len(step.dropped)
        held = (
            {p for parents in steps[number].parents.values() for p in parents} if not last else ()
        )
        found.append(
            Count(
                number,
                len(step.items),
                len(step.items) - dropped if last else len(held),
                dropped,
                None if last else len(steps[number].items),
            )
        )
    return tuple(found)
