"""Somebody without an account asks to be told by mail: what Django's client, which sends no Origin,
cannot see."""

import pytest

from tests.browser.walking import assert_accessible, go

pytestmark = [pytest.mark.browser]


def test_a_visitor_asks_for_news_by_mail(visit):
    page = visit("phone")
    go(page, "/p/villa-ejemplo/seguir/")
    assert_accessible(page)
    page.locator("main input[type=email]").fill("vecina@ejemplo.org.gt")
    with page.expect_navigation():
        page.locator("main form button").last.click()
    assert page.url.endswith("/seguir/gracias/"), page.inner_text("main")
    assert_accessible(page)
