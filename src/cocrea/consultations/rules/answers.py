"""Is an answer one that its question can take? Judged on values, before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cocrea.kernel.findings import Finding, Report
from cocrea.process.rules.questionnaires import WRITTEN, Question

AGREE, PARTLY, DISAGREE = "agree", "partly", "disagree"
STANCES = (AGREE, PARTLY, DISAGREE)
SHORT_LENGTH = 300  # a line; longer answers belong to a question of kind "long"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody answers at once.

    answers   question slug -> values: one (single, scale), any (multiple), ``place:value`` (rank),
              ``row:value`` (matrix), the text (short, long)
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


def normal_values(values: Sequence[str]) -> tuple[str, ...]:
    """Without blanks and repetitions, in the order given."""
    return tuple(dict.fromkeys(v.strip() for v in values if v.strip()))


def split_value(value: str) -> tuple[str, str]:
    """``("1", "agua")`` of ``1:agua``; no slug holds a colon. ("", value) where there is none."""
    left, colon, right = value.partition(":")
    return (left, right) if colon else ("", value)


def is_asked(question: Question, answers: Mapping[str, Sequence[str]]) -> bool:
    """Whether the question is for somebody who answered so."""
    wanted = question.only_if
    return wanted is None or bool(set(wanted.any_of) & set(answers.get(wanted.question, ())))


def check_answer(question: Question, values: Sequence[str]) -> Report:
    """Required, known, and as many as the kind takes."""
    given = normal_values(values)
    where = f"q-{question.slug}"
    if not given:
        missing = [Finding("consultations.answer_required", where=where)]
        return Report.of(missing if question.required else [])
    if question.kind in WRITTEN:
        return _check_written(question, given, where)
    found = []
    if question.kind in ("single", "scale") and len(given) > 1:
        found.append(Finding("consultations.one_answer_only", where=where))
    if question.kind in ("rank", "matrix"):
        found += _check_pairs(question, [split_value(v) for v in given], where)
    elif set(given) - set(question.values):
        found.append(Finding("consultations.unknown_option", where=where))
    return Report.of(found)


def _check_written(question: Question, given: Sequence[str], where: str) -> Report:
    if question.kind == "short" and max(map(len, given)) > SHORT_LENGTH:
        params = {"max": SHORT_LENGTH}
        return Report.of([Finding("consultations.line_too_long", params=params, where=where)])
    return Report()


def _check_pairs(question: Question, pairs: Sequence[tuple[str, str]], where: str) -> list[Finding]:
    lefts, rights = [left for left, _ in pairs], [right for _, right in pairs]
    if set(rights) - set(question.values):
        return [Finding("consultations.unknown_option", where=where)]
    if question.kind == "matrix":
        rows = [row.value for row in question.rows]
        if set(lefts) - set(rows):
            return [Finding("consultations.unknown_option", where=where)]
        if len(set(lefts)) < len(lefts):
            return [Finding("consultations.one_answer_only", where=where)]
        if question.required and set(rows) - set(lefts):
            return [Finding("consultations.row_required", where=where)]
        return []
    places = sorted(lefts, key=lambda place: (len(place), place))
    if places != [str(n) for n in range(1, len(pairs) + 1)] or len(set(rights)) < len(rights):
        return [Finding("consultations.places_wrong", where=where)]
    return []


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
        given = sheet.answers.get(question.slug, ())
        if is_asked(question, sheet.answers):
            report += check_answer(question, given)
        elif normal_values(given):
            # Refused, not dropped: nobody's answer disappears without a word.
            where = f"q-{question.slug}"
            report += Report.of([Finding("consultations.not_asked", where=where)])
    return report
