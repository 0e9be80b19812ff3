"""What the pages show of one commitment: rows with words in the reader's language."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.commitments import messages, selectors
from cocrea.commitments.models import Commitment, CommitmentVersion, Feasibility
from cocrea.commitments.rules import feasibility, smart, template
from cocrea.commitments.rules.letters import SIGNED
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.rules.values import CommitmentText
from cocrea.kernel.findings import Finding
from cocrea.people import selectors as people
from cocrea.process import selectors as processes

# page name -> (action of the permit, label); in the order in which a text lives.
_ACTS: tuple[tuple[str, str], ...] = (
    ("edit", "commitment.save"),
    ("milestone_new", "milestone.add"),
    ("source", "source.link"),
    ("alignment", "alignment.set"),
    ("letter_draft", "letter.draft"),
    ("propose", "commitment.propose"),
    ("accept", "commitment.accept"),
    ("return", "commitment.return"),
    ("opinion", "opinion.record"),
    ("adopt", "commitment.adopt"),
    ("not_adopt", "commitment.not_adopt"),
    ("withdraw", "commitment.withdraw"),
)


def _act_label(page: str) -> str:
    return {
        "edit": _("Editar el texto"),
        "milestone_new": _("Agregar un hito"),
        "source": _("Decir de dónde viene"),
        "alignment": _("Alinear con marcos"),
        "letter_draft": _("Nombrar corresponsable"),
        "propose": _("Proponer"),
        "accept": _("Aceptar la responsabilidad"),
        "return": _("Devolver"),
        "opinion": _("Registrar un dictamen"),
        "adopt": _("Registrar la adopción"),
        "not_adopt": _("Registrar que no se adoptó"),
        "withdraw": _("Retirar"),
    }[page]


def english() -> bool:
    return (get_language() or "es").startswith("en")


def theme_name(theme: Any) -> str:
    return str((english() and theme.name_en) or theme.name_es)


def title_of(commitment: Commitment) -> tuple[str, str]:
    """The title for this reader, and its language."""
    title = selectors.title_of(commitment)
    return title, title.language


def state_of(commitment: Commitment) -> dict[str, Any]:
    return {"word": messages.STATES[commitment.state], "tone": messages.TONES[commitment.state]}


def acts_for(commitment: Commitment, roles: Collection[str], organization: str) -> list[Any]:
    """(label, url) of every act that this reader may try now."""
    place = {"slug": commitment.process.slug, "public_id": commitment.public_id}
    body = commitment.responsible
    own = body is not None and body.slug == organization
    return [
        (_act_label(page), reverse(f"commitments:{page}", kwargs=place))
        for page, action in _ACTS
        if PERMITS.may(roles, action, commitment.state) and (own or page != "accept")
    ]


def text_rows(text: CommitmentText) -> list[dict[str, str]]:
    """The texts of the template in its order: section, label, value."""
    language = get_language() or "es"
    return [
        {
            "key": field.key,
            "section": field.section(language),
            "label": field.label(language),
            "value": text.fields.get(field.key, ""),
        }
        for field in template.template(text.template).texts
    ]


def milestone_rows(commitment: Commitment) -> list[dict[str, Any]]:
    found = []
    for each in commitment.milestones.select_related("organization"):
        body = each.organization.name if each.organization else ""
        owner = " · ".join(word for word in (each.responsible, body) if word)
        found.append({"milestone": each, "owner": owner, "status": messages.MILESTONE[each.status]})
    return found


def triptych(commitment: Commitment, rows: Collection[Feasibility]) -> list[dict[str, Any]]:
    """The three opinions in their order; blank ones are there too, said to be blank."""
    current = {each.kind: each for each in rows if each.current}
    tones = {"favourable": "good", "with_conditions": "warn", "unfavourable": "bad"}
    found = []
    for kind in feasibility.KINDS:
        given = current.get(kind)
        found.append(
            {
                "kind": messages.KINDS[kind],
                "basis": feasibility.CRITERIA[kind],
                "given": given,
                "word": messages.OPINIONS[given.opinion] if given else _("En blanco"),
                "tone": tones[given.opinion] if given else "neutral",
                "outdated": given is not None and given.version < commitment.version,
            }
        )
    return found


def withdrawable(commitment: Commitment, roles: frozenset[str], organization: str) -> set[int]:
    """Letters that this reader may take back: its own organization's, and unsigned ones of those
    who name them. No query where the reader has no such role."""
    if not PERMITS.may(roles, "letter.withdraw", commitment.state):
        return set()
    names = PERMITS.may(roles, "letter.draft", commitment.state)
    rows = commitment.letters.select_related("organization")
    return {
        row.pk
        for row in rows
        if row.organization.slug == organization or (names and row.state != SIGNED)
    }


def smart_groups(commitment: Commitment, findings: Collection[Finding]) -> list[dict[str, Any]]:
    """Findings under the letter and word of the methodology; a letter without any says so."""
    law = processes.methodology(commitment.process).smart
    letters = [(each.letter, (english() and each.word_en) or each.word) for each in law] or list(
        smart.LETTERS.items()
    )
    return [
        {
            "letter": letter,
            "word": word,
            "findings": [f for f in findings if smart.letter_of(f) == letter],
        }
        for letter, word in letters
    ]


def source_rows(commitment: Commitment) -> list[dict[str, Any]]:
    found = []
    for each in selectors.sources_of(commitment):
        kind = "proposal" if each.proposal else each.other_kind
        public_id = str(each.proposal.public_id) if each.proposal else each.other_id
        found.append(
            {
                "url": f"{'/en' if english() else ''}/r/{kind}/{public_id}",
                "label": each.proposal.title if each.proposal else each.label,
                "milestone": each.milestone.number if each.milestone else None,
                "note": each.note,
            }
        )
    return found


def alignment_rows(commitment: Commitment) -> list[tuple[str, str]]:
    """(frame, code and name) as the methodology lists them."""
    law = processes.methodology(commitment.process)
    frames = {frame.slug: frame for frame in law.frames}
    found = []
    for each in commitment.alignments.all():
        frame = frames.get(each.frame)
        if frame is None:
            continue
        names = {item.code: (english() and item.name_en) or item.name for item in frame.items}
        name = (english() and frame.name_en) or frame.name
        found.append((name, f"{each.code} {names.get(each.code, '')}".strip()))
    return found


def step_rows(commitment: Commitment) -> list[dict[str, Any]]:
    """Its life so far, oldest first; a decision links to where it was taken."""
    steps = list(commitment.steps.all())
    names = organization_names({each.organization for each in steps})
    prefix = "/en" if english() else ""
    return [
        {
            "word": messages.STEPS.get(each.act, each.act),
            "step": each,
            "by": each.label or names.get(each.organization, ""),
            "decision": f"{prefix}/r/{each.decision_kind}/{each.decision_id}"
            if each.decision_id
            else "",
        }
        for each in steps
    ]


def organization_names(slugs: Collection[str]) -> dict[str, str]:
    wanted = [slug for slug in slugs if slug]
    return dict(people.organizations().filter(slug__in=wanted).values_list("slug", "name"))


def version_get(commitment: Commitment, number: int) -> CommitmentVersion | None:
    return commitment.versions.filter(number=number).first()
