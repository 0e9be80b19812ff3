"""In whose name a command acts: a public function, never an account and never the machine."""

import argparse
from collections.abc import Iterable
from datetime import datetime

from cocrea.kernel.errors import NotPermitted
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.people.selectors import actor_for, offices, role_holders
from cocrea.process.models import Process


def office_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--office",
        metavar="ID",
        default="",
        help="public function in whose name this is done; without it, who may is listed",
    )


def actor_of(office: str, process: Process, now: datetime, roles: Iterable[str]) -> Actor:
    """The actor of a public function, with the roles it holds in this process.

    Raises NotPermitted(config.office_needed) with those who may, one per line.
    """
    key = parse_uuid(office)
    found = offices([key]).get(str(key)) if key else None
    if found is not None and found.user is not None:
        return actor_for(found.user, process.slug, now=now)
    known: dict[str, str] = {}
    for role, functions in role_holders(process.slug, now).items():
        if role in set(roles):
            for each in functions:
                known[str(each.public_id)] = f"{each.public_name}, {each.post}"
    listed = "; ".join(f"{public_id} ({name})" for public_id, name in known.items())
    raise NotPermitted(Finding("ui.office_needed", params={"known": listed or "–"}))
