"""Travelling to a moment of the demonstration and back; other processes stay as they are."""

import re

import pytest

from tests.browser.walking import assert_accessible, enter, follow, go, press, travel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOME = "/p/guatemala-2018/"


def test_three_days_before_a_round_the_change_is_red_and_other_voices_stay(visit):
    page = visit("desktop")
    go(page, "/p/villa-ejemplo/participar/")
    page.get_by_label("¿Qué quiere decir?").fill("Que el viaje no borre lo que dije.")
    page.get_by_label("Estoy de acuerdo").check()
    press(page, "Enviar y recibir mi comprobante")
    folio = page.locator(".folio").inner_text()
    try:
        travel(page, "guatemala-2018", "cambio-tres-dias-antes")
        assert page.url.endswith(HOME)
        trouble = page.get_by_role("main").get_by_text(re.compile("se movió 3 días antes"))
        assert trouble.first.is_visible()
        assert_accessible(page)
        go(page, f"{HOME}reuniones/")
        follow(page, re.compile("Ronda 2"))
        assert page.locator(".tag-bad").first.is_visible()
        assert page.locator("del").first.is_visible()
        assert_accessible(page)
        go(page, f"/p/villa-ejemplo/voces/{folio}/")
        enter(page, "guatemala-2018", "secretary")
        assert page.url.endswith("/escritorio/")
    finally:
        travel(page, "guatemala-2018", "cierre-2020")
    assert page.get_by_text("Hoy no se reciben aportes").first.is_visible()
    go(page, f"/p/villa-ejemplo/voces/{folio}/")
    go(page, f"{HOME}demostracion/")
    assert "2020" in page.locator("time").first.inner_text()
