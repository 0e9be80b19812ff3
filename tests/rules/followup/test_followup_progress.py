"""Two words, compared and never averaged."""

import datetime as dt
import itertools
import json

import pytest
from tests.rows import every

from cocrea.followup.rules import progress
from cocrea.followup.rules.permits import PERMITS
from cocrea.followup.rules.progress import Standing

TODAY = dt.date(2027, 6, 1)
OWNERS = frozenset({"ministerio"})


@every(
    "roles, organization, side",
    [
        ({"authority"}, "ministerio", "owner"),
        ({"delegate_public"}, "ministerio", "owner"),
        ({"delegate_public"}, "otra", None),
        ({"authority"}, "", None),
        ({"delegate_society"}, "colectivo", "society"),
        ({"observer"}, "", "society"),
        ({"delegate_society"}, "ministerio", "owner"),
        ({"citizen", "secretary"}, "ministerio", None),
        ({"observer", "authority"}, "ministerio", "owner"),
    ],
)
def test_side(roles, organization, side):
    assert progress.side_of(roles, organization, OWNERS) == side


def test_comparison_of_every_pair():
    words = (None, *progress.COMPLETION)
    for owner, society in itertools.product(words, words):
        said = progress.compare(owner, society)
        if owner and society:
            assert said == ("agreement" if owner == society else "disagreement")
        else:
            assert said == ("one_sided" if owner or society else "silent")


def test_the_owner_never_verifies_and_nobody_their_own():
    check = progress.verify_check
    for organization in ("", "ministerio", "otra"):
        report = check(side="owner", organization=organization, report_organization="x")
        assert report.codes() == ("followup.owner_cannot_verify",)
    own = check(side="society", organization="a", report_organization="a")
    assert own.codes() == ("followup.own_report",)
    assert check(side="society", organization="", report_organization="").ok
    assert not PERMITS.may({"authority", "delegate_public"}, "progress.verify", "adopted")


def test_alerts():
    late = Standing("substantial", "limited", end=TODAY - dt.timedelta(3))
    report = progress.alerts(late, today=TODAY)
    assert report.codes() == ("followup.overdue", "followup.disagreement")
    assert report.findings[0].params["days"] == 3
    assert progress.alerts(Standing("complete", end=dt.date(2020, 1, 1)), today=TODAY).codes() == (
        "followup.not_verified",
    )
    done = Standing("complete", "complete", verdict="confirmed")
    assert progress.alerts(done, today=TODAY).findings == ()
    for verdict, code in (("partly", "partly_verified"), ("not_confirmed", "refuted")):
        doubted = Standing("complete", "complete", verdict=verdict)
        assert progress.alerts(doubted, today=TODAY).codes() == (f"followup.{code}",)
    assert progress.alerts(Standing(end=TODAY), today=TODAY).findings == ()


def test_the_roll_up_keeps_both_sides():
    up = progress.roll_up(
        [
            Standing("complete", "limited"),
            Standing("complete", "complete"),
            Standing("limited", end=dt.date(2020, 1, 1)),
            Standing(),
        ],
        today=TODAY,
    )
    assert up.owner == {"limited": 1, "complete": 2}
    assert up.society == {"limited": 1, "complete": 1}
    assert (up.milestones, up.disagreements, up.one_sided, up.silent, up.overdue) == (4, 1, 1, 1, 1)


def test_when_a_report_is_due():
    approved = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    due = progress.report_due
    assert due(last=None, approved=approved, start=None, today=TODAY) == approved
    assert due(last=None, approved=approved, start=TODAY + dt.timedelta(1), today=TODAY) is None
    recent = dt.datetime(2027, 5, 1, tzinfo=dt.UTC)
    assert due(last=recent, approved=approved, start=None, today=TODAY) is None
    old = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    assert due(last=old, approved=approved, start=None, today=TODAY) == old + dt.timedelta(183)
    # Nobody carries out a plan that nobody has approved.
    assert due(last=None, approved=None, start=None, today=TODAY) is None
    assert due(last=old, approved=None, start=None, today=TODAY) is None


@pytest.mark.needs_shared
def test_the_scale_is_ogps(shared):
    path = shared / "references" / "ogp-irm-variables.json"
    official = json.loads(path.read_text(encoding="utf-8"))["completion"]
    names = {name.split("=")[0] for name in official}
    assert set(progress.OGP_WORDS.values()) == names - {"Unclear/No evidence"}
