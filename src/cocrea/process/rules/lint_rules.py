"""Checks of rules that no text states, and of what a process cannot do without."""

from collections.abc import Callable, Iterator

from cocrea.kernel.findings import Finding, Severity
from cocrea.process.rules.charter import NoticeThing
from cocrea.process.rules.schema import Methodology

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
    no_sector_floor,
    floors_fit,
    no_delivery,
    nobody_heard,
    answer_in_time,
    themes_within_cap,
)
