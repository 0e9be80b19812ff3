"""One more on a day: all that is ever kept of a visit."""

from django.db.models import F

from cocrea.kernel.dates import local_day
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.outreach.models import Link, VisitDay
from cocrea.outreach.rules.permits import PERMITS


def visit_count(*, actor: Actor, link: Link) -> None:
    """Count one visit of a link today, by the process's own day. Enters no record: a visit is not
    an act of the process. ``rules.visits`` says which requests are visits at all."""
    campaign = link.campaign
    with ledger.act(campaign.process, actor=actor) as act:
        PERMITS.require(actor, "visit.count", now=act.now, state=campaign.state)
        day = local_day(act.now, campaign.process.zone)
        rows = VisitDay.objects.filter(link=link, day=day)
        if not rows.update(count=F("count") + 1):
            VisitDay.objects.get_or_create(link=link, day=day)
            rows.update(count=F("count") + 1)
