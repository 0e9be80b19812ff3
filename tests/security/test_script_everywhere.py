"""Script in every text and name, NUL, right-to-left override, 100 KB: shown as text, or refused."""

import re
from itertools import islice

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from tests.security import drafts
from tests.security.catalogue import addresses, candidates, routes
from tests.security.inert import HOSTILE, LONG, POLYGLOT, SHORT, filled, forms_of, live_parts
from tests.security.staging import stage
from tests.security.test_objects_matrix import CALM, LOGOUT, ROLE_CODES, body_of, size_of_ledger

# What is asked here is the same on every database.
pytestmark = pytest.mark.once

FREE = re.compile(
    r"(^|_)(title|name|text|goal|reason|labels?|venue|note|source|post|means|indicator|baseline|plea|"
    r"condition|signatory|responsible|reply|resolution|expected|content|funnel|basis|refusal|"
    r"fields|excerpt|office_contact|to|acronym|address|purpose|key_text)(_es|_en|$)"
)
NOT_FREE = {
    ("ledger", "name"),  # a slug of the operator
    ("people", "purpose"),
    ("search", "text"),
}
ROOMS = (
    "people",
    "documents",
    "process",
    "agreement",
    "voices",
    "consultations",
    "meetings",
    "outreach",
    "sensemaking",
    "commitments",
    "plan",
    "followup",
    "languages",
)


def text_fields():
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                free = isinstance(field, models.CharField | models.TextField | models.JSONField)
                if free and not field.choices and not isinstance(field, models.SlugField):
                    if FREE.search(field.name) and (room, field.name) not in NOT_FREE:
                        yield model, field


