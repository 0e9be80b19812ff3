"""The table of lives: no dead end that is not final, every state reachable, nothing else moves."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cocrea.kernel.findings import Finding
from cocrea.voices.rules.lifecycle import (
    BEFORE,
    FINAL,
    OPEN,
    SETTLED,
    START,
    STEPS,
    TABLE,
    TEXT_PUBLIC,
    Event,
    State,
    review_findings,
    step_reached,
    transition,
)


def reachable(start):
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for (state, _), after in TABLE.items():
            if state == here and after not in seen:
                seen.add(after)
                todo.append(after)
    return seen


def test_every_state_is_reached_from_the_first():
    assert reachable(START) == set(State)


def test_only_final_states_have_no_way_on():
    for state in State:
        onward = {after for (here, _), after in TABLE.items() if here == state} - {state}
        assert bool(onward) == (state not in FINAL), state


def test_from_every_open_state_something_settles_it():
    for state in OPEN:
        assert reachable(state) & SETTLED, state
    assert OPEN | SETTLED == set(State) and not OPEN & SETTLED


def test_no_event_is_unused_and_the_first_answer_needs_points():
    assert {event for _, event in TABLE} == set(Event)
    assert isinstance(transition("admitted", "answer"), Finding)
    assert transition("treated", "answer") == "answered"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(list(Event)), max_size=30))
def test_any_story_stays_inside_the_table(events):
    state, path = START, [START]
    for event in events:
        after = transition(state, event)
        if isinstance(after, Finding):
            assert after.code == "voices.wrong_state"
            continue
        state = after
        path.append(state)
    if State.ANSWERED in path:
        assert State.TREATED in path and State.ADMITTED in path
    if State.CLOSED in path:
        assert State.IN_REVIEW in path
    if state in TEXT_PUBLIC:
        assert State.ADMITTED in path
    assert 1 <= step_reached(state) <= len(STEPS)


def test_what_a_phase_waits_for_grows_with_the_state_it_closes_on():
    assert BEFORE["admitted"] < BEFORE["treated"] < BEFORE["answered"] < BEFORE["followed"]
    for state, behind in BEFORE.items():
        assert state not in behind
        assert not behind & FINAL - {State.FOLLOWED}


def test_a_review_is_another_institutions_and_once():
    def found(**fields):
        return [f.code for f in review_findings(**fields)]

    assert found(refused_by="a", reviewer="b") == []
    assert found(refused_by="a", reviewer="a") == ["voices.review_same_institution"]
    assert found(refused_by="a", reviewer="") == ["voices.review_needs_institution"]
    assert found(refused_by="a", reviewer="b", already_reviewed=True) == ["voices.reviewed_once"]
