"""A version in the columns of OGP's public table of commitments, as CSV.

A member fills what it knows. What OGP assigns (codes, policy areas, addresses) or its reviewers
judge stays empty: an empty cell is true, a guess is not. UTF-8, comma, CRLF (RFC 4180); texts stand
as they were written, so a cell may begin with ``=``: this is data, not a sheet to click on.
"""

import csv
import functools
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import translation

from cocrea.commitments.rules.template import TEMPLATES
from cocrea.plan import reading
from cocrea.plan.models import Version
from cocrea.plan.reading import Shown
from cocrea.process import selectors as processes

_YEARS = re.compile(r"^(\d{4})\s*[-–]\s*(\d{4})$")
_LEVELS = {"national": "National", "local": "Local"}


@functools.cache
def columns() -> tuple[str, ...]:
    """The 171 names, in the order of OGP's table (source in the file)."""
    path = Path(__file__).parent / "data" / "ogp-columns.json"
    return tuple(json.loads(path.read_text(encoding="utf-8"))["columns"])


def rendered(version: Version, language: str = "en") -> bytes:
    """One line per commitment. A text that nobody translated stays Spanish and begins with its
    state in brackets."""
    with translation.override(language):
        texts = reading.Texts(version, language)
        plan = _plan(version)
        rows = [plan | _commitment(each, texts) for each in version.content["commitments"]]
    out = io.StringIO(newline="")
    sheet = csv.DictWriter(out, fieldnames=columns(), restval="", extrasaction="raise")
    sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue().encode()


def _plan(version: Version) -> dict[str, str]:
    """What every commitment shares."""
    law = processes.methodology(version.process, version.frozen_at).identity
    sent = getattr(version, "submission", None)
    found = {
        "Country/Locality": law.country_name_en or law.country_name,
        "National Or Local": _LEVELS[law.level],
        "Year Of Submission": str(sent.at.year) if sent else "",
    }
    if years := _YEARS.match(version.content["process"]["period"]):
        first, last = int(years[1]), int(years[2])
        found |= {
            "Action Plan End Year": str(last),
            "Action Plan Duration (Years)": str(last - first),
        }
    return found


def _commitment(each: Mapping[str, Any], texts: reading.Texts) -> dict[str, str]:
    title = texts.shown("commitment", each["public_id"], "title", each["title"])
    # Who was named and has not signed supports nothing yet.
    others = [o["name"] for o in each["co_responsible"] if o["state"] != "drafted"]
    return {
        "Commitment Unique Identifier": each["ogp_id"],
        "Commitment Number": str(each["number"]),
        "Commitment Title": _stated(title),
        "Full Text": _full_text(each, texts),
        "Start Date": each["start"] or "",
        "End Date": each["end"] or "",
        "Lead Institution": each["responsible"],
        "Supporting Institution(s)": "; ".join([*others, *_supporting(each)]),
    }


def _supporting(each: Mapping[str, Any]) -> list[str]:
    """What the template's fields on other actors say."""
    names = ("other_public", "other_society", "supporting_government", "supporting_society")
    found = (each["fields"].get(name, "") for name in (*names, "supporting_other"))
    return [" ".join(text.split()) for text in found if text]


def _full_text(each: Mapping[str, Any], texts: reading.Texts) -> str:
    """The fields of the official template under their labels, then the milestones."""
    found = []
    for field in TEMPLATES[each["template"]].texts:
        if text := each["fields"].get(field.key, ""):
            shown = texts.shown("commitment", each["public_id"], field.key, text)
            found.append(f"{field.label(texts.language)}\n{_stated(shown)}")
    for step in each["milestones"]:
        shown = texts.shown("milestone", step["public_id"], "text", step["text"])
        span = " – ".join(filter(None, (step["start"], step["end"])))
        found.append(f"{each['number']}.{step['number']}. {_stated(shown)} ({span})")
    return "\n\n".join(found)


def _stated(shown: Shown) -> str:
    if shown.foreign:
        return f"[{shown.language}: {shown.note_text}] {shown.text}"
    return shown.text
