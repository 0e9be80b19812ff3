"""A hint is a hint: what looks like a way to find somebody, and what only has digits."""

from tests.rows import every

from cocrea.kernel.findings import Severity
from cocrea.voices.rules.personal import personal_hints


def codes(text):
    return {finding.code for finding in personal_hints(text)}


@every(
    "text, code",
    [
        ("Llámenme al 5512-3456.", "voices.seems_phone"),
        ("Mi número: +502 2412 3456", "voices.seems_phone"),
        ("Tel.55123456, por la tarde", "voices.seems_phone"),
        ("Escriba a rosa.perez@correo.gt", "voices.seems_email"),
        ("Vive en la 5a avenida 3-21", "voices.seems_address"),
        ("Está en 12-34, zona 5", "voices.seems_address"),
        ("La casa no. 14 siempre está cerrada", "voices.seems_address"),
    ],
)
def test_what_finds_somebody_is_noticed(text, code):
    found = list(personal_hints(text))
    assert code in {finding.code for finding in found}
    assert all(finding.severity == Severity.WARNING for finding in found)


@every(
    "text",
    [
        "",
        "El plan 2019-2023 y el 2023–2025",
        "Costó Q25,000,000.50 en 2024",
        "Folio 123456789012",
        "La zona 18 necesita agua; la casa comunal también",
        "Artículo 30, decreto 57-2008",
    ],
)
def test_figures_and_years_are_not(text):
    assert codes(text) == set()


def test_a_long_text_takes_no_long_time():
    assert codes("a" * 6000) == set() and codes("calle " * 1000) == set()
