import itertools

from hypothesis import given
from hypothesis import strategies as st

from cocrea.consultations.rules import statistics

grids = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 30), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def test_a_share_stands_beside_its_number_of_answers():
    found = statistics.tally(["si", "no"], [["si"], ["si"], ["no"]], responses=5)
    assert [(c.value, c.count, c.total, c.permille) for c in found.cells] == [
        ("si", 2, 3, 667),
        ("no", 1, 3, 333),
    ]
    assert (found.answered, found.blank) == (3, 2)


def test_nobody_answered_is_no_share():
    found = statistics.tally(["si"], [], responses=0)
    assert found.cells[0].permille is None and found.cells[0].count == 0


def test_several_choices_of_one_person_count_that_person_once_per_value():
    found = statistics.tally(["a", "b"], [["a", "b", "a"], ["b"]], responses=2)
    assert [c.count for c in found.cells] == [1, 2]
    assert found.answered == 2


def test_the_median_of_a_scale_names_both_when_they_differ():
    assert statistics.scale_median({}) is None
    assert statistics.scale_median({"1": 1, "4": 1}) == (1, 4)
    assert statistics.scale_median({"2": 3, "5": 2}) == (2, 2)


def test_small_cells_go_and_take_a_companion_along():
    grid = [[20, 3, 9], [30, 12, 8]]
    safe = statistics.suppress(grid)
    assert safe[0][1] is None
    assert sum(cell is None for cell in safe[0]) >= 2
    assert sum(row[1] is None for row in safe) == 2
    assert statistics.suppress([[9, 0], [8, 5]]) == [[9, 0], [8, 5]]


@given(grids)
def test_no_small_cell_is_shown_and_none_follows_from_a_total(grid):
    safe = statistics.suppress(grid)
    for row, shown in zip(grid, safe, strict=True):
        for value, cell in zip(row, shown, strict=True):
            assert cell in (None, value)
            assert not 0 < value < 5 or cell is None
    for line in itertools.chain(safe, zip(*safe, strict=True)):
        hidden = sum(cell is None for cell in line)
        assert hidden != 1 or len(list(line)) == 1


def test_a_crossing_says_how_many_cells_it_keeps_back():
    found = statistics.crossing(["public", "citizen"], ["si", "no"], {("public", "si"): 40})
    assert found.cells == ((40, 0), (0, 0)) and found.suppressed == 0


def test_a_change_stands_beside_the_answers_of_both_times():
    before = statistics.tally_of(["si", "no"], {"si": 3, "no": 1}, answered=4, responses=5)
    now = statistics.tally_of(["si", "no"], {"si": 1, "no": 2}, answered=3, responses=3)
    first, second = statistics.changes(before, now)
    assert (first.before.total, first.now.total, first.points) == (4, 3, -42)
    assert second.points == 42


def test_where_nobody_answered_nothing_is_compared():
    before = statistics.tally_of(["si"], {}, answered=0, responses=0)
    now = statistics.tally_of(["si"], {"si": 1}, answered=1, responses=1)
    assert statistics.changes(before, now)[0].points is None
