"""Due work of meetings: minutes as files before anybody asks. ``tick`` calls it; safe to repeat."""

from datetime import datetime, timedelta

from cocrea.documents.rendering import files
from cocrea.meetings import documents
from cocrea.meetings.models import Minutes
from cocrea.process.models import Process

RECENT = timedelta(days=1)


def tick(process: Process, now: datetime) -> int:
    """Make the PDF and DOCX of minutes published since yesterday; how many were made.

    Older ones are there, or are made when somebody asks for them.
    """
    rows = Minutes.objects.filter(meeting__process=process, published_at__gt=now - RECENT)
    return sum(
        files.make_ready(documents.document(each, language))
        for each in rows.select_related("meeting__body", "meeting__process__log")
        for language in documents.LANGUAGES
    )
