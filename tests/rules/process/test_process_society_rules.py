"""Languages, peoples, organizations and places are stated by the file, or missed by the linter."""

import pytest
from pydantic import ValidationError
from tests.rows import every

from cocrea.process.rules.lint import lint
from cocrea.process.rules.loading import builtin_names, shipped
from cocrea.process.rules.schema import Territory
from cocrea.process.rules.society import DATASETS, Languages, Organizations, Peoples

PARTS = ("languages", "peoples", "organizations")
GAPS = {f"process.no_{name}" for name in (*PARTS, "territory")} | {"process.unknown_dataset"}


@pytest.mark.parametrize("name", builtin_names())
def test_every_file_of_the_release_states_its_own(name):
    law = shipped(name)
    assert all(getattr(law, part) is not None for part in PARTS)
    assert not {f.code for f in lint(law)} & GAPS


def test_only_the_files_of_guatemala_bring_its_lists():
    for name in builtin_names():
        law = shipped(name)
        used = {getattr(law, part).dataset for part in (*PARTS, "territory")}
        assert used == ({"guatemala"} if name.startswith("guatemala") else {""})


@pytest.mark.parametrize("part", PARTS)
def test_what_is_not_stated_is_found(part):
    law = shipped("municipality-example").model_copy(update={part: None})
    found = [f for f in lint(law) if f.code in GAPS]
    assert [(f.code, f.where, f.severity.value) for f in found] == [
        (f"process.no_{part}", part, "warning")
    ]


def test_a_file_without_places_is_found_and_one_that_hears_nobody_is_not_asked():
    law = shipped("municipality-example")
    nowhere = law.model_copy(update={"territory": Territory()})
    assert "process.no_territory" in lint(nowhere).codes()
    silent = nowhere.model_copy(
        update={
            "phases": tuple(p.model_copy(update={"admits": ()}) for p in law.phases),
            **dict.fromkeys(PARTS),
        }
    )
    assert not set(lint(silent).codes()) & GAPS


def test_a_list_that_the_release_does_not_bring_blocks():
    law = shipped("municipality-example")
    found = lint(law.model_copy(update={"peoples": Peoples(dataset="atlantida")}))
    (blocker,) = (f for f in found if f.code == "process.unknown_dataset")
    assert (blocker.where, blocker.severity.value) == ("peoples.dataset", "blocker")
    assert blocker.params == {"dataset": "atlantida", "known": ", ".join(DATASETS)}


@every(
    "part, given",
    [
        (Languages, {}),
        (Languages, {"items": [{"code": "es", "name": "Español"}]}),
        (Languages, {"items": [{"code": "spa", "name": ""}]}),
        (Languages, {"items": [{"code": "spa", "name": "a"}, {"code": "spa", "name": "b"}]}),
        (Peoples, {"items": [{"code": "Maya", "name": "Maya"}]}),
        (Peoples, {"items": [{"code": "a" * 17, "name": "x"}]}),
        (Peoples, {"items": [{"code": "a", "name": "x"}, {"code": "a", "name": "y"}]}),
        (Organizations, {"items": []}),
    ],
)
def test_a_malformed_list_is_refused(part, given):
    with pytest.raises(ValidationError):
        part.model_validate(given)
