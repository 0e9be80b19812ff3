"""The days of the replay. Each scene has a moment; named ones are kept to travel to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from cocrea.site.demo.scenes import (
    call,
    deciding,
    following,
    leaving,
    listening,
    outreach,
    phase_one,
    preparation,
    publishing,
    readers,
    sense,
    tables,
    typed,
)
from cocrea.site.demo.world import World, moment

EARLY = {
    "public": 61,
    "civil_society": 34,
    "academia": 11,
    "private": 9,
    "cooperation": 6,
    "citizen": 22,
}
MIDDLE = {
    "public": 88,
    "civil_society": 21,
    "academia": 6,
    "private": 5,
    "cooperation": 4,
    "citizen": 7,
}
INVENTED = "Lista inventada de la demostración."


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happens at a moment. ``name``: the moment is kept, so that one can travel."""

    at: datetime
    run: Callable[[World], None]
    name: str = ""


def on(
    day: date, run: Callable[[World], None], name: str = "", *, hour: int = 9, minute: int = 0
) -> Scene:
    return Scene(moment(day, hour, minute), run, name)


def d(month: int, day: int, year: int = 2018) -> date:
    return date(year, month, day)


def _forums() -> list[Scene]:
    found = []
    for number, (_place, _area, _part, day, _people) in enumerate(listening.FORUMS, start=1):
        name = "foro-en-la-sala" if number == 4 else ""
        found.append(on(day, partial(listening.forum, number=number), name, hour=9))
        found.append(on(day, partial(listening.forum_minutes, number=number), hour=17))
        found.append(on(day, partial(phase_one.count_forum, number=number), hour=18))
    return found


