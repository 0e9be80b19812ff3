"""By the keyboard alone: the menus and folds open and close, every focus is seen, nothing traps."""

import pytest

from tests.browser.walking import go, tab_to, to_content

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOWN, LAND = "/p/villa-ejemplo/", "/p/guatemala-2018/"
FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e);
    if (e === document.body) return null;
    const box = e.getBoundingClientRect();
    return {name: e.outerHTML.slice(0, 120), ring: s.outlineStyle != 'none'
        && parseFloat(s.outlineWidth) >= 2, seen: box.width > 0 && box.bottom > 0} }"""


@pytest.mark.parametrize(
    ("kind", "menu"), [("desktop", "header .more summary"), ("phone", "header .menu summary")]
)
def test_a_menu_opens_leads_on_and_closes(visit, kind, menu):
    page = visit(kind)
    go(page, TOWN)
    summary = tab_to(page, page.locator(menu))
    page.keyboard.press("Enter")
    inside = page.locator(f"{menu.removesuffix(' summary')} a").first
    assert inside.is_visible()
    tab_to(page, inside, most=1)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert not inside.is_visible()
    assert summary.evaluate("e => e === document.activeElement")


def test_a_fold_opens_by_the_keyboard(visit):
    page = visit("phone")
    go(page, f"{LAND}avance/")
    to_content(page)
    fold = page.locator("details.fold:not([open])").first
    tab_to(page, fold.locator("summary"))
    page.keyboard.press("Enter")
    shown = page.evaluate("document.activeElement.parentElement.open")
    assert shown


def test_every_focus_is_seen_and_the_page_ends(visit):
    """From the first link to the last: nothing holds the focus, nothing hides it."""
    page = visit("phone")
    go(page, TOWN)
    walked = []
    for _ in range(150):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        assert focus["ring"] and focus["seen"], focus["name"]
        walked.append(focus["name"])
    else:
        pytest.fail("the focus never leaves the page")
    last = page.locator("footer a").last.evaluate("e => e.outerHTML.slice(0, 120)")
    assert walked[-1] == last
