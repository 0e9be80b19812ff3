"""Windows of the browser that visitors use one after the other: same size, nothing left behind."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
KINDS: dict[str, dict[str, Any]] = {
    "phone": PHONE,
    "desktop": DESKTOP,
    "no_js": {**PHONE, "java_script_enabled": False},
    "dark": {**DESKTOP, "color_scheme": "dark"},
    "dark_phone": {**PHONE, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
# Everything that a visitor leaves, except the cache of files that are the same for everybody.
LEFT_BEHIND = "cookies,local_storage,indexeddb,service_workers,cache_storage"


@dataclass
class Window:
    """One visitor's: a context of its own, and what its pages complained of."""

    key: str
    context: BrowserContext
    page: Page
    complaints: list[tuple[str, str]] = field(default_factory=list)

    def hear(self, message: Any) -> None:
        # Chromium says every 4xx of a document aloud; whether it was meant is the test's matter.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append((message.page.url if message.page else "", message.text))


class Windows:
    """Opens a window when none of its kind is free."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.free: dict[str, list[Window]] = {}

    def take(self, kind: str, **more: Any) -> Window:
        key = f"{kind} {sorted(more.items())}"
        waiting = self.free.setdefault(key, [])
        return waiting.pop() if waiting else self._open(key, {**KINDS[kind], **more})

    def _open(self, key: str, options: dict[str, Any]) -> Window:
        context = self.browser.new_context(
            base_url=self.url, **{"reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(15_000)
        window = Window(key, context, context.new_page())
        context.on("console", window.hear)
        context.on(
            "weberror", lambda error: window.complaints.append((error.page.url, str(error.error)))
        )
        return window

    def give_back(self, window: Window) -> None:
        """Empty it for the next visitor."""
        for other in window.context.pages[2:]:  # the first, and one beside it
            other.close()
        window.page.goto("about:blank")
        window.page.emulate_media(media="null")
        session = window.context.new_cdp_session(window.page)
        session.send(
            "Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": LEFT_BEHIND}
        )
        session.detach()
        window.context.clear_cookies()
        window.complaints.clear()
        self.free[window.key].append(window)

    def close(self) -> None:
        for waiting in self.free.values():
            for window in waiting:
                window.context.close()
