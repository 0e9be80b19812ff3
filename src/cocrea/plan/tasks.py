"""Due work of the plan: its files ready before anybody asks. ``tick`` calls it; safe to repeat."""

from datetime import datetime

from django.core.cache import cache

from cocrea.documents.rendering import files
from cocrea.plan import documents, selectors
from cocrea.process.models import Process


def tick(process: Process, now: datetime) -> int:
    """Make the PDF and DOCX of the latest version, in each language; how many were made.

    A page that is asked first makes them itself: this only spares its reader the wait. Looks again
    when the record has grown, since a translation or an approval changes what they say.
    """
    head, key = f"{process.log.size}:{process.log.root}", f"plan-files:{process.slug}"
    if cache.get(key) == head or selectors.latest_number(process) is None:
        return 0
    version = selectors.version_get(process)
    made = sum(
        files.make_ready(documents.document(version, language)) for language in documents.LANGUAGES
    )
    cache.set(key, head, None)
    return made
