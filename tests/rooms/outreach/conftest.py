"""A campaign on the simulated clock, published, with a text; and voices that came by its links."""

from datetime import timedelta

import pytest
from django.utils import translation

from cocrea.kernel.dates import local_day
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import services as ledger
from cocrea.outreach import services
from cocrea.outreach.rules.items import MEETING, CalendarItem
from cocrea.process.selectors import process_get, process_now
from cocrea.voices import services as voices


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _spanish():
    """A page in English leaves its language active in the thread."""
    with translation.override("es"):
        yield


@pytest.fixture
def today(demo_process):
    return local_day(process_now(demo_process), demo_process.zone)


@pytest.fixture
def fields(today):
    return {
        "title_es": "Voces que faltan",
        "title_en": "Voices that are missing",
        "goal_es": "Llegar a las aldeas por radio y asamblea.",
        "channels": ("radio", "poster", "social", "press"),
        "languages": ("spa", "eng"),
        "areas": ("B",),
        "sectors": ("citizen",),
        "starts_on": today,
        "ends_on": today + timedelta(days=20),
        "phase": 3,
    }


@pytest.fixture
def draft(demo_process, actor_of, fields):
    def make(**changes):
        given = {**fields, **changes}
        return services.campaign_draft(
            actor=actor_of("point_of_contact"), process=demo_process, **given
        )

    return make


@pytest.fixture
def publish(demo_process, actor_of, draft):
    def make(**changes):
        found = draft(**changes)
        return services.campaign_publish(
            actor=actor_of("publisher"), process=demo_process, campaign=found
        )

    return make


@pytest.fixture
def campaign(demo_process, publish, kept_on):
    return kept_on(demo_process, "campaign", publish)


@pytest.fixture
def item(today):
    """A meeting as the composition hands it in."""
    day = today + timedelta(days=5)
    return CalendarItem(
        MEETING,
        str(uuid7()),
        "Foro de las aldeas",
        day,
        day,
        title_en="Forum of the villages",
        hour="09:00",
        place="Salón de Las Flores",
    )


@pytest.fixture
def write(demo_process, actor_of, campaign):
    """write(text=...): a published text of the campaign."""

    def make(text="Venga al foro.", **changes):
        given = {"channel": "poster", "language": "spa", "title": "Foro", "text": text, **changes}
        return services.material_publish(
            actor=actor_of("publisher"), process=demo_process, campaign=campaign, **given
        )

    return make


@pytest.fixture
def speak(demo_process):
    """speak(code, times): voices that came by a link."""

    def send(code="", times=1, **fields):
        return [
            voices.voice_receive(
                actor=CITIZEN,
                process=demo_process,
                key=str(uuid7()),
                text=f"Que llegue el agua a la aldea, dice la voz {uuid7()}",
                arrival=code,
                **fields,
            ).voice
            for _ in range(times)
        ]

    return send


@pytest.fixture
def wait(demo_process):
    """wait(days=3): the simulated clock goes on."""

    def go(**delta):
        process = process_get(demo_process.slug)
        ledger.clock_set(process.log, process_now(process) + timedelta(**delta))

    return go


@pytest.fixture
def code_of(campaign):
    def find(channel):
        return campaign.links.get(channel=channel).code

    return find
