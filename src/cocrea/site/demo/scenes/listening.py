"""Phases 2 and 3: the online consultation and the six local forums."""

import random
from datetime import date

from cocrea.consultations import services as consultations
from cocrea.consultations.models import Window
from cocrea.consultations.rules.answers import STANCES, Sheet
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.meetings import services as meetings
from cocrea.process import selectors
from cocrea.site.demo.scenes.common import (
    admit,
    answer,
    attendance,
    close_phase,
    hold,
    key_of,
    meeting,
    minutes,
    open_phase,
    said,
    themes_of,
)
from cocrea.site.demo.scenes.sense import followed_sentence
from cocrea.site.demo.world import World, moment
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

# Place, department code, municipality code, day, people who came (invented), themes worked on.
FORUMS = (
    ("Ciudad de Guatemala", "01", "0101", date(2018, 4, 18), 152),
    ("San José Acatempa, Jutiapa", "22", "2217", date(2018, 4, 20), 141),
    ("Quetzaltenango", "09", "0901", date(2018, 4, 25), 167),
    ("Mazatenango, Suchitepéquez", "10", "1001", date(2018, 4, 27), 133),
    ("Cobán, Alta Verapaz", "16", "1601", date(2018, 5, 3), 158),
    ("Chiquimula", "20", "2001", date(2018, 5, 4), 149),
)
OPINIONS = (
    "No dice en cuántos días me van a responder.",
    "¿Quién decide si una propuesta entra o no entra? No lo encuentro.",
    "Seis departamentos es poco; faltan Petén, Huehuetenango y San Marcos.",
    "El portal no sirve para quien no tiene internet. Usen la radio.",
    "Si hay doce temas, ¿por qué sólo cinco mesas en los foros?",
    "Que las fechas no se cambien a última hora.",
    "Falta decir cómo se reparten los veinte compromisos entre las mesas.",
    "Me parece clara, pero muy larga. Hagan una hoja de una página.",
)
CHOICES = {
    "prioridad-a-la-ciudadania": ("si", "en-parte", "no", "no-se"),
    "aviso": ("tres-dias", "una-semana", "quince-dias", "un-mes"),
}
AXIS = ("estado-abierto", "acceso", "participacion", "rendicion", "datos")
SECTORS = ("citizen", "citizen", "citizen", "civil_society", "academia", "public", "private")


def open_consultation(world: World) -> None:
    world.kept["consulta"] = consultations.window_open(
        actor=world.actor("point_of_contact"),
        process=world.process,
        slug="metodologia",
        closes_at=moment(date(2018, 5, 31), 23),
    )


def opine(world: World) -> None:
    """A wave of answers to the questionnaire; some people also say something of a clause."""
    window: Window = world.kept["consulta"]
    items = list(window.items.values_list("number", flat=True))
    areas = [area.code for area in selectors.territory(world.process).areas]
    rng = world.rng
    reader = world.kept.setdefault("reader", random.Random("articles"))  # leaves ``rng`` as it was
    for _ in range(world.count(30)):
        answers = {slug: [rng.choice(values)] for slug, values in CHOICES.items()}
        answers["claridad"] = [str(rng.choice((2, 3, 3, 4, 4, 5)))]
        answers["eje"] = rng.sample(AXIS, rng.randint(1, 3))
        comments = {rng.choice(items): rng.choice(OPINIONS)} if rng.random() < 0.25 else {}
        consultations.response_submit(
            actor=CITIZEN,
            window=window,
            key=uuid7(),
            sheet=Sheet(answers=answers, stances=_stances(reader, items), comments=comments),
            sector=rng.choice(SECTORS),
            area=rng.choice(areas),
        )
    _write_online(world, areas)
    admit(world, Voice.objects.filter(process=world.process, state="received"))


def _stances(reader: random.Random, items: list[int]) -> dict[int, str]:
    """Most people look at a few articles, and rather at the first ones."""
    looked = {items[min(int(reader.expovariate(0.1)), len(items) - 1)] for _ in range(4)}
    if reader.random() < 0.3:
        return {}
    return {n: reader.choices(STANCES, weights=(5, 3, 2))[0] for n in sorted(looked)}


def _write_online(world: World, areas: list[str]) -> None:
    """Some write from the portal, without an account; first the one whom the tour follows."""
    themes = themes_of(world)
    codes = world.kept.get("codes", [""])  # short links of the campaign; some come by none
    for turn in range(world.count(12)):
        number = world.rng.randint(1, 12)
        group, text = said(world, number)
        if not world.kept.get("groups"):
            number, group, text = followed_sentence()
        receipt = voices.voice_receive(
            actor=CITIZEN,
            process=world.process,
            key=key_of(world),
            text=text,
            kind="voice",
            theme=themes[number],
            area=world.rng.choice(areas),
            sector="citizen",
            display="reserved",
            arrival=codes[turn % len(codes)],
        )
        world.kept.setdefault("groups", {})[receipt.voice.pk] = (number, group)


