"""Is a page inert? Reads it as a browser would, and looks for anything of ours that could run."""

from html.parser import HTMLParser

POLYGLOT = (
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=xss() )//%0D%0A%0d%0a//</stYle/</titLe/"
    "</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=xss()//>\\x3e<script>xss()</script>"
    "<img src=x onerror=xss()>{{7*7}}{% now 'Y' %}"
)
SHORT = "\"'><img src=x onerror=xss()>"
HOSTILE = "\x00\u202exss\u200b\x1b" + SHORT
LONG = "á" * 100_000
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            low = "".join(value.split()).lower()
            if name.startswith("on") or name in ("srcdoc", "style"):
                self.live.append(f"<{tag} {name}>")
            if name in ADDRESSES and low.startswith(("javascript:", "vbscript:", "data:text")):
                self.live.append(f"<{tag} {name}={value[:30]}>")
        data = given.get("type") == "application/json"
        if tag == "script" and not data and not given.get("src", "").startswith("/static/"):
            self.live.append("<script>")
        if tag in ("iframe", "object", "embed", "base", "applet"):
            self.live.append(f"<{tag}>")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.live.append("<meta refresh>")

    handle_startendtag = handle_starttag


def live_parts(html: str) -> list[str]:
    """What could run or lead away in this page; empty when it is inert."""
    reader = _Reader()
    reader.feed(html)
    return reader.live


class _Forms(HTMLParser):
    """Forms of a page: action and fields as (name, type, value, choices)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict] = []
        self._select = None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                {
                    "method": given.get("method", "get").lower(),
                    "action": given.get("action", ""),
                    "fields": [],
                }
            )
        if not self.forms:
            return
        fields = self.forms[-1]["fields"]
        if tag in ("input", "textarea", "select", "button") and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else tag
            field = {
                "name": given["name"],
                "kind": kind,
                "value": given.get("value", ""),
                "options": [],
            }
            fields.append(field)
            self._select = field if tag == "select" else None
        if tag == "option" and self._select is not None:
            self._select["options"].append(given.get("value", ""))


def forms_of(html: str) -> list[dict]:
    reader = _Forms()
    reader.feed(html)
    return [form for form in reader.forms if form["method"] == "post"]


FREE = {"text", "textarea", "search", "email", "url", "tel", "number", "date", "datetime-local"}


def filled(form: dict, value: str) -> dict:
    """The form as an enemy fills it: free fields with ``value``, choices with what is offered."""
    data: dict[str, object] = {}
    for field in form["fields"]:
        if field["kind"] in FREE:
            data[field["name"]] = value
        elif field["kind"] == "select":
            data[field["name"]] = next((o for o in field["options"] if o), value)
        elif field["kind"] == "hidden":
            data[field["name"]] = field["value"]
        elif field["kind"] in ("radio", "checkbox", "submit", "button"):
            data.setdefault(field["name"], field["value"] or "on")
    return data
