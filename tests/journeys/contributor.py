"""A process that contributes voices until it is killed. Prints each folio after its receipt.

Arguments: slug of the process, a word for its texts. Settings and database: the environment.
"""

import itertools
import sys

import django

if __name__ == "__main__":
    django.setup()

    from cocrea.kernel.ids import uuid7
    from cocrea.kernel.permits import CITIZEN
    from cocrea.process.selectors import process_get
    from cocrea.voices import services as voices

    slug, word = sys.argv[1:]
    process = process_get(slug)
    for number in itertools.count():
        receipt = voices.voice_receive(
            actor=CITIZEN,
            process=process,
            key=str(uuid7()),
            text=f"Pido {word} {number}: {uuid7()}",
            contact=f"{word}.{number}@ejemplo.org" if number % 3 == 0 else "",
        )
        sys.stdout.write(f"{receipt.folio}\n")
        sys.stdout.flush()
