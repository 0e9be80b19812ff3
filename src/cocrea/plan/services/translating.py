"""Translate the plan field by field: the original is what the frozen version says."""

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.languages import services as languages
from cocrea.languages.models import Translation
from cocrea.ledger import services as ledger
from cocrea.plan.models import Version
from cocrea.plan.rules.content import originals
from cocrea.plan.rules.permits import PERMITS


def text_translate(
    *,
    actor: Actor,
    version: Version,
    kind: str,
    subject_id: str,
    field: str,
    text: str,
    language: str = "en",
) -> Translation:
    """Keep a translation of one text of this version as a draft; another person reviews it with
    ``languages.services.translation_review``.

    kind, subject_id, field  as ``rules.content.originals`` lists them. Raises
    NotThere(plan.no_text) for a text that the version does not have.
    """
    with ledger.act(version.process, actor=actor) as act:
        PERMITS.require(actor, "text.translate", now=act.now)
        wanted = (kind, subject_id, field)
        original = next((o for o in originals(version.content) if o.key == wanted), None)
        if original is None:
            raise NotThere(Finding("plan.no_text"))
        return languages.translation_save(
            actor=actor,
            process=version.process,
            subject=SubjectRef(kind, subject_id, original.digest),
            field=field,
            original=original.text,
            text=text,
            language=language,
        )
