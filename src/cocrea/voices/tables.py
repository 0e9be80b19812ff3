"""What everybody may download of voices: the same as the pages show, a column for each thing."""

from array import array
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.voices import import_words, selectors, words
from cocrea.voices.models import Disposition, Point, Voice
from cocrea.voices.rules.lifecycle import TEXT_PUBLIC
from cocrea.voices.rules.small_cells import suppressed
from cocrea.voices.selectors import VoiceFilter

CHUNK = 250
FILTERS = ("tema", "lugar", "estado")
Row = tuple[Any, ...]


def _filter(filters: Mapping[str, str]) -> VoiceFilter:
    return VoiceFilter(
        theme=filters.get("tema", "")[:60],
        area=filters.get("lugar", "")[:12],
        state=filters.get("estado", "")[:12],
    )


def _theme(theme: Any) -> tuple[str, str]:
    return (theme.slug, words.local(theme, "name_es", "name_en")) if theme else ("", "")


def _link(kind: str, public_id: str) -> str:
    return f"/r/{kind}/{public_id}" if kind else ""


_VOICE = (
    *("pk", "folio", "state", "erased_at", "withdrawn_basis", "received_at", "published_at"),
    *("kind", "channel", "phase", "theme_id", "area", "sector", "language", "text", "shown_name"),
    *("voice_of", "voice_of_label", "typed_by", "about_label", "about_kind", "about_id"),
    *("source_kind", "source_id", "refusal", "answered_at", "text_digest"),
)
# A point's answer in force: kind, reason, published_at, and what it led to.
_ANSWER = ("kind", "reason", "published_at", "target_label", "target_kind", "target_id")
_Answers = dict[int, tuple[Any, ...]]


def voice_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """The voices of the list, in its order; words only where everybody may read them. Values
    instead of rows of models, some hundreds at a time: a list of all voices is long."""
    found = selectors.voices(process, _filter(filters)).select_related(None)
    areas, themes = process_selectors.area_names(process), _themes(process)
    spoken = Voice.objects.filter(process=process).order_by().values_list("language")
    counts = suppressed(dict(spoken.annotate(n=Count("pk"))))
    tongues = {code for code, count in counts.items() if count is not None}
    page = reverse("voices:voice", args=[process.slug, "F"])[:-2]
    for keys in _chunks(found.values_list("pk", flat=True)):
        rows = {row["pk"]: row for row in Voice.objects.filter(pk__in=keys).values(*_VOICE)}
        chunk = [rows[pk] for pk in keys if pk in rows]
        coded, answers = _points(chunk)
        for voice in chunk:
            public = voice["state"] in TEXT_PUBLIC and voice["erased_at"] is None
            points = coded.get(voice["pk"], []) if public else []
            given = [answers[pk] for pk in points if pk in answers]
            language = voice["language"] if voice["language"] in tongues else ""
            theme = themes.get(voice["theme_id"], ("", ""))
            place = areas.get(voice["area"], "")
            yield (
                voice["folio"],
                f"{page}{voice['folio']}/",
                voice["state"],
                voice["withdrawn_basis"],
                voice["received_at"],
                voice["published_at"],
                voice["kind"],
                voice["channel"],
                voice["phase"],
                *theme,
                voice["area"],
                place,
                voice["sector"],
                *_words(voice, language, public=public),
                voice["typed_by"],
                voice["about_label"],
                _link(voice["about_kind"], voice["about_id"]),
                _link(voice["source_kind"], voice["source_id"]),
                voice["refusal"],
                len(points),
                len(given),
                [answer[0] for answer in given],
                [_link(answer[4], answer[5]) for answer in given if answer[4]],
                voice["answered_at"],
                voice["text_digest"],
            )


def _words(voice: Mapping[str, Any], language: str, *, public: bool) -> Row:
    """Language, text, signature, whose it is and of which table or organization."""
    if not public:
        return "", "", "", voice["voice_of"], ""
    return language, voice["text"], voice["shown_name"], voice["voice_of"], voice["voice_of_label"]


def _chunks(keys: Any) -> Iterator[list[int]]:
    """Keys in their order, some at a time. Only keys are sorted: the database would hold whole
    texts in memory to put them in order."""
    every = array("q", keys.iterator(chunk_size=2000))
    for start in range(0, len(every), CHUNK):
        yield list(every[start : start + CHUNK])


def _themes(process: Process) -> dict[int, tuple[str, str]]:
    return {theme.pk: _theme(theme) for theme in process.themes.all()}


