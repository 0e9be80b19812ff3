"""A small demonstration, served by granian, and pages of real Chromium to walk it.

The portal runs in processes of its own with production settings: what is tested is what people get.
One browser serves the whole folder; a visitor gets a window that was left and emptied, because
opening one costs more than most pages.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.windows import Windows
from tests.demonstration import ROOT, cocrea, demonstration, environment

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Portal(NamedTuple):
    """A served demonstration."""

    url: str
    data: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if server.poll() is not None:
                break
            time.sleep(0.25)
    pytest.fail(f"the portal does not answer: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The whole process of 2018 at its end, and a municipality in consultation today.

    COCREA_BROWSER_DATA names a demonstration that is kept between runs while working on a test.
    """
    kept = os.environ.get("COCREA_BROWSER_DATA")
    data = Path(kept) if kept else tmp_path_factory.mktemp("portal")
    if not (data / "demo.json").exists():
        shutil.copytree(demonstration(), data, dirs_exist_ok=True)
    log = data / "serve.log"
    port = str(_free_port())
    serve = cocrea("serve", "--workers", "1", "--port", port, "--data-dir", str(data))
    with log.open("w") as out:
        server = subprocess.Popen(serve, cwd=ROOT, env=environment(), stdout=out, stderr=out)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/", server, log)
            yield Portal(url, data)
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@pytest.fixture(scope="package")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def _windows(chromium, portal):
    windows = Windows(chromium, portal.url)
    yield windows
    windows.close()


@pytest.fixture
def visit(_windows):
    """visit(kind) -> a page of its own visitor; no page may complain in the console."""
    opened = []

    def open_page(kind="desktop", **more):
        opened.append(_windows.take(kind, **more))
        return opened[-1].page

    yield open_page
    complaints = [said for window in opened for said in window.complaints]
    for window in opened:
        _windows.give_back(window)
    assert complaints == []
