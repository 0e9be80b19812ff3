"""Caps at the freeze, drafts out of sight, desks, constant queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.exceptions import asked, decided
from tests.rooms.commitments.cases import FIELDS
from tests.sessions import session_of

from cocrea.commitments import selectors, services
from cocrea.commitments.links import LINKS
from cocrea.commitments.models import Commitment, Milestone
from cocrea.kernel.errors import NotThere, Refused
from cocrea.process import services as processes
from cocrea.sensemaking.models import Proposal

pytestmark = pytest.mark.django_db


def propose(draft, actor_of):
    return services.commitment_propose(actor=actor_of("facilitator"), commitment=draft)


def test_the_cap_bites_at_the_freeze_and_an_exception_lets_one_in(process, draft_of, actor_of):
    last = None
    for number in range(1, 5):
        last = propose(draft_of(title=f"Compromiso {number}"), actor_of)
    draft_of(title="Solo un borrador")
    assert selectors.drafts_against_cap(process) == (5, 3)
    report = selectors.freeze_report(process)
    assert [f.where for f in report.blockers] == [str(last.public_id)]
    assert report.blockers[0].basis == "1"
    exception = asked(process, "commitments.over_cap", subject=selectors.commitment_ref(last))
    assert not selectors.freeze_report(process).ok  # asked for is not granted
    processes.exception_publish(
        actor=actor_of("publisher"),
        process=process,
        exception=exception,
        decision=decided(exception),
    )
    report = selectors.freeze_report(process)
    assert report.ok
    assert "commitments.exception_for_one" in report.codes()
    assert selectors.gate_facts(process, last.state_since)["commitments.over_cap"] == 0


def test_the_freeze_set_is_plain_values(process, accepted):
    row = selectors.freeze_set(process)[0]
    assert (row.number, row.version, row.state) == (1, 2, "accepted")
    assert row.data["fields"]["problem"] == FIELDS["problem"]
    assert row.data["milestones"][0]["end"] == "2027-01-01"
    assert row.data["responsible_slug"] == "ministerio-de-ejemplo"


def test_a_draft_is_seen_by_those_who_draft_and_nobody_else(process, draft):
    assert list(selectors.commitments(process)) == []
    assert list(selectors.commitments(process, roles={"delegate_society"})) == [draft]
    for roles in ((), {"citizen"}, {"observer"}, {"authority"}, {"publisher"}):
        with pytest.raises(NotThere):
            selectors.commitment_get(process, draft.public_id, roles=roles)
        with pytest.raises(NotThere):
            selectors.milestone_get(process, draft.milestones.get().public_id, roles=roles)
    assert LINKS["commitment"](str(draft.public_id)) is None
    assert LINKS["milestone"](str(draft.milestones.get().public_id)) is None
    assert LINKS["commitment"]("nonsense") is None


def test_links_lead_to_the_page_once_it_is_public(process, proposed):
    url = LINKS["milestone"](str(proposed.milestones.get().public_id))
    assert url == f"/p/municipio/compromisos/{proposed.public_id}/#hito-1"


def test_desks(process, accepted, draft_of, opinion, actor_of):
    now = accepted.state_since
    waiting = propose(draft_of(title="Por aceptar"), actor_of)
    labels = [item.label for item in selectors.desk_items(actor_of("authority"), process, now)]
    assert "Aceptar o devolver: Por aceptar" in labels
    assert sum(label.startswith("Falta un dictamen") for label in labels) == 2
    stranger = actor_of("authority", organization="secretaria-de-ejemplo")
    assert selectors.desk_items(stranger, process, now) == []
    assert selectors.desk_items(actor_of("secretary"), process, now) == []
    opinion(accepted, "legal")
    opinion(accepted, "financial")
    assert selectors.desk_items(actor_of("secretary"), process, now) == [], "nobody decided yet"
    session_of(process, ("", ""), title="Adopción")
    assert len(selectors.desk_items(actor_of("secretary"), process, now)) == 1
    services.commitment_return(
        actor=actor_of("authority"), commitment=waiting, reason="Falta el plazo"
    )
    drafting = selectors.desk_items(actor_of("facilitator"), process, now)
    assert [item.label for item in drafting] == ["Revisar lo devuelto: Por aceptar"]
    assert selectors.desk_items(actor_of(), process, now) == []


def proposal_of(process, number, *, published):
    return Proposal.objects.create(
        process=process,
        number=number,
        title=f"Propuesta {number}",
        text_digest="0" * 64,
        state="published" if published else "draft",
        created_by_role="systematizer",
        created_at=process.created_at,
        published_at=process.created_at if published else None,
    )


def test_the_thread_from_a_proposal_and_back(process, draft, actor_of, client):
    shown, hidden = (proposal_of(process, n, published=n == 1) for n in (1, 2))
    actor, milestone = actor_of("systematizer"), draft.milestones.get()
    for proposal in (shown, hidden, shown):
        services.source_link(
            actor=actor, commitment=draft, proposal=proposal, milestone=milestone, note="Base"
        )
    assert draft.sources.count() == 2
    assert selectors.commitments_of_proposal(shown) == []  # still a draft
    propose(draft, actor_of)
    links = selectors.commitments_of_proposal(shown)
    assert [(link.commitment, link.milestone) for link in links] == [(draft, milestone)]
    page = client.get(f"/p/municipio/compromisos/{draft.public_id}/").content.decode()
    assert f"/r/proposal/{shown.public_id}" in page
    assert "Propuesta 2" not in page


def test_a_proposal_of_another_process_is_refused(process, demo_process, draft, actor_of):
    other = proposal_of(demo_process, 1, published=True)
    with pytest.raises(Refused) as caught:
        services.source_link(actor=actor_of("systematizer"), commitment=draft, proposal=other)
    assert caught.value.findings[0].code == "commitments.source_elsewhere"


def clone(process, theme, bodies, count):
    first = Commitment.objects.count()
    rows = Commitment.objects.bulk_create(
        Commitment(
            process=process,
            number=first + number,
            template="2018",
            title_es=f"Compromiso {number}",
            theme=theme,
            responsible=bodies["ministry"],
            fields=FIELDS,
            state="proposed",
            version=1,
            created_at=process.created_at,
            state_since=process.created_at,
        )
        for number in range(1, count + 1)
    )
    Milestone.objects.bulk_create(
        Milestone(commitment=row, number=1, text="Publicar datos") for row in rows
    )


@pytest.mark.parametrize(
    "read",
    [
        lambda p, now, actor: list(selectors.commitments(p)),
        lambda p, now, actor: selectors.freeze_set(p),
        lambda p, now, actor: selectors.freeze_report(p),
        lambda p, now, actor: selectors.gate_facts(p, now),
        lambda p, now, actor: selectors.desk_items(actor, p, now),
        lambda p, now, actor: list(selectors.published_texts(p)),
    ],
)
def test_queries_are_constant(process, bodies, actor_of, kept_on, read):
    theme, actor = process.themes.get(slug="agua"), actor_of("authority")
    counts = []
    read(process, process.created_at, actor)  # the process object keeps its law from here on
    for more in (10, 990):
        kept_on(process, f"{more} more", lambda: clone(process, theme, bodies, more))  # noqa: B023
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(process, process.created_at, actor)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


def test_a_methodology_without_the_clause_is_not_cited(proposed):
    findings = selectors.findings_of(proposed)
    assert {f.basis for f in (*findings.feasibility, *findings.smart)} == {""}
