"""The JSON Schema of a methodology file, for editors that check while one writes.

``python -m cocrea.process.rules.export`` writes it to standard output; a test keeps the file in
``schemas/`` current.
"""

import json
import sys
from typing import Any

from cocrea.process.rules.schema import Methodology, Overlay

TITLE = "Cocrea methodology file"


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a file: a whole methodology, or one based on another.

    In a file, ``frames`` may also name a list of codes that comes with the package.
    """
    whole = Methodology.model_json_schema(ref_template="#/$defs/{model}")
    overlay = Overlay.model_json_schema(ref_template="#/$defs/{model}")
    definitions = whole.pop("$defs", {}) | overlay.pop("$defs", {})
    frames = whole["properties"]["frames"]["items"]
    whole["properties"]["frames"]["items"] = {"anyOf": [{"type": "string"}, frames]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "oneOf": [{"$ref": "#/$defs/Methodology"}, {"$ref": "#/$defs/Overlay"}],
        "$defs": definitions | {"Methodology": whole, "Overlay": overlay},
    }


def schema_text() -> str:
    """The schema as it is kept in the file: indented, sorted, ending in a line break."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
