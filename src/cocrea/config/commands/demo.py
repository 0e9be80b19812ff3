"""Replay the demonstration (once) and serve it. Nothing in it is a real person's."""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cocrea.config import assets
from cocrea.config.commands.serve import serve
from cocrea.config.output import data_dir_argument, day, port_number, say, within
from cocrea.site.demo.build import build
from cocrea.site.demo.replay import FIRST_DAY, LAST_DAY, SLUG
from cocrea.site.demo.world import ROLES_TO_TRY


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=within(day, FIRST_DAY, LAST_DAY),
        metavar="YYYY-MM-DD",
        help=f"replay up to the end of this day ({FIRST_DAY} to {LAST_DAY})",
    )
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument(
        "--scale",
        type=within(float, 0.05, 1.0),
        default=1.0,
        help="share of the voices (0.05 to 1)",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=port_number, default=8000)
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    build(as_of=options.as_of, scale=options.scale, say=lambda text: say(f"[demo] {text}"))
    if options.no_serve:
        say("[demo] built; serve it with: cocrea demo")
        return 0
    assets.collect()
    address = f"http://{options.host}:{options.port}"
    say(f"[demo] open {address}/")
    say(f"[demo] the process of 2018:   {address}/p/{SLUG}/")
    say(f"[demo] take part today in:    {address}/p/villa-ejemplo/participar/")
    say(f"[demo] enter as a role, or travel to another moment: {address}/p/{SLUG}/demostracion/")
    say(f"[demo] roles: citizen (no account), {', '.join(ROLES_TO_TRY)}")
    return serve(options.host, options.port, workers=2, beside=ticking)


@contextmanager
def ticking() -> Iterator[None]:
    """What a timer does on a real machine, where operators set one: mails, search, lateness."""
    command = [sys.executable, "-m", "cocrea.config.cli", "tick", "--every", "60"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        child.terminate()
        child.wait(timeout=30)
