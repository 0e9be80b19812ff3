"""Bring the database to this release and load the reference data (safe to repeat)."""

import argparse

from django.core.management import call_command

from cocrea.config import assets
from cocrea.config.output import data_dir_argument, say


def arguments(parser: argparse.ArgumentParser) -> None:
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    call_command("migrate", verbosity=0, interactive=False)
    assets.collect()
    say("database and static files are ready")
    return 0
