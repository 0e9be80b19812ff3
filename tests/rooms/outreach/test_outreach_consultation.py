"""From a short link over the form of a consultation, left and taken up again, to the count."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from cocrea.consultations import services as consultations
from cocrea.consultations.models import Draft, Response
from cocrea.ledger.models import Entry
from cocrea.process.selectors import process_now
from cocrea.voices.models import Voice

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 8.1) Chrome/90 Mobile"}


@pytest.fixture
def window(demo_process, actor_of):
    return consultations.window_open(
        actor=actor_of("point_of_contact"),
        process=demo_process,
        slug="metodologia",
        closes_at=process_now(demo_process) + timedelta(days=10),
    )


def inputs(page):
    """What the hidden inputs of a page carry."""
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))


def href(page, start):
    return re.search(rf'href="({re.escape(start)}[^"]*)"', page).group(1)


def test_a_comment_that_was_left_and_taken_up_counts_for_its_channel(
    demo_process, publish, window, speak, client
):
    code = publish(target="consultations").links.get(channel="radio").code
    speak(code, times=4)
    listed = client.get(f"/c/{code}/", follow=True, **PHONE)
    place = f"/p/{demo_process.slug}/consultas/"
    assert listed.redirect_chain[-1][0] == f"{place}?via={code}"
    form = client.get(href(listed.content.decode(), f"{place}metodologia/")).content.decode()
    assert inputs(form)["via"] == code
    typed = {"language": "spa", "say-1": "Que sean cinco", "consent": "on", "q-claridad": "4"}
    saved = client.post(f"{place}metodologia/", {**inputs(form), **typed, "then": "save"})
    assert set(client.cookies) == {"csrftoken"}
    # Another telephone, another day: only the code goes along.
    other = Client()
    again = other.post(f"{place}metodologia/continuar/", {"code": saved.context["saved_code"]})
    carried = inputs(again.content.decode())
    assert carried["via"] == code and carried["draft"] == saved.context["saved_code"]
    done = other.post(f"{place}metodologia/", {**carried, **typed})
    assert done.status_code == 200 and not Draft.objects.exists()
    assert code not in f"{client.cookies} {other.cookies}"
    assert Voice.objects.get(channel="consultation").arrival == code
    page = client.get(f"/p/{demo_process.slug}/difusion/alcance/").content.decode()
    row = re.search(r"<tr><th scope=\"row\">Radio</th>(.*?)</tr>", page, re.S).group(1)
    assert re.findall(r">(\d+)<", row) == ["1", "5"], "one visit, five voices"
    assert code not in done.content.decode()
    said = Entry.objects.exclude(kind="campaign.published")
    assert not [e for e in said if code in bytes(e.raw).decode()]
    assert code not in str(Response.objects.values())


def test_the_code_of_the_address_counts_where_the_draft_has_none(
    demo_process, publish, window, client
):
    code = publish(target="process").links.get(channel="poster").code
    place = f"/p/{demo_process.slug}/consultas/metodologia/"
    form = inputs(client.get(place).content.decode())
    assert "via" not in form
    saved = client.post(place, {**form, "say-1": "Que sean cinco", "then": "save"})
    code_kept = {"code": saved.context["saved_code"]}
    page = client.get(place, {"via": code}).content.decode()
    resume = href(page, f"{place}continuar/")
    assert resume.endswith(f"?via={code}")
    assert inputs(client.post(resume, code_kept).content.decode())["via"] == code
    for forged in ("<b>", "//evil.example", "x" * 5000, "K7M2Q9", "%00"):
        said = client.post(f"{place}continuar/?via={forged}", code_kept).content.decode()
        assert "via" not in inputs(said)


@pytest.mark.parametrize("via", ["<script>x</script>", "x" * 100_000, "\x00", "K7M2Q9"])
def test_a_damaged_code_costs_no_answer(demo_process, window, client, via):
    place = f"/p/{demo_process.slug}/consultas/metodologia/"
    form = inputs(client.get(place).content.decode())
    typed = {"language": "spa", "say-1": "Que sean cinco", "consent": "on", "q-claridad": "4"}
    assert client.post(place, {**form, **typed, "via": via}).status_code == 200
    assert Voice.objects.get().arrival == ""
