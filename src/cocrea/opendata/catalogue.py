"""Every list that may be downloaded, as its room declares it in ``tables.py``."""

from cocrea.agreement.tables import TABLES as AGREEMENT
from cocrea.commitments.tables import TABLES as COMMITMENTS
from cocrea.consultations.tables import TABLES as CONSULTATIONS
from cocrea.documents.tables import TABLES as DOCUMENTS
from cocrea.followup.tables import TABLES as FOLLOWUP
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.tables import Table
from cocrea.ledger.tables import TABLES as LEDGER
from cocrea.meetings.tables import TABLES as MEETINGS
from cocrea.outreach.tables import TABLES as OUTREACH
from cocrea.people.tables import TABLES as PEOPLE
from cocrea.plan.tables import TABLES as PLAN
from cocrea.process.tables import TABLES as PROCESS
from cocrea.sensemaking.tables import TABLES as SENSEMAKING
from cocrea.voices.tables import TABLES as VOICES

# In the order of the journey of a voice.
TABLES: tuple[Table, ...] = (
    *VOICES,
    *MEETINGS,
    *CONSULTATIONS,
    *OUTREACH,
    *PROCESS,
    *PEOPLE,
    *SENSEMAKING,
    *COMMITMENTS,
    *PLAN,
    *FOLLOWUP,
    *AGREEMENT,
    *DOCUMENTS,
    *LEDGER,
)
BY_NAME = {table.name: table for table in TABLES}
OF_PORTAL = frozenset({"organizaciones"})  # the same in every process


def portal_table_get(name: str) -> Table:
    """A list of the whole portal. Raises NotThere(opendata.no_table)."""
    return table_get(name if name in OF_PORTAL else "")


def table_get(name: str) -> Table:
    """Raises NotThere(opendata.no_table)."""
    if name not in BY_NAME:
        raise NotThere(Finding("opendata.no_table"))
    return BY_NAME[name]
