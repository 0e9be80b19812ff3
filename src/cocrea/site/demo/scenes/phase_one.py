"""Phase 1 around the call: library, earlier plans, invitations, the signed agreement, pages."""

from datetime import date, datetime
from io import BytesIO

from cocrea.agreement import services as agreement
from cocrea.agreement.models import Compact
from cocrea.documents import services as documents
from cocrea.documents.models import Page
from cocrea.kernel.permits import CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.meetings import services as meetings
from cocrea.process import services as process_services
from cocrea.site.demo import phase_one_data as data
from cocrea.site.demo.world import PUBLIC_BODIES, SOCIETY, World

SEATED = [slug for slug, _name in PUBLIC_BODIES[:8]]
LATE = ("desarrollo", "economia")  # sit in the forum and never sign
SECOND = ("ambiente", "educacion", "finanzas", "salud")  # sign the second version too
GONE = [slug for slug, _name, _sector in SOCIETY[:3]]


def publish_library(world: World) -> None:
    """What everybody can read before giving an opinion, and how well it is known."""
    for card, fields in data.LIBRARY:
        documents.reference_add(
            actor=world.actor("publisher"), process=world.process, card=card, **fields
        )


def record_earlier_plans(world: World) -> None:
    common = {"actor": world.actor("publisher"), "process": world.process}
    for plan in data.EARLIER:
        process_services.earlier_plan_record(**common, **plan)
    for commitment in data.EARLIER_COMMITMENTS:
        made = process_services.earlier_commitment_record(**common, **commitment)
        if made.number == 13:
            world.kept["compromiso-13"] = process_services.commitment_ref(made)


def invite(world: World) -> None:
    """The day of the announcement: institutions by letter, organizations by mail, others by notice."""
    letter = documents.document_add(
        actor=world.actor("publisher"),
        process=world.process,
        kind="letter",
        title_es="Oficio circular de la convocatoria (inventado)",
        title_en="Circular letter of the call (invented)",
        source="Punto de contacto de ejemplo (inventado)",
        file=BytesIO(data.LETTER.encode()),
        file_name="oficio.txt",
    )
    proof = documents.ref_of(letter)
    common = {
        "actor": world.actor("point_of_contact"),
        "process": world.process,
        "invited_on": date(2018, 3, 15),
    }
    process_services.invitations_record(
        **common,
        organizations=[slug for slug, _name in PUBLIC_BODIES],
        channel="letter",
        proof=proof,
    )
    process_services.invitations_record(
        **common,
        organizations=[slug for slug, _name, _sector in SOCIETY],
        channel="email",
        proof=proof,
    )
    process_services.invitations_record(
        **common, others=data.INVITED_BY_NAME, channel="notice", note="Aviso inventado en el portal"
    )


def publish_agreement(world: World) -> None:
    world.kept["acuerdo"] = agreement.compact_publish(
        actor=world.actor("publisher"),
        process=world.process,
        name_es=data.COMPACT_NAME,
        name_en=data.COMPACT_NAME_EN,
        text_es=data.numbered(data.COMPACT_RULES, data.COMPACT_INVENTED),
        text_en=data.numbered(data.COMPACT_RULES_EN, data.COMPACT_INVENTED_EN),
        basis=data.COMPACT_BASIS,
    )


def sign(world: World) -> None:
    """At the public event, each for their own. Two institutions leave without signing; no body has
    decided to, so none signs."""
    compact = world.kept["acuerdo"]
    for slug in [*SEATED, *(slug for slug, _name, _sector in SOCIETY)]:
        if slug not in LATE:
            _sign(world, compact, slug)


def publish_second_version(world: World) -> None:
    """After the consultation: one more rule, and everybody is asked again."""
    world.kept["acuerdo"] = agreement.compact_publish(
        actor=world.actor("publisher"),
        process=world.process,
        name_es=data.COMPACT_NAME,
        name_en=data.COMPACT_NAME_EN,
        text_es=data.numbered((*data.COMPACT_RULES, data.COMPACT_MORE), data.COMPACT_INVENTED),
        text_en=data.numbered(
            (*data.COMPACT_RULES_EN, data.COMPACT_MORE_EN), data.COMPACT_INVENTED_EN
        ),
        basis=data.COMPACT_BASIS,
        reason="La consulta sobre la metodología preguntó en cuántos días se responde.",
    )


