"""Which visit of a short link counts. Nothing of the visitor is kept: one is added to a day.

A robot, a preview that a messenger fetches and a page that a browser loads ahead are nobody's
visit. What the browser says of itself is read once, here, and forgotten.
"""

import re

_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|scan|monitor|headless|lighthouse|facebookexternalhit|"
    r"whatsapp|telegram|skype|discord|embed|curl|wget|python|java/|okhttp|go-http|libwww|httpclient",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)


def visit_counts(method: str, agent: str, purpose: str) -> bool:
    """method: of the request; agent: its User-Agent; purpose: Sec-Purpose, Purpose and X-Moz."""
    if method != "GET" or not agent.strip():
        return False
    return not _ROBOT.search(agent[:400]) and not _AHEAD.search(purpose[:200])
