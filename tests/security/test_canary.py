"""A person with a name, an address and a telephone walks through the whole house; then we look
everywhere for them. Mail is the one place where an address belongs."""

import logging
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.journeys.commands import environment
from tests.journeys.small_world import moment
from tests.security import canaries
from tests.security.catalogue import addresses, candidates, routes
from tests.security.test_objects_matrix import body_of

from cocrea.kernel.permits import Actor, Grant
from cocrea.ledger.models import Entry
from cocrea.ledger.services import mirror_write, now_of
from cocrea.meetings import documents as meetings
from cocrea.meetings.models import Minutes
from cocrea.notices.models import Subscription
from cocrea.people import services as people
from cocrea.people import vault
from cocrea.people.models import Organization, User
from cocrea.people.selectors import actor_for
from cocrea.plan import documents
from cocrea.process import selectors
from cocrea.sensemaking import documents as sensemaking
from cocrea.site import conduct
from cocrea.site.demo import store
from cocrea.site.record import published_texts
from cocrea.voices import documents as answers
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

# ``test_vault.py`` asks the same of one form, in a second.
pytestmark = [pytest.mark.slow, pytest.mark.once]

ADDRESS = "canaria.quetzal@ejemplo.org.gt"
SAID = "Que el mercado tenga agua, dice colibrí-esmeralda"
SAID_NEEDLE = ("colibrí-esmeralda",)
FUNCTION = "Funcionaria Esmeralda Pública"
OTHER = Actor(
    grants=(Grant("moderator"),), office="office-otra", organization="otra", sector="academia"
)
REASON = "Falta decir de qué mercado se trata."


TRAVEL = """
import django
django.setup()
from cocrea.process.selectors import process_get
from cocrea.site.demo import store
store.moment_travel(process_get("guatemala-2018"), "canaria")
"""


