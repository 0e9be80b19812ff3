"""A process that writes acts until it is killed. Arguments: name of the log. Prints each act."""

import itertools
import os
import sys

import django
from django.conf import settings

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocrea.config.settings")
    settings.INSTALLED_APPS = ["django.contrib.contenttypes", "cocrea.ledger"]
    django.setup()

    from cocrea.kernel.permits import CITIZEN
    from cocrea.kernel.refs import SubjectRef
    from cocrea.ledger import services as ledger
    from cocrea.ledger.models import Log

    log = Log.objects.get(name=sys.argv[1])
    holder = type("Holder", (), {"log_id": log.pk})
    for number in itertools.count():
        with ledger.act(holder, actor=CITIZEN) as act:
            for part in range(3):
                act.record(
                    "voice.received",
                    subject=SubjectRef("voice", f"{os.getpid()}-{number}"),
                    role="citizen",
                    body={"part": part},
                )
        sys.stdout.write(f"{os.getpid()}-{number}\n")
        sys.stdout.flush()
