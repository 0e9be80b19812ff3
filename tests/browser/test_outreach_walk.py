"""From a poster on a wall to a voice that is counted for posters: short link, form, receipt."""

import re

import pytest

from tests.browser.walking import assert_accessible, follow, go, press

pytestmark = [pytest.mark.browser]

VILLA = "/p/villa-ejemplo/"
CAMPAIGN = "Su voz, en la tienda y en la radio"
# A headless browser is a robot and would not be counted: this one says that it is a telephone.
TELEPHONE = "Mozilla/5.0 (Linux; Android 8.1; itel A16) AppleWebKit/537.36 Chrome/120 Mobile"


def cells(page, channel):
    """(address of the short link, visits, voices) of a channel on the page of its campaign."""
    row = page.locator(f'tr:has(th:text-is("{channel}"))').first
    numbers = row.locator("td.num").all_inner_texts()
    return row.locator("a[rel=nofollow]").get_attribute("href"), *(n.strip() for n in numbers)


def test_from_the_poster_to_a_voice_counted_for_posters(visit):
    page = visit("phone", user_agent=TELEPHONE)
    go(page, f"{VILLA}difusion/")
    assert_accessible(page)
    follow(page, CAMPAIGN)
    campaign = page.url
    assert_accessible(page)
    address, visits, voices = cells(page, "Cartel")
    assert re.fullmatch(r"/c/[a-z0-9]{6}/", address)
    assert voices in ("0", "oculto")

    follow(page, "¿Qué le falta a Villa Ejemplo?")
    assert_accessible(page)
    image = page.get_by_role("main").locator("img")
    image.scroll_into_view_if_needed()
    assert image.evaluate("i => i.decode().then(() => i.naturalWidth)") > 100

    page.goto(address)
    assert page.url.endswith(f"{VILLA}participar/?via={address.split('/')[2]}")
    page.get_by_label("¿Qué quiere decir?").fill("Vi el cartel en la tienda: falta agua los lunes.")
    page.get_by_label("Estoy de acuerdo").check()
    press(page, "Enviar y recibir mi comprobante")
    assert page.locator("h1").inner_text() == "Recibimos su voz"
    code = address.split("/")[2]
    assert code not in page.get_by_role("main").inner_text()
    assert not [c for c in page.context.cookies() if code in c["value"]]

    page.goto(campaign)
    _address, visits_now, voices_now = cells(page, "Cartel")
    assert int(visits_now) == int(visits) + 1
    assert voices_now == "oculto", "one voice is too few to be shown, and is no longer none"
    go(page, f"{VILLA}difusion/alcance/")
    assert_accessible(page)


def test_a_code_nobody_made_says_so_without_javascript(visit):
    page = visit("no_js")
    go(page, "/c/zzzzzz/", status=404)
    assert "Ese enlace corto no existe" in page.get_by_role("main").inner_text()
