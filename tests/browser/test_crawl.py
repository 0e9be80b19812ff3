"""Every public page that can be reached from the homes, in both languages: what each page owes.

One page of each shape of address (a few of the large sets): status, one heading, a title, axe,
language, no complaint of the browser, no sideways scrolling on the narrowest telephone, weight.
"""

import gzip
import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser.walking import AXE, VIOLATIONS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("portal")]

STARTS = ("/", "/p/guatemala-2018/", "/p/villa-ejemplo/")
MOST_PAGES, OF_EACH = 400, 2
HTML_LIMIT = 20 * 1024
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FOLIO = re.compile(r"[A-Z0-9]+-[0-9A-Z]{6}-[0-9A-Z](?=/)")
SLUGGED = re.compile(r"/(organizaciones|temas|organos|marcos)/[^/]+/")
ENGLISH = "/en"


def shape_of(address):
    path, _, query = address.partition("?")
    path = SLUGGED.sub(r"/\1/NAME/", FOLIO.sub("FOLIO", UUID.sub("ID", path)))
    keys = sorted(pair.partition("=")[0] for pair in query.split("&") if pair)
    return re.sub(r"\d+", "N", path), tuple(keys)


def links(page, base):
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    for href in found:
        parts = urlsplit(urljoin(page.url, href))
        if f"{parts.scheme}://{parts.netloc}" == base and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def faults_of(page, response, address):
    """What this page owes and does not give."""
    found = [f"axe {row}" for row in page.evaluate(VIOLATIONS)]
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} main headings")
    if not page.title().strip(" ·"):
        found.append("no title")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        found.append(f"{wide} px wider than 320")
    awaited = "en" if address.startswith(f"{ENGLISH}/") else "es"
    if page.locator("html").get_attribute("lang") != awaited:
        found.append(f"lang is not {awaited}")
    weight = len(gzip.compress(response.body(), 6))
    if weight > HTML_LIMIT:
        found.append(f"HTML of {weight} bytes compressed")
    return found


@pytest.mark.parametrize("prefix", ["", ENGLISH])
def test_every_public_page(chromium, portal, prefix):
    context = chromium.new_context(
        base_url=portal.url, viewport={"width": 320, "height": 640}, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    context.add_init_script(AXE)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    queue = deque(prefix + start for start in STARTS)
    seen, shapes, faults = set(), Counter(), {}
    while queue and len(seen) < MOST_PAGES:
        address = queue.popleft()
        if address in seen or shapes[shape_of(address)] >= OF_EACH:
            continue
        if not address.startswith(prefix) or (not prefix and address.startswith(f"{ENGLISH}/")):
            continue  # the other language has its own round
        seen.add(address)
        shapes[shape_of(address)] += 1
        head = context.request.get(address)
        kind = head.headers.get("content-type", "")
        if head.status != 200:
            faults[address] = [f"status {head.status}"]
            continue
        if "html" not in kind or "attachment" in head.headers.get("content-disposition", ""):
            continue
        complaints.clear()
        response = page.goto(address)
        found = faults_of(page, response, address) + [f"console: {text}" for text in complaints]
        if found:
            faults[address] = found
        queue.extend(links(page, portal.url))
    context.close()
    assert len(seen) > 60
    report = "\n".join(f"{address}: {found}" for address, found in faults.items())
    assert not faults, f"{len(faults)} of {len(seen)} pages\n{report}"
