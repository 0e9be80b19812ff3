"""Second, strict looks at feeds and calendars: what lenient parsers forgive."""

import re
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
IRI = re.compile(r"^(urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|https?://\S+)$")
FEED_CHILDREN = {"id", "title", "subtitle", "updated", "author", "link", "generator", "entry"}
ENTRY_CHILDREN = {"id", "title", "updated", "published", "link", "category", "summary"}


def strict_atom(raw: bytes, titled: bool = True) -> ElementTree.Element:
    """RFC 4287: what must be there once, is; what may not repeat, does not."""
    root = ElementTree.fromstring(raw)
    assert root.tag == f"{ATOM}feed"
    _head(root, FEED_CHILDREN, titled)
    assert len(root.findall(f"{ATOM}author")) == 1
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = [
        (each.get("rel"), each.get("type"), each.get("hreflang"))
        for each in root.findall(f"{ATOM}link")
    ]
    assert len(links) == len(set(links))
    assert [rel for rel, _type, _lang in links].count("self") == 1
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        _head(entry, ENTRY_CHILDREN, titled)
        (link,) = entry.findall(f"{ATOM}link")
        assert link.get("rel") == "alternate"
        assert IRI.match(link.get("href"))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    moments = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert not moments or root.findtext(f"{ATOM}updated") == moments[0]
    return root


def _head(element: ElementTree.Element, allowed: set[str], titled: bool) -> None:
    names = [child.tag.removeprefix(ATOM) for child in element if child.tag.startswith(ATOM)]
    assert set(names) <= allowed
    for name in ("id", "title", "updated"):
        assert names.count(name) == 1, name
    assert IRI.match(element.findtext(f"{ATOM}id"))
    assert RFC3339.match(element.findtext(f"{ATOM}updated"))
    assert not titled or element.findtext(f"{ATOM}title")


def strict_ical(raw: bytes) -> list[str]:
    """RFC 5545: CRLF, 75 octets, nesting, what each event needs once. Answers unfolded lines."""
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode("utf-8")
    lines = raw.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    assert all(re.match(r"^[A-Z0-9-]+[;:]", line) for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    zones = {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
    used = set(re.findall(r"(?m)^DT(?:START|END);TZID=([^:]+):", "\n".join(lines)))
    assert used <= zones
    uids = []
    for event in "\n".join(lines).split("BEGIN:VEVENT\n")[1:]:
        body = event.split("\nEND:VEVENT")[0].split("\n")
        names = [re.split("[;:]", line)[0] for line in body]
        for name in ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS"):
            assert names.count(name) == 1, name
        assert len(names) == len(set(names))
        assert ("DTEND" in names) != ("DURATION" in names)
        stamp = next(line for line in body if line.startswith("DTSTAMP:"))
        assert re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", stamp)
        uids.append(body[names.index("UID")])
    assert len(uids) == len(set(uids))
    return lines
