"""The ``cocrea`` command line.

Each command is a module of ``config/commands`` with ``HELP``, ``arguments(parser)`` and
``run(options) -> exit status``. Here is only the door: it sets Django up once and turns a
refusal of the rules into one plain sentence and a non-zero exit.
"""

import argparse
import json
import os
import secrets
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise

COMMANDS = {
    "demo": "replay the demonstration and serve it",
    "serve": "serve the portal (granian, production settings)",
    "migrate": "bring the database to this release and load the reference data",
    "methodology": "check a methodology file, or export its JSON Schema",
    "process": "list processes, or create one from a methodology file",
    "ledger": "verify the public record, or write a mirror of it",
    "trace": "the thread of one folio, from the voice to the milestone",
    "plan": "render the plan as a document",
    "document": "render minutes, the systematization report or the answers report",
    "voices": "bring in voices from a file, or undo a file that was brought in",
    "attendance": "record the attendance of a meeting from a file",
    "export": "write every public list as CSV or XLSX",
    "people": "erase everything private of somebody's account",
    "tick": "do what is due now: checkpoints, notices, publications, windows",
    "backup": "a consistent copy of database and files, while the portal runs",
    "restore": "bring a backup back, and say so in the public record",
    "django": "pass the rest on to Django's own commands (for developers)",
}


# Commands that may begin in a data directory that is not there yet.
STARTERS = frozenset({"demo", "serve", "migrate", "django"})
MAKERS = STARTERS | {"restore"}


def parser_of() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cocrea", description="Runs the co-creation of an Open Government action plan."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in COMMANDS.items():
        commands.add_parser(name, help=text, add_help=False)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help"):
        parser_of().print_help()
        return 0 if arguments else 2
    name = arguments[0]
    if name not in COMMANDS:
        parser_of().error(f"there is no command {name!r}; see cocrea --help")
    return run_command(name, arguments[1:])


def data_dir_of(arguments: Sequence[str]) -> str | None:
    """The value of ``--data-dir``: settings are read before the command's own parser runs."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--data-dir="):
            return argument.partition("=")[2]
        if argument == "--data-dir" and place + 1 < len(arguments):
            return arguments[place + 1]
    return None


def _no_place(name: str, place: str, arguments: Sequence[str]) -> int:
    said = f"cocrea {name}: there is no data directory {place}"
    sys.stderr.write(said + "\n")
    if "--format=json" in arguments or ("--format", "json") in pairwise(arguments):
        sys.stdout.write(json.dumps({"ok": False, "error": said}) + "\n")
    return 2


def run_command(name: str, arguments: list[str]) -> int:
    place = data_dir_of(arguments)
    if place and name not in MAKERS and not os.path.isdir(place):  # noqa: PTH112
        # Settings would make it, and a later restore would find the place taken.
        return _no_place(name, place, arguments)
    if place:
        os.environ["COCREA_DATA_DIR"] = place
    # Database, mail and keys hold personal data: nobody else on the machine reads them.
    os.umask(os.umask(0o077) | 0o027)
    here = os.environ.get("COCREA_DATA_DIR", "var")
    if name in STARTERS:
        os.makedirs(here, exist_ok=True)  # noqa: PTH103
    elif name == "restore" or not os.path.isdir(here):  # noqa: PTH112
        # A file or a mirror can be checked anywhere, and a backup brings its own key: settings are
        # not to leave one behind where nobody installed anything.
        os.environ.setdefault("COCREA_SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocrea.config.settings")
    import django

    django.setup()
    module = import_module(f"cocrea.config.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"cocrea {name}", description=module.__doc__)
    module.arguments(parser)
    if name == "django":
        options, options.rest = parser.parse_known_args(arguments)
    else:
        options = parser.parse_args(arguments)
    from django.db.utils import OperationalError, ProgrammingError

    from cocrea.config.output import failure_told, refusal_told
    from cocrea.kernel.errors import DomainError

    style = getattr(options, "format", "text")
    try:
        return int(module.run(options) or 0)
    except DomainError as refusal:
        refusal_told(refusal, style)
        return 1
    except (OperationalError, ProgrammingError) as error:
        hint = "if it was never made: cocrea migrate --data-dir DIR"
        failure_told(f"the database does not answer: {error}\n{hint}", style)
        return 1
    except BrokenPipeError:
        # The reader of our output went away (``| head``) before we knew whether all was well: what
        # a shell says of any program that ended so.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        failure_told(f"cocrea {name}: {place}{error.strerror or error}", style)
        return 2


if __name__ == "__main__":
    sys.exit(main())
