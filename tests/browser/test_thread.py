"""A sentence of the hall is followed to a milestone and back, each way in two clicks."""

import re

import pytest

from tests.browser.walking import assert_accessible, follow, go

pytestmark = [pytest.mark.browser]

HOME = "/p/guatemala-2018/"
WORDS = "verdaderos dueños de las empresas"


def voice(page):
    go(page, f"{HOME}buscar/?q=verdaderos+due%C3%B1os+empresas")
    link = page.get_by_role("main").get_by_role("link", name=re.compile("GT4-|verdaderos")).first
    with page.expect_navigation():
        link.click()
    assert WORDS in page.get_by_role("main").inner_text()
    return page


@pytest.mark.parametrize("kind", ["desktop", "no_js"])
def test_from_the_voice_to_the_milestone_and_back(visit, kind):
    page = voice(visit(kind))
    folio = page.locator("h1").inner_text()
    follow(page, re.compile("Seguir su hilo"))  # first click
    thread = page.url
    main = page.get_by_role("main")
    for step in ("Propuesta", "Compromiso", "Hito"):
        assert main.get_by_role("link", name=re.compile(rf"^{step} \d")).count(), step
    milestone = main.locator('a[href*="/avance/"]').first
    milestone.click()  # second click
    page.wait_for_load_state()
    assert "/avance/" in page.url

    follow(page, re.compile("hilo", re.I))  # first click back
    back = page.get_by_role("main").get_by_role("link", name=re.compile(folio))
    back.first.click()  # second click
    page.wait_for_load_state()
    assert WORDS in page.get_by_role("main").inner_text()
    if kind == "desktop":
        assert_accessible(page)
        go(page, thread)
        assert_accessible(page)


def test_each_step_of_the_thread_has_its_page(visit):
    page = voice(visit("phone"))
    follow(page, re.compile("Seguir su hilo"))
    addresses = page.eval_on_selector_all("main a", "all => all.map(a => a.getAttribute('href'))")
    for room in ("propuestas", "compromisos", "avance"):
        path = next(a for a in addresses if f"/{room}/" in a)
        go(page, path)
        assert_accessible(page)
    page.get_by_role("main").get_by_text(re.compile("sociedad", re.I)).first.wait_for()


def test_links_of_the_record_stay_in_the_readers_language(visit):
    page = visit("desktop")
    go(page, f"/en{HOME}registro/")
    with page.expect_navigation():
        page.locator('main a[href*="/r/"]').first.click()
    assert "/en/" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
