"""Calendar, methodology, themes, exceptions and the acts, in real Chromium."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import sync_playwright
from scripts import messages
from tests.conftest import OPERATOR, make_actor

from cocrea.ledger import services as ledger
from cocrea.people import services as people
from cocrea.process import selectors, services
from cocrea.process.rules.loading import builtin, load

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
VIOLATIONS = """async () => (await axe.run()).violations
    .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))])"""
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
    "point_of_contact": ("calendario/fijar/?fila=3", "calendario/actividad/", "temas/estados/"),
    "publisher": (
        "metodologia/enmiendas/nueva/",
        "metodologia/enmiendas/nueva/?clausula=4.a.fase-5",
        "excepciones/nueva/",
    ),
    "secretary": ("calendario/tareas/convocatoria-salon/",),
}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium():
    messages.compile_room(messages.SRC / "process")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def amended(db):
    made = services.process_create(
        actor=OPERATOR,
        methodology=load(builtin("guatemala-2018-demo")),
        slug="navegador",
        starts_on=date(2018, 2, 1),
        demo=True,
        now=datetime(2018, 4, 1, 15, tzinfo=UTC),
    )
    fix = {"actor": make_actor("point_of_contact"), "process": made, "reason": "Razón."}
    services.calendar_fix(**fix, row=3, start=date(2018, 4, 18), end=date(2018, 5, 8))
    ledger.clock_set(made.log, datetime(2018, 4, 15, 15, tzinfo=UTC))
    services.calendar_fix(**fix, row=3, start=date(2018, 4, 21), end=date(2018, 5, 10))
    services.calendar_fix(**fix, row=10, start=date(2018, 11, 28), end=date(2018, 11, 28))
    return selectors.process_get(made.slug)


def enter(context, live_server, process, role):
    client = Client()
    user = people.demo_user_for(process, role)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )


def look(context, url):
    """No violation, no sideways scrolling, nothing in the console."""
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(url, wait_until="networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == [], url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), url
    assert complaints == []
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages(chromium, live_server, amended, prefix, width, scheme):
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    for path in PUBLIC:
        look(context, f"{live_server.url}{prefix}/p/{amended.slug}/{path}")
    context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("role", ACTS)
def test_acts(chromium, live_server, amended, role, prefix):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    enter(context, live_server, amended, role)
    for path in ACTS[role]:
        look(context, f"{live_server.url}{prefix}/p/{amended.slug}/{path}")
    context.close()


def test_a_day_is_moved_by_keyboard_without_javascript(chromium, live_server, amended):
    context = chromium.new_context(java_script_enabled=False)
    enter(context, live_server, amended, "point_of_contact")
    page = context.new_page()
    with translation.override("es"):
        url = reverse("process:calendar_fix", args=[amended.slug])
    page.goto(f"{live_server.url}{url}?fila=4")
    page.fill("[name=start]", "2018-04-20")
    page.fill("[name=end]", "2018-04-20")
    page.fill("[name=reason]", "El palacio está libre ese día.")
    page.press("[name=end]", "Enter")
    page.wait_for_selector("[name=visto]", state="attached")
    assert "marcado en rojo para siempre" in page.inner_text("main")
    page.press("[name=end]", "Enter")
    page.wait_for_url("**/calendario/**")
    assert "Aviso corto: 5 días de los 15 días debidos" in page.inner_text("#fila-4")
    context.close()
