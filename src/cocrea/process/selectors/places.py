"""Where people are from: levels and areas of a process."""

import csv
import functools
from collections.abc import Iterable
from pathlib import Path

from cocrea.process.models import Process
from cocrea.process.rules.schema import Area, AreaPart, Territory
from cocrea.process.rules.society import DATASETS
from cocrea.process.selectors.core import methodology

DATA = Path(__file__).resolve().parent.parent / "data"


@functools.lru_cache(maxsize=4)
def _dataset(name: str) -> tuple[Area, ...]:
    """Departments and municipalities that the portal brings; see data/README.md."""
    areas: dict[str, tuple[str, list[AreaPart]]] = {}
    path = DATA / DATASETS[name] / "municipalities.csv"
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


def area_names(process: Process) -> dict[str, str]:
    """Name of every area and part by code."""
    return _names(territory(process).areas)


def _names(areas: Iterable[Area]) -> dict[str, str]:
    names: dict[str, str] = {}
    for area in areas:
        names[area.code] = area.name
        names.update((part.code, part.name) for part in area.parts)
    return names
