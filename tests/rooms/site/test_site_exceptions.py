"""Exceptions on real decisions: a body is asked, it sits, another hand publishes."""

import pytest
from tests.conftest import make_actor
from tests.exceptions import asked, body_of

from cocrea.agreement import services as agreement
from cocrea.agreement.rules.declaring import Declaration
from cocrea.agreement.rules.techniques import QuorumRule
from cocrea.kernel.errors import Refused
from cocrea.kernel.refs import SubjectRef
from cocrea.people.services.demo import demo_user_for
from cocrea.process import selectors
from cocrea.process.services import exception_ref
from cocrea.site import exceptions

pytestmark = pytest.mark.django_db
RULE = "commitments.over_cap"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRETARY, PUBLISHER = make_actor("secretary"), make_actor("publisher")


def decide(process, subject, *, body="forum", stance="agree", close=True):
    """A session about the subject, in which one organization took a position."""
    session = agreement.session_declare(
        actor=SECRETARY,
        process=process,
        title="Excepción al tope",
        body=body_of(process, body),
        subject=subject,
        rule=Declaration(technique="majority", quorum=QuorumRule(0, 0), floor=()),
    )
    present = {"citizen": {"member": 3}}
    session = agreement.session_open(actor=SECRETARY, session=session, present=present, seats=3)
    agreement.position_record(
        actor=SECRETARY,
        session=session,
        stance=stance,
        participant=agreement.Participant(person="1"),
        text="Con razón.",
    )
    return agreement.session_close(actor=SECRETARY, session=session) if close else session


def publish(process, exception, session):
    return exceptions.exception_publish(
        actor=PUBLISHER, process=process, exception=exception, session=session
    )


def codes(caught):
    return [f.code.removeprefix("process.") for f in caught.value.findings]


def test_the_body_decides_and_another_hand_publishes(process):
    waiting = asked(process, RULE, quantity=24)
    session = decide(process, exception_ref(waiting))
    done = publish(process, waiting, session)
    assert selectors.exception_for(process, RULE) == done
    assert done.decision_id == str(session.public_id)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"body": "high-level"}, "decision_of_another_body"),
        ({"close": False}, "decision_open"),
        ({"stance": "against"}, "decision_not_adopted"),
    ],
)
def test_another_decision_publishes_nothing(process, how, code):
    waiting = asked(process, RULE)
    session = decide(process, exception_ref(waiting), **how)
    with pytest.raises(Refused) as caught:
        publish(process, waiting, session)
    assert codes(caught) == [code]
    assert selectors.exception_for(process, RULE) is None


def test_a_decision_on_another_matter_or_another_exception_publishes_nothing(process):
    first, second = asked(process, RULE, quantity=24), asked(process, RULE, quantity=99)
    session = decide(process, exception_ref(first))
    with pytest.raises(Refused) as caught:
        publish(process, second, session)
    assert codes(caught) == ["decision_not_about"]
    publish(process, first, session)
    with pytest.raises(Refused) as caught:
        publish(process, second, session)
    assert codes(caught) == ["decision_not_about", "decision_used"]
    about_all = decide(process, SubjectRef("process", process.slug))
    with pytest.raises(Refused) as caught:
        publish(process, second, about_all)
    assert codes(caught) == ["decision_not_about"]


def test_a_decision_of_another_process_publishes_nothing(process, demo_process):
    waiting = asked(process, RULE)
    elsewhere = decide(demo_process, exception_ref(waiting))
    with pytest.raises(Refused) as caught:
        publish(process, waiting, elsewhere)
    assert codes(caught) == ["decision_of_another_process"]


def test_an_annulled_decision_publishes_nothing(process):
    waiting = asked(process, RULE)
    session = decide(process, exception_ref(waiting))
    agreement.session_annul(
        actor=make_actor("point_of_contact"), session=session, reason="Hubo un error al contar."
    )
    with pytest.raises(Refused) as caught:
        publish(process, waiting, session)  # what the caller holds is older than the annulment
    assert codes(caught) == ["decision_open"]


def test_without_a_decision_and_with_a_no(process):
    waiting = asked(process, RULE)
    with pytest.raises(Refused) as caught:
        publish(process, waiting, None)
    assert codes(caught) == ["decision_missing"]
    no = decide(process, exception_ref(waiting), stance="against")
    done = exceptions.exception_decline(
        actor=PUBLISHER, process=process, exception=waiting, session=no
    )
    assert done.state == "declined"


def test_the_publisher_does_it_from_a_page(client, demo_process):
    process = demo_process
    waiting = asked(process, RULE, quantity=24)
    url = f"/p/{process.slug}/excepciones/{waiting.public_id}/decision/"
    assert client.get(url).status_code == 403
    client.force_login(demo_user_for(process, "point_of_contact"), BACKEND)
    assert client.get(url).status_code == 403
    client.force_login(demo_user_for(process, "publisher"), BACKEND)
    assert "todavía no ha decidido" in client.get(url).content.decode()
    elsewhere = decide(process, SubjectRef("process", process.slug))
    session = decide(process, exception_ref(waiting))
    page = client.get(url).content.decode()
    assert str(session.public_id) in page and str(elsewhere.public_id) not in page
    assert client.post(url, {"decision": str(elsewhere.public_id)}).status_code == 200
    assert client.post(url, {"decision": str(session.public_id)}).status_code == 302
    assert selectors.exception_for(process, RULE) is not None
    shown = client.get(f"/p/{process.slug}/excepciones/").content.decode()
    assert "vigente" in shown and f"/r/session/{session.public_id}" in shown
    assert client.get(url).status_code == 403  # it no longer waits
    english = client.get(f"/en/p/{process.slug}/excepciones/").content.decode()
    assert "in force" in english


def test_the_page_closes_one_that_was_not_adopted(client, demo_process):
    waiting = asked(demo_process, RULE)
    session = decide(demo_process, exception_ref(waiting), stance="against")
    url = f"/p/{demo_process.slug}/excepciones/{waiting.public_id}/decision/"
    client.force_login(demo_user_for(demo_process, "publisher"), BACKEND)
    assert client.post(url, {"decision": str(session.public_id)}).status_code == 302
    assert selectors.exceptions(demo_process, state="declined").get() == waiting
