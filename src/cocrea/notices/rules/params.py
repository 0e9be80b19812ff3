"""What a row of the outbox may keep besides ids: numbers, days and codes; never somebody's text."""

import re
from collections.abc import Mapping
from typing import Any

from cocrea.kernel.findings import Finding

PARAMS_MOST = 20
# A code, a uuid, a day, an instant, a folio: no blank and no @, so that no address fits.
_TOKEN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}$")


def params_check(params: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Findings: notices.params_not_plain."""
    names = [name for name, value in params.items() if not _plain(name, value)]
    if names or len(params) > PARAMS_MOST:
        return (Finding("notices.params_not_plain", params={"names": names[:5]}),)
    return ()


def _plain(name: str, value: Any) -> bool:
    if not name.isidentifier():
        return False
    if value is None or isinstance(value, (bool, int)):
        return True
    return isinstance(value, str) and (value == "" or bool(_TOKEN.match(value)))
