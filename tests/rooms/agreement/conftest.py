"""A body with four voting seats, taken by invented public functions."""

import pytest

from cocrea.kernel.permits import Actor, Grant
from cocrea.kernel.text import fold
from cocrea.people.models import Body, Mandate, Organization, PublicFunction, Seat
from cocrea.process.selectors import process_now

SEATS = (
    ("ministerio-de-ejemplo", "public", "Ana Ejemplo"),
    ("contraloria-de-ejemplo", "public", "Beto Ejemplo"),
    ("colectivo-de-ejemplo", "civil_society", "Carla Ejemplo"),
    ("universidad-de-ejemplo", "academia", "Darío Ejemplo"),
)


@pytest.fixture
def forum(process):
    """The body; ``forum.functions`` in the order of SEATS."""
    now = process_now(process)
    body = Body.objects.create(
        process_slug=process.slug,
        slug="mesa",
        kind="forum",
        name_es="Mesa municipal",
        legal_basis="Acuerdo de ejemplo",
        created_at=now,
    )
    body.functions = []
    for number, (slug, sector, name) in enumerate(SEATS, start=1):
        organization = Organization.objects.create(
            slug=slug, name=slug.replace("-", " "), name_key=fold(slug), sector=sector
        )
        function = PublicFunction.objects.create(
            public_name=name,
            post="Vocal",
            organization=organization,
            basis="x",
            salt=b"0" * 16,
            since=now,
        )
        seat = Seat.objects.create(
            body=body,
            number=number,
            title=f"Asiento {number}",
            given_by="sector",
            sector=sector,
            basis="x",
        )
        Mandate.objects.create(seat=seat, function=function, kind="titular", since=now)
        body.functions.append(function)
    return body


@pytest.fixture
def member():
    """An actor in the name of a public function."""

    def made(function, role="forum_member"):
        return Actor(
            grants=(Grant(role),),
            office=str(function.public_id),
            organization=function.organization.slug,
            sector=function.organization.sector,
            label=f"{function.public_name}, {function.post}",
        )

    return made
