"""Merge, split and move: what each does to the members of proposals. Nothing is ever lost.

A state is ``{proposal: members}``: keys and members are any hashable values. A merged or split
proposal leaves the state; its members live on in what came of it.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from cocrea.kernel.findings import Finding, Report

P = TypeVar("P", bound=Hashable)
M = TypeVar("M", bound=Hashable)
State = Mapping[P, frozenset[M]]

LIVE = frozenset({"draft", "published"})


def members_of(state: State[P, M]) -> frozenset[M]:
    """Everything that some proposal holds."""
    return frozenset().union(*state.values())


def lost(before: State[P, M], after: State[P, M]) -> frozenset[M]:
    """Members that were held and no longer are. Empty after every operation of this module."""
    return members_of(before) - members_of(after)


def check_merge(state: State[P, M], inputs: Iterable[P]) -> Report:
    """Two or more different, living proposals."""
    given = list(inputs)
    found = []
    if len(set(given)) < 2:
        found.append(Finding("sensemaking.merge_needs_two", where="proposals"))
    if set(given) - set(state):
        found.append(Finding("sensemaking.not_live", where="proposals"))
    return Report.of(found)


def merge(state: State[P, M], inputs: Iterable[P], output: P) -> dict[P, frozenset[M]]:
    """One new proposal with the members of all. ``output`` is a new key. See ``check_merge``."""
    given = frozenset(inputs)
    kept = {p: members for p, members in state.items() if p not in given}
    return {**kept, output: frozenset().union(*(state[p] for p in given))}


def check_split(state: State[P, M], source: P, parts: Mapping[P, frozenset[M]]) -> Report:
    """Two or more parts, none empty, that together hold all the members and nothing else."""
    if source not in state:
        return Report.of([Finding("sensemaking.not_live", where="proposal")])
    held, given = state[source], members_of(parts)
    found = []
    if len(parts) < 2:
        found.append(Finding("sensemaking.split_needs_two", where="parts"))
    if not all(parts.values()):
        found.append(Finding("sensemaking.would_be_empty", where="parts"))
    if held - given:
        found.append(
            Finding("sensemaking.members_lost", params={"count": len(held - given)}, where="parts")
        )
    if given - held:
        found.append(Finding("sensemaking.not_a_member", where="parts"))
    return Report.of(found)


def split(state: State[P, M], source: P, parts: Mapping[P, frozenset[M]]) -> dict[P, frozenset[M]]:
    """New proposals in place of one. A member may go to several. See ``check_split``."""
    return {**{p: members for p, members in state.items() if p != source}, **parts}


def check_move(state: State[P, M], member: M, source: P, target: P) -> Report:
    """From where it is to another living proposal; a proposal is withdrawn, not emptied."""
    found = []
    if source not in state or target not in state:
        found.append(Finding("sensemaking.not_live", where="target"))
    elif member not in state[source]:
        found.append(Finding("sensemaking.not_a_member", where="point"))
    elif member in state[target]:
        found.append(Finding("sensemaking.already_member", where="target"))
    elif len(state[source]) == 1:
        found.append(Finding("sensemaking.would_be_empty", where="point"))
    if source == target:
        found.append(Finding("sensemaking.same_proposal", where="target"))
    return Report.of(found)


def move(state: State[P, M], member: M, source: P, target: P) -> dict[P, frozenset[M]]:
    """One member from one proposal to another. See ``check_move``."""
    return {**state, source: state[source] - {member}, target: state[target] | {member}}


def check_second(first: tuple[str, str], second: tuple[str, str]) -> Report:
    """A merge is confirmed by somebody else. Each side is (account, office), "" where unknown.

    Two different accounts are two people unless they speak for one office; without accounts, two
    different offices are. Anything else does not prove a second person.
    """
    accounts, offices = (first[0], second[0]), (first[1], second[1])
    if all(accounts) and accounts[0] == accounts[1]:
        same = True
    elif all(offices):
        same = offices[0] == offices[1]
    else:
        same = not all(accounts)
    return Report.of([Finding("sensemaking.same_person")] if same else [])