def announce_forums(world: World) -> None:
    """Fifteen days of notice or more for the first forums; the later ones come with the same act."""
    themes = list(themes_of(world).values())
    for number, (place, department, _code, day, _people) in enumerate(FORUMS, start=1):
        made = meeting(
            world,
            f"forum:{number}",
            kind="forum",
            phase=3,
            row=3,
            title_es=f"Foro local de consulta ciudadana: {place}",
            title_en=f"Local citizens' forum: {place}",
            venue=f"Salón municipal, {place}",
            day=day,
            hour=9,
            hours=4,
            area=department,
            expected="Alrededor de 150 personas",
            themes=themes,
        )
        for kind, title in (("agenda", "Agenda del foro"), ("method", "Método de las mesas")):
            meetings.pack_publish(
                actor=world.actor("secretary"),
                meeting=made,
                kind=kind,
                title=title,
                text="Cinco mesas como mínimo, dos facilitadores por mesa, una hoja por propuesta.",
            )
        offices = [
            str(world.users[f"facilitator:{n}"].functions.get().public_id) for n in range(1, 11)
        ]
        meetings.tables_set(
            actor=world.actor("secretary"),
            meeting=made,
            tables=[(themes[(number + t) % 12], offices[2 * t : 2 * t + 2]) for t in range(5)],
        )


def open_forums(world: World) -> None:
    open_phase(world, 3, "Comienzan los foros locales.")


def forum(world: World, number: int) -> None:
    """A forum: people come, tables write sheets, each sheet gets its folio."""
    _place, department, municipality, _day, _people = FORUMS[number - 1]
    made = world.kept[f"forum:{number}"]
    hold(world, made)
    themes = themes_of(world)
    for sheet in range(world.count(48)):
        table = sheet % 5 + 1
        theme = made.tables.get(number=table).theme
        group, text = said(world, theme.number)
        receipt = meetings.meeting_voice_receive(
            actor=world.actor(f"facilitator:{2 * table - 1}"),
            meeting=made,
            key=key_of(world),
            text=text,
            table=table,
            theme=themes[theme.number],
            kind="voice",
            channel="sheet",
            area=department,
            part=municipality,
            sector=world.rng.choice(SECTORS),
            gender=world.rng.choice(("woman", "man", "woman", "")),
        )
        world.kept.setdefault("groups", {})[receipt.voice.pk] = (theme.number, group)


def forum_minutes(world: World, number: int) -> None:
    """In the afternoon the signed lists are counted and the minutes written."""
    people, made = FORUMS[number - 1][-1], world.kept[f"forum:{number}"]
    share = {"public": 22, "civil_society": 24, "private": 4, "academia": 9, "municipality": 12}
    share["citizen"] = people - sum(share.values())
    attendance(world, made, share, source="listas de asistencia inventadas de la demostración")
    minutes(
        world, made, "Acta inventada: se recogieron las hojas de cinco mesas y se leyó cada folio."
    )
    admit(world, Voice.objects.filter(process=world.process, state="received"))


def answer_opinions(world: World) -> None:
    """Every opinion on the methodology is answered before the consultation closes."""
    opinions = Voice.objects.filter(process=world.process, phase=2)
    for voice in opinions.filter(state__in=("admitted", "treated")).order_by("pk"):
        if voice.state == "admitted":
            voices.points_code(
                actor=world.actor("systematizer:1"), process=world.process, voice=voice
            )
        if voice.kind == "voice":
            reason = "Su propuesta pasa a los insumos de las mesas temáticas con su mismo folio."
            answer(world, voice, "deferred", reason)
        else:
            reason = "Su opinión consta en el informe de la consulta que reciben las mesas."
            answer(world, voice, "opinion_noted", reason)


def count_answers(world: World) -> None:
    """Record what was counted in the windows whose time is over."""
    consultations.window_close_due(actor=world.actor("point_of_contact"), process=world.process)


def close_consultation(world: World) -> None:
    count_answers(world)
    close_phase(world, 2, "La ventana cerró y cada opinión tiene respuesta publicada.")


def hand_over_report(world: World) -> None:
    """What people said of the method reaches those who sit at the tables."""
    consultations.report_deliver(
        actor=world.actor("publisher"), window=world.kept["consulta"], phase=5
    )


def ask_again(world: World) -> None:
    """The two questions of the beginning, now with the first version of the plan in sight."""
    world.kept["consulta-2"] = consultations.window_open(
        actor=world.actor("point_of_contact"),
        process=world.process,
        slug="primera-version",
        closes_at=moment(date(2018, 11, 18), 23),
    )


def opine_again(world: World) -> None:
    """Invented answers: other people, fewer, and less content."""
    rng = random.Random(2018)
    areas = [area.code for area in selectors.territory(world.process).areas]
    for _ in range(world.count(40)):
        priority = rng.choice(("si", "en-parte", "en-parte", "no", "no", "no-se"))
        consultations.response_submit(
            actor=CITIZEN,
            window=world.kept["consulta-2"],
            key=uuid7(),
            sheet=Sheet(
                answers={
                    "claridad": [str(rng.choice((2, 2, 3, 3, 4)))],
                    "prioridad-a-la-ciudadania": [priority],
                }
            ),
            sector=rng.choice(SECTORS),
            area=rng.choice(areas),
        )
