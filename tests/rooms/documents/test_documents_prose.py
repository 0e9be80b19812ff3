"""What an editor writes becomes harmless pages: only our elements, every link found."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.documents.prose import TAGS, html_of, links_of, words_of


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}


def seen(html):
    reader = Seen()
    reader.feed(html)
    return reader


HOSTILE = (
    "<script>xss()</script>",
    "<img src=x onerror=xss()>",
    "![x](javascript:xss())",
    "![x](http://evil.example/x.png)",
    "[x](javascript:xss())",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](<javascript:xss()>)",
    "<javascript:xss()>",
    "[x][y]\n\n[y]: javascript:xss()",
    "[x](/p/x 'onmouseover=xss()')",
    "`</code><script>xss()</script>`",
    "```html\n<script>xss()</script>\n```",
    "<a href='//evil.example' onclick=xss()>x</a>",
    "&lt;script&gt;xss()&lt;/script&gt;",
    "# <svg/onload=xss()>",
    "| <b onclick=x> | b |\n|-|-|\n| <iframe> | 2 |",
    "{{7*7}}{% now 'Y' %}",
    "> " * 400 + "hondo",
    "[" * 3000 + "x",
)


@every("text", HOSTILE)
def test_nothing_of_an_editor_runs(text):
    made = html_of(text)
    reader = seen(made)
    assert reader.tags <= TAGS
    assert reader.attributes <= {("a", "href"), ("a", "rel"), ("ol", "start"), ("th", "scope")}
    assert 'href="javascript' not in made.lower() and 'href="data' not in made.lower()


@given(st.text(max_size=300))
def test_whatever_is_typed_only_harmless_elements_come_out(text):
    reader = seen(html_of(text))
    assert reader.tags <= TAGS
    assert not {name for _tag, name in reader.attributes if name.startswith("on")}


def test_every_link_is_found_also_those_that_would_be_refused():
    text = (
        "[a](https://a.example) [b](javascript:b) <https://c.example> [d][r]\n\n"
        "| [e](/p/e/) |\n|-|\n| [f](//f.example) |\n\n[r]: vbscript:d\n"
    )
    assert links_of(text) == [
        "https://a.example",
        "javascript:b",
        "https://c.example",
        "vbscript:d",
        "/p/e/",
        "//f.example",
    ]


def test_headings_follow_the_title_and_leave_no_level_out():
    assert html_of("# A\n\n### B\n\n# C") == "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n"
    assert html_of("#### Solo") == "<h2>Solo</h2>\n"
    deep = html_of("# a\n\n## b\n\n### c\n\n#### d\n\n## e")
    assert [deep[i + 1 : i + 3] for i in range(len(deep)) if deep.startswith("<h", i)] == [
        "h2",
        "h3",
        "h4",
        "h4",
        "h3",
    ]


def test_tables_lists_and_emphasis_stay():
    made = html_of("1. **uno**\n2. *dos*\n\n| a | b |\n|-|-|\n| 1 | 2 |")
    assert "<ol>" in made and "<strong>uno</strong>" in made
    assert '<th scope="col">a</th>' in made and "<td>2</td>" in made
    assert words_of("## Uno\n\n[dos](/p/)").split() == ["Uno", "dos"]
