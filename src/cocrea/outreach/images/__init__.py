"""Images of materials: the text of a version with its short link and QR, as SVG and PNG.

Drawn by typst in a process of its own (``images.press``), so that the portal never loads it; kept
by the digest of what they are made from. A version never changes, so neither do they.
"""

import functools
import hashlib
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import segno
from django.core.cache import cache

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent.parent  # the folder that holds the package
SECONDS_MOST = 30
KEPT_SECONDS = 7 * 24 * 3600
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
# Channels that are looked at. What is read aloud or printed as an article needs no image.
SHAPES = {"poster": "poster", "social": "square", "messaging": "square", "portal": "square"}
_one_at_a_time = threading.BoundedSemaphore(1)


def card(
    *, shape: str, eyebrow: str, title: str, text: str, address: str, mark: str, language: str
) -> dict[str, Any]:
    """What an image shows. mark: a line across it, for demonstrations ("" none)."""
    lines = {"eyebrow": eyebrow, "title": title, "text": text, "mark": mark}
    return {"shape": shape, "address": address, "language": language, **lines}


def drawn(given: dict[str, Any], format: str) -> bytes:
    """The image. format: svg or png. Raises NotThere(outreach.no_image) when it cannot be made."""
    key = f"outreach-image:{format}:{_digest(given)}"
    found: bytes | None = cache.get(key)
    if found is None:
        found = _pressed({**given, "qr": qr(given["address"], "svg").decode()}, format)
        cache.set(key, found, KEPT_SECONDS)
    return found


def qr(address: str, format: str) -> bytes:
    """A QR code that prints: quiet zone, white ground. format: svg or png."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    if format == "png":
        code.save(out, kind="png", scale=16, border=4)
    else:
        code.save(out, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, title=address)
    return out.getvalue()


def _digest(given: dict[str, Any]) -> str:
    said = json.dumps(given, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{_layout()}|{said}".encode()).hexdigest()


@functools.cache
def _layout() -> str:
    files = (HERE / "card.typ", HERE / "press.py")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _pressed(job: dict[str, Any], format: str) -> bytes:
    run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run
    try:
        with _one_at_a_time:
            done = run(
                [sys.executable, "-m", "cocrea.outreach.images.press", format],
                input=json.dumps(job).encode(),
                capture_output=True,
                timeout=SECONDS_MOST,
                # Nothing of this installation: no key, no database, no address.
                env={"PYTHONPATH": str(SOURCE), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                check=False,
            )
    except subprocess.TimeoutExpired as late:
        raise NotThere(Finding("outreach.no_image", where="image")) from late
    if done.returncode:
        raise NotThere(Finding("outreach.no_image", where="image"))
    return done.stdout