class Walker(Client):
    """A browser that remembers every address it went to and every cookie it was given."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.trail: list[str] = []

    def request(self, **given):
        response = super().request(**given)
        request = response.wsgi_request
        self.trail.append(request.build_absolute_uri())
        self.trail.append(response.get("Location", ""))
        self.trail += [f"{name}={morsel.value}" for name, morsel in response.cookies.items()]
        return response


def link_in(message, part: str) -> str:
    return urlsplit(next(u for u in re.findall(r"https?://\S+", message.body) if part in u)).path


def code_in(message) -> str:
    pattern = r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$"
    return re.findall(pattern, message.body, re.M)[0]


def contribute(walker, process):
    address = f"/p/{process.slug}/participar/"
    page = walker.get(address).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    given = {
        "text": SAID,
        "kind": "voice",
        "language": "spa",
        "display": "pseudonym",
        "shown_name": "Vecina Obsidiana",
        "contact": ADDRESS,
        "consent": "on",
        "token": token,
    }
    receipt = walker.post(address, given)
    assert receipt.status_code == 200
    page = receipt.content.decode()
    assert ADDRESS not in page
    folio = re.search(r'class="folio">([^<]+)<', page).group(1)
    code = re.search(r'class="code"[^>]*>([^<]+)<', page).group(1)
    return folio.strip(), code.strip()


def actor(process, role: str) -> Actor:
    user = people.demo_user_for(process, role)
    return actor_for(user, process.slug, now=now_of(process.log))


def judged_and_answered(walker, process, folio, code):
    """Refused, reviewed on request, admitted after all, coded and answered."""
    voice = Voice.objects.get(folio=folio)
    common = {"process": process, "voice": voice}
    voices.voice_refuse(actor=actor(process, "moderator"), reason=REASON, **common)
    page = walker.post("/folio/revision/", {"folio": folio, "code": code, "plea": "Es el único."})
    assert page.status_code == 200
    voices.review_decide(actor=OTHER, outcome="overturned", reason=REASON, **common)
    points = voices.points_code(actor=actor(process, "systematizer"), **common)
    answer = voices.disposition_propose(
        actor=actor(process, "systematizer"),
        process=process,
        point=points[0],
        kind="out_of_scope",
        reason="El agua del mercado la lleva otro plan, el de obras.",
    )
    voices.disposition_publish(
        actor=actor(process, "publisher"), process=process, disposition=answer
    )


def subscribed(walker, process) -> str:
    """Follows the process; returns the path that ends it."""
    before = len(mail.outbox)
    walker.post(f"/p/{process.slug}/seguir/", {"email": ADDRESS})
    conduct.tick()
    asked = [m for m in mail.outbox[before:] if "/confirmar/" in m.body]
    assert [m.to for m in asked] == [[ADDRESS]], [m.body for m in mail.outbox]
    confirm = link_in(asked[0], "/confirmar/")
    assert walker.get(confirm).status_code == 200
    assert walker.post(confirm).status_code == 200
    follows_a_theme(walker, process)
    return urlsplit(asked[0].extra_headers["List-Unsubscribe"].strip("<>")).path


def follows_a_theme(walker, process) -> None:
    """By a digest of each day; looks at all that they follow."""
    theme = selectors.themes(process)[0]
    before = len(mail.outbox)
    place = f"/p/{process.slug}/seguir/?tipo=theme&id={process.slug}-{theme.slug}"
    assert walker.post(place, {"email": ADDRESS, "pace": "daily"}).status_code == 302
    conduct.tick()
    asked = [m for m in mail.outbox[before:] if "/confirmar/" in m.body]
    page = walker.post(link_in(asked[0], "/confirmar/")).content.decode()
    mine = re.search(r'href="([^"]+/mis-avisos/[^"]+)"', page).group(1)
    assert "<select" in walker.get(mine).content.decode()


def entered(walker, process) -> User:
    """Signs up by code, leaves, and enters again by code; looks at the desk."""
    walker.post("/cuenta/signup/", {"email": ADDRESS})
    walker.post("/cuenta/confirm-email/", {"code": code_in(mail.outbox[-1])})
    walker.get("/escritorio/")
    walker.get(f"/p/{process.slug}/escritorio/")
    walker.post("/cuenta/logout/")
    walker.post("/cuenta/login/code/", {"email": ADDRESS})
    walker.post("/cuenta/login/code/confirm/", {"code": code_in(mail.outbox[-1])})
    assert walker.get("/escritorio/").status_code == 200
    return User.objects.get(emailaddress__email=ADDRESS)


def travelled(process):
    """A journey to a moment in the middle of everything (generator: before, after)."""
    store.folder().mkdir(exist_ok=True)
    shutil.copy(moment(), store.folder() / "canaria.sqlite3")
    store.state_write({"moments": [store.moment_note("canaria", now_of(process.log))]})
    try:
        yield
        # In another process: a test's own connections are counted by name.
        database = f"sqlite:///{connection.settings_dict['NAME']}"
        given = {**environment(settings.DATA_DIR), "DATABASE_URL": database}
        for _turn in range(2):
            done = subprocess.run([sys.executable, "-c", TRAVEL], env=given, capture_output=True)
            assert done.returncode == 0, done.stderr.decode()
    finally:
        (store.folder() / "canaria.sqlite3").unlink()
        store.folder().rmdir()
        store.state_path().unlink()


def mirrors(world, place):
    place.mkdir()
    for process in (world.guatemala, world.villa):
        process.refresh_from_db()
        mirror_write(process.log, place / process.slug, published_texts(process.log))
    return place


def public_files(world, place):
    """Everything that leaves the house: mirrors and documents."""
    mirrors(world, place)
    for format in ("html", "json"):
        made = documents.render(world.guatemala, number=None, format=format, language="es")
        (place / f"plan.{format}").write_bytes(made)
        for name, room in (("sistematizacion", sensemaking), ("respuestas", answers)):
            made = room.render(world.guatemala, format=format)
            (place / f"{name}.{format}").write_bytes(made)
        for each in Minutes.objects.filter(published_at__isnull=False).select_related("meeting"):
            made = meetings.render(
                each.meeting.process, meeting=each.meeting.public_id, format=format
            )
            (place / f"acta-{each.pk}.{format}").write_bytes(made)
    return place


def page_leaks(world, needles, *, both: bool = True) -> list[str]:
    """Addresses that show one; ``both``: also of the process in which the person never was."""
    found = []
    pairs = [(world.villa, world.guatemala), (world.guatemala, world.villa)]
    for process, other in pairs if both else pairs[:1]:
        values = candidates(process, other)
        for route in routes():
            for address in addresses(route, values):
                body = body_of(Client(raise_request_exception=False).get(address)).decode(
                    "utf-8", "replace"
                )
                if any(n.casefold() in body.casefold() for n in needles):
                    found.append(address)
    return found


def files_leaks() -> list[str]:
    """Media, cache, static files, keys: everything below the data directory but the databases."""
    places = (settings.DATA_DIR, settings.MEDIA_ROOT, settings.STATIC_ROOT)
    found = [f for place in places for f in canaries.files_with(place)]
    return [f for f in found if "sqlite3" not in f and "/mail/" not in f]


@pytest.fixture
def walked(world_to_spoil, caplog, settings, tmp_path):
    """Everything that one person can do, done; moments and keys in a place of its own."""
    caplog.set_level(logging.DEBUG)
    place = tmp_path / "data"
    shutil.copytree(settings.DATA_DIR / "keys", place / "keys")
    settings.DATA_DIR = place
    world, walker = world_to_spoil, Walker()
    journey = travelled(world.guatemala) if store_works() else iter([None])
    next(journey)
    folio, code = contribute(walker, world.villa)
    judged_and_answered(walker, world.villa, folio, code)
    stop = subscribed(walker, world.villa)
    user = entered(walker, world.villa)
    planted = canaries.plant(user)
    Organization.objects.create(slug="canario", name="Canario", name_key="canario", sector="public")
    people.function_publish(
        actor=actor(world.villa, "secretary"),
        process=world.villa,
        public_name=FUNCTION,
        post="Directora",
        organization="canario",
        basis="Acuerdo 7-2026",
        office_contact="PBX 2222-1111",
        user=user.pk,
    )
    conduct.tick()
    list(journey)
    conduct.tick()
    yield {
        "world": world,
        "walker": walker,
        "folio": folio,
        "code": code,
        "stop": stop,
        "user": user,
        "planted": planted,
        "log": caplog,
    }


def store_works() -> bool:
    return connection.vendor == "sqlite"


def test_a_person_is_in_the_vault_and_nowhere_else_until_erased_everywhere(walked, tmp_path):
    """One walk for three questions: it takes longer than all of them."""
    public = public_files(walked["world"], tmp_path / "public")
    in_the_vault_and_nowhere_else(walked, public)
    what_is_public_appears_where_it_must(walked, public)
    erased_is_nowhere(walked, tmp_path)


def in_the_vault_and_nowhere_else(walked, public):
    found = canaries.tables_with()
    assert {"people_contact", "people_identity", "account_emailaddress"} <= set(found)
    assert set(found) <= set(vault.VAULT_TABLES), found
    assert files_leaks() == []
    walker, world = walked["walker"], walked["world"]
    trail = " ".join(walker.trail).casefold()
    assert not [n for n in canaries.NEEDLES if n.casefold() in trail], "in an address or a cookie"
    assert walked["code"] not in trail.upper(), "a check code stood in an address"
    log = walked["log"].text.casefold()
    assert not [n for n in canaries.NEEDLES if n.casefold() in log], "in the log"
    assert walked["code"].casefold() not in log
    kept = repr(getattr(cache, "_cache", {})).casefold()
    assert not [n for n in canaries.NEEDLES if n.casefold() in kept]
    assert canaries.files_with(public) == []
    assert page_leaks(world, canaries.NEEDLES) == []
    told = [m for m in mail.outbox if "List-Id" in m.extra_headers]
    assert len(told) > 2
    said = "".join(m.subject + m.body for m in told).casefold()
    assert not [n for n in (*canaries.NEEDLES, walked["code"]) if n.casefold() in said], "in a mail"
    raw = "".join(bytes(e.raw).decode() for e in Entry.objects.all())
    assert str(walked["user"].pk) not in raw, "an account is named in the record"


def what_is_public_appears_where_it_must(walked, public):
    world, client = walked["world"], Client()
    base = f"/p/{world.villa.slug}"
    assert FUNCTION in client.get("/organizaciones/canario/").content.decode()
    voice = client.get(f"{base}/voces/{walked['folio']}/").content.decode()
    assert SAID in voice and "Vecina Obsidiana" in voice and "otro plan, el de obras" in voice
    assert canaries.files_with(public, SAID_NEEDLE), "the mirror holds the public text"
    found = client.get(f"{base}/buscar/?q=esmeralda").content.decode()
    assert walked["folio"] in found


def erased_is_nowhere(walked, tmp_path):
    walker, world = walked["walker"], walked["world"]
    mine = {"folio": walked["folio"], "code": walked["code"], "confirm": "yes"}
    assert walker.post("/folio/borrar/", mine).status_code == 200
    assert Client().post(walked["stop"]).status_code == 200
    vault.person_erase(walked["user"].pk, now=now_of(world.villa.log))
    conduct.tick()
    assert not Subscription.objects.exclude(contact__in=vault.contact_ids()).exists()
    everything = (*canaries.NEEDLES, *SAID_NEEDLE, "Vecina Obsidiana")
    left = {n: found for n in everything if (found := canaries.tables_with([n]))}
    assert left == {}
    assert files_leaks() == []
    if connection.vendor == "sqlite":
        vault.after_erase()
        assert canaries.bytes_with(everything) == []
    assert canaries.files_with(mirrors(world, tmp_path / "after"), everything) == []
    assert page_leaks(world, everything, both=False) == []
    assert not Session.objects.filter(pk=walker.session.session_key).exists()
    page = Client().get(f"/p/{world.villa.slug}/voces/{walked['folio']}/")
    assert page.status_code == 200, "the folio stays, and says that it was erased"
    kinds = Entry.objects.filter(kind__in=["voice.received", "voice.erased"])
    assert kinds.filter(log=world.villa.log).exists()
