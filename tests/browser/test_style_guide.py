"""Every component in real Chromium: axe, no sideways scrolling, keyboard, weight, strict CSP."""

import itertools

import pytest

from tests.browser.walking import AXE, VIOLATIONS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
]


LOOKS = list(itertools.product(["/ui/", "/en/ui/"], [360, 1280], ["light", "dark"]))
FAST = (("/ui/", 360, "light"), ("/en/ui/", 1280, "dark"))


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [pytest.param(*look, marks=[] if look in FAST else [pytest.mark.slow]) for look in LOOKS],
)
def test_guide(chromium, live_server, settings, path, width, scheme):
    settings.DEBUG = True
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(live_server.url + path, wait_until="networkidle")
    page.evaluate(AXE)
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints == []
    context.close()


def test_keyboard_reaches_the_content_first(chromium, live_server):
    page = chromium.new_page()
    page.goto(live_server.url + "/no-existe/", wait_until="networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenido"
    page.close()


def test_error_summary_takes_the_focus_and_leads_to_the_field(chromium, live_server, settings):
    settings.DEBUG = True
    page = chromium.new_page()
    page.goto(live_server.url + "/ui/", wait_until="networkidle")
    assert "form-errors" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_name"
    page.close()
