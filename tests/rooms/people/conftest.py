"""A log and a process of this room's own: people lies below ``process`` and needs only these."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from cocrea.kernel.permits import Actor, Grant
from cocrea.ledger import services as ledger
from cocrea.people import services as people
from cocrea.people.models import Organization, User

NOW = datetime(2018, 3, 1, 18, tzinfo=UTC)


@dataclass
class Process:
    log: object
    slug: str = "plan"
    is_demo: bool = True
    zone: str = "America/Guatemala"

    @property
    def log_id(self):
        return self.log.pk

    def at(self, instant):
        ledger.clock_set(self.log, instant)
        return instant


@pytest.fixture
def plan(db):
    log = ledger.log_create(name="plan", demo=True)
    ledger.clock_set(log, NOW)
    return Process(log)


@pytest.fixture
def team():
    return Actor(grants=(Grant("secretary"),))


@pytest.fixture
def orgs(db):
    for slug, sector in (
        ("minfin", "public"),
        ("sgp", "public"),
        ("redes", "civil_society"),
        ("camara", "private"),
    ):
        Organization.objects.create(slug=slug, name=slug.upper(), name_key=slug, sector=sector)


@pytest.fixture
def make_function(plan, team, orgs):
    def make(name, organization, user=None):
        return people.function_publish(
            actor=team,
            process=plan,
            public_name=name,
            post="Delegación",
            organization=organization,
            basis="Oficio 1-2018",
            user=user.pk if user else None,
        )

    return make


@pytest.fixture
def forum(plan, team, orgs):
    made = people.body_create(
        actor=team,
        process=plan,
        slug="mesa-tecnica",
        kind="forum",
        name_es="Mesa Técnica de Gobierno Abierto",
        name_en="Open Government Technical Table",
        legal_basis="Acuerdo Gubernativo 41-2018",
    )
    for title, given_by, sector, organization in (
        ("Finanzas", "law", "public", "minfin"),
        ("Sociedad civil", "sector", "civil_society", ""),
    ):
        people.seat_define(
            actor=team,
            process=plan,
            body=made.slug,
            title=title,
            given_by=given_by,
            sector=sector,
            basis="Artículo 4",
            organization=organization,
        )
    return made


@pytest.fixture
def user(db):
    return User.objects.create_user()
