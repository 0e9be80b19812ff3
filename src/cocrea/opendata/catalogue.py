"""Every list that may be downloaded, as its room declares it in ``tables.py``."""

from cocrea.agreement.tables import TABLES as AGREEMENT
from cocrea.commitments.tables import TABLES as COMMITMENTS
from cocrea.documents.tables import TABLES as DOCUMENTS
from cocrea.followup.tables import TABLES as FOLLOWUP
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.tables import Table
from cocrea.ledger.tables import TABLES as LEDGER
from cocrea.meetings.tables import TABLES as MEETINGS
from cocrea.process.tables import TABLES as PROCESS
from cocrea.sensemaking.tables import TABLES as SENSEMAKING
from cocrea.voices.tables import TABLES as VOICES

# In the order of the journey of a voice.
TABLES: tuple[Table, ...] = (
    *VOICES,
    *MEETINGS,
    *PROCESS,
    *SENSEMAKING,
    *COMMITMENTS,
    *FOLLOWUP,
    *AGREEMENT,
    *DOCUMENTS,
    *LEDGER,
)
BY_NAME = {table.name: table for table in TABLES}


def table_get(name: str) -> Table:
    """Raises NotThere(opendata.no_table)."""
    if name not in BY_NAME:
        raise NotThere(Finding("opendata.no_table"))
    return BY_NAME[name]
