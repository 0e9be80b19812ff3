"""Pages of every kind, in two languages, in every way that somebody may look at them.

Light, dark, on paper, on the narrowest telephone, without JavaScript and in the colours that a
reader with low vision chose: axe is clean, one main heading, nothing cut sideways. A sample runs
with ``test-all``; the whole table is a soak.
"""

import re
import urllib.request
from functools import cache
from typing import NamedTuple

import pytest

from tests.browser.walking import AXE, VIOLATIONS

pytestmark = [pytest.mark.browser]

LAND, TOWN = "/p/guatemala-2018/", "/p/villa-ejemplo/"
UUID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
FOLIO = r"/voces/[A-Z0-9]+-[A-Z0-9]{6}-[A-Z0-9]/"

# What a reader meets, by name: an address, or a list and the shapes of the links from there.
PAGES: dict[str, str | tuple[str, ...]] = {
    "home": "/",
    "process": LAND,
    "process open today": TOWN,
    "timeline": f"{LAND}calendario/",
    "phase": f"{LAND}fase/2/",
    "methodology": f"{LAND}metodologia/",
    "themes": f"{LAND}temas/",
    "theme": (f"{LAND}temas/", r"/temas/[a-z][a-z-]+/"),
    "bodies": f"{LAND}organos/",
    "meetings": f"{LAND}reuniones/",
    "meeting with minutes": (f"{LAND}reuniones/", rf"/reuniones/{UUID}/"),
    "decision": (f"{LAND}decisiones/", rf"/decisiones/{UUID}/"),
    "voices": f"{LAND}voces/",
    "voice": (f"{LAND}voces/", FOLIO),
    "coverage": f"{LAND}voces/cobertura/",
    "thread of a voice": (f"{LAND}voces/", FOLIO, rf"/hilo/voice/{UUID}/"),
    "contribute": f"{TOWN}participar/",
    "consultation": f"{TOWN}consultas/cuestionario/",
    "results": f"{LAND}consultas/metodologia/resultados/",
    "proposals": f"{LAND}propuestas/",
    "proposal": (f"{LAND}propuestas/", rf"/propuestas/{UUID}/"),
    "funnels": f"{LAND}embudo/",
    "commitments": f"{LAND}compromisos/",
    "commitment": (f"{LAND}compromisos/", rf"/compromisos/{UUID}/"),
    "plan": f"{LAND}plan/",
    "version": f"{LAND}plan/1/",
    "compare": f"{LAND}plan/1/comparar/2/",
    "followup": f"{LAND}avance/",
    "milestone": (f"{LAND}avance/", rf"/avance/{UUID}/"),
    "record": f"{LAND}registro/",
    "entry": (f"{LAND}registro/", r"/registro/[0-9a-f-]+/\d+/"),
    "search": f"{LAND}buscar/?q=agua",
    "library": f"{LAND}biblioteca/",
    "documents": f"{LAND}documentos/",
    "sheet": f"{LAND}gobierno-abierto/",
    "sheet in K'iche'": f"{LAND}gobierno-abierto/quc/",
    "call": f"{LAND}convocatoria/",
    "press": f"{LAND}convocatoria/prensa/",
    "outreach": f"{LAND}difusion/",
    "data": f"{LAND}datos/",
}
# What is wider than the window, and words that a box hides because they do not fit in it.
CUT = """() => {
    const page = document.documentElement, over = page.scrollWidth - innerWidth;
    const boxes = [...document.querySelectorAll('main *')].filter(e =>
        e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1
        && !e.closest('.visually-hidden')
        && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX));
    return [...(over > 0 ? [`the page, by ${over} px`] : []),
        ...boxes.map(e => e.textContent.trim().slice(0, 80))] }"""
SAMPLE = ("process", "contribute")


class Look(NamedTuple):
    """One way of looking: the window, what the device asks for, whether the page's programs run."""

    name: str
    width: int
    media: dict[str, str]
    programs: bool = True


PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
LOOKS = (
    Look("light", 1280, PLAIN),
    Look("dark", 1280, PLAIN | {"color_scheme": "dark"}),
    Look("chosen colours", 1280, PLAIN | {"forced_colors": "active"}),
    Look("paper", 720, PLAIN | {"media": "print"}),
    Look("narrow", 320, PLAIN),
    Look("no JavaScript", 360, PLAIN, programs=False),
)


@pytest.fixture(scope="module")
def tab(chromium, portal):
    """One tab for all: a page is opened twice, with its programs and without them."""
    context = chromium.new_context(base_url=portal.url, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def address_of(portal):
    """address_of(name) -> where the page is, by the first link of each shape."""

    @cache
    def ask(name):
        place = PAGES[name]
        where, *shapes = (place,) if isinstance(place, str) else place
        for shape in shapes:
            with urllib.request.urlopen(portal.url + where) as answer:
                text = answer.read().decode()
            link = re.search(rf'href="([^"?#]*{shape})["?#]', text)
            assert link, f"{where} leads to no {name}"
            where = link[1]
        return where

    return ask


def faults(tab, look):
    """What this page owes and does not give when it is looked at so."""
    tab.set_viewport_size({"width": look.width, "height": 900})
    tab.emulate_media(**look.media)
    found = [f"axe {row}" for row in tab.evaluate(VIOLATIONS)]
    if tab.locator("h1").count() != 1:
        found.append(f"{tab.locator('h1').count()} main headings")
    found += [f"cut sideways: {words}" for words in tab.evaluate(CUT)]
    return [f"{look.name}: {fault}" for fault in found]


def judge(tab, address):
    found = []
    for programs in (True, False):
        tab.unroute_all()
        if not programs:
            tab.route("**/*.js", lambda route: route.abort())  # axe itself needs a running engine
        assert tab.goto(address).status == 200, address
        tab.evaluate(AXE)
        for look in LOOKS:
            if look.programs == programs:
                found += faults(tab, look)
    assert not found, "\n".join([address, *found])


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample(tab, address_of, name):
    judge(tab, address_of(name))


@pytest.mark.soak
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page(tab, address_of, name, prefix):
    judge(tab, prefix + address_of(name))
