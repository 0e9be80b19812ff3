"""A consultation answered where the signal comes and goes: nothing typed is lost."""

import pytest

from tests.browser.walking import assert_accessible, go, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FORM = "/p/villa-ejemplo/consultas/cuestionario/"
SAID = "Que el agua llegue los lunes."


def test_what_is_typed_stays_when_the_line_goes_and_when_a_finger_slips(visit):
    page = visit("phone")
    go(page, FORM)
    field = page.locator("textarea[name=q-idea]")
    field.press_sequentially(SAID)
    page.context.set_offline(True)
    try:
        page.get_by_role("button", name="Guardar y seguir después").click()
        page.get_by_text("Parece que no hay conexión").wait_for()
        assert field.input_value() == SAID and page.url.endswith(FORM)
        assert_accessible(page)
    finally:
        page.context.set_offline(False)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Consultas").first.click()
    assert asked == ["beforeunload"] and field.input_value() == SAID
    press(page, "Guardar y seguir después")
    code = page.locator("main .code").first.inner_text()
    go(page, f"{FORM}continuar/")
    page.get_by_label("Código para continuar").fill(code)
    press(page, "Abrir lo que guardé")
    assert page.locator("textarea[name=q-idea]").input_value() == SAID


def test_without_javascript_the_same_sheet_is_saved_and_found(visit):
    page = visit("no_js")
    go(page, FORM)
    assert not page.get_by_text("Parece que no hay conexión").is_visible()
    page.locator("textarea[name=q-idea]").fill(SAID)
    press(page, "Guardar y seguir después")
    assert page.locator("main .code").first.inner_text()
    assert page.locator("textarea[name=q-idea]").input_value() == SAID
