"""Every role of the demonstration: its desk, its doors, and a real act of its own.

The acts happen in the municipality, which is in consultation today; they build on each other, from
a citizen's voice to the answer that its folio shows.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.walking import assert_accessible, enter, follow, go, is_judged, leave, press

pytestmark = [pytest.mark.browser]

VILLA, GUATEMALA = "villa-ejemplo", "guatemala-2018"
ROLES = (
    "point_of_contact",
    "moderator",
    "publisher",
    "secretary",
    "facilitator",
    "systematizer",
    "forum_member",
    "high_level_member",
    "delegate_public",
    "delegate_society",
    "authority",
    "ogp_support",
    "observer",
)
WITHOUT_DOORS: set[str] = set()


def doors_of(page, role):
    """Enters as the role; the addresses that its desk leads to."""
    enter(page, GUATEMALA, role)
    assert page.url.endswith("/escritorio/")
    links = page.eval_on_selector_all("main a", "all => all.map(a => a.getAttribute('href'))")
    return list(dict.fromkeys(link.split("#")[0] for link in links))


@pytest.mark.parametrize("role", ROLES)
def test_desk_and_doors(visit, role):
    page = visit("phone")
    doors = doors_of(page, role)
    assert "Usted no tiene una función" not in page.get_by_role("main").inner_text()
    assert doors or role in WITHOUT_DOORS
    assert_accessible(page)
    for path in doors:
        assert page.request.get(path).status == 200, path


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_behind_each_door_is_a_clean_page(visit, role):
    page = visit("phone")
    for path in doors_of(page, role):
        if not is_judged(page, path):
            assert_accessible(go(page, path))


def contribute(page, text):
    go(page, f"/p/{VILLA}/participar/")
    page.get_by_label("¿Qué quiere decir?").fill(text)
    page.get_by_label("Estoy de acuerdo").check()
    press(page, "Enviar y recibir mi comprobante")
    return page.locator(".folio").inner_text()


def card_of(page, folio):
    return page.locator("article.card", has_text=folio)


def test_a_voice_is_admitted_coded_grouped_answered_and_published(visit):
    page = visit("desktop")
    folio = contribute(page, "Que los camiones de carga no pasen frente a la escuela.")

    enter(page, VILLA, "moderator")
    follow(page, re.compile("Revisar .* vo[cz]"))
    with page.expect_navigation():
        card_of(page, folio).get_by_role("button", name="Admitir", exact=True).click()
    assert card_of(page, folio).count() == 0

    enter(page, VILLA, "systematizer")
    go(page, f"/p/{VILLA}/voces/{folio}/")
    follow(page, "Separar en puntos")
    assert_accessible(page)
    page.get_by_label("Lo que pide o dice").first.fill("Sacar los camiones de la calle escolar.")
    press(page, "Guardar los puntos")

    go(page, f"/p/{VILLA}/sistematizacion/")
    page.get_by_role("checkbox", name=re.compile("Sacar los camiones")).check()
    page.get_by_label("Título").fill("Calles seguras junto a las escuelas")
    page.get_by_label("Razón").fill("Pide lo mismo que otras voces del barrio.")
    press(page, "Agrupar")
    assert_accessible(page)

    enter(page, VILLA, "publisher")
    go(page, f"/p/{VILLA}/propuestas/borradores/")
    follow(page, re.compile("Calles seguras"))
    follow(page, "Publicar")
    press(page, "Publicar")
    go(page, f"/p/{VILLA}/propuestas/")
    assert page.get_by_role("link", name=re.compile("Calles seguras")).is_visible()

    enter(page, VILLA, "delegate_public")
    go(page, f"/p/{VILLA}/voces/{folio}/respuesta/?punto=1")
    page.get_by_label("Qué pasó con este punto").select_option(label="Opinión anotada")
    page.get_by_label("Razón").fill("Se lleva a la mesa de redacción con las demás del barrio.")
    press(page, "Proponer", exact=True)

    enter(page, VILLA, "publisher")
    go(page, f"/p/{VILLA}/voces/{folio}/respuesta/")
    assert_accessible(page)
    press(page, "Publicar esta respuesta")

    leave(page, VILLA)
    go(page, f"/p/{VILLA}/voces/{folio}/")
    shown = page.get_by_role("main").inner_text()
    assert "Se lleva a la mesa de redacción" in shown
    assert "Sacar los camiones de la calle escolar." in shown
    assert_accessible(page)


def test_who_decides_an_answer_cannot_publish_it(visit):
    page = visit("desktop")
    enter(page, VILLA, "moderator")
    go(page, f"/p/{VILLA}/voces/trabajo/", status=403)
    assert page.locator("h1").count() == 1


def test_the_secretary_drafts_and_announces_a_meeting(visit):
    page = visit("desktop")
    day = datetime.now(UTC) + timedelta(days=3)
    enter(page, VILLA, "secretary")
    follow(page, "Preparar una reunión")
    assert_accessible(page)
    page.get_by_label("Nombre de la reunión").fill("Reunión de El Molino")
    page.get_by_label("Clase").select_option(index=1)
    page.get_by_label("Lugar").fill("Sede social El Molino")
    page.get_by_label("Empieza").fill(f"{day:%Y-%m-%d}T18:00")
    page.get_by_label("Termina").fill(f"{day:%Y-%m-%d}T20:00")
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_load_state()
    follow(page, re.compile("Anunciar"))
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_load_state()
    leave(page, VILLA)
    go(page, f"/p/{VILLA}/reuniones/")
    follow(page, "Reunión de El Molino")
    assert page.locator(".tag-bad").first.is_visible(), "three days are not the ten that it owes"
    assert_accessible(page)


def test_the_point_of_contact_opens_a_phase_and_the_record_says_so(visit):
    page = visit("desktop")
    enter(page, VILLA, "point_of_contact")
    follow(page, re.compile("Abrir la fase 3"))
    page.get_by_label("Motivo").fill("Empiezan las reuniones en los barrios.")
    press(page, "Abrir la fase en el registro público")
    leave(page, VILLA)
    go(page, f"/p/{VILLA}/fase/3/")
    assert page.get_by_text("Abierta", exact=True).is_visible()


@pytest.mark.parametrize(("role", "doors"), [("delegate_society", 1), ("citizen", 0)])
def test_society_has_a_word_on_progress(visit, role, doors):
    page = visit("desktop")
    enter(page, GUATEMALA, role)
    go(page, f"/p/{GUATEMALA}/avance/")
    go(page, page.locator('main a[href*="/avance/0"]').first.get_attribute("href"))
    assert page.get_by_role("main").get_by_role("link", name="Informar el avance").count() == doors


@pytest.mark.parametrize("role", ["forum_member", "high_level_member", "authority", "observer"])
def test_interests_are_declared_by_who_has_a_word(visit, role):
    page = visit("phone")
    enter(page, VILLA, role)
    door = page.get_by_role("main").get_by_role("link", name="Declarar mis intereses")
    assert door.count() == (0 if role == "observer" else 1)
