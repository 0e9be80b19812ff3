"""A citizen, without an account and with one: from the home page to the receipt and its thread."""

import email
import re
from uuid import uuid4

import pytest

from tests.browser.walking import (
    assert_accessible,
    assert_accessible_in_both,
    follow,
    go,
    press,
)

pytestmark = [pytest.mark.browser]

TEXT = "Pido que el bus pase también los domingos por El Molino."
VILLA, GUATEMALA = "/p/villa-ejemplo/", "/p/guatemala-2018/"
FOLIO = re.compile(r"VILLA-[0-9A-Z]{6}-[0-9A-Z]")


def contribute(page, text=TEXT):
    """Fill in what is asked for, nothing more; returns folio and code."""
    go(page, f"{VILLA}participar/")
    page.get_by_label("¿Qué quiere decir?").fill(text)
    page.get_by_label("Estoy de acuerdo").check()
    press(page, "Enviar y recibir mi comprobante")
    assert page.locator("h1").inner_text() == "Recibimos su voz"
    return page.locator(".folio").inner_text(), page.locator(".code").inner_text()


def test_from_home_to_thread_on_a_phone_without_javascript(visit):
    page = visit("no_js")
    go(page, "/")
    follow(page, "Dar mi voz")
    assert page.url.endswith(f"{VILLA}participar/")
    folio, code = contribute(page)
    assert FOLIO.fullmatch(folio)
    assert code
    assert page.locator("svg.qr").is_visible()
    origin = "/".join(page.url.split("/")[:3])
    shown = page.locator(".qr-frame a").inner_text()
    assert shown == f"{origin}{VILLA}voces/{folio}/", "the address that people use, whatever port"
    assert code not in page.url

    go(page, "/folio/")
    page.get_by_label("Folio").fill(folio)
    page.get_by_label(re.compile("código", re.I)).fill(code)
    press(page, "Buscar")
    assert page.locator("h1").inner_text() == folio
    assert page.get_by_role("button", name="Retirar mi voz").is_visible()
    assert code not in page.url

    go(page, f"{VILLA}voces/{folio}/")
    assert "no se muestra" in page.get_by_role("main").inner_text()
    follow(page, "Seguir su hilo")
    assert folio in page.get_by_role("main").inner_text()


def test_receipt_prints_without_the_chrome_and_cannot_be_sent_twice(visit):
    page = visit("phone")
    go(page, f"{VILLA}participar/")
    assert_accessible(page)
    folio, _code = contribute(page, "Más luz en la cancha de Los Aromos.")
    assert_accessible(page)
    page.emulate_media(media="print")
    assert not page.locator(".top-links").is_visible()
    assert page.locator(".folio").is_visible()
    assert page.locator("svg.qr").is_visible()
    page.emulate_media(media="screen")
    page.reload()
    assert page.locator(".folio").inner_text() == folio


def test_wrong_code_and_unknown_folio_are_told_apart_only_for_the_holder(visit):
    page = visit("phone")
    folio, _code = contribute(page, "Que se arregle la vereda de la biblioteca.")
    go(page, "/folio/")
    page.get_by_label("Folio").fill(folio)
    page.get_by_label(re.compile("código", re.I)).fill("AAAA-BBBB-CCCC")
    press(page, "Buscar")
    assert page.locator(".form-errors").is_visible()
    assert page.get_by_label("Folio").input_value() == folio
    assert_accessible(page)


def test_an_empty_form_keeps_what_was_typed_and_leads_to_the_field(visit):
    page = visit("phone")
    go(page, f"{VILLA}participar/")
    page.get_by_label("¿Qué quiere decir?").fill("Falta agua los lunes en La Cantera.")
    press(page, "Enviar y recibir mi comprobante")
    assert page.get_by_label("¿Qué quiere decir?").input_value().startswith("Falta agua")
    assert "Sin su acuerdo" in page.locator(".form-errors").inner_text()
    assert_accessible(page)


