"""Asked once while a page is read, and never kept over a change."""

import pytest

from cocrea.kernel.reading import changing, once, reading


@pytest.fixture
def counted():
    asked = []

    @once
    def read(*args, **named):
        asked.append((args, named))
        return len(asked)

    return read


def test_outside_of_a_reading_every_question_is_asked(counted):
    assert [counted(1), counted(1)] == [1, 2]


def test_equal_questions_get_the_first_answer_until_the_reading_ends(counted):
    with reading():
        assert [counted(1), counted(1), counted(2), counted(1, at=2)] == [1, 1, 2, 3]
        assert [counted(1, at=2), counted(at=3), counted(at=3)] == [3, 4, 4]
    with reading():
        assert counted(1) == 5


def test_two_functions_do_not_share_answers(counted):
    other = once(lambda number: -number)
    with reading():
        assert (counted(1), other(1), counted(1), other(1)) == (1, -1, 1, -1)


def test_a_change_forgets_and_keeps_nothing_itself(counted):
    with reading():
        assert counted(1) == 1
        with changing():
            assert [counted(1), counted(1)] == [2, 3]
        assert [counted(1), counted(1)] == [4, 4]
        with pytest.raises(ZeroDivisionError), changing():
            raise ZeroDivisionError
        assert counted(1) == 5


def test_what_raises_is_asked_again():
    answers = iter([ZeroDivisionError, None])

    @once
    def read():
        if failure := next(answers):
            raise failure
        return "now"

    with reading():
        with pytest.raises(ZeroDivisionError):
            read()
        assert read() == "now"
