"""Where people are from: levels and areas of a process."""

import csv
import functools
from collections.abc import Iterable
from pathlib import Path

from cocrea.process.models import Process
from cocrea.process.rules.schema import Area, AreaPart, Territory
from cocrea.process.selectors.core import methodology

DATA = Path(__file__).resolve().parent.parent / "data"
FOLDERS = {"guatemala": "gt"}
THREE_LETTERS = {"es": "spa", "en": "eng"}


@functools.lru_cache(maxsize=4)
def _dataset(name: str) -> tuple[Area, ...]:
    """Departments and municipalities that the portal brings; see data/README.md."""
    areas: dict[str, tuple[str, list[AreaPart]]] = {}
    path = DATA / FOLDERS[name] / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            _, parts = areas.setdefault(row["codigo_depto"], (row["departamento"], []))
            parts.append(AreaPart(code=row["codigo_ine"], name=row["municipio"]))
    return tuple(
        Area(code=code, name=name, parts=tuple(parts)) for code, (name, parts) in areas.items()
    )


def territory(process: Process) -> Territory:
    """Levels and areas of this process, whether listed in its methodology or brought along."""
    found = methodology(process).territory
    if found.dataset:
        return found.model_copy(update={"areas": _dataset(found.dataset)})
    return found


@functools.lru_cache(maxsize=4)
def _languages(name: str) -> tuple[str, ...]:
    """Codes of the languages that the portal brings with a territory; see data/README.md."""
    path = DATA / FOLDERS[name] / "languages.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        codes = [row["iso639_3"] for row in csv.DictReader(handle) if row["iso639_3"]]
    return tuple(sorted(codes, key=lambda code: code != "spa"))


def languages(process: Process) -> tuple[str, ...]:
    """ISO 639-3 codes of the languages of its people: those of the territory that the portal
    brings, otherwise those in which the methodology says that the process is held."""
    law = methodology(process)
    if law.territory.dataset:
        return _languages(law.territory.dataset)
    return tuple(THREE_LETTERS.get(code, code) for code in law.identity.languages)


def area_names(process: Process) -> dict[str, str]:
    """Name of every area and part by code."""
    return _names(territory(process).areas)


def _names(areas: Iterable[Area]) -> dict[str, str]:
    names: dict[str, str] = {}
    for area in areas:
        names[area.code] = area.name
        names.update((part.code, part.name) for part in area.parts)
    return names
