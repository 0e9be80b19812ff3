"""Role x address x object: never an error, never a draft, never a page of staff to a stranger."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from tests.journeys.small_world import GUATEMALA
from tests.security import drafts
from tests.security.catalogue import addresses, candidates, routes
from tests.security.staging import stage

from cocrea.ledger.models import Log
from cocrea.ledger.services import mirror_write
from cocrea.people.rules.roles import ROLES
from cocrea.plan import documents
from cocrea.site import conduct
from cocrea.site.record import published_texts

# What is asked here is the same on every database.
pytestmark = pytest.mark.once

ROLE_CODES = [r.code for r in ROLES if r.code not in ("clock", "operator")]
GOLDEN = Path(__file__).with_name("pages.json")
# Refusals, redirects and pages; 405 where a page only reads or only acts.
CALM = {200, 204, 301, 302, 303, 304, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429}
LOGOUT = {"account_logout"}


@pytest.fixture
def planted(world):
    stage(world.guatemala, world.villa)
    return drafts.plant(world.guatemala)


def roles_param(*slow):
    """These roles in ``test-all``, every other in the soak."""
    marks = {role: [pytest.mark.slow, pytest.mark.soak] for role in ROLE_CODES}
    marks |= {role: [pytest.mark.slow] for role in slow}
    return [pytest.param(role, marks=marks[role]) for role in ROLE_CODES]


def body_of(response) -> bytes:
    """What a reader gets; of a workbook, what is in it: packed words are not found."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def size_of_ledger() -> int:
    return sum(Log.objects.values_list("size", flat=True))


@pytest.mark.parametrize("role", roles_param("citizen"))
def test_every_address_answers_calmly(world, planted, sign_in, role):
    values = candidates(world.guatemala, world.villa)
    client = sign_in(world.guatemala, role, raise_request_exception=False)
    before, wrong, opened = size_of_ledger(), [], set()
    for route in routes():
        for address in addresses(route, values) if route.name not in LOGOUT else ():
            response = client.get(address)
            if response.status_code not in CALM:
                wrong.append((response.status_code, address))
            if response.status_code == 200:
                opened.add(route.name)
            body_of(response)
    assert not wrong
    assert size_of_ledger() == before, "a GET wrote into the record"
    golden = json.loads(GOLDEN.read_text())
    everybody = set(golden["everybody"])
    allowed = {name for name, holders in golden["staff"].items() if role in holders}
    strange = sorted(opened - allowed - everybody)
    assert not strange, "pages opened to a role without the permit"
    assert not allowed - opened, "pages of this role's own work do not open"


@pytest.mark.parametrize("role", roles_param("citizen"))
def test_every_form_sent_empty_answers_calmly(world, planted, sign_in, role):
    values = candidates(world.guatemala, world.villa)
    client = sign_in(world.guatemala, role, raise_request_exception=False)
    before, wrong = size_of_ledger(), []
    for route in routes():
        for address in addresses(route, values) if route.name not in LOGOUT else ():
            response = client.post(address, {})
            if response.status_code not in CALM:
                wrong.append((response.status_code, address))
    assert not wrong
    if role in ("citizen", "observer"):
        assert size_of_ledger() == before, "an empty form of a stranger wrote into the record"


@pytest.mark.slow
@pytest.mark.parametrize(
    "role", ["point_of_contact", pytest.param("publisher", marks=pytest.mark.soak)]
)
def test_a_role_of_one_process_is_nobody_in_another(world, planted, sign_in, role):
    values = candidates(world.villa, world.guatemala)
    client = sign_in(world.guatemala, role, raise_request_exception=False)
    golden = json.loads(GOLDEN.read_text())
    own = {n for n in golden["staff"] if n.startswith(("account_", "mfa_")) or ":desk" in n}
    below = [r for r in routes() if "slug" in r.names and r.name not in own]
    before, opened = size_of_ledger(), set()
    for route in below:
        for address in addresses(route, values):
            if client.get(address).status_code == 200:
                opened.add(route.name)
            client.post(address, {})
    strange = opened - set(golden["everybody"]) - {"site:process_desk"}
    assert not strange
    assert size_of_ledger() == before


@pytest.mark.parametrize(
    "role", ["citizen", pytest.param("point_of_contact", marks=pytest.mark.slow)]
)
def test_every_form_needs_its_token(world, sign_in, role):
    values = candidates(world.guatemala, world.villa)
    client = sign_in(world.guatemala, role, enforce_csrf_checks=True)
    let_in = set()
    for route in routes():
        address = next(addresses(route, values))
        if client.post(address, {}).status_code != 403:
            let_in.add(route.name)
    # A mail program posts there by itself (RFC 8058); the token in the address is the authority.
    assert let_in == {"notices:stop", "notices:stop_digests"}
    exempt = {route.name for route in routes() if getattr(route.view, "csrf_exempt", False)}
    assert exempt == {"notices:stop", "notices:stop_digests"}


