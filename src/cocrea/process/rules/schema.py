"""The shape of a methodology: everything that configures a process, as immutable data.

A methodology is read from YAML by ``loading.load``, judged by ``lint.lint`` and changed only by
``amend.amend``. No floats anywhere, so that its canonical JSON can enter the ledger.
"""

import datetime as dt
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from cocrea.process.rules.charter import Holiday, Rules
from cocrea.process.rules.parts import Clause, Count, Key, Moment, Part, Slug, Text, Trust
from cocrea.process.rules.questionnaires import Consultation, repeats_problem
from cocrea.process.rules.schedule import (
    Phase,
    PreparationTask,
    PreparatoryActivity,
    Row,
    Stage,
)
from cocrea.process.rules.society import Languages, Organizations, Peoples


class Identity(Part):
    """Who co-creates what. ``delivery``: the plan reaches OGP; ``implementation``: it starts."""

    slug: Slug
    title: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    country_name: Text
    period: Text
    owner: Text
    zone: str
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...]
    folio_prefix: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
    title_en: str = ""
    country_name_en: str = ""
    motto: str = ""
    level: Literal["national", "local"] = "national"
    site: str = ""
    text_of: str = ""
    delivery: Moment | None = None
    implementation: Moment | None = None
    standards: tuple[Literal["ogp-2017", "ogp-2022"], ...] = ()
    template: Literal["2018", "2022"] = "2022"

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"unknown time zone {value!r}") from None
        return value


class Named(Part):
    """Something with a name and the clause that names it: principle, instrument, resource."""

    slug: Slug
    name: Text
    name_en: str = ""
    text: str = ""
    document: str = ""
    clause: str = ""


class Theme(Part):
    number: Annotated[int, Field(ge=1, le=200)]
    slug: Slug
    name: Text
    keywords: tuple[str, ...] = ()
    name_en: str = ""


class Cap(Part):
    """A limit that bites at the frozen first version.

    of       what is counted, as the quantities of its clauses name it
    clauses  those that state it
    """

    at_most: Count
    of: str = ""
    clauses: tuple[str, ...] = ()


class Caps(Part):
    areas: Cap | None = None
    commitments: Cap | None = None
    milestones_per_commitment: Cap | None = None


class SmartLetter(Part):
    """One letter of SMART, exactly as the text words it."""

    letter: Literal["S", "M", "A", "R", "T"]
    word: Text
    word_en: str = ""
    question: str = ""


