"""Planning, publishing, replacing, proving: who may, what is recorded, what a repeat does."""

import io
import json
from datetime import timedelta

import pytest

from cocrea.documents.models import Document
from cocrea.kernel.errors import Conflict, DomainError, NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger.models import Entry
from cocrea.ledger.rules.text import matches
from cocrea.outreach import selectors, services
from cocrea.outreach.messages import ACTS
from cocrea.outreach.models import Campaign, Link, Material, Proof, VisitDay
from cocrea.outreach.rules.codes import code_parse

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SCRIPT = "<script>alert('x')</script>"
HOSTILE = f"\x00\u202e{SCRIPT}"


def entries(process, *kinds):
    rows = Entry.objects.filter(log_id=process.log_id, kind__in=kinds).order_by("position")
    return [json.loads(bytes(row.raw)) for row in rows]


def test_a_draft_is_nobody_elses_business(demo_process, draft):
    made = draft()
    assert made.state == "draft" and not made.links.exists()
    assert not entries(demo_process, *ACTS)
    assert list(selectors.campaigns(demo_process)) == []
    with pytest.raises(NotThere):
        selectors.campaign_get(demo_process, made.public_id)
    assert (
        selectors.campaign_get(demo_process, made.public_id, roles=frozenset({"publisher"})) == made
    )


def test_publishing_gives_each_channel_its_link_and_one_entry(demo_process, campaign):
    codes = {link.channel: link.code for link in campaign.links.all()}
    assert set(codes) == {"radio", "poster", "social", "press"}
    assert all(code_parse(code) == code for code in codes.values())
    [entry] = entries(demo_process, "campaign.published")
    assert entry["body"]["channels"] == codes
    assert entry["body"]["areas"] == ["B"] and entry["body"]["languages"] == ["spa", "eng"]
    assert matches(entry["body"]["text"], bytes(campaign.salt), campaign.words())
    assert "Voces que faltan" not in json.dumps(entry, ensure_ascii=False)


@pytest.mark.parametrize(
    "role", ["citizen", "moderator", "facilitator", "secretary", "point_of_contact", "observer"]
)
def test_only_the_publisher_publishes(demo_process, actor_of, draft, role):
    with pytest.raises(NotPermitted):
        services.campaign_publish(actor=actor_of(role), process=demo_process, campaign=draft())
    assert not Link.objects.exists()


@pytest.mark.parametrize("role", ["citizen", "publisher", "moderator", "operator", "observer"])
def test_only_the_team_plans(demo_process, actor_of, fields, role):
    with pytest.raises(NotPermitted):
        services.campaign_draft(actor=actor_of(role), process=demo_process, **fields)
    assert not Campaign.objects.exists()


def test_what_is_published_is_not_published_or_edited_again(
    demo_process, actor_of, campaign, fields
):
    with pytest.raises(NotPermitted):
        services.campaign_publish(
            actor=actor_of("publisher"), process=demo_process, campaign=campaign
        )
    with pytest.raises(NotPermitted):
        services.campaign_edit(
            actor=actor_of("secretary"), process=demo_process, campaign=campaign, **fields
        )
    assert Link.objects.count() == 4


def test_a_draft_is_edited_whole(demo_process, actor_of, draft, fields):
    made = draft()
    services.campaign_edit(
        actor=actor_of("secretary"),
        process=demo_process,
        campaign=made.public_id,
        **{**fields, "title_es": "Otro nombre", "channels": ("press", "radio")},
    )
    made.refresh_from_db()
    assert made.title_es == "Otro nombre" and made.channels == ["radio", "press"]


def test_a_campaign_whose_days_are_over_is_not_published(demo_process, actor_of, draft, wait):
    made = draft()
    wait(days=30)
    with pytest.raises(Refused) as refused:
        services.campaign_publish(actor=actor_of("publisher"), process=demo_process, campaign=made)
    assert [f.code for f in refused.value.findings] == ["outreach.already_over"]


def test_every_problem_of_a_draft_is_told_at_once(demo_process, actor_of, fields):
    bad = {**fields, "title_es": "  ", "goal_es": "\x00", "channels": (), "areas": ("Z",)}
    with pytest.raises(Refused) as refused:
        services.campaign_draft(actor=actor_of("secretary"), process=demo_process, **bad)
    assert {f.where for f in refused.value.findings} == {"title_es", "goal_es", "channels", "areas"}


@pytest.mark.parametrize("name", ["title_es", "title_en", "goal_es", "goal_en"])
def test_script_is_kept_as_text_and_100_kb_are_refused(demo_process, actor_of, fields, name):
    actor = actor_of("secretary")
    made = services.campaign_draft(actor=actor, process=demo_process, **{**fields, name: HOSTILE})
    assert getattr(made, name) == SCRIPT
    with pytest.raises(Refused) as refused:
        services.campaign_draft(
            actor=actor, process=demo_process, **{**fields, name: "á" * 100_000}
        )
    assert refused.value.findings[0].code == "kernel.text_too_long"
    assert refused.value.findings[0].where == name


