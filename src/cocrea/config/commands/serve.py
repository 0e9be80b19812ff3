"""Serve the portal: granian, production settings, two workers of two threads."""

import argparse
import os
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from cocrea.config import assets
from cocrea.config.output import data_dir_argument, port_number, say, within
from cocrea.site.demo import store


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--workers", type=within(int, 1, 64), default=2)
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    store.finished_check()
    call_command("migrate", verbosity=0, interactive=False)
    assets.collect()
    return serve(options.host, options.port, options.workers)


def serve(
    host: str,
    port: int,
    workers: int,
    beside: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> int:
    """Blocks until stopped. The workers have the settings of this process, or read them from the
    environment: that depends on how they are started. beside: what runs as long."""
    os.environ["COCREA_DATA_DIR"] = str(settings.DATA_DIR)
    # Receipts and codes name the address that people really use, unless one was given.
    if "COCREA_BASE_URL" not in os.environ:
        settings.BASE_URL = os.environ["COCREA_BASE_URL"] = f"http://{host}:{port}"
    _free_check(host, port)
    say(f"serving on http://{host}:{port}/")
    server = Granian(
        "cocrea.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=256,
        respawn_failed_workers=True,
        log_access=False,
    )
    with store.in_use(building=False), beside():
        server.serve()
    return 0


def _free_check(host: str, port: int) -> None:
    """Raises OSError. The server itself would share the port with whoever listens there already,
    and each visitor would meet one or the other."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise OSError(error.errno, error.strerror, f"{host}:{port}") from error
