"""The texts that a mirror of the public record carries, in a directory and on the web."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger import services as ledger
from cocrea.ledger.http import of_log, stream
from cocrea.ledger.models import Log
from cocrea.process.selectors import processes
from cocrea.site import rooms


def published_texts(log: Log) -> Iterator[Any]:
    """Published texts that this record commits to, as ``PublishedText``.

    After a restore a process has a record that goes on from another: each has the texts of its own
    entries, and the newest also those that none of them has, for which it is answerable.
    """
    logs = [one for one in ledger_selectors.logs() if one.series == log.series]
    for process in processes().filter(log__in=logs):
        texts = rooms.published_texts(process)
        yield from texts if len(logs) == 1 else _of_one(log, logs, {t.digest: t for t in texts})


def _of_one(log: Log, logs: list[Log], texts: dict[str, Any]) -> Iterator[Any]:
    """log: one of ``logs``, oldest first; texts by digest."""
    mine = ledger_selectors.digests_cited(log, texts)
    if log.pk == logs[-1].pk:
        elsewhere: set[str] = set()
        for other in logs[:-1]:
            elsewhere |= ledger_selectors.digests_cited(other, texts)
        mine |= texts.keys() - elsewhere
    yield from (text for digest, text in texts.items() if digest in mine)


@of_log
def mirror_texts(_request: HttpRequest, log: Log) -> HttpResponseBase:
    """``texts.jsonl`` as ``cocrea ledger mirror`` writes it."""
    return stream(map(ledger.text_line, published_texts(log)))