def alternates(planted):
    """Every address under which somebody might try to read an unpublished thing."""
    base = f"/p/{GUATEMALA}"
    commitment, milestone = planted["commitment"].public_id, planted["milestone"].public_id
    meeting, proposal = planted["meeting"].public_id, planted["proposal"].public_id
    minutes = planted["minutes"].public_id
    yield from (f"{base}/compromisos/{commitment}/{rest}" for rest in ("", "versiones/1/"))
    yield f"{base}/avance/{milestone}/"
    yield f"{base}/novedades/compromiso/{commitment}.atom"
    yield f"{base}/novedades/reunion/{meeting}.atom"
    yield f"{base}/calendario/{meeting}.ics"
    yield from (f"{base}/reuniones/{meeting}/{rest}" for rest in ("", "acta/", "documentos/"))
    yield f"{base}/reuniones/{minutes}/"
    campaign = planted["campaign"].public_id
    yield from (f"{base}/difusion/{campaign}/{rest}" for rest in ("", "editar/", "texto/"))
    yield f"/r/campaign/{campaign}"
    yield from (f"{base}/propuestas/{proposal}/{rest}" for rest in ("", "trabajo/"))
    yield f"{base}/sistematizacion/uniones/{planted['operation'].public_id}/"
    page = planted["page"]
    for rest in ("", "historial/", "historial/1/", "trabajo/", "editar/", "aprobar/"):
        yield f"{base}/paginas/{page.slug}/{rest}"
    yield f"/r/page/{page.public_id}"
    things = [("commitment", commitment), ("milestone", milestone), ("proposal", proposal)]
    for kind, public_id in things:
        yield f"{base}/hilo/{kind}/{public_id}/"
        yield f"{base}/hilo/{kind}/{public_id}.json"
    hidden = [("meeting", meeting), ("minutes", minutes)]
    hidden += [("disposition", planted["disposition"].public_id)]
    for kind, public_id in (*things, *hidden):
        yield f"/r/{kind}/{public_id}"


def test_drafts_are_not_there_on_any_address(world, planted):
    client, shown = Client(), []
    for address in alternates(planted):
        for each in (address, f"/en{address}"):
            response = client.get(each)
            if response.status_code not in (403, 404):
                shown.append((response.status_code, each))
            assert drafts.CANARY.encode() not in body_of(response), each
    assert not shown


def test_a_draft_is_missing_not_forbidden(world, planted):
    """A 403 would say that something is there: pages of reading answer 404."""
    base = f"/p/{GUATEMALA}"
    for path in (
        f"{base}/compromisos/{planted['commitment'].public_id}/",
        f"{base}/reuniones/{planted['meeting'].public_id}/",
        f"{base}/difusion/{planted['campaign'].public_id}/",
        f"{base}/propuestas/{planted['proposal'].public_id}/",
        f"{base}/hilo/commitment/{planted['commitment'].public_id}/",
        f"{base}/hilo/commitment/{planted['commitment'].public_id}.json",
        f"/r/commitment/{planted['commitment'].public_id}",
        f"/r/proposal/{planted['proposal'].public_id}",
        f"/r/meeting/{planted['meeting'].public_id}",
    ):
        assert Client().get(path).status_code == 404, path


LINK = re.compile(r'href="([^"#]+)')


def crawl(client, start, most):
    """Every page that links lead to; yields (address, response, body). One query string a path."""
    seen, queue, entries = set(), list(start), 0
    while queue and len(seen) < most:
        address = queue.pop(0)
        path = address.split("?")[0]
        if path in seen or path.startswith(("/static/", "/cuenta/")):
            continue
        seen.add(path)
        entries += "/registro/" in path
        if "/registro/" in path and entries > 12:
            continue
        response = client.get(address)
        body = body_of(response)
        yield address, response, body
        if "text/html" in response.get("Content-Type", ""):
            found = LINK.findall(body.decode())
            queue += [a.replace("&amp;", "&") for a in found if a.startswith("/")]
        if response.status_code in (301, 302):
            queue.append(response["Location"])


def check_crawl(start, most):
    client, dead, leaks, count = Client(), [], [], 0
    for address, response, body in crawl(client, start, most):
        count += 1
        if response.status_code >= 400:
            dead.append((response.status_code, address))
        if drafts.CANARY in body.decode("utf-8", "replace") and "xilotl" not in address:
            leaks.append(address)
    assert count > 40
    assert not leaks
    return dead


def test_no_draft_in_what_a_visitor_reaches(world, planted):
    assert not check_crawl(["/"], 160)


@pytest.mark.slow
@pytest.mark.parametrize("most", [400, pytest.param(3000, marks=pytest.mark.soak)])
def test_no_draft_anywhere_and_no_dead_link(world, planted, most):
    dead = check_crawl(["/", "/en/"], most)
    strange = sorted({(status, re.sub(r"[0-9a-f-]{36}", "...", path)) for status, path in dead})
    assert not strange


def test_no_draft_in_search_lists_and_filters(world, planted):
    conduct.tick()
    client, base = Client(), f"/p/{GUATEMALA}"
    for path in (
        f"{base}/buscar/?q=xilotl",
        f"{base}/buscar/?q=voz-received",
        f"{base}/voces/?estado=received",
        f"{base}/voces/?estado=queued",
        f"{base}/propuestas/?estado=draft",
        f"{base}/compromisos/?estado=draft",
        f"{base}/reuniones/?estado=draft",
        f"{base}/hilo/?folio={planted['voice'].folio}",
        f"{base}/voces/{planted['voice'].folio}/",
        f"{base}/voces/{planted['withdrawn'].folio}/",
        f"{base}/voces/{planted['inadmissible'].folio}/",
        f"{base}/hilo/voice/{planted['voice'].public_id}/",
        f"{base}/hilo/voice/{planted['voice'].public_id}.json",
        f"/r/voice/{planted['voice'].public_id}",
    ):
        response = client.get(path, follow=True)
        assert response.status_code in (200, 404), path
        body = body_of(response).decode()
        assert not re.findall(r"xilotl-[a-z-]+", body), path


def test_no_draft_in_exports(world, planted, tmp_path):
    mirror_write(world.guatemala.log, tmp_path, published_texts(world.guatemala.log))
    for path in tmp_path.iterdir():
        assert drafts.CANARY.encode() not in path.read_bytes(), path.name
    for format, language in (("html", "es"), ("html", "en"), ("json", "es"), ("json", "en")):
        made = documents.render(world.guatemala, number=None, format=format, language=language)
        assert drafts.CANARY.encode() not in made