def _points(chunk: list[Any]) -> tuple[dict[int, list[int]], _Answers]:
    """Points of these voices by voice, in their order, and the answers in force by point."""
    keys = [voice["pk"] for voice in chunk]
    coded: dict[int, list[int]] = {}
    rows = Point.objects.filter(voice__in=keys).order_by("voice", "number")
    for voice, pk in rows.values_list("voice", "pk"):
        coded.setdefault(voice, []).append(pk)
    return coded, _answers(Q(point__voice__in=keys))


def _answers(wanted: Q) -> _Answers:
    rows = Disposition.objects.filter(wanted, current=True)
    return {row[0]: row[1:] for row in rows.values_list("point", *_ANSWER)}


def point_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Every point of a voice whose text is public, with the answer in force."""
    chosen = selectors.voices(process, _filter(filters)).order_by().values("pk")
    found = Point.objects.filter(
        voice__in=chosen, voice__state__in=TEXT_PUBLIC, voice__erased_at__isnull=True
    ).order_by("-voice__received_at", "-voice", "number")
    themes = _themes(process)
    page = reverse("voices:voice", args=[process.slug, "F"])[:-2]
    names = ("pk", "voice__folio", "number", "theme_id", "text", "coded_at", "public_id")
    for keys in _chunks(found.values_list("pk", flat=True)):
        rows = {row[0]: row for row in Point.objects.filter(pk__in=keys).values_list(*names)}
        answers = _answers(Q(point__in=keys))
        for pk, folio, number, theme, text, coded_at, public_id in (
            rows[pk] for pk in keys if pk in rows
        ):
            answer = answers.get(pk, ("", "", None, "", "", ""))
            yield (
                f"{folio}.{number}",
                folio,
                number,
                f"{page}{folio}/#punto-{number}",
                *themes.get(theme, ("", "")),
                text,
                coded_at,
                *answer[:4],
                _link(answer[4], answer[5]),
                str(public_id),
            )


def file_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Files that became voices; drafts are none of them."""
    for batch in selectors.batches(process).iterator(chunk_size=CHUNK):
        yield (
            str(batch.public_id),
            reverse("voices:import", args=[process.slug, batch.public_id]),
            batch.source_name,
            batch.state,
            batch.promoted_at,
            batch.fresh,
            batch.known,
            batch.faulty,
            batch.skipped,
            batch.opened_organization,
            _link(batch.source_kind, batch.source_id),
            batch.source_digest,
            batch.root,
            batch.undone_at,
            batch.undo_reason,
            batch.kept,
        )


