"""Asking, publishing, declining and withdrawing an exception: who, when, on what."""

import json

import pytest
from django.db import IntegrityError, transaction
from tests.conftest import make_actor
from tests.exceptions import asked, body_of, decided, granted

from cocrea.kernel.errors import DomainError, NotPermitted, NotThere, Refused
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.process import selectors, services
from cocrea.process.models import PublishedException

RULE = "commitments.over_cap"
PUBLISHER, CONTACT = make_actor("publisher"), make_actor("point_of_contact")


def publish(process, exception, decision, actor=PUBLISHER):
    return services.exception_publish(
        actor=actor, process=process, exception=exception, decision=decision
    )


def codes(caught):
    return [f.code.removeprefix("process.") for f in caught.value.findings]


def kinds(process):
    rows = Entry.objects.filter(log=process.log, kind__startswith="exception.")
    return list(rows.order_by("position").values_list("kind", flat=True))


def test_what_is_asked_lifts_nothing_until_another_hand_publishes_it(process):
    waiting = asked(process, RULE, quantity=24)
    assert (waiting.state, waiting.published_at) == ("proposed", None)
    assert selectors.exception_for(process, RULE) is None
    assert not selectors.exceptions(process).exists()
    done = publish(process, waiting, decided(waiting))
    assert selectors.exception_for(process, RULE) == done
    assert done.decision_label == "Decisión de prueba"
    assert kinds(process) == ["exception.proposed", "exception.published"]


@pytest.mark.parametrize("role", ["publisher", "moderator", "citizen", "operator"])
def test_who_may_not_ask(process, role):
    body_of(process)
    with pytest.raises(NotPermitted):
        services.exception_propose(
            actor=make_actor(role), process=process, rule=RULE, reason="x", body="forum"
        )


@pytest.mark.parametrize("role", ["point_of_contact", "secretary", "moderator", "citizen"])
def test_who_may_not_publish(process, role):
    waiting = asked(process, RULE)
    with pytest.raises(NotPermitted):
        publish(process, waiting, decided(waiting), make_actor(role))


def test_a_word_is_no_body(process):
    with pytest.raises(Refused) as caught:
        services.exception_propose(
            actor=CONTACT, process=process, rule=RULE, reason="x", body="Mesa municipal"
        )
    assert codes(caught) == ["unknown_body"]
    body_of(process)
    with pytest.raises(Refused) as caught:
        services.exception_propose(
            actor=CONTACT, process=process, rule=RULE, reason=" ", body="forum"
        )
    assert codes(caught) == ["reason_missing"]
    assert not PublishedException.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": "high-level"}, "decision_of_another_body"),
        ({"process": "otro"}, "decision_of_another_process"),
        ({"closed": False}, "decision_open"),
        ({"adopted": False, "declined": True}, "decision_not_adopted"),
        ({"about": SubjectRef("process", "municipio")}, "decision_not_about"),
    ],
)
def test_a_decision_that_is_another_one_publishes_nothing(process, changes, code):
    waiting = asked(process, RULE)
    with pytest.raises(Refused) as caught:
        publish(process, waiting, decided(waiting, **changes))
    assert codes(caught) == [code]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decision_id) == ("proposed", "")
    assert kinds(process) == ["exception.proposed"]


def test_without_a_decision_nothing_is_published(process):
    with pytest.raises(Refused) as caught:
        publish(process, asked(process, RULE), None)
    assert codes(caught) == ["decision_missing"]


def test_one_decision_holds_one_exception(process):
    first, second = asked(process, RULE, quantity=24), asked(process, RULE, quantity=30)
    decision = decided(first)
    publish(process, first, decision)
    with pytest.raises(Refused) as caught:
        publish(process, second, decision)
    assert codes(caught) == ["decision_not_about", "decision_used"]
    with pytest.raises(Refused) as caught:
        publish(process, second, decided(second, ref=decision.ref))
    assert codes(caught) == ["decision_used"]
    # Nor does the database let it in.
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedException.objects.filter(pk=second.pk).update(
            decision_kind="session", decision_id=decision.ref.public_id
        )


def test_the_database_wants_a_decision_for_what_was_asked(process):
    waiting = asked(process, RULE)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedException.objects.filter(pk=waiting.pk).update(
            state="published", published_at=waiting.proposed_at
        )


def test_publishing_twice_is_refused_and_changes_nothing(process):
    done = granted(process, RULE)
    with pytest.raises(NotPermitted):
        publish(process, done, decided(done))
    assert kinds(process) == ["exception.proposed", "exception.published"]


def test_who_asked_does_not_publish_under_another_role(process):
    waiting = asked(process, RULE)
    PublishedException.objects.filter(pk=waiting.pk).update(proposed_office=PUBLISHER.office)
    with pytest.raises(Refused) as caught:
        publish(process, waiting, decided(waiting))
    assert codes(caught) == ["same_office"]


def test_a_declined_one_is_closed_and_lifts_nothing(process):
    waiting = asked(process, RULE)
    no = decided(waiting, adopted=False, declined=True)
    with pytest.raises(NotPermitted):
        services.exception_decline(actor=CONTACT, process=process, exception=waiting, decision=no)
    services.exception_decline(actor=PUBLISHER, process=process, exception=waiting, decision=no)
    assert selectors.exception_for(process, RULE) is None
    with pytest.raises(NotPermitted):
        publish(process, waiting, decided(waiting))
    assert kinds(process) == ["exception.proposed", "exception.declined"]


def test_a_withdrawn_one_lifts_nothing_any_more(process):
    done = granted(process, RULE)
    with pytest.raises(NotPermitted):
        services.exception_withdraw(
            actor=CONTACT, process=process, exception=done, reason="Se anuló."
        )
    services.exception_withdraw(
        actor=PUBLISHER, process=process, exception=done, reason="Se anuló."
    )
    assert selectors.exception_for(process, RULE) is None
    assert kinds(process)[-1] == "exception.withdrawn"


def test_an_exception_of_another_process_is_not_there(process, demo_process):
    other = asked(demo_process, RULE)
    with pytest.raises(NotThere):
        publish(process, other, decided(other))
    with pytest.raises(NotThere):
        selectors.exception_get(process, other.public_id)


def test_words_are_cleaned_and_the_record_says_them(process):
    waiting = asked(process, RULE, reason="  <script>alert(1)</script> sí ")
    assert waiting.reason == "<script>alert(1)</script> sí"
    (entry,) = Entry.objects.filter(kind="exception.proposed")
    document = json.loads(bytes(entry.raw))
    assert document["body"]["reason"] == waiting.reason
    assert document["subject"]["digest"] == waiting.digest
    assert asked(process, RULE, reason="sin\x00 controles\x07").reason == "sin controles"
    with pytest.raises(DomainError):
        asked(process, RULE, reason="a" * 100_000)
