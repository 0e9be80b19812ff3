"""Is an answer one that its question can take? Judged on values, before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cocrea.kernel.findings import Finding, Report
from cocrea.process.rules.schedule import Question

AGREE, PARTLY, DISAGREE = "agree", "partly", "disagree"
STANCES = (AGREE, PARTLY, DISAGREE)
SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody answers at once.

    answers   question slug -> values (choice and scale: one; multiple: any; open: the text)
    stances   item number -> agree, partly or disagree
    comments  item number -> what they say of that clause
    """

    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stances: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        texts = [v for values in self.answers.values() for v in values]
        return not any(t.strip() for t in (*texts, *self.stances.values(), *self.comments.values()))


def allowed_values(question: Question) -> tuple[str, ...]:
    """The values that a closed question knows, in its own order; () for an open one."""
    if question.kind == "scale":
        return SCALE
    return tuple(option.value for option in question.options)


def normal_values(values: Sequence[str]) -> tuple[str, ...]:
    """Without blanks and repetitions, in the order given."""
    return tuple(dict.fromkeys(v.strip() for v in values if v.strip()))


def check_answer(question: Question, values: Sequence[str]) -> Report:
    """Required, known, and not several where one is asked for."""
    given = normal_values(values)
    where = f"q-{question.slug}"
    if not given:
        missing = [Finding("consultations.answer_required", where=where)]
        return Report.of(missing if question.required else [])
    if question.kind == "open":
        return Report()
    found = []
    if question.kind != "multiple" and len(given) > 1:
        found.append(Finding("consultations.one_answer_only", where=where))
    if set(given) - set(allowed_values(question)):
        found.append(Finding("consultations.unknown_option", where=where))
    return Report.of(found)


def check_sheet(questions: Sequence[Question], items: Sequence[int], sheet: Sheet) -> Report:
    """All that is wrong with a sheet at once, so that nobody corrects it one error at a time."""
    if sheet.empty:
        return Report.of([Finding("consultations.empty")])
    known, numbers = {q.slug for q in questions}, set(items)
    found = [
        Finding("consultations.unknown_question", where=f"q-{slug[:80]}")
        for slug in sheet.answers
        if slug not in known
    ]
    for number in sorted(set(sheet.stances) | set(sheet.comments)):
        if number not in numbers:
            found.append(Finding("consultations.unknown_item", where=f"say-{number}"))
    for number, stance in sheet.stances.items():
        if stance and stance not in STANCES:
            found.append(Finding("consultations.unknown_option", where=f"stance-{number}"))
    report = Report.of(found)
    for question in questions:
        report += check_answer(question, sheet.answers.get(question.slug, ()))
    return report
