"""SMART as 4.b.3 words it: específicos, medibles, responsables, relevantes, con fecha.

Every finding names its letter and the words that were found, so that the reader can judge it.
Nothing here refuses a draft and nothing adds up to a score.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cocrea.commitments.rules.template import dates_check
from cocrea.commitments.rules.values import CommitmentText, MilestoneText
from cocrea.commitments.rules.wording import find
from cocrea.kernel.findings import Finding, Report, Severity

LETTERS: Mapping[str, str] = {
    "S": "específicos",
    "M": "medibles",
    "A": "responsables",
    "R": "relevantes",
    "T": "con fecha de cumplimiento definida",
}

# Verbs that fit any commitment, and quantities that leave the quantity open.
VAGUE = (
    "fortalec(er|era|iendo|imiento)",
    "promov(er|era|iendo)|promocion",
    "impuls(ar|ara|ando|o)",
    "foment(ar|ara|ando|o)",
    "contribu(ir|ira|yendo)",
    "coadyuv(ar|ara|ando)",
    "propici(ar|ara|ando)",
    "articul(ar|ara|ando)",
    "seguir avanzando",
    "dar seguimiento",
    "diversos|diversas|varios|varias|algunos|algunas",
    "entre otros|otras",
    "etc|etcetera",
    "lo antes posible",
    "en la medida de lo posible",
    "de ser posible",
)
UNITS = (
    r"\d+ por ciento",
    r"\d+ [a-z]+",
    "(dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|cien) [a-z]+",
    "cada (mes|ano|trimestre|semestre|semana)",
    "mensual(es|mente)?|trimestral(es|mente)?|semestral(es|mente)?|anual(es|mente)?",
    "tod(os|as) l(os|as) [a-z]+",
)
VALUES: Mapping[str, tuple[str, ...]] = {
    "access": (
        "acceso ... informacion",
        "transparen(cia|te|tes|tar)",
        "publica(r|ra|ran|cion|ciones)",
        "datos ... abiertos",
        "divulga(r|ra|cion)",
    ),
    "participation": (
        "participa(r|ra|cion|tivo|tiva|tivos|tivas)",
        "consulta(s|r)? ... (ciudadan(a|o|as|os)|public(a|as)|comunidad(es)?)",
        "cocrea(r|cion)|co creacion",
        "(ciudadan(ia|os|as)|comunidad(es)?) ... "
        "(decid(a|an|e|en)|opin(a|an|e|en)|propon(e|en|ga|gan))",
        "veedur(ia|ias)",
    ),
    "accountability": (
        "rendi(r|cion) ... cuentas?",
        "auditoria ... (social|ciudadana)",
        "denunci(a|as|ar)",
        "sancion(es|ar)?",
        "evalua(r|cion) ... ciudadana",
        "respond(er|era|eran) ... (solicitud(es)?|queja(s)?|peticion(es)?|observacion(es)?)",
    ),
    "technology": (
        "portal(es)?",
        "plataforma(s)?",
        "en linea",
        "sitio web",
        "tablero(s)?",
        "interoperab(le|les|ilidad)",
    ),
}


def check(text: CommitmentText, *, letters: Mapping[str, str] = LETTERS, basis: str = "") -> Report:
    """All letters, in their order. letters: letter -> word, as the methodology of the process gives
    them (a letter that it does not name is not asked); basis: its clause."""
    asks: dict[str, Callable[[CommitmentText], Iterable[Finding]]] = {
        "S": _specific,
        "M": _measurable,
        "A": _accountable,
        "R": _relevant,
        "T": _dated,
    }
    found = []
    for letter, ask in asks.items():
        if letter in letters:
            extra = {"letter": letter, "word": letters[letter]}
            found += [
                Finding(f.code, f.severity, {**f.params, **extra}, f.where, basis or f.basis)
                for f in ask(text)
            ]
    return Report.of(found)


def letter_of(finding: Finding) -> str:
    """The letter that a finding of ``check`` belongs to ("" for findings of other rules)."""
    return str(finding.params.get("letter", ""))


def _warn(code: str, where: str = "", **params: Any) -> Finding:
    return Finding(f"commitments.{code}", Severity.WARNING, params, where)


def _note(code: str, where: str = "", **params: Any) -> Finding:
    return Finding(f"commitments.{code}", Severity.NOTE, params, where)


def _where(milestone: MilestoneText) -> str:
    return f"milestone:{milestone.number}"


def _core(text: CommitmentText) -> str:
    """What the commitment says it will do, without the description of the problem."""
    fields = text.fields
    keys = ("commitment", "solution", "description", "contribution", "results")
    return "\n".join([text.title, *(fields.get(key, "") for key in keys)])


def _specific(text: CommitmentText) -> Iterable[Finding]:
    if vague := find(_core(text), VAGUE):
        yield _warn("smart_vague", "commitment", words=list(vague))
    for each in text.milestones:
        if vague := find(each.text, VAGUE):
            yield _warn(
                "smart_vague_milestone", _where(each), number=each.number, words=list(vague)
            )
    if not text.milestones:
        yield _warn("smart_no_milestones", "milestones")


def _measurable(text: CommitmentText) -> Iterable[Finding]:
    for each in text.milestones:
        number, where = each.number, _where(each)
        if not each.indicator:
            quantity = find(each.text, UNITS)
            if quantity:
                yield _note("smart_quantity_only", where, number=number, words=list(quantity))
            else:
                yield _warn("smart_no_indicator", where, number=number)
        if not each.baseline:
            yield _warn("smart_no_baseline", where, number=number)
        if not each.means:
            yield _warn("smart_no_means", where, number=number)


def _accountable(text: CommitmentText) -> Iterable[Finding]:
    if not text.responsible:
        yield _warn("smart_no_owner", "responsible")
    for each in text.milestones:
        if not each.responsible:
            yield _warn("smart_no_milestone_owner", _where(each), number=each.number)


def _relevant(text: CommitmentText) -> Iterable[Finding]:
    whole = "\n".join(
        [_core(text), *text.fields.values(), *(each.text for each in text.milestones)]
    )
    found = {value: find(whole, patterns, limit=2) for value, patterns in VALUES.items()}
    named = {value: hits for value, hits in found.items() if hits}
    open_values = set(named) - {"technology"}
    if not named:
        yield _warn("smart_no_value", "relevance")
    elif not open_values:
        yield _warn("smart_only_technology", "relevance", words=list(named["technology"]))
    else:
        hits = [word for value in VALUES if value in named for word in named[value]]
        yield _note("smart_values_found", "relevance", words=hits)


def _dated(text: CommitmentText) -> Iterable[Finding]:
    if not text.end:
        yield _warn("smart_no_date", "dates")
    dated = [each for each in text.milestones if each.end]
    for each in text.milestones:
        if not each.end:
            yield _warn("smart_no_milestone_date", _where(each), number=each.number)
    if len(dated) > 1 and len({each.end for each in dated}) == 1:
        day = dated[0].end.isoformat() if dated[0].end else ""
        yield _warn("smart_all_at_the_end", "milestones", count=len(dated), day=day)
    yield from dates_check(text)