def hostile_like(value):
    """The same shape with every text in it replaced."""
    if isinstance(value, dict):
        return {key: hostile_like(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [hostile_like(inner) for inner in value]
    return POLYGLOT if isinstance(value, str) and " " in value else value


def poison():
    """Straight into the tables: what a page shows must be inert whatever a table holds."""
    count = 0
    for model, field in text_fields():
        if isinstance(field, models.JSONField):
            rows = list(model.objects.all()[:200])
            for row in rows:
                setattr(row, field.name, hostile_like(getattr(row, field.name)))
            model.objects.bulk_update(rows, [field.name])
            continue
        most = field.max_length or 4000
        value = (POLYGLOT if most >= len(POLYGLOT) else SHORT)[:most]
        if field.unique:
            continue
        try:
            with transaction.atomic():
                count += model.objects.exclude(**{field.name: ""}).update(**{field.name: value})
        except Exception as refused:
            # A constraint of the table keeps such a text out: as good as escaping it.
            assert "constraint" in str(refused).lower(), (model, field.name, refused)
    return count


@pytest.fixture
def poisoned(world):
    stage(world.guatemala, world.villa)
    drafts.plant(world.guatemala)
    assert poison() > 500
    return world


def check_headers(response, address):
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy, address
    # A document that is only to be read names no source of scripts: default-src 'none' holds.
    known = "script-src" not in policy or "script-src 'self'" in policy
    assert known or "sandbox" in policy, address
    assert "frame-ancestors 'none'" in policy or "sandbox" in policy, address
    assert response["X-Frame-Options"] == "DENY", address
    assert response["X-Content-Type-Options"] == "nosniff", address
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer"), address


def check_inert(response, address):
    body = body_of(response).decode("utf-8", "replace")
    if "html" in response.get("Content-Type", "text/html"):
        assert not live_parts(body), (address, live_parts(body)[:3])
        assert "49{" not in body, address  # a template inside a text was not rendered
    return body


FAST = {("citizen", "hostile")}
SLOW = {("citizen", "page"), ("systematizer", "polyglot")}
SENT = {"polyglot": POLYGLOT, "hostile": HOSTILE, "long": LONG}


# Roles that between them see every page; each kind of text once for every role that writes.
READERS = ("citizen", "point_of_contact", "moderator", "publisher", "secretary", "systematizer")
WRITERS = ("citizen", "systematizer", "secretary", "delegate_society")


def cells(*kinds):
    """role x kind; the fast run takes one, test-all one of each, the soak all."""
    roles = {"page": READERS, "polyglot": ROLE_CODES, "hostile": WRITERS, "long": WRITERS}
    for kind in kinds:
        for role in roles[kind]:
            marks = [] if (role, kind) in FAST else [pytest.mark.slow]
            if (role, kind) not in FAST | SLOW:
                marks.append(pytest.mark.soak)
            yield pytest.param(role, kind, marks=marks)


@pytest.mark.parametrize(("role", "kind"), list(cells("page")))
def test_every_page_is_inert(poisoned, sign_in, role, kind):
    values = candidates(poisoned.guatemala, poisoned.villa)
    client = sign_in(poisoned.guatemala, role, raise_request_exception=False)
    shown, wrong = 0, []
    for route in routes():
        for address in addresses(route, values) if route.name not in LOGOUT else ():
            response = client.get(address)
            if response.status_code not in CALM:
                wrong.append((response.status_code, address))
                continue
            check_headers(response, address)
            shown += "xss()" in check_inert(response, address)
    assert not wrong
    assert shown > 60, "the payload was not where it should be shown as text"


def fuzz(client, address, value):
    """Send every form of a page, filled by an enemy; yields (form, response, ledger grew)."""
    page = client.get(address)
    if page.status_code != 200 or "html" not in page.get("Content-Type", ""):
        return
    for form in forms_of(page.content.decode()):
        target = form["action"] or address
        if not target.startswith("/") or "/cuenta/logout" in target or "demostracion" in target:
            continue
        before = size_of_ledger()
        response = client.post(target, filled(form, value))
        yield target, response, size_of_ledger() - before


# The fast run sends to the process that has everything, the others to both.
PROCESSES = ["guatemala", pytest.param("villa", marks=pytest.mark.slow)]


@pytest.mark.parametrize("name", PROCESSES)
@pytest.mark.parametrize(("role", "kind"), list(cells(*SENT)))
def test_every_form_takes_it_calmly(world, sign_in, role, kind, name):
    stage(world.guatemala, world.villa)
    drafts.plant(world.guatemala)
    process, other = getattr(world, name), world.villa
    if process is other:
        other = world.guatemala
    values = candidates(process, other)
    client = sign_in(process, role, raise_request_exception=False)
    # The soak tries every object, the others one of each page.
    most = 1 if (role, kind) in FAST | SLOW else None
    wrong, sent = [], 0
    for route in routes():
        if route.name in LOGOUT:
            continue
        for address in islice(addresses(route, values), most):
            for target, response, grew in fuzz(client, address, SENT[kind]):
                sent += 1
                if response.status_code not in CALM:
                    wrong.append((response.status_code, target))
                    continue
                check_inert(response, target)
                if response.status_code >= 400 and grew:
                    wrong.append(("refused, but something was recorded", target))
    assert not wrong
    assert sent > 5


QUERIES = (
    "q tema lugar estado page pagina folio tipo id desde hasta antes next punto orden fase "
    "sector idioma p lang version kind theme via canal asunto reemplaza"
).split()


OTHERS = {"script": SHORT, "digits": "9" * 400, "negative": "-1", "long": "á" * 3000}
VALUES = [
    pytest.param(HOSTILE, id="hostile", marks=pytest.mark.slow),
    *(
        pytest.param(v, id=name, marks=[pytest.mark.slow, pytest.mark.soak])
        for name, v in OTHERS.items()
    ),
]


@pytest.mark.parametrize("value", VALUES)
def test_every_query_parameter_is_harmless(world, value):
    values = candidates(world.guatemala, world.villa)
    client = Client(raise_request_exception=False)
    wrong = []
    for route in routes():
        address = next(addresses(route, values))
        response = client.get(address, dict.fromkeys(QUERIES, value))
        if response.status_code not in CALM:
            wrong.append((response.status_code, address))
            continue
        check_inert(response, address)
        check_headers(response, address)
    assert not wrong


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "javascript:xss()",
    "https:evil.example",
    "\thttps://evil.example",
)


@pytest.mark.parametrize("goal", ELSEWHERE)
def test_no_redirect_leads_away(world, goal, sign_in):
    client = sign_in(world.guatemala, "moderator")
    for path in ("/cuenta/login/", "/cuenta/signup/", "/cuenta/logout/", "/cuenta/login/code/"):
        for response in (
            client.get(path, {"next": goal}),
            client.post(path, {"next": goal, "email": "nadie@ejemplo.org"}),
        ):
            place = response.get("Location", "/")
            assert place.startswith("/") and not place.startswith(("//", "/\\")), (path, place)
            client = sign_in(world.guatemala, "moderator")
    page = Client().get("/cuenta/login/", {"next": goal}).content.decode()
    assert not live_parts(page)
    assert 'href="javascript' not in page.lower()
    entered = Client().post(
        f"/p/{world.guatemala.slug}/demostracion/papel/", {"role": "citizen", "next": goal}
    )
    assert entered["Location"].startswith("/p/")


def test_no_header_is_injected(world):
    for path in (
        "/cuenta/login/?next=/%0d%0aSet-Cookie:%20a=b",
        f"/p/{world.guatemala.slug}/voces/?tema=%0d%0aX-Evil:%201",
        "/r/voice/%0d%0aX-Evil:1",
        f"/p/{world.guatemala.slug}/voces/%0d%0aX-Evil:1/",
        "/en/%0d%0aX-Evil:1",
    ):
        response = Client(raise_request_exception=False).get(path)
        assert response.status_code in CALM, path
        assert "X-Evil" not in response.headers and "a" not in response.cookies, path
        assert "\n" not in response.get("Location", ""), path


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@localhost", "localhost.evil"])
def test_the_host_header_decides_nothing(world, host):
    page = Client(raise_request_exception=False).get("/", HTTP_HOST=host)
    assert page.status_code == 400
    page = Client().get("/", HTTP_X_FORWARDED_HOST=host)
    assert page.status_code == 200 and b"evil" not in page.content
    page = Client(raise_request_exception=False).post(
        "/cuenta/login/code/", {"email": "a@ejemplo.org"}, HTTP_HOST=host
    )
    assert page.status_code == 400