def test_a_campaign_of_another_process_is_not_there(process, actor_of, campaign):
    for act in (services.campaign_close, services.campaign_publish):
        with pytest.raises(NotThere):
            act(actor=actor_of("publisher"), process=process, campaign=campaign)


def test_a_channel_that_came_later(demo_process, actor_of, campaign):
    add = {"actor": actor_of("publisher"), "process": demo_process, "campaign": campaign}
    first = services.link_add(channel="messaging", **add)
    assert services.link_add(channel="messaging", **add) == first
    assert len(entries(demo_process, "link.added")) == 1
    campaign.refresh_from_db()
    assert campaign.channels == ["social", "radio", "press", "poster", "messaging"]
    with pytest.raises(Refused):
        services.link_add(channel="pigeon", **add)
    with pytest.raises(NotPermitted):
        services.link_add(**{**add, "actor": actor_of("secretary")}, channel="portal")


def test_closing_fixes_what_was_done_and_no_voice(
    demo_process, actor_of, campaign, write, speak, code_of
):
    write()
    speak(code_of("radio"), times=3)
    link = selectors.link_by_code(code_of("radio"))
    services.visit_count(actor=CITIZEN, link=link)
    services.campaign_close(actor=actor_of("secretary"), process=demo_process, campaign=campaign)
    [entry] = entries(demo_process, "campaign.closed")
    assert entry["body"] == {
        "visits": {"radio": 1, "poster": 0, "social": 0, "press": 0},
        "materials": 1,
        "proofs": {},
    }
    with pytest.raises(Conflict):
        services.campaign_close(
            actor=actor_of("secretary"), process=demo_process, campaign=campaign
        )
    assert selectors.link_by_code(code_of("radio")), "a poster stays on its wall"


def test_a_text_is_published_once_and_recorded(demo_process, write, item):
    made = write(items=[item])
    assert write(items=[item]) == made
    [entry] = entries(demo_process, "material.published")
    assert entry["body"]["names"] == [{"kind": "meeting", "id": item.public_id}]
    assert matches(made.digest, bytes(made.salt), "Foro\nVenga al foro.")
    with pytest.raises(Conflict) as taken:
        write(text="Otra cosa.")
    assert taken.value.findings[0].code == "outreach.title_taken"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"text": "larga " * 200}, "text"),
        ({"channel": "messaging"}, "channel"),
        ({"channel": "pigeon"}, "channel"),
        ({"language": "tlh"}, "language"),
        ({"title": "á" * 100_000}, "title"),
        ({"text": "á" * 100_000}, "text"),
    ],
)
def test_what_a_text_must_be(write, changes, where):
    with pytest.raises(Refused) as refused:
        write(**changes)
    assert refused.value.findings[0].where == where
    assert not Material.objects.exists()


def test_a_draft_has_no_materials(demo_process, actor_of, draft):
    with pytest.raises(NotPermitted):
        services.material_publish(
            actor=actor_of("publisher"),
            process=demo_process,
            campaign=draft(),
            channel="radio",
            language="spa",
            title="Cuña",
            text="Atención.",
        )


def test_a_new_version_says_why_and_keeps_the_old(demo_process, actor_of, write, item):
    old = write(items=[item])
    new = services.material_supersede(
        actor=actor_of("publisher"),
        process=demo_process,
        material=old,
        reason="Se movió el foro.",
        title="Foro",
        text="Venga al foro, el jueves.",
    )
    old.refresh_from_db()
    assert old.superseded_at and old.text == "Venga al foro."
    assert new.supersedes == old and new.items == old.items and new.channel == "poster"
    assert [m.pk for m in selectors.versions(old)] == [new.pk, old.pk]
    assert [m.pk for m in selectors.versions(new)] == [new.pk, old.pk]
    [entry] = entries(demo_process, "material.superseded")
    assert entry["body"]["reason"] == "Se movió el foro."
    assert entry["body"]["supersedes"]["id"] == str(old.public_id)
    assert list(selectors.materials(demo_process)) == [new]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "outreach.reason_missing"),
        ({"text": "Venga al foro."}, "outreach.nothing_changed"),
    ],
)
def test_a_version_needs_a_reason_and_a_change(demo_process, actor_of, write, changes, code):
    given = {"reason": "Errata.", "title": "Foro", "text": "Venga, por favor.", **changes}
    with pytest.raises(Refused) as refused:
        services.material_supersede(
            actor=actor_of("publisher"), process=demo_process, material=write(), **given
        )
    assert [f.code for f in refused.value.findings] == [code]


