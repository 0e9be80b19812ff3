"""Every public page that can be reached from the homes, in both languages: what each page owes.

Of each shape of address, and a few of the large sets: status, one heading, a title, weight, language
of the page and of its parts.
In the soak, one page of each shape in a browser: axe, no complaint, no sideways scrolling on the
narrowest telephone.
"""

import gzip
import re
import urllib.error
import urllib.request
from collections import Counter, deque
from html.parser import HTMLParser
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser import walking
from tests.browser.walking import AXE, VIOLATIONS
from tests.languages import misdeclared

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STARTS = ("/", "/p/guatemala-2018/", "/p/villa-ejemplo/")
MOST_PAGES = 600
HTML_LIMIT = 20 * 1024
# What names one of many, by what stands before it.
SLUGGED = re.compile(
    r"/(organizaciones|temas|organos|marcos|organization|enlace|tema|c|p|gobierno-abierto)/[^/.]+"
)
ENGLISH = "/en"


def shape_of(address):
    """Shape of the path, and what the question asks for."""
    query = address.partition("?")[2]
    keys = sorted(pair.partition("=")[0] for pair in query.split("&") if pair)
    return SLUGGED.sub(r"/\1/NAME", walking.shape_of(address)), tuple(keys)


def enough(shapes, address, prefix):
    """Two of a shape, which meets an empty and a full process; of those with a question, and in
    the second language, one."""
    shape = shape_of(address.removeprefix(prefix))
    return shapes[shape] >= (1 if prefix or shape[1] else 2)


class Answer(NamedTuple):
    """What an address gave; ``html`` is empty for a file. url: where it led."""

    address: str
    status: int
    html: bytes
    url: str = ""


class Reader(HTMLParser):
    """Main headings, language, title and links of a page."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.language, self.title, self.hrefs, self.inside = 0, "", "", [], ""
        self.feed(html.decode())

    def handle_starttag(self, tag, attrs):
        given, self.inside = dict(attrs), tag
        self.headings += tag == "h1"
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "a" and given.get("href"):
            self.hrefs.append(given["href"])

    def handle_data(self, data):
        if self.inside == "title" and not self.title:
            self.title = data.strip(" ·\n")


def ask(base, address):
    try:
        with urllib.request.urlopen(base + address, timeout=60) as response:
            kind = response.headers.get("Content-Type", "")
            attached = "attachment" in response.headers.get("Content-Disposition", "")
            html = b"" if attached or "html" not in kind else response.read()
            return Answer(address, response.status, html, response.url)
    except urllib.error.HTTPError as error:
        return Answer(address, error.code, b"")


def links(base, url, hrefs):
    for href in hrefs:
        parts = urlsplit(urljoin(url, href))
        if f"{parts.scheme}://{parts.netloc}" == base and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def crawl(base, prefix):
    """Answers of every shape of address, from the homes outwards, in one language."""
    queue = deque(prefix + start for start in STARTS)
    seen, shapes = set(), Counter()
    while queue and len(seen) < MOST_PAGES:
        address = queue.popleft()
        if address in seen or enough(shapes, address, prefix):
            continue
        if not address.startswith(prefix) or (not prefix and address.startswith(f"{ENGLISH}/")):
            continue  # the other language has its own round
        seen.add(address)
        shapes[shape_of(address.removeprefix(prefix))] += 1
        answer = ask(base, address)
        yield answer
        if answer.html:
            queue.extend(links(base, answer.url, Reader(answer.html).hrefs))


def faults_of(answer):
    """What this page owes and does not give."""
    if answer.status != 200:
        return [f"status {answer.status}"]
    if not answer.html:
        return []
    page, found = Reader(answer.html), []
    if page.headings != 1:
        found.append(f"{page.headings} main headings")
    if not page.title:
        found.append("no title")
    awaited = "en" if answer.address.startswith(f"{ENGLISH}/") else "es"
    if page.language != awaited:
        found.append(f"lang is not {awaited}")
    weight = len(gzip.compress(answer.html, 6))
    if weight > HTML_LIMIT:
        found.append(f"HTML of {weight} bytes compressed")
    said = dict.fromkeys(misdeclared(answer.html.decode()))
    return found + [f"in {declared}: “{text[:80]}”" for declared, text in islice(said, 3)]


def report(faults, count):
    told = "\n".join(f"{address}: {found}" for address, found in faults.items() if found)
    assert not told, f"of {count} pages:\n{told}"


@pytest.mark.parametrize("prefix", ["", ENGLISH])
def test_every_public_page(portal, prefix):
    faults = {a.address: faults_of(a) for a in crawl(portal.url, prefix)}
    assert len(faults) > 200
    report(faults, len(faults))


@pytest.mark.soak  # the walks judge the pages they meet
@pytest.mark.parametrize("prefix", ["", ENGLISH])
def test_one_page_of_each_shape_in_a_browser(chromium, portal, prefix):
    shapes = {}
    for answer in crawl(portal.url, prefix):
        if answer.html:
            shapes.setdefault(shape_of(answer.address)[0], answer.address)
    context = chromium.new_context(
        base_url=portal.url, viewport={"width": 320, "height": 640}, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    context.add_init_script(AXE)
    page, complaints, faults = context.new_page(), [], {}
    page.on("console", lambda message: complaints.append(message.text))
    for address in shapes.values():
        complaints.clear()
        page.goto(address)
        faults[address] = [f"axe {row}" for row in page.evaluate(VIOLATIONS)]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        faults[address] += [f"{wide} px wider than 320"] if wide > 0 else []
        faults[address] += [f"console: {text}" for text in complaints]
    context.close()
    assert len(faults) > 80
    report(faults, len(faults))