SCENES: tuple[Scene, ...] = (
    on(d(2, 28), preparation.found_bodies),
    on(d(2, 28), preparation.enter_people, hour=10),
    on(d(3, 7), preparation.narrow_proposals, hour=12),
    on(d(3, 15), call.announce_call),
    on(d(3, 15), phase_one.invite, hour=11),
    on(d(3, 20), preparation.train_facilitators, "preparacion"),
    on(d(4, 2), call.publish_amendments),
    on(d(4, 2), phase_one.publish_library, hour=10),
    on(d(4, 2), phase_one.record_earlier_plans, hour=11),
    on(d(4, 2), phase_one.publish_agreement, hour=12),
    on(d(4, 2), phase_one.write_pages, hour=13),
    on(d(4, 2), listening.announce_forums, hour=16),
    on(d(4, 3), phase_one.publish_due, hour=8),
    on(d(4, 4), call.open_process, hour=10),
    on(d(4, 4), phase_one.sign, "apertura", hour=11),
    on(d(4, 4), readers.follow_the_call, hour=12),
    on(d(4, 9), call.close_call),
    on(d(4, 9), listening.open_consultation, hour=10),
    on(d(4, 9), outreach.invite_opinions, hour=11),
    on(d(4, 12), outreach.follow_links, hour=20),
    on(d(4, 16), listening.open_forums),
    on(d(4, 16), phase_one.announce_buses, hour=10),
    on(d(4, 17), listening.opine, "consulta-abierta"),
    *_forums(),
    on(d(4, 30), listening.opine, "foros-en-marcha", hour=18),
    on(d(4, 30), outreach.follow_links, hour=20),
    on(d(5, 7), phase_one.take_buses_away),
    on(d(5, 7), phase_one.renew_third_plan, hour=10),
    on(d(5, 8), outreach.look_for_the_missing),
    on(d(5, 14), outreach.follow_links, hour=20),
    on(d(5, 8), typed.load_by_mistake, hour=10),
    on(d(5, 9), typed.load_sheets, hour=11),
    on(d(5, 15), sense.announce_presentation, hour=8),
    on(d(5, 16), sense.code_points),
    on(d(5, 18), sense.group_points),
    on(d(5, 21), sense.merge_and_publish),
    on(d(5, 22), listening.opine),
    on(d(5, 22), outreach.hear_the_missing, hour=12),
    on(d(5, 22), outreach.follow_links, hour=20),
    on(
        d(5, 23),
        partial(
            tables.announce_round,
            number=1,
            day=d(6, 7),
            packs=("agenda", "method", "authorities", "document"),
        ),
    ),
    on(d(5, 30), sense.present, "sistematizacion", hour=9),
    on(d(5, 30), listening.answer_opinions, hour=18),
    on(d(6, 1), listening.close_consultation),
    on(d(6, 1), listening.hand_over_report, hour=12),
    on(d(6, 4), sense.to_the_tables),
    on(d(6, 4), phase_one.publish_second_version, hour=10),
    on(d(6, 5), phase_one.sign_again),
    on(
        d(6, 7),
        partial(tables.round_held, number=1, sectors=EARLY, source=INVENTED, text=tables.VOLCANO),
    ),
    on(d(6, 8), tables.written_proposals, "primera-ronda", hour=10),
    on(d(7, 2), partial(tables.announce_round, number=2, day=d(7, 24), packs=())),
    on(d(6, 1), outreach.close_opinion, hour=12),
    on(d(7, 3), outreach.invite_round),
    on(d(7, 10), outreach.follow_links, hour=20),
    on(d(7, 16), tables.move_three_days_before, "cambio-tres-dias-antes", hour=15),
    on(d(7, 17), outreach.correct_round),
    on(
        d(7, 19),
        partial(
            tables.round_held, number=2, sectors=MIDDLE, source=INVENTED, text="Acta inventada."
        ),
        hour=14,
    ),
    on(d(7, 25), outreach.close_round),
    on(d(8, 28), tables.slip, "entrega-que-se-corre"),
    on(d(10, 8), partial(tables.announce_round, number=3, day=d(10, 9), packs=()), hour=8),
    on(
        d(10, 9),
        partial(
            tables.round_held,
            number=3,
            sectors=tables.OCTOBER,
            source=tables.OCTOBER_SOURCE,
            text="Acta inventada de las reuniones tercera a quinta.",
        ),
        "mesas-de-octubre",
        hour=14,
    ),
    on(d(10, 15), tables.draft_commitments),
    on(d(10, 17), tables.propose, "veinticuatro-borradores"),
    on(d(10, 17), readers.follow_commitments, hour=12),
    on(d(10, 18), tables.answer_voices),
    on(d(10, 19), deciding.to_feasibility),
    on(d(10, 22), deciding.accept),
    on(d(10, 24), deciding.announce_adoption),
    on(d(10, 26), deciding.open_adoption, "la-mesa-en-sesion", hour=9, minute=30),
    on(d(10, 26), deciding.adopt, "adopcion", hour=11),
    on(d(10, 27), publishing.freeze_refused, hour=8),
    on(d(10, 27), deciding.allow_four_more),
    on(d(10, 29), publishing.freeze_first, "primera-version", hour=10),
    on(d(10, 29), listening.ask_again, hour=15),
    on(d(10, 31), publishing.comment),
    on(d(11, 2), listening.opine_again),
    on(d(11, 5), publishing.review),
    on(d(11, 9), publishing.ask_open_voice),
    on(d(11, 12), publishing.allow_open_voice),
    on(d(11, 14), phase_one.take_back, hour=8),
    on(d(11, 14), leaving.eight_leave, "ocho-se-retiran"),
    on(d(11, 19), publishing.answer_comments),
    on(d(11, 20), listening.count_answers, hour=8),
    on(d(11, 20), publishing.freeze_final),
    on(d(11, 22), publishing.announce_approval),
    on(d(11, 28), publishing.present_plan, "alto-nivel-en-sesion", hour=9, minute=30),
    on(d(11, 28), publishing.approve, hour=11),
    on(d(11, 28), publishing.submit, "entrega", hour=16),
    on(d(12, 12), publishing.translate),
    on(d(6, 14, 2019), partial(following.report_round, number=1), "seguimiento-2019"),
    on(d(12, 13, 2019), partial(following.report_round, number=2)),
    on(d(5, 29, 2020), partial(following.report_round, number=3)),
    on(d(8, 30, 2020), phase_one.leave_one_waiting),
    on(d(8, 31, 2020), partial(following.report_round, number=4), "cierre-2020"),
)
