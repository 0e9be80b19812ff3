"""Pages and document of the plan in real Chromium, in both languages, on telephone and desk."""

import pytest

from tests.browser.walking import assert_accessible, both_languages, go, travel

PLAN = "/p/guatemala-2018/plan/"
PAGES = ("", "2/", "2/1/", "1/comparar/2/", "revision/", "traduccion/")

pytestmark = [pytest.mark.browser]


@both_languages("phone", "desktop")
def test_every_page_is_clean(visit, prefix, kind):
    page = visit(kind)
    for path in PAGES:
        assert_accessible(go(page, f"{prefix}{PLAN}{path}"))


@pytest.mark.parametrize("prefix", ["", pytest.param("/en", marks=pytest.mark.slow)])
def test_the_document_is_clean(visit, tmp_path, prefix):
    page = visit("phone")
    file = tmp_path / "plan.html"
    file.write_bytes(page.request.get(f"{prefix}{PLAN}2/documento.html").body())
    page.goto(file.as_uri())
    assert_accessible(page)


@pytest.mark.slow  # it travels twice
def test_the_form_of_a_comment_is_clean(visit):
    page = visit("phone")
    travel(page, "guatemala-2018", "primera-version")
    try:
        for prefix in ("", "/en"):
            go(page, f"{prefix}{PLAN}1/1/comentar/")
            assert page.locator("textarea").is_visible()
            assert_accessible(page)
    finally:
        travel(page, "guatemala-2018", "cierre-2020")
