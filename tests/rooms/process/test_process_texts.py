"""Every code that the rules of this room can give has a text whose figures they bring."""

import re
from pathlib import Path

import pytest

from cocrea.process import rules
from cocrea.process.messages import TEXTS
from cocrea.process.rules.lint import lint
from cocrea.process.rules.loading import from_json, shipped, to_json

NAMES = re.compile(r"%\((\w+)\)")
FOLDER = Path(rules.__file__).parent
SOURCES = [*FOLDER.parent.rglob("*.py")]


def test_every_code_written_in_the_room_has_a_text():
    whole = re.compile(r'Finding\(\s*"process\.([a-z_]+)"')
    slugs = re.compile(r'_(?:found|missing|warning)\(\s*"([a-z_]+)"')
    amending = re.compile(r'_finding\(\s*"([a-z_]+)"')
    text = "".join(path.read_text("utf-8") for path in SOURCES)
    amend = (FOLDER / "amend.py").read_text("utf-8")
    used = {*whole.findall(text), *slugs.findall(text)}
    used |= {f"amendment_{slug}" for slug in amending.findall(amend)}
    assert {f"process.{slug}" for slug in used} - TEXTS.keys() == set()
    assert len(used) > 50


@pytest.mark.parametrize("name", ["guatemala-2018-as-published", "guatemala-2018-demo"])
def test_findings_bring_the_figures_that_their_texts_name(name):
    for finding in lint(shipped(name)):
        wanted = set(NAMES.findall(str(TEXTS[finding.code])))
        assert wanted <= set(finding.params), finding.code


def test_texts_of_a_spoiled_methodology_bring_their_figures_too():
    data = to_json(shipped("national-2022"))
    data["rules"] = {}
    for phase in data["phases"]:
        phase["window"] |= {"to_day": 300 - phase["number"] * 20}
    for finding in lint(from_json(data)):
        wanted = set(NAMES.findall(str(TEXTS[finding.code])))
        assert wanted <= set(finding.params), finding.code
