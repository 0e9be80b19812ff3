"""Editors' Markdown as HTML that can only be read: no HTML of theirs, no image, no script.

markdown-it-py writes it with ``html`` off; nh3 then lets through a short list of elements. Links
stay when they are http(s) or lead to this portal.
"""

from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = frozenset(
    "p h2 h3 h4 ul ol li strong em blockquote code pre a hr br table thead tbody tr th td".split()
)
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}, "th": {"scope"}}
TOP = 2  # the page's title is the only h1


def _plain(_url: str) -> bool:
    return True


def _parser(*, checking: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    parser.enable("table").disable("image")
    if checking:  # so that a link that would be refused is found, not shown as text
        parser.validateLink = _plain  # type: ignore[method-assign]
    return parser


_READER, _CHECKER = _parser(checking=False), _parser(checking=True)


def links_of(text: str) -> list[str]:
    """Where the text links to, as written, in its order."""
    return [
        str(child.attrGet("href"))
        for token in _CHECKER.parse(text)
        for child in token.children or []
        if child.type == "link_open"
    ]


@lru_cache(maxsize=256)
def html_of(text: str) -> str:
    """Safe HTML. Headings start at h2 and leave out no level."""
    tokens = _READER.parse(text)
    _level(tokens)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    options: Any = _READER.options
    return nh3.clean(
        _READER.renderer.render(tokens, options, {}),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes={"http", "https"},
        link_rel="noopener",
    )


def _level(tokens: list[Token]) -> None:
    """Give headings the level that they have in the page, whatever number of # was typed."""
    depth: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while depth and depth[-1] >= typed:
                depth.pop()
            depth.append(typed)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(TOP + len(depth) - 1, 4)}"


def words_of(text: str) -> str:
    """What a reader sees, without marks; for the index."""
    return str(nh3.clean(html_of(text), tags=set()))
