"""Images are made light without moving what they draw."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.outreach.images.press import lightened, tenths

pytestmark = pytest.mark.once

JOB = {"title": "Foro <b>", "text": "k’iche’ & más", "shape": "square"}


def ends(path):
    """The points where the steps of a path of lines end."""
    x = y = 0.0
    start, found = (x, y), []
    for letter, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        n = [float(v) for v in re.findall(r"-?\d*\.?\d+", numbers)]
        if letter == "Z":
            x, y = start
        elif letter in "hv":
            x, y = (x + n[0], y) if letter == "h" else (x, y + n[0])
        else:
            x, y = x + n[-2], y + n[-1]
        start = (x, y) if letter == "m" else start
        found.append((x, y))
    return found


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("ml"), st.floats(-9, 9), st.floats(-9, 9)).map(
            lambda s: f"{s[0]} {s[1]:.4f} {s[2]:.4f}"
        ),
        st.tuples(st.sampled_from("hv"), st.floats(-9, 9)).map(lambda s: f"{s[0]} {s[1]:.4f}"),
        st.just("Z "),
    ),
    max_size=60,
)


@given(STEPS)
def test_no_point_is_further_than_a_twentieth_from_its_place(steps):
    path = "m 1.23456 7.65432" + "".join(steps)
    light = tenths(path)
    assert not re.search(r"\.\d\d", light)
    for (x, y), (u, v) in zip(ends(path), ends(light), strict=True):
        assert abs(x - u) < 0.0501 and abs(y - v) < 0.0501


@pytest.mark.parametrize(
    ("path", "light"),
    [
        (
            "M 0 0m 4.5 10.71q 2.085 0 3.0675 -0.8475h -1.065Z ",
            "M0 0m4.5 10.7q2.1 0 3.1 -0.8h-1.1Z",
        ),
        ("M10 20h5v5h-5z", "M10 20h5v5h-5z"),
        ("", ""),
    ],
)
def test_a_path_keeps_its_letters(path, light):
    assert tenths(path) == light


def test_a_lightened_image_says_what_it_shows_as_text():
    svg = (
        '<svg viewBox="0 0 5 5" xmlns="http://www.w3.org/2000/svg">'
        '<use xlink:href="#g8002FCE0AEF43295142E1BE627472EF9" x="1.23456"/>'
        '<symbol id="g8002FCE0AEF43295142E1BE627472EF9"><path fill-rule="nonzero" d="M 0.123 0Z"/>'
        "</symbol></svg>"
    )
    light = lightened(svg, JOB)
    assert "<title>Foro &lt;b&gt;. k’iche’ &amp; más</title>" in light
    assert '#g0" x="1.23"' in light and 'id="g0"' in light and 'role="img"' in light
    assert "nonzero" not in light and len(light) < len(svg) + 80
