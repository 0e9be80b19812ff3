"""What every form does with a refusal."""

from django import forms

from cocrea.kernel.errors import DomainError
from cocrea.ui.messages import text_of


def attach(form: forms.BaseForm, error: DomainError) -> None:
    """Show each finding at the field it is about (``where``), or above the form.

    A form may have ``names_of``: ``where`` of a finding -> name of the field that people see.
    """
    names: dict[str, str] = getattr(form, "names_of", {})
    for finding in error.findings:
        where = names.get(finding.where, finding.where)
        form.add_error(where if where in form.fields else None, text_of(finding))
