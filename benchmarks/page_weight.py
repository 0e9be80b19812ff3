"""What a first and a next visit weigh over the wire, fonts included, in real Chromium.

    python benchmarks/page_weight.py http://127.0.0.1:8000 [PATH ...]

Budget: a first visit 100 KB (20 KB of it HTML), a next page 25 KB. Exits 1 when one is over it.
"""

import sys

from playwright.sync_api import Browser, sync_playwright

FIRST, HTML, NEXT = 100 * 1024, 20 * 1024, 25 * 1024
PATHS = (
    "/",
    "/p/guatemala-2018/",
    "/p/villa-ejemplo/participar/",
    "/p/guatemala-2018/voces/",
    "/p/guatemala-2018/voces/cobertura/",
    "/p/guatemala-2018/reuniones/",
    "/p/guatemala-2018/propuestas/",
    "/p/guatemala-2018/compromisos/",
    "/p/guatemala-2018/plan/",
    "/p/guatemala-2018/avance/",
    "/p/guatemala-2018/calendario/",
    "/p/guatemala-2018/metodologia/",
    "/p/guatemala-2018/registro/",
)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def weigh(browser: Browser, base: str, path: str, *, before: str = "") -> tuple[int, int]:
    """(bytes of everything, bytes of the document) as transferred; ``before`` warms the cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    if before:
        page.goto(base + before, wait_until="networkidle")
        kinds.clear()
        sizes.clear()
    page.goto(base + path, wait_until="networkidle")
    page.wait_for_timeout(150)
    total = sum(sizes.values())
    document = sum(size for key, size in sizes.items() if kinds.get(key) == "Document")
    context.close()
    return total, document


def measure(
    browser: Browser, base: str, paths: tuple[str, ...] = PATHS
) -> list[tuple[str, int, int, int]]:
    """(path, first visit, its HTML, next visit) in bytes."""
    rows = []
    for path in paths:
        first, document = weigh(browser, base, path)
        following, _ = weigh(browser, base, path, before="/acerca/")
        rows.append((path, first, document, following))
    return rows


def over(row: tuple[str, int, int, int]) -> bool:
    _path, first, document, following = row
    return first > FIRST or document > HTML or following > NEXT


def main() -> int:
    base = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        rows = measure(browser, base, tuple(sys.argv[2:]) or PATHS)
        browser.close()
    print(f"{'page':44} {'first':>8} {'html':>8} {'next':>8}")
    for row in rows:
        path, first, document, following = row
        mark = "  over the budget" if over(row) else ""
        print(f"{path:44} {first:8,} {document:8,} {following:8,}{mark}")
    return int(any(over(row) for row in rows))


if __name__ == "__main__":
    sys.exit(main())
