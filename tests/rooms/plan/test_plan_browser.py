"""Pages and document of the plan in real Chromium: axe, no sideways scrolling, no complaints."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from cocrea.plan import documents, services
from cocrea.voices import services as voices

AXE = Path(__file__).parents[2] / "browser" / "vendor" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VIOLATIONS = """async () => (await axe.run()).violations
    .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))])"""
PAGES = ("", "2/", "2/1/", "1/comparar/2/", "revision/", "traduccion/", "2/1/comentar/")

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def read(chromium):
    """read(url, width): what axe and the console complain of."""

    def visit(url, width):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        page = context.new_page()
        found = []
        page.on("console", lambda message: found.append(message.text))
        page.goto(url, wait_until="networkidle")
        if shots := os.environ.get("COCREA_SHOTS"):
            name = url.split("/plan/")[-1].replace("/", "-") or "home"
            page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found += page.evaluate(VIOLATIONS)
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            found.append("scrolls sideways")
        context.close()
        return found

    return visit


@pytest.fixture
def full(first, suggestion, comment, freeze, actor_of):
    receipt = comment(first)
    voices.voice_admit(actor=actor_of("moderator"), process=first.process, voice=receipt.voice)
    services.suggestion_answer(
        actor=actor_of("secretary"),
        suggestion=suggestion,
        answer="accepted",
        reason="Se agrega el medio de verificación.",
    )
    return freeze("revised")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_is_clean(read, live_server, full, prefix):
    complaints = {
        (page, width): found
        for page in PAGES
        for width in (360, 1280)
        if (found := read(f"{live_server.url}{prefix}/p/municipio/plan/{page}", width))
    }
    assert complaints == {}


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_document_is_clean(read, full, tmp_path, language):
    place = tmp_path / "plan.html"
    place.write_bytes(documents.render(full.process, language=language))
    assert read(place.as_uri(), 360) == []
