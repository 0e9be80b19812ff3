"""What everybody may download of voices: the same as the pages show, a column for each thing."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Prefetch
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

CHUNK = 1000
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


def voice_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """The voices of the list, in its order; words only where everybody may read them."""
    answers = Disposition.objects.filter(current=True)
    points = Point.objects.prefetch_related(Prefetch("dispositions", answers, "now"))
    found = selectors.voices(process, _filter(filters)).prefetch_related(
        Prefetch("points", points.order_by("number"), "coded")
    )
    areas = process_selectors.area_names(process)
    spoken = Voice.objects.filter(process=process).order_by().values_list("language")
    counts = suppressed(dict(spoken.annotate(n=Count("pk"))))
    shown = {code for code, count in counts.items() if count is not None}
    page = reverse("voices:voice", args=[process.slug, "F"])[:-2]
    for voice in found.iterator(chunk_size=CHUNK):
        yield _voice_row(voice, areas, shown, page)


def _voice_row(voice: Voice, areas: Mapping[str, str], languages: set[str], page: str) -> Row:
    public = voice.text_public
    coded = voice.coded if public else []  # type: ignore[attr-defined]
    answers = [answer for point in coded for answer in point.now]
    return (
        voice.folio,
        f"{page}{voice.folio}/",
        voice.state,
        voice.withdrawn_basis if voice.state == "withdrawn" else "",
        voice.received_at,
        voice.published_at,
        voice.kind,
        voice.channel,
        voice.phase,
        *_theme(voice.theme),
        voice.area,
        areas.get(voice.area, ""),
        voice.sector,
        voice.language if public and voice.language in languages else "",
        voice.text if public else "",
        voice.shown_name if public else "",
        voice.voice_of,
        voice.voice_of_label if public else "",
        voice.typed_by,
        voice.about_label,
        _link(voice.about_kind, voice.about_id),
        _link(voice.source_kind, voice.source_id),
        voice.refusal,
        len(coded),
        len(answers),
        [answer.kind for answer in answers],
        [_link(a.target_kind, a.target_id) for a in answers if a.target_kind],
        voice.answered_at,
        voice.text_digest,
    )


def point_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Every point of a voice whose text is public, with the answer in force."""
    chosen = selectors.voices(process, _filter(filters)).order_by().values("pk")
    answers = Disposition.objects.filter(current=True)
    found = (
        Point.objects.filter(
            voice__in=chosen, voice__state__in=TEXT_PUBLIC, voice__erased_at__isnull=True
        )
        .select_related("voice", "theme")
        .prefetch_related(Prefetch("dispositions", answers, "now"))
        .order_by("-voice__received_at", "-voice", "number")
    )
    page = reverse("voices:voice", args=[process.slug, "F"])[:-2]
    for point in found.iterator(chunk_size=CHUNK):
        answer = next(iter(point.now), None)
        yield (
            f"{point.voice.folio}.{point.number}",
            point.voice.folio,
            point.number,
            f"{page}{point.voice.folio}/#punto-{point.number}",
            *_theme(point.theme),
            point.text,
            point.coded_at,
            answer.kind if answer else "",
            answer.reason if answer else "",
            answer.published_at if answer else None,
            answer.target_label if answer else "",
            _link(answer.target_kind, answer.target_id) if answer else "",
            str(point.public_id),
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
