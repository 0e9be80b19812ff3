"""Who stands where towards a rule set in versions, and what a phase says of it."""

from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.agreement.rules.compact import (
    BODY,
    CURRENT,
    NEVER,
    OLDER,
    ORGANIZATION,
    STANDINGS,
    WITHDRAWN,
    Signed,
    flags,
    missing,
    standing_of,
    standings,
    text_check,
)

RED = (ORGANIZATION, "red")
FORUM = (BODY, "red")  # the same slug is another party


@every(
    "signed, version, expected",
    [
        ([], 1, NEVER),
        ([Signed(FORUM, 1)], 1, NEVER),
        ([Signed(RED, 1)], 1, CURRENT),
        ([Signed(RED, 1)], 2, OLDER),
        ([Signed(RED, 1), Signed(RED, 2)], 2, CURRENT),
        ([Signed(RED, 1, withdrawn=True)], 1, WITHDRAWN),
        ([Signed(RED, 1, withdrawn=True)], 2, WITHDRAWN),
        ([Signed(RED, 1, withdrawn=True), Signed(RED, 1)], 1, CURRENT),
        ([Signed(RED, 1), Signed(RED, 2, withdrawn=True)], 2, WITHDRAWN),
        ([Signed(RED, 1), Signed(RED, 2, withdrawn=True)], 3, WITHDRAWN),
        ([Signed(RED, 1, withdrawn=True), Signed(RED, 2)], 3, OLDER),
    ],
)
def test_where_a_party_stands(signed, version, expected):
    assert standing_of(RED, signed, version) == expected


signatures = st.lists(
    st.builds(
        Signed,
        st.sampled_from([RED, FORUM, (ORGANIZATION, "otra")]),
        st.integers(1, 4),
        st.booleans(),
    ),
    max_size=12,
)


@given(signatures, st.integers(1, 4))
def test_everybody_stands_somewhere_and_a_new_version_leaves_nobody_signed(signed, version):
    parties = [RED, FORUM]
    found = standings(parties, signed, version)
    assert list(found) == parties and set(found.values()) <= set(STANDINGS)
    assert set(missing(standings(parties, signed, 5))) == set(parties)


def test_what_a_version_must_say():
    assert not list(text_check("Acuerdo", "Uno.", "", first=True))
    found = list(text_check("", "", "", first=False))
    assert [f.where for f in found] == ["name_es", "text_es", "reason"]
    assert {f.code for f in found} == {"agreement.text_missing"}


@every(
    "phase, call, version, unsigned, codes",
    [
        (1, 1, None, 9, ()),
        (2, None, None, 9, ()),
        (2, 1, None, 0, ("agreement.compact_absent",)),
        (2, 1, 1, 0, ()),
        (2, 1, 1, 3, ("agreement.compact_unsigned",)),
        (10, 1, 4, 1, ("agreement.compact_unsigned",)),
    ],
)
def test_later_phases_are_flagged_and_nothing_is_refused(phase, call, version, unsigned, codes):
    report = flags(phase, call, version=version, unsigned=unsigned, total=12)
    assert report.codes() == codes
    assert report.ok
