"""Invented readers who follow the process, some themes and a commitment, each at their own pace.

Their addresses are of a domain that nobody can own, and mail of a demonstration stays here.
"""

from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.notices import services as notices
from cocrea.notices.rules.paces import DAILY, EACH, WEEKLY
from cocrea.people import vault
from cocrea.process.selectors import themes
from cocrea.process.services import theme_ref
from cocrea.site.demo.world import World

BY_THEME = 3  # readers of each of the first themes
CONSENT = "notices.1"


def _reader(world: World, subject: SubjectRef | None, pace: str, language: str = "es") -> None:
    number = world.kept["readers"] = world.kept.get("readers", 0) + 1
    address = f"lectora.inventada.{number}@lectores.example"
    contact = vault.contact_store("email", address, purpose="notices", consent=CONSENT)
    notices.follow(
        actor=CITIZEN,
        process=world.process,
        subject=subject,
        contact=contact,
        pace=pace,
        language=language,
    )


def follow_the_call(world: World) -> None:
    """On the day of the opening: the process, and the first themes."""
    for pace, language in ((EACH, "es"), (DAILY, "es"), (WEEKLY, "es"), (WEEKLY, "en")):
        _reader(world, None, pace, language)
    for theme in themes(world.process)[:2]:
        for _ in range(world.count(BY_THEME)):
            _reader(world, theme_ref(theme), WEEKLY)


def follow_commitments(world: World) -> None:
    """When the drafts are on the table: two commitments that people talk about."""
    for number in (8, 22):
        commitment = world.kept.get(f"commitment:{number}")
        if commitment is not None:
            ref = SubjectRef("commitment", str(commitment.public_id))
            _reader(world, ref, EACH)
            _reader(world, ref, WEEKLY)
