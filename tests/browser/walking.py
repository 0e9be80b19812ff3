"""Steps that every walk takes: open, press, follow, enter as a role; and what each page owes."""

import hashlib
import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async () => (await axe.run()).violations
    .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))])"""
# Made anew for each answer; nothing that a reader meets.
FRESH = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|token|key)"[^>]*>')
CLEAN: set[str] = set()
# (shape of an address, width) of the pages that were judged, by whatever walk.
JUDGED: set[tuple[str, int]] = set()
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FOLIO = re.compile(r"[A-Z0-9]+-[0-9A-Z]{6}-[0-9A-Z]")
SESSIONS: dict[tuple[str, str], list] = {}  # (process, role) -> cookies


def both_languages(first, second):
    """Marks a test (prefix, kind): English in one kind of window always, Spanish in the other kind
    in test-all, what is left in the soak."""
    slow, soak = [pytest.mark.slow], [pytest.mark.slow, pytest.mark.soak]
    cells = [("/en", second, []), ("", first, slow), ("", second, soak), ("/en", first, soak)]
    params = [pytest.param(prefix, kind, marks=marks) for prefix, kind, marks in cells]
    return pytest.mark.parametrize(("prefix", "kind"), params)


def shape_of(address):
    """The address without what names one thing among its like."""
    path = urlsplit(address).path
    return re.sub(r"\d+", "N", FOLIO.sub("FOLIO", UUID.sub("ID", path)))


def is_judged(page, address):
    """A page of this shape was judged in a window of this width."""
    return (shape_of(address), page.viewport_size["width"]) in JUDGED


def assert_accessible(page):
    """No violation of any rule of axe, one main heading, nothing cut off sideways.

    The very same page in a window of the same size and colours is judged once.
    """
    JUDGED.add((shape_of(page.url), page.viewport_size["width"]))
    found = _digest(page)
    if found in CLEAN:
        return
    page.evaluate(AXE)
    assert page.evaluate(VIOLATIONS) == [], page.url
    assert page.locator("h1").count() == 1, page.url
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the window"
    CLEAN.add(found)
    _shoot(page)


def _digest(page) -> str:
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    text = FRESH.sub("", page.content())
    return hashlib.sha256(f"{page.viewport_size} {dark} {text}".encode()).hexdigest()


def _shoot(page) -> None:
    """COCREA_SHOTS names a folder for pictures of every page that is judged, to be looked at."""
    if folder := os.environ.get("COCREA_SHOTS"):
        name = re.sub(r"[^a-z0-9]+", "-", urlsplit(page.url).path.lower()).strip("-")[:90]
        size = page.viewport_size["width"]
        page.screenshot(path=f"{folder}/{name or 'home'}-{size}.png", full_page=True)


def assert_accessible_in_both(page):
    """The same of this page in the other language, as the same visitor, in a page beside it."""
    assert_accessible(page)
    twin = next((each for each in page.context.pages if each is not page), None)
    twin = twin or page.context.new_page()
    other = page.locator("link[rel=alternate][hreflang]").first
    go(twin, other.get_attribute("href"))
    assert twin.locator("html").get_attribute("lang") == other.get_attribute("hreflang")
    assert_accessible(twin)


def go(page, path, status=200):
    """Open a path; the status must be the one awaited."""
    response = page.goto(path)
    assert response.status == status, f"{path}: {response.status}"
    return page


def press(page, name, exact=False):
    """Press the button of this name and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=exact).first.click()
    return page


def follow(page, name, exact=False):
    """Follow the first link of this name inside the content."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name, exact=exact).first.click()
    return page


def to_content(page):
    """By the link that skips the head of the page."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")


def tab_to(page, target, most=120):
    """Press Tab until this element has the focus, which has to be seen on it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            assert target.evaluate(
                """e => { const s = getComputedStyle(e);
                return s.outlineStyle != 'none' && parseFloat(s.outlineWidth) >= 2 }"""
            ), "no visible focus"
            return target
    raise AssertionError(f"{target} is not reached by the keyboard")


def enter_key(page):
    """Press Enter where the focus is and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def enter(page, slug, role):
    """Become the invented holder of a role through the entrance of the demonstration.

    Who entered before comes back with the same session, as people do, straight to the desk.
    """
    known = SESSIONS.get((slug, role))
    page.context.clear_cookies()
    if known:
        page.context.add_cookies(known)
        go(page, f"/p/{slug}/escritorio/")
        if page.url.endswith("/escritorio/") and page.locator("main .tag").count():
            return page
    go(page, f"/p/{slug}/demostracion/")
    with page.expect_navigation():
        page.locator(f'form:has(input[name=role][value="{role}"]) button').click()
    SESSIONS[slug, role] = page.context.cookies()
    return page


def desk(page, slug):
    """What waits on the desk of whoever is signed in: labels."""
    go(page, f"/p/{slug}/escritorio/")
    return page.locator("ul.desk a").all_inner_texts()


def leave(page, slug):
    """Go on as anybody, without a session."""
    page.context.clear_cookies()
    return go(page, f"/p/{slug}/")


def travel(page, slug, moment):
    """Go to a named moment by the bar of the demonstration."""
    go(page, f"/p/{slug}/demostracion/")
    with page.expect_navigation(timeout=60_000):
        page.locator(f'form:has(input[name=moment][value="{moment}"]) button').click(timeout=60_000)
    return page


def record(page, slug):
    """Every entry of the public record of a process, as anybody downloads it."""
    opened = page.request.get(f"/p/{slug}/registro/")
    lines = page.request.get(f"{opened.url}espejo/entries.jsonl").text().splitlines()
    return [json.loads(line) for line in lines]


def assert_recorded(page, slug, kind, role, **body):
    """The latest entry of this kind was made in this role and says this; its page is public."""
    entry = next(e for e in reversed(record(page, slug)) if e["kind"] == kind)
    assert entry["author"]["role"] == role
    assert {name: entry["body"].get(name) for name in body} == body
    opened = page.request.get(f"/p/{slug}/registro/")
    go(page, f"{opened.url}{entry['position']}/")
    assert_accessible(page)
    return entry
