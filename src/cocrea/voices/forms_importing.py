"""Forms for files of voices: taking one in, saying what its columns mean, undoing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.process.models import Process
from cocrea.ui.forms import PlainField
from cocrea.voices import import_words, words
from cocrea.voices.rules.importing.fields import FIELDS
from cocrea.voices.rules.importing.mapping import CHOICES, ColumnMap, mapping_of
from cocrea.voices.rules.intake import TYPED_CHANNELS
from cocrea.voices.selectors import Preview

UPLOAD_MB = 10
NOT_USED = _("no se usa")


class UploadForm(forms.Form):
    """A file, and where its words come from."""

    file = forms.FileField(
        label=_("Archivo"),
        allow_empty_file=True,
        help_text=_(
            "CSV, XLSX u ODS, hasta 10 MB, con una fila por voz y una línea de títulos. Los más "
            "grandes entran por la línea de órdenes."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods"}),
    )
    source_name = PlainField(
        label=_("¿De dónde vienen estas voces?"),
        help_text=_("Se publica. Por ejemplo «Foro local, hojas de la tarde»."),
        max_length=120,
    )
    channel = forms.ChoiceField(label=_("Cómo se recogieron"), initial="sheet")
    kind = forms.ChoiceField(
        label=_("Tipo de aporte, si el archivo no lo dice"), choices=words.options(words.KINDS)
    )
    language = forms.ChoiceField(label=_("Idioma, si el archivo no lo dice"), initial="spa")

    def __init__(self, process: Process, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = [(c, label) for c, label in words.CHANNELS.items() if c in TYPED_CHANNELS]
        self.fields["channel"].choices = channels
        self.fields["language"].choices = words.options(words.languages(process))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_MB * 1024 * 1024:
            raise forms.ValidationError(
                _("El archivo pesa más de %(limit)s MB."), params={"limit": UPLOAD_MB}
            )
        return file

    def defaults(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("channel", "kind", "language")}


class ColumnsForm(forms.Form):
    """One choice per heading of the file, and how it is to be read.

    values  one more choice per value that nobody knows, so that it is told what it means
    """

    encoding = forms.ChoiceField(label=_("Codificación"), required=False)
    separator = forms.ChoiceField(label=_("Separador de columnas"), required=False)
    sheet = forms.ChoiceField(label=_("Hoja del libro"), required=False)
    header = forms.IntegerField(
        label=_("Línea de los títulos"), required=False, min_value=1, max_value=1000
    )
    strict = forms.BooleanField(
        label=_("Lo que no se reconozca es un error, en vez de quedar en blanco"), required=False
    )

    def __init__(
        self, process: Process, found: Preview, *args: Any, strict: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.process = found, process
        guessed = _("como se encontró")
        self.fields["encoding"].choices = words.options(import_words.ENCODINGS, guessed)
        self.fields["separator"].choices = words.options(import_words.SEPARATORS, guessed)
        self.fields["sheet"].choices = [(name, name) for name in found.shape.sheets]
        shown = ("encoding", "separator") if found.shape.kind == "csv" else ("sheet",)
        for name in {"encoding", "separator", "sheet"} - set(shown):
            del self.fields[name]
        told = {**found.mapping.told, "header": found.header, "sheet": found.shape.sheet}
        for name, value in told.items():
            if name in self.fields:
                self.fields[name].initial = value
        self.fields["strict"].initial = strict
        meant = {head: name for name, heads in found.mapping.columns.items() for head in heads}
        choices = words.options(import_words.FIELDS, NOT_USED)
        for place, head in enumerate(found.heads):
            self.fields[f"col-{place}"] = forms.ChoiceField(
                label=head or "–", choices=choices, required=False, initial=meant.get(head, "")
            )
        for place, (name, written) in enumerate(self.unknown()):
            self.fields[f"val-{place}"] = forms.ChoiceField(
                label=f"{import_words.FIELDS[name]}: «{written}»",
                choices=words.options(self.choices(name), _("dejar en blanco")),
                required=False,
            )

    def unknown(self) -> list[tuple[str, str]]:
        """(field, value) that people may say the meaning of; places and days are too many."""
        return [
            (name, written)
            for name, values in sorted(self.found.unknown.items())
            if name in CHOICES and name not in ("area", "part", "place")
            for written in values
        ]

    def choices(self, name: str) -> dict[str, Any]:
        if name == "theme":
            return {t.slug: words.local(t, "name_es", "name_en") for t in self.process.themes.all()}
        found: dict[str, dict[str, Any]] = {
            "kind": words.KINDS,
            "sector": words.SECTORS,
            "gender": words.GENDERS,
            "age_band": words.AGES,
            "people": words.peoples(self.process),
            "language": words.languages(self.process),
        }
        return found[name]

    def columns(self) -> list[forms.BoundField]:
        return [self[f"col-{place}"] for place in range(len(self.found.heads))]

    def values(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("val-")]

    def shape(self) -> list[forms.BoundField]:
        names = ("encoding", "separator", "sheet", "header")
        return [self[name] for name in names if name in self.fields]

    def reads_otherwise(self) -> bool:
        """Was it told to read the file in another way? Then its headings may be others too."""
        data = self.cleaned_data
        told = {n: data[n] for n in ("encoding", "separator") if data.get(n)}
        moved = data.get("header") and data["header"] != self.found.header
        sheet = data.get("sheet") and data["sheet"] != self.found.shape.sheet
        before = {
            n: v for n, v in self.found.mapping.told.items() if n in ("encoding", "separator")
        }
        return bool(told != before or moved or sheet)

    def told(self) -> dict[str, Any]:
        """How the file is to be read, apart from its columns."""
        data = self.cleaned_data
        names = ("encoding", "separator", "sheet")
        return {n: data[n] for n in names if data.get(n)} | {"header": data.get("header") or 0}

    def mapping(self) -> ColumnMap:
        """What was chosen. Raises Refused(voices.import_map)."""
        old, columns = self.found.mapping, {field.name: [] for field in FIELDS}
        for place, head in enumerate(self.found.heads):
            if name := self.cleaned_data[f"col-{place}"]:
                columns[name].append(head)
        values: dict[str, dict[str, str]] = {n: dict(v) for n, v in old.values.items()}
        for place, (name, written) in enumerate(self.unknown()):
            if code := self.cleaned_data.get(f"val-{place}"):
                values.setdefault(name, {})[written] = code
        return mapping_of(
            {
                **old.as_json(),
                "columns": {name: heads for name, heads in columns.items() if heads},
                "values": values,
                "told": {},
                **self.told(),
            }
        )


class PromoteForm(forms.Form):
    consent = forms.BooleanField(
        label=_(
            "Estas personas y organizaciones aceptaron que sus palabras se publiquen, y así consta "
            "en las hojas o en el sitio de donde vienen."
        ),
        error_messages={"required": _("Sin su acuerdo no se pueden publicar.")},
    )


class UndoForm(forms.Form):
    reason = PlainField(
        label=_("Por qué se deshace"),
        help_text=_("Se publica. Explique con palabras sencillas."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    keep_treated = forms.BooleanField(
        label=_("Deshacer las demás aunque algunas ya se hayan separado en puntos"), required=False
    )
