"""Two words on a milestone; the owner never verifies."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocrea.commitments import services as commitments
from cocrea.followup import selectors, services
from cocrea.followup.links import LINKS
from cocrea.followup.models import Report, Verification
from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.plan.models import Approval, Version

pytestmark = pytest.mark.django_db


def codes(caught):
    return [finding.code for finding in caught.value.findings]


@pytest.fixture
def milestone(adopted):
    return adopted.milestones.select_related("commitment__process__log", "organization").get()


@pytest.fixture
def say(milestone, actor_of):
    def report(role, completion, **more):
        organization = more.pop("organization", None)
        return services.progress_report(
            actor=actor_of(role, organization=organization),
            milestone=milestone,
            completion=completion,
            **{"text": "Se publicaron 40 contratos", "means": "Portal", **more},
        )

    return report


def test_the_side_follows_from_whom_one_speaks_for(say):
    assert say("delegate_public", "limited").side == "owner"
    assert say("authority", "limited").side == "owner"
    assert say("delegate_society", "limited").side == "society"
    assert say("observer", "limited").side == "society"
    with pytest.raises(NotPermitted) as caught:
        say("authority", "limited", organization="secretaria-de-ejemplo")
    assert codes(caught) == ["followup.no_side"]


@pytest.mark.parametrize("role", ["citizen", "secretary", "publisher", "moderator"])
def test_other_roles_have_no_word(say, role):
    with pytest.raises(NotPermitted):
        say(role, "limited")
    assert not Report.objects.exists()


def test_a_society_organization_that_answers_for_a_milestone_is_its_owner(milestone, say, actor_of):
    commitments.milestone_save(
        actor=actor_of("secretary"),
        milestone=milestone,
        organization="colectivo-de-ejemplo",
        reason="La carta lo dice",
    )
    milestone.refresh_from_db()
    owner = say("delegate_society", "complete")
    assert owner.side == "owner"
    with pytest.raises(Refused) as caught:
        services.progress_verify(
            actor=actor_of("delegate_society"), report=owner, finding="confirmed", text="Sí"
        )
    assert codes(caught) == ["followup.owner_cannot_verify"]


def test_both_words_stay_side_by_side_and_the_latest_of_each_counts(milestone, say):
    now = say("delegate_public", "limited").at
    status = selectors.milestone_status(milestone, now)
    assert (status.comparison, status.society) == ("one_sided", None)
    say("delegate_public", "complete")
    say("delegate_society", "limited")
    status = selectors.milestone_status(milestone, now)
    assert (status.owner.completion, status.society.completion) == ("complete", "limited")
    assert status.comparison == "disagreement"
    assert "followup.disagreement" in status.alerts.codes()
    assert Report.objects.count() == 3
    facts = selectors.gate_facts(milestone.commitment.process, now)
    assert facts == {
        "followup.milestones": 1,
        "followup.without_owner": 0,
        "followup.without_society": 0,
        "followup.disagreements": 1,
        "followup.overdue": 0,
    }


@pytest.mark.parametrize("role", ["authority", "delegate_public"])
def test_the_owner_never_verifies(say, actor_of, role):
    for report in (say("delegate_public", "complete"), say("delegate_society", "limited")):
        with pytest.raises(Refused) as caught:
            services.progress_verify(
                actor=actor_of(role), report=report, finding="confirmed", text="Está hecho"
            )
        assert codes(caught) == ["followup.owner_cannot_verify"]
    assert not Verification.objects.exists()


def test_nobody_verifies_their_own_report_and_a_stranger_does(say, actor_of, milestone):
    own = say("delegate_society", "limited")
    with pytest.raises(Refused) as caught:
        services.progress_verify(
            actor=actor_of("delegate_society"), report=own, finding="confirmed", text="Sí"
        )
    assert codes(caught) == ["followup.own_report"]
    with pytest.raises(NotPermitted):
        services.progress_verify(
            actor=actor_of("citizen"), report=own, finding="confirmed", text="Sí"
        )
    owner = say("authority", "complete")
    assert not selectors.milestone_status(milestone, owner.at).verified
    services.progress_verify(
        actor=actor_of("observer"), report=owner, finding="confirmed", text="Vi el portal"
    )
    assert selectors.milestone_status(milestone, owner.at).verified
    services.progress_verify(
        actor=actor_of("delegate_society"), report=owner, finding="not_confirmed", text="No abre"
    )
    status = selectors.milestone_status(milestone, owner.at)
    assert not status.verified
    assert "followup.refuted" in status.alerts.codes()
    assert "followup.not_verified" not in status.alerts.codes()


def test_a_report_is_complete_or_refused_whole(say):
    for completion, more, code in [
        ("finished", {}, "followup.completion_unknown"),
        ("limited", {"text": " \x00 "}, "followup.text_missing"),
        ("complete", {"means": ""}, "followup.means_missing"),
        ("limited", {"url": "javascript:alert(1)"}, "followup.url_not_web"),
        ("limited", {"period_on": dt.date(2199, 1, 1)}, "followup.day_in_future"),
        ("limited", {"text": "x" * 100_000}, "kernel.text_too_long"),
    ]:
        with pytest.raises(Refused) as caught:
            say("delegate_public", completion, **more)
        assert codes(caught) == [code]
    assert not Report.objects.exists()
    document = SubjectRef("document", "0197-doc", "ab" * 32, "Informe")
    assert say("delegate_public", "complete", means="", document=document).document_label


def test_sending_twice_speaks_once_and_texts_enter_the_record_as_digests(say):
    key = uuid7()
    first, again = (say("delegate_public", "limited", key=key) for _ in range(2))
    assert first.pk == again.pk
    entries = Entry.objects.filter(kind="progress.reported")
    assert entries.count() == 1
    raw = bytes(entries.get().raw).decode()
    assert first.digest in raw and "40 contratos" not in raw


def test_only_adopted_commitments_are_followed(proposed, actor_of):
    milestone = proposed.milestones.get()
    with pytest.raises(NotPermitted):
        services.progress_report(
            actor=actor_of("delegate_public"), milestone=milestone, completion="limited", text="x"
        )
    with pytest.raises(NotThere):
        selectors.milestone_get(proposed.process, milestone.public_id)


def approve(process, at):
    """The plan as its competent body approved it."""
    version = Version.objects.create(
        process=process, number=1, kind="final", title="Plan", content={}, salt=b"0", frozen_at=at
    )
    Approval.objects.create(version=version, decision_kind="session", decision_id="x", at=at)


def test_the_owner_is_asked_every_half_year(milestone, say, actor_of, adopted):
    process, owner = adopted.process, actor_of("delegate_public")
    adopted.milestones.update(start=None)
    now = adopted.adopted_at
    assert selectors.desk_items(owner, process, now) == [], "the plan is not approved yet"
    approve(process, now)
    assert len(selectors.desk_items(owner, process, now)) == 1
    said = say("delegate_public", "limited")
    assert selectors.desk_items(owner, process, said.at + dt.timedelta(days=182)) == []
    assert len(selectors.desk_items(owner, process, said.at + dt.timedelta(days=184))) == 1
    assert selectors.desk_items(actor_of("delegate_society"), process, now) == []


def test_a_report_has_a_link(say, milestone):
    said = say("observer", "limited")
    url = LINKS["progress"](str(said.public_id))
    assert url == f"/p/municipio/avance/{milestone.public_id}/#informe-{said.public_id}"
    assert LINKS["progress"]("x") is None


def fill(milestone, count):
    commitment = milestone.commitment
    top = commitment.milestones.count()
    rows = type(milestone).objects.bulk_create(
        type(milestone)(commitment=commitment, number=top + n, text="Publicar")
        for n in range(1, count + 1)
    )
    Report.objects.bulk_create(
        Report(
            milestone=row,
            side=side,
            completion="limited",
            text="x",
            period_on=dt.date(2026, 1, 1),
            role="observer",
            digest="0" * 64,
            salt=b"0" * 16,
            at=commitment.adopted_at,
        )
        for row in rows
        for side in ("owner", "society")
    )


@pytest.mark.parametrize("read", ["page", "gate", "desk", "texts"])
def test_queries_are_constant(milestone, actor_of, client, kept_on, read):
    process, now = milestone.commitment.process, milestone.commitment.adopted_at
    approve(process, now)
    actor = actor_of("delegate_public")
    url = f"/p/{process.slug}/avance/"
    reads = {
        "page": lambda: client.get(url),
        "gate": lambda: selectors.gate_facts(process, now),
        "desk": lambda: selectors.desk_items(actor, process, now),
        "texts": lambda: list(selectors.published_texts(process)),
    }
    counts = []
    reads[read]()  # what a worker reads once is read
    for more in (60, 940):
        kept_on(process, f"{more} more", lambda: fill(milestone, more))  # noqa: B023
        with CaptureQueriesContext(connection) as seen:
            reads[read]()
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14
