"""How a bound form field is shown: one label, one hint, its errors, tied together for readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class FieldView:
    """What ``<c-field>`` writes down. ``kind``: hidden, checkbox, group (fieldset) or input.

    optional  what stands behind the label of what may be left blank: ``optional_note`` of the form
              field, where blank does not mean that nobody will ask for it
    """

    kind: str
    label: str
    hint: str
    errors: tuple[str, ...]
    required: bool
    widget: SafeString
    input_id: str
    hint_id: str
    error_id: str
    optional: str = ""

    @property
    def described_by(self) -> str:
        ids = ((self.hint_id, self.hint), (self.error_id, self.errors))
        return " ".join(name for name, present in ids if present)


def _kind(field: BoundField) -> str:
    if field.is_hidden:
        return "hidden"
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "checkbox"
    return "group" if field.use_fieldset else "input"


def field_view(field: BoundField, label: str = "", hint: str = "") -> FieldView:
    """Label and hint replace the field's own when given."""
    base = field.auto_id or field.html_name
    kind = _kind(field)
    shown_hint = str(hint or field.help_text)
    hint_id, error_id = f"{base}_helptext", f"{base}_error"
    attrs: dict[str, Any] = {}
    described = " ".join(
        name for name, present in ((hint_id, shown_hint), (error_id, field.errors)) if present
    )
    if described and kind in {"input", "checkbox"}:
        attrs["aria-describedby"] = described
    return FieldView(
        kind=kind,
        label=str(label or field.label),
        hint=shown_hint,
        errors=tuple(str(e) for e in field.errors),
        required=field.field.required,
        widget=field.as_widget(attrs=attrs),
        input_id=field.id_for_label,
        hint_id=hint_id,
        error_id=error_id,
        optional=str(getattr(field.field, "optional_note", "")),
    )


def first_input(field: BoundField) -> str:
    """Id that a link of the error summary leads to (the first choice of a group)."""
    if field.use_fieldset:
        subwidgets = field.subwidgets
        if subwidgets and subwidgets[0].id_for_label:
            return str(subwidgets[0].id_for_label)
    return str(field.id_for_label or field.auto_id)


def speaks_alone(field: BoundField, error: str) -> bool:
    """Was this message written for this field, so that the summary need not name the field?"""
    own = field.field.error_messages
    plain = {str(text) for each in type(field.field).__mro__ for text in _defaults(each)}
    return error in {str(text) for text in own.values()} - plain


def _defaults(kind: type) -> Iterable[Any]:
    return getattr(kind, "default_error_messages", {}).values()


def before_colon(field: BoundField) -> str:
    """The label as it stands before a colon: “¿Cuándo?:” and “De acuerdo.:” are no Spanish."""
    return str(field.label).strip().rstrip(".:").removeprefix("¿").removesuffix("?")


class DateInput(forms.DateInput):
    """The browser's own day picker; where there is none, text as 2018-08-30."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
