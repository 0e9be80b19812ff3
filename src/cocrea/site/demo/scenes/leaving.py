"""November 2018: eight organizations leave with a public reason; what they gave stays."""

from cocrea.people import services as people
from cocrea.site.demo.scenes.tables import REPORTED
from cocrea.site.demo.world import SOCIETY, World

REASON = REPORTED + (
    "Razones: una propuesta escrita sin respuesta, fechas movidas tres días antes, ninguna regla para "
    "decidir, y mesas con 91 % de funcionarios."
)


def eight_leave(world: World) -> None:
    for slug, _name, _sector in SOCIETY:
        people.organization_exit(
            actor=world.actor(f"delegate:{slug}"),
            process=world.process,
            body="forum",
            organization=slug,
            reason=REASON,
        )
