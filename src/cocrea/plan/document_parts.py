"""The body of the plan's document: summary, a card for each commitment, annexes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cocrea.documents.rules.blocks import (
    Block,
    Bullets,
    Column,
    Field,
    Heading,
    Line,
    Para,
    Run,
    Table,
    say,
)
from cocrea.kernel.findings import Finding
from cocrea.plan import reading, selectors, words
from cocrea.plan.models import Version
from cocrea.plan.reading import SOURCE, Shown
from cocrea.ui.messages import pieces_of
from cocrea.ui.words import day_text, number_text
from cocrea.voices import words as voices

Themes = list[tuple[dict[str, Any], list[dict[str, Any]]]]


def run_of(shown: Shown, **more: Any) -> Run:
    return Run(shown.text, shown.language if shown.foreign else "", shown.note_text, **more)


def line_of(shown: Shown | None) -> Line:
    return (run_of(shown),) if shown else ()


def source(text: str, **more: Any) -> Line:
    """A text that is kept in Spanish only."""
    return say(text, SOURCE if reading.reader() != SOURCE else "", **more)


def blocks(version: Version, themes: Themes) -> Iterator[Block]:
    rows = [each for _theme, rows in themes for each in rows]
    yield from _summary(rows)
    for place, (theme, mine) in enumerate(themes):
        anchor = f"tema-{theme['slug']}"
        yield Heading(1, say(reading.theme_name(theme)), anchor, page=place == 0)
        for each in mine:
            yield from card(each)
    yield from _dissents(rows)
    yield from _said(version, rows)
    yield from _review(version)
    yield from _frozen(version)


def _summary(rows: list[dict[str, Any]]) -> Iterator[Block]:
    yield Heading(1, say(_("Los compromisos de este plan")), "resumen", page=True)
    yield Para(
        say(
            _(
                "Cada compromiso está en una ficha con los campos de la plantilla oficial, quién "
                "lo decidió y qué se dijo de él. Las cifras y las decisiones vienen del registro "
                "público; nada de este documento se escribió aparte."
            )
        )
    )
    columns = (
        Column(_("No."), 2, number=True),
        Column(_("Compromiso"), 11),
        Column(_("Entidad responsable"), 7),
        Column(_("Hitos"), 3, number=True),
        Column(_("Fechas"), 6),
    )
    cells = tuple(
        (
            (say(each["number"]),),
            (line_of(each["title"]),),
            (source(each["data"]["responsible"] or "–"),),
            (say(len(each["milestones"])),),
            (say(f"{each['start']} – {each['end']}"),),
        )
        for each in sorted(rows, key=lambda row: row["number"])
    )
    yield Table(_("Resumen de los compromisos"), columns, cells, head=1)


def card(each: dict[str, Any]) -> Iterator[Block]:
    """One commitment with everything that is shown of it."""
    label = _("Compromiso %(number)s") % {"number": each["number"]}
    yield Heading(2, line_of(each["title"]), each["anchor"], label, card=True)
    yield Para(_standing(each), "note")
    for row in each["rows"]:
        if row.kind == "text":
            yield Field(row.label, (line_of(row.value),) if row.value else (), row.section)
        elif row.kind == "dates":
            yield Field(row.label, (say(f"{each['start']} – {each['end']}"),), row.section)
        elif row.kind == "responsible":
            yield Field(row.label, tuple(_responsible(each["data"])), row.section)
        elif row.kind == "milestones":
            yield _milestones(each, row.label)
    if each["alignments"]:
        lines = tuple(say(f"{frame}: {code}") for frame, code in each["alignments"])
        yield Field(_("Alineación"), lines)
    yield Field(_("Viabilidad"), tuple(_opinions(each)))
    yield Field(_("Quién decidió"), tuple(_decisions(each)))
    yield Field(_("Lo que se dijo"), (say(_heard(each)),))


def _standing(each: dict[str, Any]) -> Line:
    data = each["data"]
    parts: list[Run] = [*say(each["standing"])]
    if data["invented"]:
        parts += say(" · " + _("inventado para la demostración"))
    if data["source"]:
        parts += [*say(" · " + _("Fuente:") + " "), *source(data["source"])]
    return tuple(parts)


def _responsible(data: dict[str, Any]) -> Iterator[Line]:
    name = data["responsible"] or "–"
    if data["responsible_invented"] and "inventad" not in name:
        name = f"{name} ({_('entidad inventada')})"
    yield source(name)
    for other in data["co_responsible"]:
        unsigned = say(" · " + _("sin firmar su carta")) if other["state"] == "drafted" else ()
        yield (*say(_("Corresponsable:") + " "), *source(other["name"]), *unsigned)


def _milestones(each: dict[str, Any], label: str) -> Table:
    columns = (
        Column(_("No."), 1, number=True),
        Column(_("Hito y cómo se verifica"), 14),
        Column(_("Responde"), 5),
        Column(_("Nuevo o en curso"), 3),
        Column(_("Inicio y término"), 5),
    )
    rows = tuple(
        (
            (say(step["number"]),),
            tuple(_milestone(step)),
            (source(step["responsible"] or "–"),),
            (say(step["status"]),),
            (say(f"{step['start']} – {step['end']}"),),
        )
        for step in each["milestones"]
    )
    return Table(label, columns, rows, head=1)


def _milestone(step: dict[str, Any]) -> Iterator[Line]:
    if step["text"]:
        yield line_of(step["text"])
    labels = (
        ("indicator", _("Indicador:")),
        ("baseline", _("Línea de base:")),
        ("means", _("Medio de verificación:")),
    )
    for name, label in labels:
        if step[name]:
            yield (Run(f"{label} "), run_of(step[name]))


def _opinions(each: dict[str, Any]) -> Iterator[Line]:
    for one in each["opinions"]:
        yield (
            *say(f"{one['kind']}: {one['opinion']} ("),
            *source(one["signatory"]),
            *say(f", {one['on']})"),
            *(source(f". {one['condition']}") if one["condition"] else ()),
        )
    if not each["opinions"]:
        yield say(_("No constan opiniones."))


def _decisions(each: dict[str, Any]) -> Iterator[Line]:
    for one in each["decisions"]:
        body: Line = (Run(", "), run_of(one["body"])) if one["body"] else ()
        said = f": {one['result']}, {one['on']}" if one["result"] else ""
        balance = one["balance"] or _("Sin registro de quiénes estaban.").rstrip(".")
        yield (
            *source(one["label"]),
            *body,
            *say(f"{said}. "),
            Run(f"{balance}.", strong=one["outside"]),
        )
    if not each["decisions"]:
        yield say(_("No consta una decisión sobre este compromiso."))
    if each["dissents"]:
        count = {"count": len(each["dissents"])}
        yield say(_("Disensos con razones: %(count)s; están en su anexo.") % count)


def _heard(each: dict[str, Any]) -> str:
    said = _(
        "Puntos de la ciudadanía que llevaron a él: %(points)s. Comentarios a la versión "
        "publicada: %(comments)s, de ellos respondidos: %(answered)s."
    ) % {
        "points": number_text(each["points"]),
        "comments": number_text(each["comments"]),
        "answered": number_text(each["answered"]),
    }
    kinds = "; ".join(f"{word}: {number_text(count)}" for word, count in each["said"])
    return f"{said} {kinds}." if kinds else said


def _dissents(rows: list[dict[str, Any]]) -> Iterator[Block]:
    """Dissents by the commitments that they concern: one decision may be about many."""
    yield Heading(1, say(_("Anexo: disensos")), "disenso", page=True)
    groups: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for each in rows:
        said = tuple((d["who"], d["sector"], d["stance"], d["text"]) for d in each["dissents"])
        if said:
            groups.setdefault(said, []).append(each["number"])
    if not groups:
        said_none = _(
            "En las decisiones sobre estos compromisos no consta ningún disenso con razones."
        )
        yield Para(say(said_none))
    for place, (said, numbers) in enumerate(groups.items(), start=1):
        title = _("Sobre los compromisos %(list)s") % {"list": spans(numbers)}
        if len(numbers) == 1:
            title = _("Sobre el compromiso %(number)s") % {"number": numbers[0]}
        yield Heading(2, say(title), f"disenso-{place}")
        yield Bullets(tuple(_dissent(*one) for one in said))


def spans(numbers: Iterable[int]) -> str:
    """«1–4, 7, 9–11»."""
    found: list[list[int]] = []
    for each in sorted(numbers):
        if found and found[-1][1] == each - 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in found)


def _dissent(who: str, sector: str, stance: str, text: str) -> Line:
    name = source(who) or say(_("Participante"))
    return (*name, *say(f" ({sector}): {stance}. "), *source(text))


def _said(version: Version, rows: list[dict[str, Any]]) -> Iterator[Block]:
    said = version.content["voices"]
    yield Heading(1, say(_("Anexo: lo que usted dijo, lo que hicimos")), "lo-que-dijo", page=True)
    counts = {name: number_text(said[name]) for name in ("total", "open", "points", "answered")}
    yield Para(
        say(
            _(
                "Al congelar esta versión habían llegado %(total)s voces, de las que %(open)s "
                "esperaban respuesta. De ellas salieron %(points)s puntos; %(answered)s tenían una "
                "respuesta publicada con su razón. Las palabras de cada persona no se copian "
                "aquí: su autora o autor puede retirarlas, y este documento no."
            )
            % counts
        )
    )
    kinds = [(voices.DISPOSITIONS[k], n) for k, n in said["by_kind"].items()]
    if kinds:
        yield Table(
            _("Respuestas a todos los puntos del proceso"),
            (Column(_("Respuesta"), 4), Column(_("Puntos"), 1, number=True)),
            tuple(((say(word),), (say(number_text(count)),)) for word, count in kinds),
        )
    columns = (
        Column(_("Compromiso"), 5),
        Column(_("Puntos que llevaron a él"), 2, number=True),
        Column(_("Qué se hizo con ellos"), 5),
        Column(_("Comentarios"), 2, number=True),
        Column(_("Respondidos"), 2, number=True),
    )
    yield Table(_("Por compromiso"), columns, tuple(_said_row(each) for each in rows))


def _said_row(each: dict[str, Any]) -> tuple[tuple[Line, ...], ...]:
    kinds = "; ".join(f"{word}: {number_text(count)}" for word, count in each["said"])
    return (
        ((Run(f"{each['number']}. "), *line_of(each["title"])),),
        (say(number_text(each["points"])),),
        (say(kinds or "–"),),
        (say(number_text(each["comments"])),),
        (say(number_text(each["answered"])),),
    )


def _review(version: Version) -> Iterator[Block]:
    """OGP's suggestions on the versions before this one, and what was answered."""
    found = list(selectors.suggestions_before(version))
    if not found:
        return
    yield Heading(1, say(_("Anexo: la revisión de OGP y sus respuestas")), "revision", page=True)
    columns = (
        Column(_("No."), 1, number=True),
        Column(_("Sobre"), 4),
        Column(_("Sugerencia"), 6),
        Column(_("Respuesta y razón"), 6),
    )
    yield Table(
        _("Sugerencias de la revisión, punto por punto"), columns, tuple(map(_suggestion, found))
    )


