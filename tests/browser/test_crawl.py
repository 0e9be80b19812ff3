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
MOST_PAGES = 600
# A file, not a page: asked for its status alone.
FILE = re.compile(r"(\.[a-z]{2,6}|/archivo/|/texto/)$")
HTML_LIMIT = 20 * 1024
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FOLIO = re.compile(r"[A-Z0-9]+-[0-9A-Z]{6}-[0-9A-Z](?=/)")
# What names one of many, by what stands before it.
SLUGGED = re.compile(
    r"/(organizaciones|temas|organos|marcos|organization|enlace|tema|c|p|gobierno-abierto)/[^/.]+"
)
ENGLISH = "/en"


def shape_of(address):
    path, _, query = address.partition("?")
    path = SLUGGED.sub(r"/\1/NAME", FOLIO.sub("FOLIO", UUID.sub("ID", path)))
    keys = sorted(pair.partition("=")[0] for pair in query.split("&") if pair)
    return re.sub(r"\d+", "N", path), tuple(keys)


def enough(shapes, address, prefix):
    """Two of a shape, which meets an empty and a full process; of those with a question, and in
    the second language, one."""
    shape = shape_of(address.removeprefix(prefix))
    return shapes[shape] >= (1 if prefix or shape[1] else 2)


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
        if address in seen or enough(shapes, address, prefix):
            continue
        if not address.startswith(prefix) or (not prefix and address.startswith(f"{ENGLISH}/")):
            continue  # the other language has its own round
        seen.add(address)
        shapes[shape_of(address.removeprefix(prefix))] += 1
        complaints.clear()
        is_file = FILE.search(address.partition("?")[0]) and not address.endswith(".html")
        response = context.request.get(address) if is_file else page.goto(address)
        if response.status != 200:
            faults[address] = [f"status {response.status}"]
        if is_file or response.status != 200:
            continue
        found = faults_of(page, response, address) + [f"console: {text}" for text in complaints]
        if found:
            faults[address] = found
        queue.extend(links(page, portal.url))
    context.close()
    assert len(seen) > 60
    report = "\n".join(f"{address}: {found}" for address, found in faults.items())
    assert not faults, f"{len(faults)} of {len(seen)} pages\n{report}"