def test_only_the_last_version_is_replaced_and_only_by_the_publisher(demo_process, actor_of, write):
    old = write()
    given = {"process": demo_process, "material": old, "reason": "Errata.", "title": "Foro"}
    for role in ("secretary", "citizen", "moderator"):
        with pytest.raises(NotPermitted):
            services.material_supersede(actor=actor_of(role), text="Otro.", **given)
    services.material_supersede(actor=actor_of("publisher"), text="Otro.", **given)
    with pytest.raises(Conflict) as late:
        services.material_supersede(actor=actor_of("publisher"), text="Y otro.", **given)
    assert late.value.findings[0].code == "outreach.superseded"


def test_a_file_goes_through_the_rules_of_documents(demo_process, actor_of, write):
    made = write(text="", file=io.BytesIO(PDF), file_name="cartel.pdf")
    assert made.document.kind == "material" and made.document.media_type == "application/pdf"
    [entry] = entries(demo_process, "material.published")
    assert entry["body"]["file"] == made.document.digest
    new = services.material_supersede(
        actor=actor_of("publisher"),
        process=demo_process,
        material=made,
        reason="Otra fecha.",
        title="Foro",
        file=io.BytesIO(PDF + b"2"),
        file_name="cartel.pdf",
    )
    assert new.document.supersedes == made.document
    with pytest.raises(Refused) as refused:
        write(title="Otro", text="", file=io.BytesIO(b"<html><script>x"), file_name="x.pdf")
    assert refused.value.findings[0].code == "documents.file_type"
    assert Material.objects.count() == 2


@pytest.fixture
def prove(demo_process, actor_of, campaign, today):
    def add(role="secretary", **changes):
        given = {
            "channel": "radio",
            "kind": "link",
            "done_on": today,
            "note": "Se leyó la cuña",
            "link": "https://ejemplo.org/cuna",
            **changes,
        }
        return services.proof_add(
            actor=actor_of(role), process=demo_process, campaign=campaign, **given
        )

    return add


def test_a_link_is_proof_and_is_never_fetched(demo_process, prove):
    """The tests run without a network: a fetch would fail here."""
    made = prove()
    assert prove() == made and Proof.objects.count() == 1
    [entry] = entries(demo_process, "proof.added")
    assert entry["body"]["link"] == "https://ejemplo.org/cuna"
    assert matches(entry["body"]["text"], bytes(made.salt), "Se leyó la cuña")


@pytest.mark.parametrize(
    "link", ["javascript:xss()", "https://a@b.example/", "ftp://x.org", "//x.org", SCRIPT]
)
def test_only_web_addresses_are_links(prove, link):
    with pytest.raises(Refused) as refused:
        prove(link=link)
    assert refused.value.findings[0].code == "outreach.proof_link"


def test_photographs_need_who_may_publish_documents(prove):
    with pytest.raises(NotPermitted):
        prove(kind="photo", link="", file=io.BytesIO(PDF), file_name="foto.pdf")
    assert not Proof.objects.exists() and not Document.objects.exists()
    made = prove("publisher", kind="invoice", link="", file=io.BytesIO(PDF), file_name="f.pdf")
    assert made.document.kind == "evidence"


@pytest.mark.parametrize("role", ["citizen", "moderator", "facilitator", "observer"])
def test_strangers_prove_nothing(prove, role):
    with pytest.raises(NotPermitted):
        prove(role)


def test_the_future_proves_nothing(prove, today):
    with pytest.raises(Refused) as refused:
        prove(done_on=today + timedelta(days=1))
    assert refused.value.findings[0].code == "outreach.proof_in_future"


def test_a_visit_adds_one_to_its_day_and_records_nothing(demo_process, code_of, wait):
    link, before = selectors.link_by_code(code_of("poster")), Entry.objects.count()
    for _ in range(3):
        services.visit_count(actor=CITIZEN, link=link)
    wait(days=1)
    link = selectors.link_by_code(code_of("poster"))
    services.visit_count(actor=CITIZEN, link=link)
    assert list(VisitDay.objects.values_list("count", flat=True)) == [3, 1]
    assert Entry.objects.count() == before
    columns = {f.name for f in VisitDay._meta.get_fields()}
    assert columns == {"id", "link", "day", "count"}, "nothing else is kept of a visit"


def test_a_refused_act_leaves_nothing(demo_process, actor_of, write):
    before = Entry.objects.count()
    for changes in ({"text": ""}, {"channel": "pigeon"}):
        with pytest.raises(DomainError):
            write(**changes)
    assert Entry.objects.count() == before and not Material.objects.exists()


def test_published_texts_open_every_commitment(demo_process, campaign, write, prove):
    write()
    prove()
    texts = {t.digest: t for t in selectors.published_texts(demo_process)}
    assert len(texts) == 3
    assert all(matches(digest, t.salt, t.text) for digest, t in texts.items())
