"""Checks of what a methodology says of its people: where, in which languages, of which peoples."""

from collections.abc import Callable, Iterator

from cocrea.kernel.findings import Finding, Severity
from cocrea.process.rules.schema import Methodology
from cocrea.process.rules.society import DATASETS

NOT_STATED = {
    "languages": "process.no_languages",
    "peoples": "process.no_peoples",
    "organizations": "process.no_organizations",
}


def not_stated(m: Methodology) -> Iterator[Finding]:
    """People are heard, and the file does not say in which languages, of which peoples, before
    which public bodies, or from which places."""
    if not any(phase.admits for phase in m.phases):
        return
    for name, code in NOT_STATED.items():
        if getattr(m, name) is None:
            yield Finding(code, Severity.WARNING, {}, name)
    if not m.territory.dataset and not m.territory.areas:
        yield Finding("process.no_territory", Severity.WARNING, {}, "territory")


def unknown_dataset(m: Methodology) -> Iterator[Finding]:
    """A list that this release does not bring."""
    for name in (*NOT_STATED, "territory"):
        part = getattr(m, name)
        if part is not None and part.dataset and part.dataset not in DATASETS:
            params = {"dataset": part.dataset, "known": ", ".join(sorted(DATASETS))}
            yield Finding("process.unknown_dataset", Severity.BLOCKER, params, f"{name}.dataset")


CHECKS: tuple[Callable[[Methodology], Iterator[Finding]], ...] = (not_stated, unknown_dataset)