_THEME = (
    Column("theme", _("Tema (código)"), "code", _("Dirección corta del tema.")),
    Column("theme_name", _("Tema"), "text", _("Nombre del tema."), width=30),
)
VOICES = Table(
    "voces",
    _("Voces"),
    (
        Column("folio", _("Folio"), "code", _("Identifica la voz para siempre."), width=16),
        Column("address", _("Dirección"), "address", _("Página pública de la voz.")),
        Column("state", _("Estado"), "code", _("Hasta dónde llegó."), codes=words.STATES),
        Column(
            "withdrawn_basis",
            _("Por qué se retiró"),
            "code",
            _("Vacío: la retiró su autora o autor."),
            codes={"batch": import_words.WITHDRAWN_BATCH},
        ),
        Column("received_at", _("Recibida"), "instant", _("Cuándo llegó."), width=17),
        Column("published_at", _("Publicada"), "instant", _("Cuándo se admitió."), width=17),
        Column("kind", _("Tipo"), "code", _("Qué clase de aporte es."), codes=words.KINDS),
        Column("channel", _("Canal"), "code", _("Por dónde llegó."), codes=words.CHANNELS),
        Column("phase", _("Fase"), "number", _("Fase del proceso en que se recibió.")),
        *_THEME,
        Column("area", _("Lugar (código)"), "code", _("Departamento o región.")),
        Column("area_name", _("Lugar"), "text", _("Nombre del departamento o región.")),
        Column("sector", _("Sector"), "code", _("Si se dijo."), codes=words.SECTORS),
        Column(
            "language",
            _("Idioma"),
            "code",
            _("ISO 639-3. Vacío si no es público o si menos de cinco voces lo usan."),
        ),
        Column("text", _("Texto"), "text", _("Lo que dijo, si es público."), width=80),
        Column("author_shown", _("Firma"), "text", _("Nombre o seudónimo que eligió mostrar.")),
        Column(
            "voice_of",
            _("De quién es"),
            "code",
            _("De una persona, una mesa o una organización."),
            codes={
                "person": _("una persona"),
                "table": _("una mesa"),
                "organization": _("una organización"),
            },
        ),
        Column("voice_of_label", _("Mesa u organización"), "text", _("Cuál; nunca una persona.")),
        Column(
            "typed_by", _("Transcrita por"), "code", _("Función de quien la escribió por otra.")
        ),
        Column("about_label", _("Sobre"), "text", _("De qué trata, cuando es de algo publicado.")),
        Column("about", _("Sobre (dirección)"), "address", _("Enlace permanente a aquello.")),
        Column("source", _("Vino de"), "address", _("Reunión o consulta en que se recogió.")),
        Column("refusal", _("Por qué no se admitió"), "text", _("Razón pública."), width=40),
        Column("points", _("Puntos"), "number", _("En cuántos puntos se separó."), _("puntos")),
        Column(
            "answered_points",
            _("Respondidos"),
            "number",
            _("Con respuesta publicada."),
            _("puntos"),
        ),
        Column(
            "answers",
            _("Respuestas"),
            "list",
            _("Qué pasó con cada punto respondido, en orden."),
            codes=words.DISPOSITIONS,
            width=30,
        ),
        Column("targets", _("Llegó a"), "list", _("Enlaces a propuestas, compromisos o hitos.")),
        Column("answered_at", _("Respondida"), "instant", _("Cuándo quedó respondida toda.")),
        Column("text_digest", _("Huella"), "code", _("SHA-256 con sal que está en el registro.")),
    ),
    voice_rows,
    FILTERS,
    "voices:list",
)
POINTS = Table(
    "puntos",
    _("Puntos y respuestas"),
    (
        Column("point", _("Punto"), "code", _("Folio y número."), width=18),
        Column("folio", _("Folio"), "code", _("Voz de la que viene."), width=16),
        Column("number", _("Número"), "number", _("Lugar dentro de la voz.")),
        Column("address", _("Dirección"), "address", _("Dónde se lee.")),
        *_THEME,
        Column("text", _("Texto"), "text", _("Lo que pide o dice."), width=80),
        Column("coded_at", _("Separado"), "instant", _("Cuándo se separó.")),
        Column(
            "answer",
            _("Respuesta"),
            "code",
            _("Qué pasó; vacío si aún no se responde."),
            codes=words.DISPOSITIONS,
            width=24,
        ),
        Column("reason", _("Razón"), "text", _("Por qué."), width=80),
        Column("answered_at", _("Respondido"), "instant", _("Cuándo se publicó la respuesta.")),
        Column("target_label", _("Llegó a"), "text", _("Propuesta, compromiso o hito."), width=40),
        Column("target", _("Llegó a (dirección)"), "address", _("Enlace permanente.")),
        Column("id", _("Identificador"), "code", _("UUID del punto.")),
    ),
    point_rows,
    FILTERS,
    "voices:list",
)
FILES = Table(
    "archivos-de-voces",
    _("Archivos de voces"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la carga.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column(
            "source_name", _("De dónde vienen"), "text", _("Como lo dijo quien cargó."), width=40
        ),
        Column("state", _("Estado"), "code", _("En qué está."), codes=import_words.STATES),
        Column("promoted_at", _("Convertido"), "instant", _("Cuándo sus filas fueron voces.")),
        Column("voices", _("Voces"), "number", _("Filas que son voces."), _("voces")),
        Column("known", _("Ya estaban"), "number", _("Filas que ya habían entrado."), _("filas")),
        Column("faulty", _("Con errores"), "number", _("Filas que quedaron fuera."), _("filas")),
        Column(
            "skipped", _("Omitidas"), "number", _("Que el archivo da por retiradas."), _("filas")
        ),
        Column("organization", _("Lo transcribió"), "code", _("Organización de quien cargó.")),
        Column("source", _("Se dijo en"), "address", _("Reunión de la que viene.")),
        Column("source_digest", _("Huella"), "code", _("SHA-256 del archivo.")),
        Column("root", _("Raíz"), "code", _("Raíz Merkle sobre sus voces, en el registro.")),
        Column("undone_at", _("Deshecho"), "instant", _("Cuándo se deshizo.")),
        Column("undo_reason", _("Por qué se deshizo"), "text", _("Razón pública."), width=40),
        Column("kept", _("Se quedaron"), "number", _("Voces que no se deshicieron."), _("voces")),
    ),
    file_rows,
    page="voices:imports",
)
TABLES = (VOICES, POINTS, FILES)
