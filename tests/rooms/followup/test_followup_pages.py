"""Both words on one page; disagreement is said in words; the owner finds no door to verify."""

import pytest
from tests.rooms.commitments.signing import sign_in

from cocrea.followup import services
from cocrea.followup.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(adopted):
    return adopted.milestones.select_related("commitment__process__log", "organization").get()


def page_of(milestone):
    return f"/p/{milestone.commitment.process.slug}/avance/{milestone.public_id}/"


def say(milestone, actor, completion, text="Se hizo"):
    return services.progress_report(
        actor=actor, milestone=milestone, completion=completion, text=text, means="Portal"
    )


def test_empty_list_says_so(process, client):
    page = client.get(f"/p/{process.slug}/avance/").content.decode()
    assert "Todavía no hay compromisos que seguir" in page


def test_both_words_side_by_side_in_both_languages(milestone, actor_of, client):
    say(milestone, actor_of("delegate_public"), "complete")
    say(milestone, actor_of("delegate_society"), "limited", "<script>alert(1)</script>")
    listing = f"/p/{milestone.commitment.process.slug}/avance/"
    for url in (listing, page_of(milestone)):
        page = client.get(url).content.decode()
        assert "Completo" in page and "Limitado" in page and "No coinciden" in page
        assert "<script>alert(1)" not in page
        page = client.get("/en" + url).content.decode()
        assert "Complete" in page and "Limited" in page and "They disagree" in page


def test_reporting_and_verifying_by_page(milestone, bodies, client):
    sign_in(client, milestone.commitment.process, bodies["ministry"], "delegate_public")
    url = page_of(milestone) + "informar/"
    assert "Entidad responsable" in client.get(url).content.decode()
    answer = client.post(url, {"completion": "complete", "text": "Hecho"})
    assert answer.status_code == 422
    assert "indica con qué se puede verificar" in answer.content.decode()
    answer = client.post(url, {"completion": "complete", "text": "Hecho", "means": "Portal"})
    assert answer.status_code == 302
    said = Report.objects.get()
    verify = f"/p/{milestone.commitment.process.slug}/avance/informes/{said.public_id}/verificar/"
    assert client.get(verify).status_code == 403
    assert "Verificar este informe" not in client.get(page_of(milestone)).content.decode()
    sign_in(client, milestone.commitment.process, bodies["collective"], "delegate_society")
    assert "Verificar este informe" in client.get(page_of(milestone)).content.decode()
    answer = client.post(verify, {"finding": "partly", "text": "Faltan 10"})
    assert answer.status_code == 302
    assert "Lo confirma en parte" in client.get(page_of(milestone)).content.decode()


def test_another_public_body_is_told_why_it_has_no_word(milestone, bodies, client):
    sign_in(client, milestone.commitment.process, bodies["other"], "authority")
    answer = client.get(page_of(milestone) + "informar/")
    assert answer.status_code == 403
    assert "no responde por este hito" in answer.content.decode()


def test_milestones_of_what_was_not_adopted_are_404(proposed, client):
    assert client.get(page_of(proposed.milestones.get())).status_code == 404
