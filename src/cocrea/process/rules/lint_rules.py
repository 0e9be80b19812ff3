"""Checks of rules that no text states, and of what a process cannot do without."""

from collections.abc import Callable, Iterator

from cocrea.kernel.findings import Finding, Severity
from cocrea.people.rules.roles import CODES
from cocrea.process.rules.charter import NoticeThing
from cocrea.process.rules.schema import Methodology

HALF = 50
_NOTICE: tuple[NoticeThing, ...] = ("call", "agenda", "method", "authorities", "document")


def _missing(slug: str, where: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(f"process.{slug}", severity, {}, where, "")


def no_decision_rule(m: Methodology) -> Iterator[Finding]:
    """Bodies are to decide, and no text says how."""
    if m.rules.decision is None:
        yield _missing("no_decision_rule", "rules.decision")


def no_answer_rule(m: Methodology) -> Iterator[Finding]:
    """People are heard, and no text says that they will be answered, nor when."""
    if m.rules.answer is None and any(phase.admits for phase in m.phases):
        yield _missing("no_answer_rule", "rules.answer")


def no_notice_rule(m: Methodology) -> Iterator[Finding]:
    """People are called, and no text says how many days before."""
    if m.rules.notice is None:
        yield _missing("no_notice_rule", "rules.notice")
        return
    for thing in _NOTICE:
        if m.rules.notice.days_for(thing) is None:
            yield _missing(f"no_notice_of_{thing}", f"rules.notice.{thing}")


def no_sharing_rule(m: Methodology) -> Iterator[Finding]:
    """A cap of commitments and several themes, and no text says how they share it."""
    cap = m.caps.commitments
    if cap is not None and len(m.themes) > 1 and m.rules.sharing is None:
        yield Finding(
            "process.no_sharing_rule",
            Severity.WARNING,
            {"cap": cap.at_most, "themes": len(m.themes)},
            "rules.sharing",
            ", ".join(cap.clauses),
        )


def sharing_fits(m: Methodology) -> Iterator[Finding]:
    """What each theme is promised adds up to more than the cap."""
    cap, rule = m.caps.commitments, m.rules.sharing
    if cap is None or rule is None:
        return
    promised = rule.per_theme_min * len(m.themes)
    if promised > cap.at_most:
        yield Finding(
            "process.sharing_exceeds_cap",
            Severity.BLOCKER,
            {"promised": promised, "cap": cap.at_most, "each": rule.per_theme_min},
            "rules.sharing",
            rule.clause,
        )


def sharing_in_order(m: Methodology) -> Iterator[Finding]:
    """Each theme is promised more commitments than it may have."""
    rule = m.rules.sharing
    if rule is None or rule.per_theme_max is None or rule.per_theme_min <= rule.per_theme_max:
        return
    yield Finding(
        "process.sharing_min_exceeds_max",
        Severity.BLOCKER,
        {"least": rule.per_theme_min, "most": rule.per_theme_max},
        "rules.sharing",
        rule.clause,
    )


def threshold_stated(m: Methodology) -> Iterator[Finding]:
    """A qualified majority is more than half, and the rule says how much more."""
    rule = m.rules.decision
    if rule is None or "qualified_majority" not in (rule.technique, rule.fallback):
        return
    if rule.threshold is None or rule.threshold <= HALF:
        yield Finding(
            "process.threshold_not_qualified",
            Severity.BLOCKER,
            {"threshold": "–" if rule.threshold is None else f"{rule.threshold} %"},
            "rules.decision",
            rule.clause,
        )


def bodies_known(m: Methodology) -> Iterator[Finding]:
    """A rule gives an act to a body that the methodology does not name."""
    known = {body.slug for body in m.bodies}
    decision, sharing = m.rules.decision, m.rules.sharing
    given = [("decision", decision.body, decision.clause)] if decision else []
    given += [("sharing", sharing.decided_by, sharing.clause)] if sharing else []
    for rule, body, clause in given:
        if body not in known:
            where, params = f"rules.{rule}", {"rule": rule, "body": body}
            yield Finding("process.rule_of_unknown_body", Severity.WARNING, params, where, clause)


def owners_known(m: Methodology) -> Iterator[Finding]:
    """A task of the preparation is given to a role that does not exist: it is on nobody's desk."""
    for task in m.preparation:
        if task.owner not in CODES:
            where, params = f"preparation.{task.slug}", {"task": task.title, "owner": task.owner}
            yield Finding("process.unknown_owner", Severity.WARNING, params, where, task.clause)


def prepared_with_notice(m: Methodology) -> Iterator[Finding]:
    """A task that gives notice is due later than the rule of notice allows."""
    rule = m.rules.notice
    for task in m.preparation:
        days = rule.days_for(task.gives_notice_of) if rule and task.gives_notice_of else None
        if rule is None or days is None or task.counting != rule.counting:
            continue
        if task.days_before < days:
            yield Finding(
                "process.task_after_notice",
                Severity.WARNING,
                {"task": task.title, "days": task.days_before, "notice": days},
                f"preparation.{task.slug}",
                ", ".join(filter(None, (task.clause, rule.clause))),
            )


def no_sector_floor(m: Methodology) -> Iterator[Finding]:
    """No declared balance of sectors: a meeting of officials alone would count like any other."""
    if m.rules.sector_floor is None:
        yield _missing("no_sector_floor", "rules.sector_floor")


def floors_fit(m: Methodology) -> Iterator[Finding]:
    """The floors of all sectors add up to more than everybody."""
    rule = m.rules.sector_floor
    total = sum(bound.at_least for bound in rule.bounds) if rule else 0
    if rule and total > 100:
        yield Finding(
            "process.floors_exceed_everybody",
            Severity.BLOCKER,
            {"total": total},
            "rules.sector_floor",
            rule.clause,
        )


def no_delivery(m: Methodology) -> Iterator[Finding]:
    """No day on which the plan is due."""
    if m.identity.delivery is None:
        yield _missing("no_delivery", "identity.delivery")


def nobody_heard(m: Methodology) -> Iterator[Finding]:
    """No phase lets a voice in: this is not a co-creation."""
    if not any(phase.admits for phase in m.phases):
        yield _missing("nobody_heard", "phases", Severity.BLOCKER)


def answer_in_time(m: Methodology) -> Iterator[Finding]:
    """A phase that lets voices in does not say in which state they leave it."""
    for phase in m.phases:
        if phase.admits and phase.closes_on is None:
            yield Finding(
                "process.closing_state_unsaid",
                Severity.NOTE,
                {"phase": phase.number},
                f"phases.{phase.number}",
                phase.clause,
            )


def themes_within_cap(m: Methodology) -> Iterator[Finding]:
    """More themes than the cap of areas."""
    cap = m.caps.areas
    if cap is not None and len(m.themes) > cap.at_most:
        yield Finding(
            "process.themes_exceed_cap",
            Severity.WARNING,
            {"themes": len(m.themes), "cap": cap.at_most},
            "themes",
            ", ".join(cap.clauses),
        )


CHECKS: tuple[Callable[[Methodology], Iterator[Finding]], ...] = (
    no_decision_rule,
    no_answer_rule,
    no_notice_rule,
    no_sharing_rule,
    sharing_fits,
    sharing_in_order,
    threshold_stated,
    bodies_known,
    owners_known,
    prepared_with_notice,
    no_sector_floor,
    floors_fit,
    no_delivery,
    nobody_heard,
    answer_in_time,
    themes_within_cap,
)
