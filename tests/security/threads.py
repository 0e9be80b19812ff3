"""Many at once, each with a connection of its own; what each came to."""

import threading

from django.db import connection

from cocrea.kernel.errors import DomainError


def together(*works):
    """Run every work at the same moment; answers in order: a value or the exception it raised."""
    gate = threading.Barrier(len(works))
    found = [None] * len(works)

    def one(place, work):
        try:
            gate.wait(timeout=60)
            found[place] = work()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return found


def split(found):
    """(what worked, what was refused by the rules); anything else is a failure of ours."""
    strange = [f for f in found if isinstance(f, Exception) and not isinstance(f, DomainError)]
    assert not strange, strange
    return (
        [f for f in found if not isinstance(f, Exception)],
        [f for f in found if isinstance(f, Exception)],
    )
