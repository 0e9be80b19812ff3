"""Public pages: one rendering a minute and language, 304 for who has it, never for the signed in."""

from unittest import mock

from django.test import Client

from cocrea.kernel.findings import Report
from cocrea.process import services
from cocrea.process.views import themes


def test_a_page_is_rendered_once_until_the_record_grows(process, actor_of, settings):
    settings.PAGES_KEPT_SECONDS = 90
    address = f"/p/{process.slug}/temas/"
    with mock.patch.object(themes, "render", wraps=themes.render) as rendering:
        first = Client().get(address)
        again = Client().get(address)
        assert rendering.call_count == 1
        assert again.content == first.content and again["ETag"] == first["ETag"]
        english = Client().get(f"/en{address}")
        assert rendering.call_count == 2 and english.content != first.content
        services.phase_act_record(
            actor=actor_of("point_of_contact"),
            process=process,
            phase=1,
            kind="closed",
            report=Report(),
        )
        later = Client().get(address)
        assert rendering.call_count == 3 and later["ETag"] != first["ETag"]
    assert Client().get(address, headers={"If-None-Match": later["ETag"]}).status_code == 304
    assert not first.cookies


def test_somebody_who_is_signed_in_gets_no_kept_page(process, settings):
    settings.PAGES_KEPT_SECONDS = 90
    client = Client()
    client.cookies["sessionid"] = "somebody"
    response = client.get(f"/p/{process.slug}/temas/")
    assert response["Cache-Control"] == "private, no-store" and "ETag" not in response
