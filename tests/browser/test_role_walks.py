"""Each role at its moment of the process of 2018: from its desk, by one true act, to what anybody sees.

The moments come in their order; the last one is put back at the end. Every page of a walk is judged
by axe in both languages. Other roles act in the municipality (test_roles).
"""

import re

import pytest

from tests.browser.walking import (
    assert_accessible,
    assert_accessible_in_both,
    assert_recorded,
    desk,
    enter,
    enter_key,
    follow,
    go,
    leave,
    press,
    tab_to,
    to_content,
    travel,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GUATEMALA = "guatemala-2018"
HOME = f"/p/{GUATEMALA}/"
# A picture of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


@pytest.fixture(scope="module", autouse=True)
def _at_the_end_again(_windows):
    yield
    window = _windows.take("desktop")
    travel(window.page, GUATEMALA, "cierre-2020")
    _windows.give_back(window)


def main(page):
    return page.get_by_role("main")


def arrive(visit, kind, moment, role):
    """A visitor at the desk of a role, at a moment."""
    page = visit(kind)
    travel(page, GUATEMALA, moment)
    enter(page, GUATEMALA, role)
    assert page.url.endswith("/escritorio/")
    assert_accessible_in_both(page)
    return page


def place(page):
    """Its address, whatever part of it was jumped to."""
    return page.url.partition("#")[0]


def waiting(page, start):
    """The link of the first thing on the desk that begins so."""
    return main(page).get_by_role("link", name=re.compile(f"^{start}")).first


def test_a_facilitator_counts_the_hall_and_takes_down_a_voice(visit):
    """By the keyboard alone, on a telephone."""
    page = arrive(visit, "phone", "foro-en-la-sala", "facilitator")
    item = waiting(page, "Registrar la asistencia")
    label = item.inner_text()
    to_content(page)
    tab_to(page, item)
    enter_key(page)
    assert_accessible_in_both(page)

    to_content(page)
    tab_to(page, page.get_by_label("Quién contó"))
    page.keyboard.type("Listas firmadas, contadas en la sala.")
    for sector, count in (("public", "22"), ("civil_society", "24"), ("citizen", "40")):
        tab_to(page, page.locator(f'[name="{sector}.count"]'))
        page.keyboard.type(count)
    tab_to(page, page.get_by_label("no llegó nadie"))
    page.keyboard.press("Space")
    enter_key(page)
    meeting = place(page)
    assert "86 asistencias. Fuente: Listas firmadas" in main(page).inner_text()
    assert_accessible_in_both(page)
    assert label not in desk(page, GUATEMALA)

    go(page, f"{meeting}voz/")
    assert_accessible_in_both(page)
    to_content(page)
    tab_to(page, page.get_by_label("Lo que se dijo"))
    page.keyboard.type("Que el agua llegue también a la parte alta.")
    tab_to(page, page.get_by_label("Mesa"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Recibir y dar comprobante"))
    enter_key(page)
    folio = page.locator(".folio").inner_text()
    assert page.locator(".code").is_visible()
    assert_accessible(page)

    leave(page, GUATEMALA)
    assert "86 asistencias" in main(go(page, meeting)).inner_text()
    assert main(go(page, f"{HOME}voces/{folio}/")).get_by_text(folio).first.is_visible()
    entry = assert_recorded(page, GUATEMALA, "voice.received", "facilitator", channel="table")
    assert entry["body"]["folio"] == folio
    by_sector = {"public": 22, "civil_society": 24, "citizen": 40}
    assert_recorded(page, GUATEMALA, "attendance.recorded", "facilitator", by_sector=by_sector)


def test_an_authority_accepts_a_commitment_and_gives_an_opinion(visit):
    page = arrive(visit, "desktop", "veinticuatro-borradores", "authority")
    label = waiting(page, "Aceptar o devolver").inner_text()
    title = label.partition(": ")[2]
    follow(page, label)
    assert_accessible_in_both(page)
    words = page.locator("details.details", has_text="Las palabras de la versión")
    assert words.get_by_text("Hitos").is_visible(), "the words that are accepted are on the page"
    page.get_by_label("La entidad acepta la responsabilidad").check()
    press(page, "Aceptar", exact=True)
    commitment = page.url
    assert "Aceptado" in main(page).inner_text()
    assert_accessible_in_both(page)
    here = desk(page, GUATEMALA)
    assert label not in here

    assert f"Falta un dictamen de: {title}" in here
    follow(page, f"Falta un dictamen de: {title}")
    page.get_by_label("Favorable", exact=True).check()
    page.get_by_label("Puesto u oficina que firma").fill("Asesoría jurídica (inventada)")
    press(page, "Registrar", exact=True)

    leave(page, GUATEMALA)
    shown = main(go(page, commitment)).inner_text()
    assert "Asesoría jurídica (inventada)" in shown
    assert_recorded(page, GUATEMALA, "commitment.accepted", "authority")


def test_a_member_of_the_forum_takes_a_position(visit):
    """By the keyboard alone."""
    page = arrive(visit, "desktop", "la-mesa-en-sesion", "forum_member")
    item = waiting(page, "Tomar posición")
    label = item.inner_text()
    to_content(page)
    tab_to(page, item)
    enter_key(page)
    session = place(page)
    assert_accessible_in_both(page)
    to_content(page)
    tab_to(page, main(page).get_by_role("link", name="Tomar posición"))
    enter_key(page)
    assert_accessible_in_both(page)

    to_content(page)
    tab_to(page, page.get_by_label("De acuerdo", exact=True))
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("De acuerdo, con reservas").is_checked()
    tab_to(page, page.get_by_label("Con sus palabras"))
    page.keyboard.type("De acuerdo, si se publica quién responde por cada hito.")
    tab_to(page, page.get_by_role("button", name="Registrar"))
    enter_key(page)
    assert place(page) == session
    assert label not in desk(page, GUATEMALA)

    leave(page, GUATEMALA)
    assert "si se publica quién responde" in main(go(page, session)).inner_text()
    stance = "agree_with_reservations"
    assert_recorded(page, GUATEMALA, "position.recorded", "delegate_public", stance=stance)


def test_a_delegate_of_society_objects(visit):
    page = arrive(visit, "phone", "la-mesa-en-sesion", "delegate_society")
    waiting(page, "Tomar posición").click()
    page.wait_for_load_state()
    session = place(page)
    follow(page, "Objetar")
    assert_accessible_in_both(page)
    page.get_by_label("Qué objeta y por qué").fill("La regla se lee hoy por primera vez.")
    press(page, "Registrar")

    leave(page, GUATEMALA)
    go(page, session)
    objection = page.locator("article.card", has_text="se lee hoy por primera vez")
    assert objection.get_by_text("sin respuesta").is_visible()
    assert_accessible_in_both(page)
    assert_recorded(page, GUATEMALA, "objection.raised", "delegate_society")


def test_the_support_unit_reviews_suggestion_by_suggestion(visit):
    page = arrive(visit, "desktop", "primera-version", "ogp_support")
    follow(page, "Revisar la versión publicada del plan")
    assert_accessible_in_both(page)
    press(page, "Abrir la revisión")
    assert_accessible_in_both(page)
    assert "Revisar la versión publicada del plan" not in desk(page, GUATEMALA)

    follow(page, "Seguir con la revisión del plan")
    assert_accessible_in_both(page)
    page.get_by_label("Sobre qué compromiso").select_option(index=2)
    page.get_by_label("Sugerencia").fill("Decir quién publica el dato, y en qué fecha.")
    press(page, "Publicar la sugerencia")
    follow(page, "Dar una sugerencia")
    page.get_by_label("Sugerencia").fill("Reducir el número de compromisos.")
    press(page, "Publicar la sugerencia")

    enter(page, GUATEMALA, "point_of_contact")
    assert "Responder sugerencias de la revisión: 2" in desk(page, GUATEMALA)
    leave(page, GUATEMALA)
    shown = main(go(page, f"{HOME}plan/revision/")).inner_text()
    assert "Decir quién publica el dato" in shown and "Sobre el plan en general" in shown
    assert_accessible_in_both(page)
    assert_recorded(page, GUATEMALA, "plan.suggestion_given", "ogp_support")


def test_a_high_authority_declares_interests_and_approves_the_plan(visit):
    page = arrive(visit, "phone", "alto-nivel-en-sesion", "high_level_member")
    follow(page, "Declarar sus intereses")
    assert_accessible_in_both(page)
    boxes = page.locator("div.pick > div:visible")
    whole = boxes.count()
    page.get_by_label("Buscar en la lista").fill("EDUCACION")  # as a telephone writes it
    assert 0 < boxes.count() < 10 < whole
    page.get_by_label("Buscar en la lista").fill("")
    page.get_by_label("No tengo intereses que declarar").check()
    press(page, "Declarar", exact=True)
    assert_accessible_in_both(page)
    assert "Declara que no tiene" in main(page).inner_text()

    here = desk(page, GUATEMALA)
    assert "Declarar sus intereses" not in here
    label = next(each for each in here if each.startswith("Tomar posición"))
    follow(page, label)
    session = place(page)
    follow(page, "Tomar posición")
    page.get_by_label("De acuerdo", exact=True).check()
    press(page, "Registrar")
    assert label not in desk(page, GUATEMALA)

    leave(page, GUATEMALA)
    go(page, session)
    positions = page.get_by_role("table", name="Posiciones vigentes")
    assert positions.get_by_text("De acuerdo", exact=True).count() == 1
    assert_accessible_in_both(page)
    assert_recorded(page, GUATEMALA, "interests.declared", "authority")
    assert_recorded(page, GUATEMALA, "position.recorded", "authority", stance="agree")


def test_a_delegate_of_society_reports_progress_with_its_proof(visit):
    page = arrive(visit, "desktop", "seguimiento-2019", "delegate_society")
    follow(page, "Informar o verificar avances")
    go(page, page.locator('main a[href*="/avance/0"]').first.get_attribute("href"))
    milestone = page.url
    assert "Todavía no ha informado." in main(page).inner_text()
    follow(page, "Informar el avance")
    assert_accessible_in_both(page)
    page.get_by_label("Limitado").check()
    page.get_by_label("Qué se hizo, o qué observó").fill("Hay un tablero; solo tres municipios.")
    proof = {"name": "foto.png", "mimeType": "image/png", "buffer": PNG}
    page.get_by_label("Prueba: un archivo").set_input_files(proof)
    press(page, "Publicar el informe")
    assert page.url == milestone
    assert_accessible_in_both(page)

    leave(page, GUATEMALA)
    go(page, milestone)
    said = page.locator("article.card", has_text="solo tres municipios")
    assert said.count() == 2, "side by side, and in the history"
    with page.expect_navigation():
        said.get_by_role("link", name=re.compile("^Prueba del hito")).click()
    assert_accessible_in_both(page)
    assert page.request.get(f"{page.url}archivo/").body() == PNG
    assert_recorded(page, GUATEMALA, "document.published", "delegate_society", size=len(PNG))
    society = {"side": "society", "completion": "limited"}
    assert_recorded(page, GUATEMALA, "progress.reported", "delegate_society", **society)


def test_the_observer_looks_at_the_evidence(visit):
    page = arrive(visit, "phone", "cierre-2020", "observer")
    label = waiting(page, "Ver si es cierto").inner_text()
    follow(page, label)
    assert_accessible_in_both(page)
    assert "Enlace inventado para la demostración" in main(page).inner_text(), "what to look at"
    page.get_by_label("No lo confirma").check()
    page.get_by_label("Qué revisó y qué encontró").fill("El enlace no abre.")
    press(page, "Publicar la verificación")
    milestone = page.url
    assert label not in desk(page, GUATEMALA)

    leave(page, GUATEMALA)
    assert "El enlace no abre." in main(go(page, milestone)).inner_text()
    assert_accessible_in_both(page)
    finding = "not_confirmed"
    assert_recorded(page, GUATEMALA, "progress.verified", "observer", finding=finding)
