"""An editorial page: written by one person, approved by another, read by anybody."""

import re

import pytest

from tests.browser.walking import (
    assert_accessible,
    assert_accessible_in_both,
    assert_recorded,
    desk,
    enter,
    follow,
    go,
    leave,
    press,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "villa-ejemplo"
VILLA = f"/p/{SLUG}/"
PAGE = f"{VILLA}paginas/como-llegar-al-salon/"
TEXT = """## Con transporte público

La ruta 4 para en la [puerta norte](/p/villa-ejemplo/reuniones/).

- Hay rampa.
- <b>No</b> hay parqueo.
"""


def write(page):
    """The secretary writes it in two languages."""
    enter(page, SLUG, "secretary")
    go(page, f"{VILLA}paginas/nueva/")
    assert_accessible(page)
    page.get_by_label("Dirección de la página").fill("como-llegar-al-salon")
    page.get_by_label("Título en español").fill("Cómo llegar al salón")
    page.get_by_label("Texto en español").fill(TEXT)
    page.get_by_label("Título en inglés").fill("How to get to the hall")
    page.get_by_label("Texto en inglés").fill("Route 4 stops at the *north door*.")
    page.get_by_label("Dónde se muestra").select_option("footer")
    press(page, "Guardar el borrador")
    assert_accessible(page)
    assert page.locator("main ul li:has-text('Hay rampa.')").count() == 1


def submit(page):
    """Who wrote it asks for approval, cannot give it, and nobody else meets the page."""
    follow(page, "Pedir aprobación")
    assert_accessible(page)
    press(page, "Pedir aprobación")
    assert page.get_by_role("main").get_by_role("link", name="Aprobar").count() == 0
    go(page, f"{PAGE}aprobar/", 403)
    leave(page, SLUG)
    for path in (PAGE, f"{PAGE}historial/", f"{PAGE}trabajo/", f"/en{PAGE}"):
        go(page, path, 404)


def approve(page):
    """The publisher finds it on the desk, reads both languages and answers for them."""
    enter(page, SLUG, "publisher")
    assert any("Cómo llegar al salón" in label for label in desk(page, SLUG))
    go(page, f"{PAGE}aprobar/")
    assert_accessible(page)
    assert "How to get to the hall" in page.inner_text("main")
    press(page, "Aprobar", exact=True)
    leave(page, SLUG)


def withdraw(page):
    enter(page, SLUG, "publisher")
    go(page, f"{PAGE}retirar/")
    page.get_by_label("Razón").fill("El foro cambió de salón.")
    press(page, "Retirar", exact=True)
    leave(page, SLUG)
    for prefix in ("/en", ""):
        go(page, f"{prefix}{PAGE}", 410)
        assert_accessible(page)
        assert "El foro cambió de salón." in page.inner_text("main")
        assert "ruta 4" not in page.inner_text("main")


def test_from_one_hand_to_another_to_everybody(visit):
    page = visit("phone")
    write(page)
    submit(page)
    approve(page)

    go(page, PAGE)
    assert_accessible_in_both(page)
    assert page.locator("h1").inner_text() == "Cómo llegar al salón"
    assert page.locator("main b").count() == 0, "HTML is words"
    assert "<b>No</b> hay parqueo." in page.inner_text("main")
    footer = page.get_by_role("contentinfo")
    assert footer.get_by_role("link", name="Cómo llegar al salón").count() == 1
    go(page, f"/en{PAGE}")
    assert page.locator("h1").inner_text() == "How to get to the hall"
    go(page, f"{PAGE}historial/")
    assert_accessible_in_both(page)
    assert re.search(r"Versión\s+1", page.inner_text("main"))
    assert_recorded(page, SLUG, "page.published", "publisher", version=1, place="footer")
    withdraw(page)
