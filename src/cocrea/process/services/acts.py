"""Themes re-examined."""

from collections.abc import Mapping

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.process.keeping import required, theme_ref
from cocrea.process.models import Process, Theme
from cocrea.process.rules.permits import PERMITS


def theme_set(
    *, actor: Actor, process: Process, states: Mapping[str, str], reason: str
) -> list[Theme]:
    """Re-examine the themes: slug -> candidate, prioritised or dropped, with a public reason.

    Every theme named is recorded, also one that stays what it was: that it was examined counts.
    Returns those that changed.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "theme.set", now=act.now)
        found = {theme.slug: theme for theme in process.themes.select_for_update()}
        _check_states(found, states)
        reason = required(reason=(reason, 2000))["reason"]
        changed = []
        for slug, state in states.items():
            theme = found[slug]
            body = {"theme": slug, "old": theme.state, "new": state, "reason": reason}
            act.record("theme.set", subject=theme_ref(theme), body=body, role=role)
            if theme.state != state:
                theme.state = state
                changed.append(theme)
        Theme.objects.bulk_update(changed, ["state"])
    return changed


def _check_states(found: Mapping[str, Theme], states: Mapping[str, str]) -> None:
    unknown = sorted(set(states) - set(found))
    if unknown:
        raise NotThere([Finding("process.unknown_theme", params={"slug": s}) for s in unknown])
    for slug, state in states.items():
        if (state, state) not in Theme.STATES:
            params = {"slug": slug, "state": state[:30]}
            raise Refused(Finding("process.unknown_state", params=params, where=slug))
