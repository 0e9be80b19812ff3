"""What a reader changes by the link in any mail: how often, in which language, what no more."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.notices.keeping import stop
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules.paces import DIGESTS, EACH
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.services.subscribe import (
    LANGUAGES,
    HasProcess,
    holder_locked,
    pace_check,
)


def following_change(
    *,
    actor: Actor,
    process: HasProcess,
    subscription: uuid.UUID,
    token: str,
    paces: Mapping[uuid.UUID, str],
    language: str = "",
) -> list[Subscription]:
    """Set how often the reader hears of each thing, and stop those whose pace is "".

    subscription, token  of the link in a mail; paces: public id of a subscription of the same
    reader in this process -> pace; others are left alone; language: for all of them.
    Raises NotThere(notices.link_unknown), Refused(notices.pace_unknown).
    """
    for pace in paces.values():
        if pace:
            pace_check(pace)
    with ledger.act(process, actor=actor) as act:
        _row, mine = holder_locked(process, subscription, token)
        PERMITS.require(actor, "subscription.change", now=act.now, state="live")
        for each in mine:
            pace = paces.get(each.public_id, each.pace)
            if not pace:
                stop(each, act.now)
            else:
                _set(each, pace, language, act.now)
    return mine


def _set(row: Subscription, pace: str, language: str, now: datetime) -> None:
    """What waits for a digest goes at the next one of its old pace, whatever is chosen now: unless
    it is each at once, then it goes now."""
    language = language if language in LANGUAGES else row.language
    if (pace, language) == (row.pace, row.language):
        return
    if pace != row.pace:
        row.gathered_until = now
    waiting = Outbox.objects.filter(subscription=row, state__in=Outbox.WAITING)
    if pace == EACH and row.pace in DIGESTS:
        held = waiting.filter(state=Outbox.HELD, bundle=None)
        held.update(state=Outbox.PENDING, pace=EACH, next_try_at=now)
    waiting.update(language=language)
    row.pace, row.language = pace, language
    row.save(update_fields=["pace", "language", "gathered_until"])


def digests_stop(
    *, actor: Actor, process: HasProcess, subscription: uuid.UUID, token: str, pace: str
) -> int:
    """One click below a digest: nothing more of what comes at that pace; how many ended.

    Doing it twice changes nothing. Raises NotThere(notices.link_unknown), Refused.
    """
    pace_check(pace)
    with ledger.act(process, actor=actor) as act:
        _row, mine = holder_locked(process, subscription, token)
        PERMITS.require(actor, "subscription.stop", now=act.now)
        doomed = [each for each in mine if each.pace == pace]
        for each in doomed:
            stop(each, act.now)
    return len(doomed)