def sign_again(world: World) -> None:
    compact = world.kept["acuerdo"]
    for slug in [*SECOND, *(slug for slug, _name, _sector in SOCIETY)]:
        _sign(world, compact, slug)


def _sign(world: World, compact: Compact, slug: str) -> None:
    agreement.compact_sign(
        actor=world.actor(f"delegate:{slug}"),
        process=world.process,
        compact=str(compact.public_id),
        organization=slug,
    )


def take_back(world: World) -> None:
    """November: some of those who leave take back what they signed, and say why."""
    for slug in GONE:
        agreement.compact_withdraw(
            actor=world.actor(f"delegate:{slug}"),
            process=world.process,
            organization=slug,
            reason=data.WITHDRAWN,
        )


def write_pages(world: World) -> None:
    """Written by the secretary, approved by the publisher; one waits for its hour."""
    _page(
        world,
        "preguntas-frecuentes",
        {
            "es": ("Preguntas frecuentes", data.QUESTIONS_ES),
            "en": ("Frequent questions", data.QUESTIONS_EN),
        },
        place="footer",
        slots=["quc", "kek", "cak", "mam"],
        note="Primera versión",
    )
    _page(world, "logros-del-tercer-plan", _third(data.THIRD_ES), place="home")
    _page(
        world,
        "como-llegar-al-acto",
        {
            "es": ("Cómo llegar al acto de apertura", data.ARRIVE_ES),
            "en": ("How to get to the opening event", data.ARRIVE_EN),
        },
        place="call",
        publish_at=datetime.fromisoformat("2018-04-03T08:00"),
    )


def _third(spanish: str, english: str = "") -> dict[str, tuple[str, str]]:
    texts = {"es": ("Logros del tercer plan", spanish)}
    return texts | ({"en": ("Results of the third plan", english)} if english else {})


def _page(
    world: World,
    name: str,
    texts: dict[str, tuple[str, str]],
    *,
    publish_at: datetime | None = None,
    approve: bool = True,
    **more: object,
) -> Page:
    act = {"actor": world.actor("secretary"), "process": world.process}
    found = Page.objects.filter(process_slug=world.process.slug, slug=name).first()
    if found is None:
        found = documents.page_draft(**act, name=name, texts=texts, **more).page
    else:
        documents.page_edit(**act, page=found, texts=texts, **more)
    sent = documents.page_submit(**act, page=found)
    if approve:
        documents.page_approve(
            actor=world.actor("publisher"),
            process=world.process,
            page=found,
            seen=sent.digest,
            publish_at=publish_at,
        )
    return found


def publish_due(world: World) -> None:
    """What ``tick`` would do at this hour."""
    documents.pages_publish_due(actor=CLOCK, process=world.process)


def announce_buses(world: World) -> None:
    world.kept["transporte"] = _page(
        world,
        "transporte-a-los-foros",
        {"es": ("Transporte a los foros", data.BUS_ES)},
        place="call",
        slots=["quc", "kek"],
    )


def take_buses_away(world: World) -> None:
    documents.page_withdraw(
        actor=world.actor("publisher"),
        process=world.process,
        page=world.kept["transporte"],
        reason="Los seis foros ya se realizaron; ya no hay transporte.",
    )


def count_forum(world: World, number: int) -> None:
    """Each forum also made open government known: it counts for a commitment of the third plan."""
    subject: SubjectRef = world.kept["compromiso-13"]
    meetings.evidence_declare(
        actor=world.actor("secretary"),
        meeting=world.kept[f"forum:{number}"],
        subject=subject,
        note="Se explicó qué es Gobierno Abierto (la metodología lo prevé; lo demás es inventado).",
    )


def renew_third_plan(world: World) -> None:
    _page(
        world,
        "logros-del-tercer-plan",
        _third(data.THIRD_MORE_ES, data.THIRD_MORE_EN),
        place="home",
        note="Los foros ya se realizaron; se agrega la versión en inglés.",
    )


def leave_one_waiting(world: World) -> None:
    """Something for the desk of who approves."""
    _page(
        world,
        "lo-que-sigue",
        {"es": ("Lo que sigue", data.NEXT_ES)},
        place="home",
        approve=False,
    )
