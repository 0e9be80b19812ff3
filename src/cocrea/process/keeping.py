"""What several acts of this room need: texts that every act carries, versions, themes, tasks."""

from datetime import datetime

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.process import selectors
from cocrea.process.models import (
    MethodologyVersion,
    PreparationTask,
    Process,
    PublishedException,
    Theme,
)
from cocrea.process.rules import amend as amend_rules
from cocrea.process.rules.schema import Methodology


def process_ref(process: Process) -> SubjectRef:
    return SubjectRef("process", process.slug, label=process.name_es)


def theme_ref(theme: Theme) -> SubjectRef:
    return SubjectRef("theme", f"{theme.process.slug}-{theme.slug}", label=theme.name_es)


def exception_ref(exception: PublishedException) -> SubjectRef:
    """As a decision on it names it: with the digest of what was asked."""
    ref = str(exception.public_id)
    return SubjectRef("exception", ref, exception.digest, exception.reason[:300])


def required(**texts: tuple[str, int]) -> dict[str, str]:
    """Cleaned texts by name (given as text and greatest length); a missing one is refused.

    Titles and names are one line; reasons may have several.
    """
    found = {
        name: clean(text, max_length=limit, where=name, lines=name == "reason")
        for name, (text, limit) in texts.items()
    }
    missing = [name for name, text in found.items() if not text]
    if missing:
        codes = {"reason": "process.reason_missing"}
        raise Refused(
            [Finding(codes.get(name, "process.text_missing"), where=name) for name in missing]
        )
    return found


def version_add(process: Process, methodology: Methodology, at: datetime) -> MethodologyVersion:
    return MethodologyVersion.objects.create(
        process=process,
        number=process.versions.count() + 1,
        data=amend_rules.to_json(methodology),
        digest=amend_rules.digest(methodology),
        in_force_from=at,
    )


def themes_add(process: Process, methodology: Methodology) -> None:
    """Themes that the methodology names and the process has not. Raises Refused when a new one
    takes the number of another: numbers are how people call them."""
    known = dict(process.themes.values_list("slug", "number"))
    new = [theme for theme in methodology.themes if theme.slug not in known]
    taken = sorted({theme.number for theme in new} & set(known.values()))
    if taken:
        raise Refused(Finding("process.theme_number_taken", params={"number": taken[0]}))
    Theme.objects.bulk_create(
        Theme(
            process=process,
            number=theme.number,
            slug=theme.slug,
            name_es=theme.name,
            name_en=theme.name_en,
            keywords=list(theme.keywords),
        )
        for theme in new
    )


def tasks_count(process: Process, methodology: Methodology) -> None:
    """Preparation tasks with their due days, counted back from where their rows stand now.

    What is done stays as it was; what is not takes the day of the moved row.
    """
    due = {task.slug: task.day for task in selectors.calendar_of(process, methodology).tasks}
    known = {task.key: task for task in process.tasks.all()}
    PreparationTask.objects.bulk_create(
        PreparationTask(
            process=process,
            key=task.slug,
            text=task.title,
            owner_role=task.owner,
            row=task.row,
            due_on=due[task.slug],
        )
        for task in methodology.preparation
        if task.slug not in known
    )
    moved = []
    for key, task in known.items():
        if task.done_at is None and due.get(key, task.due_on) != task.due_on:
            task.due_on = due[key]
            moved.append(task)
    PreparationTask.objects.bulk_update(moved, ["due_on"])
