"""Does a commitment say which change it causes, or only what will be produced on the way?

Of the 24 commitments of 2018 the reviewers found none transformative; drafts were full of "create
a committee", "design a training", "study". Each finding shows the words it was made from and asks;
it is not a score, and people may answer it.
"""

from typing import Any

from cocrea.commitments.rules.values import CommitmentText
from cocrea.commitments.rules.wording import find
from cocrea.kernel.findings import Finding, Report, Severity

BASIS = "4.b.3"

# Ways of saying that something will be produced which changes nothing by itself.
OUTPUTS = (
    "(crea(r|ra|ran|cion)|conforma(r|ra|cion)|integra(r|ra|cion)|instala(r|ra|cion)|"
    "establec(er|era|imiento)|constitu(ir|ira|cion)|formacion) ... "
    "(comite(s)?|mesa(s)?|comision(es)?|grupo(s)?|red|redes|consejo(s)?|equipo(s)?)",
    "reuni(rse|on|ones)",
    "disen(ar|ara|aran|o|os)",
    "elabora(r|ra|ran|cion) ... "
    "(plan(es)?|estudio(s)?|diagnostico(s)?|propuesta(s)?|documento(s)?|manual(es)?|"
    "guia(s)?|estrategia(s)?|protocolo(s)?|informe(s)?)",
    "(estudi(ar|ara|o|os)|analiz(ar|ara)|analisis|diagnostic(o|os|ar))",
    "capacita(r|ra|ran|cion|ciones)",
    "(taller(es)?|curso(s)?|diplomado(s)?|seminario(s)?|conversatorio(s)?|jornada(s)?)",
    "sensibiliza(r|ra|ran|cion)",
    "concientiza(r|ra|cion)",
    "campana(s)?",
    "socializa(r|ra|ran|cion)",
    "(difundir|difundira|difusion|divulga(r|ra|cion))",
    "firma(r|ra)? ... (convenio(s)?|acuerdo(s)?|carta(s)?)",
    "plan piloto|prueba piloto",
)

# Ways of saying that something will be different for somebody afterwards.
CHANGES = (
    "reduc(ir|ira|iran|cion|iendo)",
    "disminu(ir|ira|iran|cion|yendo)",
    "(aument(ar|ara|aran|o)|increment(ar|ara|aran|o))",
    "duplic(ar|ara|aran)",
    "elimin(ar|ara|aran|acion)",
    "(prohib(ir|ira)|sancion(ar|ara|es)|oblig(ar|ara|atorio|atoria|atoriamente|a))",
    "garantiz(ar|ara|aran|ando|a)",
    "(entra(r|ra|da)) ... vigor|vigencia",
    "aproba(r|da|do|cion) ... (ley|reglamento|acuerdo|reforma|normativa|politica)",
    "(ley|reglamento|acuerdo|reforma) ... (aprobad(a|o)|vigente)",
    "(public(ar|ara|aran|acion|ado|ados|ada|adas)) ... (dato(s)?|informacion|contrato(s)?|"
    "presupuesto(s)?|resultado(s)?|ejecucion|lista(s)?|registro(s)?|beneficiario(s)?)",
    "pued(a|an|e|en) ... (decidir|consultar|vigilar|denunciar|verificar|exigir|conocer|acceder|"
    "participar)",
    "podran? ... (decidir|consultar|vigilar|denunciar|verificar|exigir|conocer|acceder|participar)",
    "respond(er|era|eran) ... (dia(s)?|solicitud(es)?|queja(s)?|denuncia(s)?)",
    "(resolv(er|era|eran)|atend(er|era|eran)) ... (dia(s)?|caso(s)?|queja(s)?|denuncia(s)?|"
    "solicitud(es)?)",
    "en menos de",
    "por primera vez",
    "vinculante(s)?",
    "(en|ponga|poner|puesta) ... (funcionamiento|marcha|operacion|produccion)",
)


def check(text: CommitmentText, *, basis: str = BASIS) -> Report:
    """Findings per milestone, then for the whole."""
    found = [f for each in text.milestones if (f := _milestone(each.number, each.text, basis))]
    return Report.of([*found, *_whole(text, found, basis)])


def _milestone(number: int, text: str, basis: str) -> Finding | None:
    outputs, changes = find(text, OUTPUTS), find(text, CHANGES)
    where = f"milestone:{number}"
    params = {"number": number, "words": list(outputs), "changes": list(changes)}
    if outputs and not changes:
        return Finding("commitments.ambition_output_only", Severity.WARNING, params, where, basis)
    if outputs:
        return Finding(
            "commitments.ambition_output_and_change", Severity.NOTE, params, where, basis
        )
    return None


def _whole(text: CommitmentText, found: list[Finding], basis: str) -> list[Finding]:
    only = [f for f in found if f.code == "commitments.ambition_output_only"]
    said = [text.title, *(v for k, v in text.fields.items() if k in _SAYS_CHANGE)]
    changes = find("\n".join(said), CHANGES)
    result: list[Finding] = []
    params: dict[str, Any]
    if text.milestones and len(only) == len(text.milestones):
        params = {"count": len(only)}
        result.append(
            Finding(
                "commitments.ambition_all_outputs", Severity.WARNING, params, "milestones", basis
            )
        )
    if outputs := find(text.title, OUTPUTS):
        params = {"words": list(outputs)}
        result.append(
            Finding("commitments.ambition_title_output", Severity.WARNING, params, "title", basis)
        )
    if changes:
        params = {"words": list(changes)}
        result.append(
            Finding(
                "commitments.ambition_change_named", Severity.NOTE, params, "contribution", basis
            )
        )
    else:
        result.append(
            Finding("commitments.ambition_no_change", Severity.WARNING, {}, "contribution", basis)
        )
    return result


_SAYS_CHANGE = frozenset({"commitment", "contribution", "solution", "results", "description"})
