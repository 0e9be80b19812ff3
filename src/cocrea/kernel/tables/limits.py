"""How large a table may be, and how a file says that it is none."""

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_UNPACKED = 400 * 1024 * 1024  # bytes of all parts of an office file
MAX_STRINGS = 120 * 1024 * 1024  # its table of texts, which is held in memory
MAX_PARTS = 2_000
# More than this many times smaller than what it unpacks to, and large: nobody wrote that.
BOMB_RATIO, BOMB_BYTES = 250, 40 * 1024 * 1024


class TableBroken(Refused):
    """This file cannot be read as a table, and why."""


def broken(code: str, **params: int | str) -> TableBroken:
    """The refusal of a whole file: ``kernel.<code>``."""
    return TableBroken(Finding(f"kernel.{code}", params=params, where="file"))
