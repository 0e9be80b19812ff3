"""A meeting that took place may count for what an earlier plan promised."""

import pytest

from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.meetings import selectors, services
from cocrea.meetings.models import Evidence
from cocrea.process import services as process_services
from cocrea.process.services import Ground, commitment_ref


@pytest.fixture
def promise(demo_process, actor_of):
    act = {"actor": actor_of("publisher"), "process": demo_process}
    process_services.earlier_plan_record(**act, number=3, name_es="Tercer plan")
    return process_services.earlier_commitment_record(
        **act, plan=3, number=13, ground=Ground("Metodología", "read")
    )


@pytest.fixture
def meeting(held):
    return held()


@pytest.fixture
def count(meeting, actor_of, promise):
    def make(meeting=meeting, subject=None, role="secretary", note="Se explicó a 150 personas."):
        actor = CITIZEN if role == "citizen" else actor_of(role)
        subject = subject or commitment_ref(promise)
        return services.evidence_declare(actor=actor, meeting=meeting, subject=subject, note=note)

    return make


def test_what_was_done_counts_in_public(client, demo_process, meeting, promise, count):
    made = count()
    assert count() == made and Evidence.objects.count() == 1
    assert made.subject_label == "Tercer plan, 13"
    found = selectors.evidence_for(demo_process, "earlier_commitment")
    assert found == {str(promise.public_id): [made]}
    assert Entry.objects.filter(kind="evidence.declared").count() == 1
    assert [p.text for p in selectors.published_texts(demo_process)] == [made.note]
    page = client.get(f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/").content.decode()
    assert "Se explicó a 150 personas." in page
    page = client.get(f"/p/{demo_process.slug}/planes-anteriores/").content.decode()
    assert "Se explicó a 150 personas." in page and str(meeting.public_id) in page


def test_one_that_did_not_take_place_counts_for_nothing(announced, count):
    with pytest.raises(NotPermitted):
        count(announced(days=90))


@pytest.mark.parametrize("role", ["citizen", "facilitator", "publisher", "moderator"])
def test_who_may_not(count, role):
    with pytest.raises(NotPermitted):
        count(role=role)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"subject": SubjectRef("commitment", "0190")}, Refused),
        ({"subject": SubjectRef("earlier_commitment", "\x00")}, NotThere),
        ({"note": " \x00"}, Refused),
        ({"note": "á" * 100_000}, Refused),
    ],
)
def test_what_it_may_count_for(count, given, error):
    with pytest.raises(error):
        count(**given)
    assert not Evidence.objects.exists()


def test_a_promise_of_another_process_does_not(process, actor_of, count):
    act = {"actor": actor_of("publisher"), "process": process}
    process_services.earlier_plan_record(**act, number=3, name_es="De otro")
    other = process_services.earlier_commitment_record(
        **act, plan=3, number=1, ground=Ground("x", "read")
    )
    with pytest.raises(NotThere):
        count(subject=commitment_ref(other))
