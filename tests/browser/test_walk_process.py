"""Calendar, methodology, themes, exceptions and the acts on them, in real Chromium."""

import pytest

from tests.browser.walking import assert_accessible, both_languages, enter, go, leave, travel

HOME = "/p/guatemala-2018/"
PUBLIC = (
    "calendario/",
    "metodologia/",
    "metodologia/enmiendas/",
    "metodologia/marcos/sdg/",
    "temas/",
    "temas/educacion/",
    "excepciones/",
)
ACTS = {
    "point_of_contact": (
        "calendario/fijar/?fila=3",
        "calendario/actividad/",
        "temas/estados/",
        "excepciones/nueva/",
    ),
    "publisher": (
        "metodologia/enmiendas/nueva/",
        "metodologia/enmiendas/nueva/?clausula=4.a.fase-5",
    ),
    "secretary": ("calendario/tareas/convocatoria-salon/",),
}

pytestmark = [pytest.mark.browser]


@both_languages("dark_phone", "desktop")
def test_public_pages(visit, prefix, kind):
    page = visit(kind)
    for path in PUBLIC:
        assert_accessible(go(page, f"{prefix}{HOME}{path}"))


@pytest.mark.slow
@pytest.mark.parametrize("role", ACTS)
def test_acts(visit, role):
    page = visit("phone")
    enter(page, "guatemala-2018", role)
    for prefix in ("", "/en"):
        for path in ACTS[role]:
            assert_accessible(go(page, f"{prefix}{HOME}{path}"))


def test_a_day_is_moved_by_keyboard_without_javascript(visit):
    """On 4 April; the amended methodology owes fifteen days of notice."""
    page = visit("no_js")
    travel(page, "guatemala-2018", "apertura")
    try:
        enter(page, "guatemala-2018", "point_of_contact")
        go(page, f"{HOME}calendario/fijar/?fila=4")
        page.fill("[name=start]", "2018-04-09")
        page.fill("[name=end]", "2018-04-09")
        page.fill("[name=reason]", "El palacio está libre ese día.")
        page.press("[name=end]", "Enter")
        page.wait_for_selector("[name=visto]", state="attached")
        assert "marcado en rojo para siempre" in page.inner_text("main")
        page.press("[name=end]", "Enter")
        page.wait_for_url("**/calendario/**")
        leave(page, "guatemala-2018")
        go(page, f"{HOME}calendario/")
        page.press("#fila-4 summary", "Enter")
        assert "Aviso corto: 5 días de los 15 días debidos" in page.inner_text("#fila-4")
    finally:
        travel(page, "guatemala-2018", "cierre-2020")
