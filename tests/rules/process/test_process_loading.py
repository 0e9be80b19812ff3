"""Reading YAML: whatever is wrong comes back as findings with a line, never as a crash."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.kernel.errors import Refused
from cocrea.process.rules import loading
from cocrea.process.rules.loading import MAX_CHARACTERS, builtin, builtin_names, load, shipped

NATIONAL = builtin("national-2022")
SMALL = Path(__file__).parents[2] / "data" / "small.yaml"


def refused(text: str, **options) -> list:
    with pytest.raises(Refused) as caught:
        load(text, **options)
    return list(caught.value.findings)


def test_a_missing_field_names_its_line():
    text = NATIONAL.replace("  owner: Punto de Contacto y Foro Multiactor de Ejemplo\n", "")
    (finding,) = refused(text)
    assert finding.code == "process.field_missing"
    assert finding.params["field"] == "identity.owner"
    assert finding.params["line"] == 5


def test_an_unknown_field_names_its_own_line():
    text = NATIONAL.replace("  folio_prefix: NAC\n", "  folio_prefix: NAC\n  sitio: x\n")
    (finding,) = refused(text)
    assert finding.code == "process.field_unknown"
    line = text.split("\n")[finding.params["line"] - 1]
    assert line.strip() == "sitio: x"


def test_a_wrong_value_names_the_item_and_its_line():
    text = NATIONAL.replace("{number: 3, stage: consulta", "{number: tres, stage: consulta")
    (finding,) = refused(text)
    assert finding.code == "process.field_invalid"
    assert finding.where == "phases.2.number"
    assert "number: tres" in text.split("\n")[finding.params["line"] - 1]


@every(
    "text, code",
    [
        ("", "process.yaml_invalid"),
        ("- a\n", "process.yaml_invalid"),
        ("a: [", "process.yaml_invalid"),
        ("a: 1\na: 2\n", "process.yaml_invalid"),
        ("a: \x00", "process.yaml_invalid"),
        ("a: &x 1\nb: *x\n", "process.yaml_not_plain"),
        ("a: " + "[" * 200 + "]" * 200, "process.yaml_not_plain"),
        ("? [a]\n: b\n", "process.yaml_invalid"),
        ("a: 2018-13-45\n", "process.yaml_invalid"),
        ("1: a\n", "process.field_missing"),
        ("a: !!python/object/apply:os.system [ls]", "process.yaml_invalid"),
        ("based_on: no-such-file\n", "process.base_unknown"),
        ("based_on: ../../etc/passwd\n", "process.field_invalid"),
        ("based_on: national-2022\nclauses: []\n", "process.field_unknown"),
        ("frames: [no-such-frame]\n", "process.frame_unknown"),
        ("x" * (MAX_CHARACTERS + 1), "process.yaml_too_large"),
    ],
)
def test_hostile_and_broken_files_are_refused(text, code):
    assert refused(text)[0].code == code


def test_the_loader_without_c_reads_the_same(monkeypatch):
    small = SMALL.read_text(encoding="utf-8")
    fast = load(small)
    monkeypatch.setattr(loading, "_Loader", yaml.SafeLoader)
    assert load(small) == fast
    assert refused("a: \x00")[0].code == "process.yaml_invalid"


@pytest.mark.slow
@pytest.mark.parametrize("name", builtin_names())
def test_the_loader_without_c_reads_what_is_shipped(monkeypatch, name):
    monkeypatch.setattr(loading, "_Loader", yaml.SafeLoader)
    loading._frame.cache_clear()  # read those too
    try:
        assert load(builtin(name)) == shipped(name)
    finally:
        loading._frame.cache_clear()


@every("opened", ["[", "{a: ", "- ", "-\t", "? ", "[{? - "])
def test_a_very_deep_file_is_refused_at_once(opened):
    """Composed first, brackets of this number take a quarter of an hour, and dashes end us."""
    for times in (100, 900, (MAX_CHARACTERS - 9) // len(opened)):
        assert refused("a:\n " + opened * times)[0].code in (
            "process.yaml_invalid",
            "process.yaml_not_plain",
        )


def test_many_lists_that_are_not_deep_are_read(monkeypatch):
    monkeypatch.setattr(loading, "MANY_OPENED", 3)
    assert load(NATIONAL) == shipped("national-2022")


def test_a_file_that_is_based_on_itself_is_refused():
    findings = refused("based_on: me\n", find=lambda name: "based_on: me\n")
    assert findings[0].code == "process.base_unknown"


def test_builtin_never_leaves_its_folder():
    for name in ("../rules/schema", "/etc/passwd", "frames/../../x", "", "x\x00", "no-such"):
        assert builtin(name) is None


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        load(text)
    except Refused as refusal:
        assert all(finding.code.startswith("process.") for finding in refusal.findings)


@given(
    st.dictionaries(
        st.sampled_from(["identity", "clauses", "phases", "frames", "based_on", "amendments"]),
        st.recursive(
            st.none() | st.integers(-5, 5) | st.text(alphabet="abc-", max_size=5),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_data_is_read_or_refused(data):
    with pytest.raises(Refused):
        load(yaml.safe_dump(data))