def _suggestion(each: Any) -> tuple[tuple[Line, ...], ...]:
    about = source(each.commitment_label) or say(_("El plan en general"))
    answer: tuple[Line, ...] = ((Run(f"{words.ANSWERS[each.answer]}. ", strong=True),),)
    if each.reason:
        answer = ((Run(f"{words.ANSWERS[each.answer]}. ", strong=True), *source(each.reason)),)
    return ((say(each.number),), (about,), (source(each.text),), answer)


def _frozen(version: Version) -> Iterator[Block]:
    yield Heading(1, say(_("Anexo: cómo se congeló esta versión")), "como-se-congelo")
    params = {
        "day": day_text(version.frozen_at, version.process.zone),
        "who": version.label or _("la publicadora o el publicador"),
    }
    yield Para(say(_("La congeló y publicó %(who)s el %(day)s.") % params))
    yield from _findings(selectors.findings_of(version))
    about = version.content["process"]["methodology"]
    said = _("Rige la versión %(number)s de la metodología.") % {"number": about["version"]}
    yield Para((*say(f"{said} "), Run(about["digest"], code=True)))


def _findings(found: Iterable[Finding]) -> Iterator[Block]:
    rows = tuple(_told(each) for each in found)
    yield Bullets(rows) if rows else Para(say(_("Sin excepciones ni advertencias.")))


def _told(finding: Finding) -> Line:
    """Its sentence, with what it quotes in the language in which that was written."""
    pieces = (source(text) if quote else say(text) for text, quote in pieces_of(finding))
    return tuple(run for line in pieces for run in line)
