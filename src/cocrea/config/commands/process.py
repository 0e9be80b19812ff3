"""List processes, create one from a methodology file, or appoint its first point of contact."""

import argparse
from pathlib import Path
from typing import Any

from cocrea.config.output import data_dir_argument, day, emit, file_text, format_argument, say
from cocrea.kernel.permits import Actor, Grant
from cocrea.kernel.text import slugify
from cocrea.people import services as people
from cocrea.people.selectors import organizations
from cocrea.process import selectors, services
from cocrea.process.rules.loading import load

OPERATOR = Actor(grants=(Grant("operator"),))


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="every process with its open phases and its clock")
    format_argument(listing)
    data_dir_argument(listing)
    create = verbs.add_parser("create", help="a new process bound by a methodology file")
    create.add_argument("--slug", required=True)
    create.add_argument("--methodology", type=Path, required=True, metavar="FILE")
    create.add_argument("--starts-on", type=day, required=True, metavar="YYYY-MM-DD", help="day 0")
    data_dir_argument(create)
    appoint = verbs.add_parser("appoint", help="let the first point of contact in; once a process")
    appoint.add_argument("--slug", required=True)
    appoint.add_argument("--email", required=True, help="kept in the vault; they sign in by a code")
    appoint.add_argument("--name", required=True, help="public name, as the record shows it")
    appoint.add_argument("--post", required=True)
    appoint.add_argument("--organization", required=True, help="its name; added when unknown")
    appoint.add_argument("--basis", required=True, help="the decision that appoints them")
    data_dir_argument(appoint)


def run(options: argparse.Namespace) -> int:
    return {"list": listed, "create": created, "appoint": appointed}[options.verb](options)


def appointed(options: argparse.Namespace) -> int:
    """Account, public function and role of the point of contact; everybody else they let in."""
    process = selectors.process_get(options.slug)
    common: dict[str, Any] = {"actor": OPERATOR, "process": process}
    user = people.account_open(**common, email=options.email)
    slug = slugify(options.organization, max_length=80)
    if not organizations().filter(slug=slug).exists():
        people.organization_create(
            **common, name=options.organization, slug=slug, sector="public", is_public_body=True
        )
    people.function_publish(
        **common,
        public_name=options.name,
        post=options.post,
        organization=slug,
        basis=options.basis,
        user=user.pk,
    )
    people.role_grant(**common, user=user.pk, role="point_of_contact", basis=options.basis)
    say(f"{process.slug}: {options.name} is point of contact; they sign in by a code sent by mail")
    return 0


def created(options: argparse.Namespace) -> int:
    process = services.process_create(
        actor=OPERATOR,
        methodology=load(file_text(options.methodology)),
        slug=options.slug,
        starts_on=options.starts_on,
    )
    say(f"{process.slug}: created, record {process.log.origin}")
    return 0


def listed(options: argparse.Namespace) -> int:
    rows = [
        {
            "slug": process.slug,
            "name": process.name_es,
            "demo": process.is_demo,
            "now": selectors.process_now(process).isoformat(timespec="seconds"),
            "open_phases": [p.number for p in selectors.open_phases(process)],
            "entries": process.log.size,
        }
        for process in selectors.processes()
    ]
    if options.format == "json":
        emit(rows)
        return 0
    for row in rows:
        phases = ", ".join(map(str, row["open_phases"])) or "none"
        mark = " (demonstration)" if row["demo"] else ""
        say(f"{row['slug']}{mark}: {row['name']}; open phases: {phases}; {row['entries']} entries")
    say(f"{len(rows)} processes")
    return 0