class FrameItem(Part):
    """A code of a frame; ``name`` is empty where no certain short name is known."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    name: str = ""
    name_en: str = ""
    parent: str = ""


class Frame(Part):
    """A list of codes that commitments may be aligned with. trust: was the source read?"""

    slug: Slug
    name: Text
    source: Text
    trust: Trust
    items: tuple[FrameItem, ...]
    name_en: str = ""
    clause: str = ""


class Role(Part):
    """code: a role of the permits; who: whom the text puts in it."""

    code: Slug
    name: Text
    who: str = ""
    name_en: str = ""
    clause: str = ""


class Body(Part):
    """A body that the text names. same_as: another name that the text gives to the same body."""

    slug: Slug
    kind: Literal["forum", "high_level", "technical", "systematizing", "support", "other"]
    name: Text
    name_en: str = ""
    acronym: str = ""
    legal_basis: str = ""
    members: str = ""
    meets_every_days: Count | None = None
    seats: dict[str, Count] = Field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    maybe_same_as: Slug | None = None


class Area(Part):
    """A territory of the first level and its parts (department and municipalities)."""

    code: Annotated[str, Field(min_length=1, max_length=12)]
    name: Text
    parts: tuple["AreaPart", ...] = ()


class AreaPart(Part):
    code: Annotated[str, Field(min_length=1, max_length=12)]
    name: Text


class Territory(Part):
    """dataset: a list that the release brings (``society.DATASETS``); otherwise ``areas``."""

    level: Text = "Zona"
    level_en: str = "Zone"
    part_level: Text = "Lugar"
    part_level_en: str = "Place"
    dataset: str = ""
    areas: tuple[Area, ...] = ()


class ValueChange(Part):
    """path: dotted; list items by number, slug, key, code, id or name: ``phases.5.title``."""

    path: Annotated[str, Field(min_length=1, max_length=200)]
    old: Any = None
    new: Any = None


class Amendment(Part):
    """A published change: the clause, its old text (must match) and its new text, or values.

    old "" means that the clause did not exist; new "" removes it. ``clause_data`` gives what the
    new text states (quantities, promises, states, ...). body: slug of the body that decided.
    """

    number: Annotated[int, Field(ge=1, le=1000)]
    clause: Annotated[str, Field(min_length=1, max_length=40)]
    reason: Text
    body: Slug
    in_force_from: Moment
    old: str = ""
    new: str = ""
    section: str = ""
    clause_data: dict[str, Any] = Field(default_factory=dict)
    values: tuple[ValueChange, ...] = ()
    decided_on: dt.date | None = None
    record: str = ""


class Overlay(Part):
    """A file based on another one: what it says of itself, and its amendments."""

    based_on: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
    schema_version: Literal[1] = 1
    identity: dict[str, Any] = Field(default_factory=dict)
    header: str = ""
    header_en: str = ""
    not_official: bool = False
    source: str = ""
    amendments: tuple[Amendment, ...] = ()


class Methodology(Part):
    """A whole methodology. Numbers, slugs and clause ids are unique; references must exist."""

    schema_version: Literal[1] = 1
    identity: Identity
    header: str = ""
    header_en: str = ""
    not_official: bool = False
    based_on: str = ""
    source: str = ""
    clauses: tuple[Clause, ...]
    stages: tuple[Stage, ...] = ()
    phases: tuple[Phase, ...]
    rows: tuple[Row, ...] = ()
    preparatory: tuple[PreparatoryActivity, ...] = ()
    preparation: tuple[PreparationTask, ...] = ()
    themes: tuple[Theme, ...] = ()
    themes_status: Literal["provisional", "final"] = "provisional"
    caps: Caps = Caps()
    criteria: tuple[Named, ...] = ()
    instruments: tuple[Named, ...] = ()
    smart: tuple[SmartLetter, ...] = ()
    principles: tuple[Named, ...] = ()
    axis: tuple[Named, ...] = ()
    frames: tuple[Frame, ...] = ()
    resources: tuple[Named, ...] = ()
    roles: tuple[Role, ...] = ()
    bodies: tuple[Body, ...] = ()
    rules: Rules = Rules()
    holidays: tuple[Holiday, ...] = ()
    territory: Territory = Territory()
    languages: Languages | None = None
    peoples: Peoples | None = None
    organizations: Organizations | None = None
    consultations: tuple[Consultation, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for field, attribute in _UNIQUE:
            _unique(field, [getattr(item, attribute) for item in getattr(self, field)])
        _known("rows.phase", {r.phase for r in self.rows}, {p.number for p in self.phases})
        stages: set[Any] = {s.key for s in self.stages}
        _known("phases.stage", {p.stage for p in self.phases if p.stage}, stages)
        rows: set[Any] = {r.number for r in self.rows}
        _known("preparation.row", {t.row for t in self.preparation}, rows)
        phases: set[Any] = {p.number for p in self.phases}
        held = {n for c in self.consultations for n in (c.phase, *c.report_to)}
        _known("consultations.phase", held, phases)
        if problem := repeats_problem(self.consultations):
            raise ValueError(problem)
        ids: set[Any] = {c.id for c in self.clauses}
        _known("clause", _clauses_named(self), ids)
        bodies: set[Any] = {b.slug for b in self.bodies}
        _known("clauses.assigns", {a.body for c in self.clauses for a in c.assigns}, bodies)
        return self

    def phase(self, number: int) -> Phase | None:
        return next((p for p in self.phases if p.number == number), None)

    def row(self, number: int) -> Row | None:
        return next((r for r in self.rows if r.number == number), None)

    def clause(self, clause_id: str) -> Clause | None:
        return next((c for c in self.clauses if c.id == clause_id), None)

    def theme(self, slug: str) -> Theme | None:
        return next((t for t in self.themes if t.slug == slug), None)

    def frame(self, slug: str) -> Frame | None:
        return next((f for f in self.frames if f.slug == slug), None)

    @property
    def relative(self) -> bool:
        """True when windows are counted from a start day instead of fixed to the calendar."""
        return any(p.window.relative for p in self.phases)


_UNIQUE: tuple[tuple[str, str], ...] = (
    ("clauses", "id"),
    ("stages", "key"),
    ("phases", "number"),
    ("rows", "number"),
    ("themes", "number"),
    ("themes", "slug"),
    ("frames", "slug"),
    ("bodies", "slug"),
    ("roles", "code"),
    ("preparation", "slug"),
    ("consultations", "slug"),
    ("amendments", "number"),
    ("criteria", "slug"),
    ("instruments", "slug"),
    ("principles", "slug"),
    ("axis", "slug"),
    ("resources", "slug"),
)


def _unique(field: str, values: list[Key]) -> None:
    twice = sorted({str(v) for v in values if values.count(v) > 1})
    if twice:
        raise ValueError(f"{field}: named twice: {', '.join(twice)}")


def _known(field: str, used: set[Any], known: set[Any]) -> None:
    missing = sorted(str(v) for v in used - known)
    if missing:
        raise ValueError(f"{field}: no such thing: {', '.join(missing)}")


def _clauses_named(m: Methodology) -> set[Any]:
    """Every clause id that another part of the methodology refers to."""
    single = (m.stages, m.phases, m.rows, m.preparatory, m.preparation, m.criteria, m.instruments)
    more = (m.principles, m.axis, m.frames, m.resources, m.roles)
    found = {part.clause for group in (*single, *more) for part in group if part.clause}
    found |= {c for body in m.bodies for c in body.clauses}
    found |= {c for each in m.consultations for c in each.clauses}
    caps = (m.caps.areas, m.caps.commitments, m.caps.milestones_per_commitment)
    found |= {c for cap in caps if cap for c in cap.clauses}
    stated = (getattr(m.rules, name) for name in type(m.rules).model_fields)
    return found | {rule.clause for rule in stated if rule is not None and rule.clause}
