"""The form of who translates or reviews the sheet: one field for each of its texts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.languages.selectors import Translated

MOST = 2_000
Row = tuple[str, str, Translated | None]


class SheetForm(forms.Form):
    """rows: (field, original, current translation)."""

    def __init__(
        self, rows: Iterable[Row], data: Any = None, *, may_save: bool, may_review: bool
    ) -> None:
        super().__init__(data)
        self.rows = list(rows)
        for field, original, found in self.rows:
            self.fields[f"t_{field}"] = forms.CharField(
                label=original,
                required=False,
                max_length=MOST,
                disabled=not may_save,
                initial=found.text if found else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            if may_review and found is not None and not found.reviewed:
                self.fields[f"r_{field}"] = forms.BooleanField(
                    label=_("Leí el original y la traducción, y dicen lo mismo"), required=False
                )

    def said(self, field: str) -> str:
        return str(self.cleaned_data.get(f"t_{field}", "")).strip()

    def ticked(self, field: str) -> bool:
        return bool(self.cleaned_data.get(f"r_{field}"))
