"""Whoever accepts, returns or judges a commitment reads its words on the same page."""

import pytest
from tests.rooms.commitments.signing import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "role"),
    [("aceptar", "authority"), ("devolver", "authority"), ("dictamen", "delegate_public")],
)
def test_the_words_are_read_where_they_are_decided(proposed, bodies, client, page, role):
    process = proposed.process
    sign_in(client, process, bodies["ministry"], role)
    url = f"/p/{process.slug}/compromisos/{proposed.public_id}/"
    shown = client.get(f"{url}{page}/").content.decode()
    assert f"Las palabras de la versión {proposed.version}" in shown
    for each in proposed.milestones.all():
        assert each.text in shown
    if page == "aceptar":
        assert f'href="{url}devolver/"' in shown


def test_a_title_known_only_in_english_is_marked_so(draft_of, actor_of, client, process, bodies):
    draft = draft_of(title="Open contracts", title_en="Open contracts")
    sign_in(client, process, bodies["collective"], "delegate_society")
    page = client.get(f"/p/{process.slug}/compromisos/{draft.public_id}/").content.decode()
    assert '<h1 lang="en">Open contracts' in page
