"""Django's own management commands, for developers (makemigrations, shell, ...)."""

import argparse

from django.core.management import execute_from_command_line

HELP = "Django's own commands"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(rest=[])


def run(options: argparse.Namespace) -> int:
    execute_from_command_line(["cocrea django", *options.rest])
    return 0
