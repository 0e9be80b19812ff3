"""A process that ticks until it is killed. Arguments: slug, folder for mail, from which day on."""

import os
import sys
from datetime import UTC, datetime, timedelta

import django
from django.conf import settings

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocrea.config.settings")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = sys.argv[2]
    django.setup()

    from cocrea.kernel.permits import CLOCK
    from cocrea.notices import services
    from cocrea.notices.services import sweeping
    from cocrea.process.selectors import process_get

    sweeping.ENTRIES = 5
    process = process_get(sys.argv[1])
    sys.stdout.write("at work\n")
    sys.stdout.flush()
    started = datetime.now(UTC) + timedelta(days=int(sys.argv[3]))
    for round_number in range(1_000):
        now = started + timedelta(minutes=10 * round_number)
        services.sweep(actor=CLOCK, process=process, now=now)
        services.digests_gather(actor=CLOCK, process=process, now=now)
        services.deliver_due(actor=CLOCK, process=process, now=now, limit=20)
