"""What forms of every room share: refusals at their fields, plain text, long lists of choices."""

from typing import Any, ClassVar

from django import forms
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.errors import DomainError
from cocrea.ui.messages import text_of


def attach(form: forms.BaseForm, error: DomainError) -> None:
    """Show each finding at the field it is about (``where``), or above the form.

    A form may have ``names_of``: ``where`` of a finding -> name of the field that people see.
    """
    names: dict[str, str] = getattr(form, "names_of", {})
    for finding in error.findings:
        where = names.get(finding.where, finding.where)
        seen = where in form.fields and not form.fields[where].widget.is_hidden
        form.add_error(where if seen else None, text_of(finding))


class PlainField(forms.CharField):
    """Text as it came; the service cleans it. A NUL is refused in words, and is gone from what the
    form gives back, so that the text can be sent again as it stands."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "nul": _(
            "El texto traía un carácter que no se puede guardar (nulo). Ya lo quitamos: revíselo y "
            "envíelo otra vez."
        ),
    }

    def to_python(self, value: Any) -> str:
        if "\x00" in str(value or ""):
            raise forms.ValidationError(self.error_messages["nul"], code="nul")
        return super().to_python(value) or ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        given = super().bound_data(data, initial)
        return given.replace("\x00", "") if isinstance(given, str) else given


class LinkField(PlainField):
    """What a link brought and nobody typed: damaged, it costs nothing. Never required."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput())

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", ""))


class ListSelect(forms.Select):
    """A list of plain choices written at once: Django draws a template for each of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        listed = format_html_join("", ' {}="{}"', given.items())
        return format_html("<select{}>{}</select>", listed, self.options_of(value))

    def options_of(self, value: Any) -> SafeString:
        chosen = "" if value is None else str(value)
        return mark_safe("".join(option(str(c), name, chosen) for c, name in self.choices))


def option(value: str, label: Any, chosen: Any) -> str:
    """One choice, escaped."""
    mark = " selected" if value == chosen else ""
    return f'<option value="{conditional_escape(value)}"{mark}>{conditional_escape(label)}</option>'
