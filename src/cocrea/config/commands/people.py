"""People: erase everything private of somebody who asked for it and cannot do it on the portal.

The address is read from standard input, so that it stays in no history and in no list of
processes. What the person did in a public function stays in the public record.
"""

import argparse
import sys
import uuid

from django.utils import timezone

from cocrea.config.output import data_dir_argument, emit, format_argument, say
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.people import vault


def arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    erase = commands.add_parser(
        "erase", help="erase all that is private of an account, and close it"
    )
    erase.add_argument("--id", type=uuid.UUID, help="the account; without it, asks for its e-mail")
    erase.add_argument("--yes", action="store_true", help="do not ask again")
    format_argument(erase)
    data_dir_argument(erase)


def run(options: argparse.Namespace) -> int:
    account = options.id or vault.account_of(_asked("E-mail address of the account: "))
    if account is None:
        raise NotThere(Finding("people.not_there", where="user"))
    if not options.yes and _asked("This cannot be undone. Write ERASE to go on: ") != "ERASE":
        say("nothing was erased")
        return 1
    gone = vault.person_erase(account, now=timezone.now())
    if options.format == "json":
        emit({"account": str(account), "erased": gone})
    else:
        say(f"account {account}: {gone} rows erased; it is closed")
    return 0


def _asked(question: str) -> str:
    """One line of standard input; the question goes to where it disturbs no machine."""
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()
