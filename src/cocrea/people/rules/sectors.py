"""Which part of society somebody speaks for, apart from the status in which they take part.

A person without organization is a sector of its own: nobody has to belong to something in order
to speak.
"""

from collections.abc import Iterable

SECTORS: tuple[str, ...] = (
    "public",
    "civil_society",
    "private",
    "academia",
    "cooperation",
    "municipality",
    "citizen",
)

STATUSES: tuple[str, ...] = ("member", "observer", "guest", "authority")

# Municipal governments are government too when one asks who outweighs whom in a room.
GOVERNMENT: frozenset[str] = frozenset({"public", "municipality"})

# Cooperation accompanies; it belongs to neither side of the balance.
NEITHER: frozenset[str] = frozenset({"cooperation"})

# The branch of the State of each group in data/entidades_publicas_gt.csv.
BRANCHES: tuple[str, ...] = (
    "executive",
    "legislative",
    "judicial",
    "control",
    "autonomous",
    "municipal",
    "none",
)

BRANCH_OF_GROUP: dict[str, str] = {
    "Organismo Legislativo": "legislative",
    "Organismo Judicial": "judicial",
    "Presidencia y Ministerios de Estado": "executive",
    "Secretarías y Otras Dependencias del Ejecutivo": "executive",
    "Sistema de Consejos de Desarrollo": "executive",
    "Órganos de Control Político": "control",
    "Órganos de Control Jurídico-Administrativo": "control",
    "Entidades Descentralizadas no Empresariales": "autonomous",
    "Entidades Autónomas no Empresariales": "autonomous",
    "Entidades de Seguridad Social": "autonomous",
    "Empresas Públicas Financieras": "autonomous",
    "Empresas Públicas no Financieras Nacionales": "autonomous",
    "Empresas Públicas no Financieras Municipales": "municipal",
    "Entidades Públicas Municipales no Empresariales": "municipal",
    "Mancomunidades y asociaciones de municipalidades": "municipal",
}


def branch_of_group(group: str) -> str:
    """The branch of the State of a group of public bodies; ``none`` when the group is unknown."""
    return BRANCH_OF_GROUP.get(group, "none")


def sector_of_group(group: str) -> str:
    """``municipality`` for municipal bodies, ``public`` for every other public body."""
    return "municipality" if branch_of_group(group) == "municipal" else "public"


def side(sector: str) -> str:
    """``government``, ``society`` or ``neither``: the two sides that a balance weighs."""
    if sector in GOVERNMENT:
        return "government"
    return "neither" if sector in NEITHER else "society"


def count_by_sector(sectors: Iterable[str]) -> dict[str, int]:
    """How many of each, in the order of SECTORS, zeros left out."""
    seen = list(sectors)
    return {s: seen.count(s) for s in SECTORS if s in seen}
