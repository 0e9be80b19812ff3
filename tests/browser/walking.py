"""Steps that every walk takes: open, press, follow, enter as a role; and what each page owes."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async () => (await axe.run()).violations
    .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))])"""


def assert_accessible(page):
    """No violation of any rule of axe, one main heading, nothing cut off sideways."""
    page.evaluate(AXE)
    assert page.evaluate(VIOLATIONS) == [], page.url
    assert page.locator("h1").count() == 1, page.url
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the window"


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


def enter(page, slug, role):
    """Become the invented holder of a role through the entrance of the demonstration."""
    go(page, f"/p/{slug}/demostracion/")
    with page.expect_navigation():
        page.locator(f'form:has(input[name=role][value="{role}"]) button').click()
    return page


def leave(page, slug):
    return enter(page, slug, "citizen")
