"""Languages of the people of a process, beside those of its interface."""

import csv
import functools

from cocrea.process.models import Process
from cocrea.process.selectors.core import methodology
from cocrea.process.selectors.places import DATA

INTERFACE = frozenset({"es", "en", "spa", "eng"})


@functools.lru_cache(maxsize=4)
def _dataset(name: str) -> tuple[tuple[str, str], ...]:
    path = DATA / {"guatemala": "gt"}[name] / "languages.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [(row["iso639_3"], row["nombre_es"]) for row in csv.DictReader(handle)]
    return tuple(row for row in rows if row[0] and row[0] not in INTERFACE)


def tongues(process: Process) -> list[tuple[str, str]]:
    """(ISO 639-3 code, name) of the languages that texts should be read in besides Spanish and
    English: those of its territory."""
    law = methodology(process)
    if law.territory.dataset:
        return list(_dataset(law.territory.dataset))
    return [(code, code) for code in law.identity.languages if code not in INTERFACE]
