"""The shape of a methodology: nothing unknown passes, everything comes back as it was."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from pydantic import ValidationError
from tests.rows import every

from cocrea.process.rules.export import schema_text
from cocrea.process.rules.loading import (
    builtin_names,
    digest,
    from_json,
    shipped,
    to_json,
)
from cocrea.process.rules.parts import Amount, Moment, Window


@pytest.fixture(scope="module", params=builtin_names())
def methodology(request):
    return shipped(request.param)


def scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for each in value.values():
            yield from scalars(each)
    elif isinstance(value, list):
        for each in value:
            yield from scalars(each)
    else:
        yield value


def test_the_package_brings_four_methodologies():
    assert builtin_names() == (
        "guatemala-2018-as-published",
        "guatemala-2018-demo",
        "municipality-example",
        "national-2022",
    )


def test_canonical_json_comes_back_as_the_same_methodology(methodology):
    data = json.loads(json.dumps(to_json(methodology)))
    assert from_json(data) == methodology
    assert digest(from_json(data)) == digest(methodology)


def test_no_float_enters_the_canonical_json(methodology):
    assert not [v for v in scalars(to_json(methodology)) if isinstance(v, float)]


def test_a_methodology_cannot_be_changed_in_place(methodology):
    with pytest.raises(ValidationError):
        methodology.identity.title = "otra"


def test_every_title_has_its_english(methodology):
    named = [*methodology.phases, *methodology.stages, *methodology.consultations]
    assert all(part.title_en for part in named)
    assert all(theme.name_en for theme in methodology.themes)
    assert all(row.activity_en for row in methodology.rows)


def test_themes_have_eight_to_ten_keywords(methodology):
    assert {8 <= len(theme.keywords) <= 10 for theme in methodology.themes} == {True}


def test_the_exported_json_schema_is_current():
    place = resources.files("cocrea.process").joinpath("schemas", "methodology.schema.json")
    current = place.read_text(encoding="utf-8") == schema_text()
    assert current, "run: python -m cocrea.process.rules.export > the file in schemas/"


@every(
    "field, change",
    [
        ("phases", lambda items: items + items[:1]),
        ("clauses", lambda items: items + items[:1]),
        ("themes", lambda items: [items[0] | {"slug": items[1]["slug"]}, *items[1:]]),
        ("rows", lambda items: [items[0] | {"phase": 40}, *items[1:]]),
        ("phases", lambda items: [items[0] | {"stage": "none"}, *items[1:]]),
        ("phases", lambda items: [items[0] | {"clause": "no-such-clause"}, *items[1:]]),
        ("preparation", lambda items: [items[0] | {"row": 99}, *items[1:]]),
        ("identity", lambda identity: identity | {"zone": "America/Nowhere"}),
        ("identity", lambda identity: identity | {"zone": "America"}),
        ("identity", lambda identity: identity | {"zone": "../../etc/passwd"}),
        ("identity", lambda identity: identity | {"zone": ""}),
        ("identity", lambda identity: identity | {"folio_prefix": "lower"}),
        ("identity", lambda identity: identity | {"unheard_of": 1}),
    ],
)
def test_slips_of_reference_are_refused(field, change):
    data = to_json(shipped("national-2022"))
    data[field] = change(data[field])
    with pytest.raises(ValidationError):
        from_json(data)


@pytest.mark.parametrize(
    "window",
    [
        {},
        {"start": "2018-01-01"},
        {"from_day": 1},
        {"start": "2018-01-01", "to_day": 3},
        {"start": "2018-01-01", "end": "2018-01-02", "from_day": 0, "to_day": 1},
    ],
)
def test_a_window_is_absolute_or_relative_and_whole(window):
    with pytest.raises(ValidationError):
        Window.model_validate(window)


@pytest.mark.parametrize(
    "amount",
    [
        {"op": "exactly"},
        {"op": "between", "value": 3},
        {"op": "at_most", "value": 3, "upto": 4},
        {"op": "one_of", "among": [4]},
        {"op": "about", "value": -1},
    ],
)
def test_amounts_that_say_nothing_are_refused(amount):
    with pytest.raises(ValidationError):
        Amount.model_validate(amount)


def test_a_moment_is_a_date_or_a_day():
    with pytest.raises(ValidationError):
        Moment.model_validate({})
    assert Moment.model_validate({"day": 3}).date is None


def test_sdg_has_17_goals_and_169_targets():
    frame = shipped("national-2022").frame("sdg")
    goals = [item for item in frame.items if not item.parent]
    assert len(goals) == 17
    assert len(frame.items) - len(goals) == 169
    assert all(goal.name and goal.name_en for goal in goals)
