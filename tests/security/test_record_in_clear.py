"""Which entries hold words in clear. Everything else is a digest, which can be made meaningless."""

import json

import pytest

from cocrea.ledger.models import Entry

pytestmark = pytest.mark.once

# kind -> first keys of its body where words may stand: acts of a public function, which a mirror
# must be able to show without the portal (decision 0002).
IN_CLEAR = {
    "amendment.published": {"amendment"},
    "attendance.recorded": {"source"},
    "calendar.fixed": {"reason"},
    "compact.published": {"basis"},
    "consultation.opened": {"title"},
    "earlier_commitment.recorded": {"achievement", "source", "title_en", "title_es"},
    "earlier_plan.recorded": {"grounds", "name_en", "name_es", "note"},
    "exception.proposed": {"body", "reason"},
    "exception.published": {"body", "reason"},
    "funnel.created": {"title"},
    "funnel.narrowed": {"by", "label"},
    "funnel.started": {"by", "label"},
    "invitations.recorded": {"invited"},
    "material.superseded": {"reason"},
    "meeting.announced": {"title", "venue"},
    "meeting.changed": {"new", "old"},
    "operation.proposed": {"reason"},
    "pack.published": {"title"},
    "people.body_created": {"legal_basis"},
    "phase.closed": {"reason"},
    "phase.opened": {"reason"},
    "proposal.created": {"reason"},
    "proposal.merged": {"reason"},
    "proposal.published": {"title"},
    "theme.set": {"reason"},
    "voice.admitted": {"reason"},
}


def words_in(value):
    """Is there a text of several words in it, at any depth?"""
    if isinstance(value, str):
        return " " in value.strip()
    if isinstance(value, dict | list):
        return any(map(words_in, value.values() if isinstance(value, dict) else value))
    return False


def test_words_stand_in_clear_only_where_it_was_decided(world):
    found = {}
    for raw in Entry.objects.values_list("raw", flat=True):
        entry = json.loads(bytes(raw))
        for name, value in entry["body"].items():
            if words_in(value):
                found.setdefault(entry["kind"], set()).add(name)
        assert not words_in(entry["subject"]), entry["kind"]
    assert "phase.opened" in found
    beyond = {k: more for k, names in found.items() if (more := names - IN_CLEAR.get(k, set()))}
    assert beyond == {}
