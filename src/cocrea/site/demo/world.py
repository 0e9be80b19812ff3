"""The invented people and organizations of the demonstration, and its clock.

Real in the demonstration: the methodology, places, public bodies, the obtained titles of
commitments. Invented: every voice, every person, and every institution that does something here.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from cocrea.kernel.permits import Actor, Grant
from cocrea.ledger import services as ledger
from cocrea.people import services as people
from cocrea.people.models import PublicFunction, User
from cocrea.people.rules.roles import ROLES
from cocrea.people.selectors import actor_for
from cocrea.process import selectors
from cocrea.process.models import Process

ZONE = "America/Guatemala"
OPERATOR = Actor(grants=(Grant("operator"),))
# Whom a visitor can be: the bar offers them, the command names them.
ROLES_TO_TRY = tuple(r.code for r in ROLES if r.code not in ("clock", "citizen", "operator"))
BASIS = "Demostración: función inventada"
MARK = "(inventada)"

FIRST = (
    "Marta Ana Lucía Juan Rosa Pedro Elena Mateo Irma Diego Olga Tomás Silvia Andrés Dora Manuel "
    "Celia Gaspar Blanca Rubén Nora Felipe Alma Óscar Petrona Julio Sonia Pascual Vilma Hugo "
    "Catarina Edgar Juana Luis Floridalma Baltazar Mirna Sergio Candelaria Iván"
).split()
LAST = (
    "Xicay Ajú Cojtí Batz Tzoy Morales Chub Caal Ixcot Barrios Sop Ramírez Tum Quiej Coy Monzón "
    "Choc Pirir Solares Ical Us Méndez Raxón Toj Cuc Estrada Yat Mux Godínez Sacalxot"
).split()

PUBLIC_BODIES = [
    ("ambiente", "Institución de ejemplo para el Ambiente"),
    ("educacion", "Institución de ejemplo para la Educación"),
    ("seguridad", "Institución de ejemplo para la Seguridad"),
    ("gobierno-electronico", "Institución de ejemplo para el Gobierno Electrónico"),
    ("finanzas", "Institución de ejemplo para las Finanzas"),
    ("salud", "Institución de ejemplo para la Salud"),
    ("desarrollo", "Institución de ejemplo para el Desarrollo Social"),
    ("economia", "Institución de ejemplo para la Economía"),
    ("gobiernos-locales", "Asociación de ejemplo de Gobiernos Locales"),
    ("planificacion", "Institución de ejemplo para la Planificación"),
    ("electoral", "Institución de ejemplo para Asuntos Electorales"),
    ("contraloria", "Institución de ejemplo para la Transparencia"),
]
SOCIETY = [
    ("red-del-maiz", "Red del Maíz por la Transparencia", "civil_society"),
    ("ojo-ciudadano", "Ojo Ciudadano de Ejemplo", "civil_society"),
    ("mujeres-tejedoras", "Mujeres Tejedoras de Acuerdos", "civil_society"),
    ("jovenes-datos", "Jóvenes por los Datos Abiertos", "civil_society"),
    ("observatorio-fiscal", "Observatorio Fiscal de Ejemplo", "civil_society"),
    ("pueblos-en-dialogo", "Pueblos en Diálogo", "civil_society"),
    ("universidad-ejemplo", "Universidad de Ejemplo", "academia"),
    ("camara-ejemplo", "Cámara de Ejemplo", "private"),
]


@dataclass
class World:
    """Everything that a scene needs to act as somebody. ``rng`` is seeded: replays are alike.

    actors  kept until the clock moves or somebody gets a role
    """

    process: Process
    scale: float = 1.0
    rng: random.Random = field(default_factory=lambda: random.Random(2018))
    users: dict[str, User] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    say: Callable[[str], None] = lambda _text: None

    def now(self) -> datetime:
        return selectors.process_now(self.process)

    def move_to(self, instant: datetime) -> None:
        """Move the simulated clock; never backwards."""
        self.actors.clear()
        ledger.clock_set(self.process.log, max(instant, self.now()))

    def actor(self, name: str) -> Actor:
        """The actor of a named person: ``point_of_contact``, ``authority:salud``, ..."""
        if name not in self.actors:
            self.actors[name] = actor_for(self.users[name], self.process.slug, now=self.now())
        return self.actors[name]

    def count(self, full: int, least: int = 1) -> int:
        """How many of ``full`` at this scale."""
        return max(least, round(full * self.scale))

    def name(self) -> str:
        return f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)} {MARK}"


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of the process's own zone, in UTC."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE)).astimezone(UTC)


def person(
    world: World, name: str, *roles: str, post: str, organization: str, by: str = "point_of_contact"
) -> PublicFunction:
    """An invented person with a public function and roles, entered by whoever may enter them."""
    actor = world.actor(by)
    user = world.users[name] = people.demo_figure_add(actor=OPERATOR, process=world.process)
    made = people.function_publish(
        actor=actor,
        process=world.process,
        public_name=world.name(),
        post=post,
        organization=organization,
        basis=BASIS,
        user=user.pk,
        invented=True,
    )
    for role in roles:
        people.role_grant(actor=actor, process=world.process, user=user.pk, role=role, basis=BASIS)
    world.actors.clear()
    return made
