"""Windows in which people are heard: questions, their kinds and their order of appearance."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cocrea.process.rules.parts import Part, Slug, Text

Kind = Literal["single", "multiple", "scale", "rank", "matrix", "short", "long"]
WITH_OPTIONS = ("single", "multiple", "rank", "matrix")
WRITTEN = ("short", "long")
SCALE = ("1", "2", "3", "4", "5")
# Kinds whose answers are values that a later question may depend on.
DECIDING = ("single", "multiple", "scale")


class Option(Part):
    value: Slug
    text: Text
    text_en: str = ""


class OnlyIf(Part):
    """The question is for those who gave one of these values to an earlier one."""

    question: Slug
    any_of: Annotated[tuple[Slug, ...], Field(min_length=1)]


class Question(Part):
    """What is asked, and which answers it knows.

    single, multiple  one or several of ``options``
    scale             1 (not at all) to 5 (fully)
    rank              ``options`` in the order of one's preference, best first; not all need a place
    matrix            one of ``options`` for each of ``rows``
    short, long       free text (a line, or paragraphs), which is a voice
    """

    slug: Slug
    text: Text
    kind: Kind
    text_en: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    required: bool = False
    only_if: OnlyIf | None = None

    @model_validator(mode="after")
    def _shape(self) -> Self:
        if (self.kind in WITH_OPTIONS) != bool(self.options):
            raise ValueError(f"options go with {', '.join(WITH_OPTIONS)}, and only with them")
        if (self.kind == "matrix") != bool(self.rows):
            raise ValueError("rows go with matrix, and only with it")
        for each in (self.options, self.rows):
            if len({option.value for option in each}) != len(each):
                raise ValueError("a value is named twice")
        return self

    @property
    def values(self) -> tuple[str, ...]:
        """What can be answered, in its order; () for a written answer."""
        return SCALE if self.kind == "scale" else tuple(each.value for each in self.options)


class Consultation(Part):
    """A window of questions and clauses on which people are heard in a phase.

    repeats    slug of an earlier consultation: questions that both ask are compared, as a baseline
    report_to  later phases that receive its report
    """

    slug: Slug
    phase: int
    title: Text
    title_en: str = ""
    about: tuple[Literal["clauses", "themes", "axis", "plan", "systematization"], ...]
    clauses: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    repeats: Slug | None = None
    report_to: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _order(self) -> Self:
        if any(phase <= self.phase for phase in self.report_to):
            raise ValueError("report_to names a phase that is not later")
        earlier: dict[str, Question] = {}
        for question in self.questions:
            if question.slug in earlier:
                raise ValueError(f"question {question.slug} is asked twice")
            wanted = question.only_if
            if wanted is not None:
                first = earlier.get(wanted.question)
                if first is None or first.kind not in DECIDING:
                    raise ValueError(f"{question.slug}: only_if names no earlier closed question")
                if not set(wanted.any_of) <= set(first.values):
                    raise ValueError(f"{question.slug}: only_if names an unknown answer")
            earlier[question.slug] = question
        return self


def same_question(first: Question, second: Question) -> bool:
    """Whether two answers can be compared: same slug, kind, values and rows."""
    return (first.slug, first.kind, first.values, [r.value for r in first.rows]) == (
        second.slug,
        second.kind,
        second.values,
        [r.value for r in second.rows],
    )


def repeats_problem(consultations: tuple[Consultation, ...]) -> str:
    """Why a repetition cannot be compared; "" when all can."""
    known = {each.slug: each for each in consultations}
    for each in consultations:
        if each.repeats is None:
            continue
        first = known.get(each.repeats)
        if first is None or first.phase >= each.phase:
            return f"{each.slug}: repeats no consultation of an earlier phase"
        asked = {q.slug: q for q in first.questions}
        shared = [q for q in each.questions if q.slug in asked]
        if not shared or not all(same_question(asked[q.slug], q) for q in shared):
            return f"{each.slug}: shares no question with {first.slug}, or asks it otherwise"
    return ""
