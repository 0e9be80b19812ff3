"""Languages, peoples and organizations of a process, as its methodology states them."""

import csv
import functools
from collections.abc import Iterator

from django.db.models import Q, QuerySet

from cocrea.ledger import selectors as ledger
from cocrea.people import selectors as people
from cocrea.people.models import Organization
from cocrea.process.models import Process
from cocrea.process.rules.society import DATASETS, Language, People
from cocrea.process.selectors.core import methodology
from cocrea.process.selectors.places import DATA

# The languages of the interface: whoever reads in one may write in it.
INTERFACE = {"es": Language(code="spa", name="Español"), "en": Language(code="eng", name="English")}


def _rows(dataset: str, file: str) -> Iterator[dict[str, str]]:
    path = DATA / DATASETS[dataset] / file
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


@functools.lru_cache(maxsize=4)
def _dataset_languages(dataset: str) -> tuple[Language, ...]:
    """Spanish first, since most will keep it; then as the list has them. One has no code."""
    found = [
        Language(code=row["iso639_3"], name=row["nombre_es"].replace("'", "’"))
        for row in _rows(dataset, "languages.csv")
        if row["iso639_3"]
    ]
    return tuple(sorted(found, key=lambda language: language.code != "spa"))


@functools.lru_cache(maxsize=4)
def _dataset_peoples(dataset: str) -> tuple[People, ...]:
    return tuple(
        People(code=row["code"], name=row["nombre_es"], name_en=row["nombre_en"])
        for row in _rows(dataset, "peoples.csv")
    )


def language_names(process: Process) -> dict[str, str]:
    """ISO 639-3 code -> own name of every language that a form offers: those that the methodology
    states, then those of the interface."""
    law = methodology(process)
    stated = law.languages
    found: tuple[Language, ...] = ()
    if stated is not None:
        found = (*(_dataset_languages(stated.dataset) if stated.dataset else ()), *stated.items)
    read = (INTERFACE[code] for code in law.identity.languages if code in INTERFACE)
    names = {language.code: language.name for language in found}
    return names | {each.code: each.name for each in read if each.code not in names}


def languages(process: Process) -> tuple[str, ...]:
    """ISO 639-3 codes of ``language_names``, in their order."""
    return tuple(language_names(process))


def peoples(process: Process) -> tuple[People, ...]:
    """Peoples that somebody may say to belong to; none where the methodology asks for none."""
    stated = methodology(process).peoples
    if stated is None:
        return ()
    return (*(_dataset_peoples(stated.dataset) if stated.dataset else ()), *stated.items)


def organizations(process: Process) -> QuerySet[Organization]:
    """Whom forms of this process offer: what its own acts entered or what sits in its bodies, the
    public bodies of the list that its methodology names, and any other organization that is no
    public body, since it may take part in several processes. One query."""
    stated = methodology(process).organizations
    entered = ledger.subjects(process.log_id, "people.organization_created")
    known = Q(slug__in=entered) | Q(pk__in=people.seated_organizations(process.slug))
    known |= Q(is_public_body=False, invented=False)
    if stated is not None and stated.dataset:
        known |= Q(source=people.LISTS[stated.dataset])
    return people.organizations().filter(known)