def test_a_closed_window_says_so_in_both_languages(visit):
    page = visit("phone")
    go(page, f"{GUATEMALA}participar/")
    assert page.get_by_text("Ahora no se reciben aportes").is_visible()
    assert page.locator("textarea").count() == 0
    go(page, f"/en{GUATEMALA}participar/")
    assert page.locator("textarea").count() == 0
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("path", ["/", VILLA, f"{GUATEMALA}voces/?estado=answered"])
def test_the_language_switch_keeps_the_page(visit, path):
    page = visit("desktop")
    go(page, path)
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"**/en{path}")
    page.get_by_role("link", name="Español").click()
    page.wait_for_url(lambda url: url.endswith(path) and "/en/" not in url)


def test_the_keyboard_alone_is_enough(visit):
    page = visit("desktop")
    go(page, f"{VILLA}participar/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenido"
    seen = []
    for _ in range(20):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const e = document.activeElement; const s = getComputedStyle(e);
            return [e.name || e.tagName.toLowerCase(), s.outlineStyle != 'none'
                && parseFloat(s.outlineWidth) >= 2] }"""
        )
        assert focused[1], f"no visible focus on {focused[0]}"
        seen.append(focused[0])
        if focused[0] == "text":
            page.keyboard.type("Con el puro teclado pido bancas en la plaza.")
        if focused[0] == "consent":
            page.keyboard.press("Space")
            break
    order = ["text", "theme", "place", "language", "display", "contact", "consent"]
    assert [name for name in seen if name in order] == order
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "Recibimos su voz"


def code_sent(portal):
    """The code of the newest letter that the portal wrote to its folder."""
    newest = max((portal.data / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    letter = email.message_from_bytes(newest.read_bytes())
    body = next(part for part in letter.walk() if part.get_content_type() == "text/plain")
    text = body.get_payload(decode=True).decode()
    return re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", text, re.M)[1]


def open_account(page, portal, address):
    """By a code, without a password; ends on the desk."""
    go(page, "/escritorio/")
    assert_accessible_in_both(page)
    follow(page, "Crear una cuenta")
    assert_accessible_in_both(page)
    page.get_by_label(re.compile("correo", re.I)).fill(address)
    page.get_by_role("main").locator("form .button").first.click()
    code = page.locator("input[name=code]")
    code.wait_for()
    assert_accessible_in_both(page)
    code.fill(code_sent(portal))
    press(page, "Confirmar")
    go(page, "/escritorio/")
    assert page.get_by_text("Su cuenta no tiene una función").is_visible()
    assert_accessible_in_both(page)


@pytest.mark.slow
def test_with_an_account_until_it_is_erased(visit, portal):
    """An account is not needed for a voice, and its person can erase it."""
    address = f"ana.{uuid4().hex[:12]}@ejemplo.org.gt"
    page = visit("phone")
    open_account(page, portal, address)
    folio, code = contribute(page, "Que haya agua los domingos, con cuenta o sin ella.")
    go(page, "/escritorio/")
    follow(page, "Mi cuenta y mis datos")
    assert page.get_by_role("main").get_by_text(address).is_visible()
    assert_accessible_in_both(page)
    follow(page, "Borrar mi cuenta")
    assert_accessible_in_both(page)
    page.get_by_label("Escriba el correo").fill("otra@ejemplo.org.gt")
    page.get_by_label("Entiendo").check()
    press(page, "Borrar mi cuenta para siempre")
    assert page.locator(".form-errors").is_visible()
    page.get_by_label("Escriba el correo").fill(address)
    page.get_by_label("Entiendo").check()
    press(page, "Borrar mi cuenta para siempre")
    assert page.locator("h1").inner_text() == "Su cuenta se borró"
    assert_accessible_in_both(page)

    go(page, "/mi-cuenta/")
    assert page.locator("h1").inner_text() == "Entrar", "the session is gone with the account"
    go(page, "/folio/")
    page.get_by_label("Folio").fill(folio)
    page.get_by_label(re.compile("código", re.I)).fill(code)
    press(page, "Buscar")
    assert page.locator("h1").inner_text() == folio, "the voice was never the account's"
