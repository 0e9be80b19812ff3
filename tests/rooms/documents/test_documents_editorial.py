"""Editorial pages by their services: two people, two roles, an hour, a history that stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from cocrea.documents import selectors, services, tasks
from cocrea.documents.models import PageText, PageVersion
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN, CLOCK, Actor, Grant
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.people.models import Organization, PublicFunction, User
from cocrea.process import selectors as processes

TEXTS = {"es": ("Cómo llegar", "## Al salón\n\nPor la [puerta](/p/x/) norte."), "en": ("", "")}


@pytest.fixture
def editor(actor_of):
    return actor_of("secretary")


@pytest.fixture
def draft(process, editor):
    def make(name="como-llegar", actor=editor, on=process, **more):
        given = {"texts": TEXTS, **more}
        return services.page_draft(actor=actor, process=on, name=name, **given).page

    return make


@pytest.fixture
def publish(process, editor, publisher, draft):
    """A page all the way to everybody."""

    def make(name="como-llegar", on=process, **more):
        page = draft(name, on=on, **more)
        return approve(page, on=on)

    def approve(page, on=process, **more):
        sent = services.page_submit(actor=editor, process=on, page=page)
        return services.page_approve(
            actor=publisher, process=on, page=page, seen=sent.digest, **more
        )

    make.approve = approve
    return make


def codes(excinfo):
    return [finding.code for finding in excinfo.value.findings]


def kinds(process):
    rows = Entry.objects.filter(log_id=process.log_id, kind__startswith="page.")
    return list(rows.order_by("position").values_list("kind", flat=True))


def test_from_a_draft_to_everybody(process, publish):
    version = publish(place="home", slots=["quc"], note="Primera versión")
    assert version.state == "published" and version.published_at and version.approved_at
    assert kinds(process) == ["page.submitted", "page.approved", "page.published"]
    found = selectors.page_current(process.slug, "como-llegar")
    assert found == version
    said = selectors.reading(found)
    assert said.text.title == "Cómo llegar" and not said.untranslated
    assert said.languages == (("es", True), ("en", False), ("quc", False))
    assert selectors.reading(found, "en").untranslated
    assert version.authors == [
        {"office": "office-secretary", "role": "secretary", "label": "secretary de ejemplo"}
    ]
    assert version.approver["label"] == "publisher de ejemplo"


def test_the_record_holds_digests_that_the_mirror_opens(process, publish):
    publish()
    entry = Entry.objects.get(log_id=process.log_id, kind="page.published")
    body = entry.document["body"] if hasattr(entry, "document") else {}
    texts = {p.digest: p for p in selectors.published_texts(process)}
    row = PageText.objects.get()
    assert row.digest in texts and texts[row.digest].text == row.whole
    assert "puerta" not in str(body)


def test_a_draft_is_nobodys_to_read(process, draft):
    draft()
    with pytest.raises(NotThere):
        selectors.page_current(process.slug, "como-llegar")
    assert selectors.pages_public(process.slug) == []
    assert not [p for p in selectors.published_texts(process) if "Cómo llegar" in p.text]
    assert not list(selectors.search_items(process))
    assert kinds(process) == []


@pytest.mark.parametrize(
    "role",
    ["citizen", "publisher", "moderator", "delegate_public", "observer", "operator", "clock"],
)
def test_who_does_not_write(process, actor_of, role):
    actor = CITIZEN if role == "citizen" else actor_of(role)
    with pytest.raises(NotPermitted):
        services.page_draft(actor=actor, process=process, name="x", texts=TEXTS)
    assert not PageVersion.objects.exists()


@pytest.mark.parametrize("role", ["citizen", "secretary", "point_of_contact", "moderator", "clock"])
def test_who_does_not_approve(process, actor_of, editor, draft, role):
    page = draft()
    sent = services.page_submit(actor=editor, process=process, page=page)
    actor = CITIZEN if role == "citizen" else actor_of(role)
    with pytest.raises(NotPermitted):
        services.page_approve(actor=actor, process=process, page=page, seen=sent.digest)
    with pytest.raises(NotPermitted):
        services.page_withdraw(actor=actor, process=process, page=page, reason="x") if (
            selectors.readable(page)
        ) else services.page_return(actor=actor, process=process, page=page, reason="x")


def person(slug, *roles):
    """One account with a public function; actors for its roles, and for another office of its."""
    user = User.objects.create_user()
    organization, _new = Organization.objects.get_or_create(
        slug="oficina", defaults={"name": "Oficina", "name_key": "oficina", "sector": "public"}
    )
    offices = [
        PublicFunction.objects.create(
            user=user,
            public_name=slug,
            post=post,
            organization=organization,
            basis="Prueba",
            salt=b"0" * 16,
            since=datetime(2018, 1, 1, tzinfo=UTC),
        )
        for post in ("Una", "Otra")
    ]
    grants = tuple(Grant(role) for role in roles)
    return [
        Actor(person=user.pk, grants=grants, office=str(office.public_id), label=slug)
        for office in offices
    ]


def test_the_same_person_with_both_roles_cannot_approve(process):
    both, other_office = person("ana", "secretary", "publisher")
    page = services.page_draft(actor=both, process=process, name="x", texts=TEXTS).page
    sent = services.page_submit(actor=both, process=process, page=page)
    for enemy in (both, other_office):
        with pytest.raises(Refused) as refused:
            services.page_approve(actor=enemy, process=process, page=page, seen=sent.digest)
        assert "documents.page_same_person" in codes(refused)
    assert sent.page.versions.get().state == "submitted"
    (second, _office) = person("beto", "publisher")
    done = services.page_approve(actor=second, process=process, page=page, seen=sent.digest)
    assert done.state == "published"


def test_who_only_touched_the_draft_cannot_approve_either(process, editor):
    helper, _office = person("ana", "systematizer", "publisher")
    page = services.page_draft(actor=editor, process=process, name="x", texts=TEXTS).page
    services.page_edit(actor=helper, process=process, page=page, texts=TEXTS)
    sent = services.page_submit(actor=editor, process=process, page=page)
    with pytest.raises(Refused) as refused:
        services.page_approve(actor=helper, process=process, page=page, seen=sent.digest)
    assert codes(refused) == ["documents.page_same_person"]


def test_a_page_without_a_name_behind_it_is_not_submitted(process, draft):
    nameless = Actor(grants=(Grant("secretary"),))
    page = draft(actor=nameless)
    with pytest.raises(Refused) as refused:
        services.page_submit(actor=nameless, process=process, page=page)
    assert codes(refused) == ["documents.page_needs_office"]


def test_approval_is_of_what_was_read(process, editor, publisher, draft):
    page = draft()
    first = services.page_submit(actor=editor, process=process, page=page).digest
    services.page_return(actor=publisher, process=process, page=page, reason="Falta la hora.")
    changed = {"es": ("Cómo llegar", "Otro texto.")}
    services.page_edit(actor=editor, process=process, page=page, texts=changed)
    services.page_submit(actor=editor, process=process, page=page)
    with pytest.raises(Refused) as refused:
        services.page_approve(actor=publisher, process=process, page=page, seen=first)
    assert codes(refused) == ["documents.page_changed"]


def test_a_submitted_text_does_not_move(process, editor, draft):
    page = draft()
    services.page_submit(actor=editor, process=process, page=page)
    for act in (services.page_submit, services.page_discard):
        with pytest.raises(NotPermitted):
            act(actor=editor, process=process, page=page)
    with pytest.raises(NotPermitted):
        services.page_edit(actor=editor, process=process, page=page, texts=TEXTS)


def test_the_same_request_again(process, publisher, publish, draft):
    version = publish()
    with pytest.raises(NotThere):
        services.page_approve(
            actor=publisher, process=process, page=version.page, seen=version.digest
        )
    with pytest.raises(Conflict) as refused:
        draft()
    assert codes(refused) == ["documents.page_slug_taken"]
    assert kinds(process).count("page.published") == 1


def test_a_new_version_takes_the_place_and_the_old_one_stays_readable(process, editor, publish):
    first = publish()
    page = first.page
    texts = {"es": ("Cómo llegar hoy", "Por el sur."), "en": ("How to arrive", "By the south.")}
    services.page_edit(
        actor=editor, process=process, page=page, texts=texts, note="Cambió el lugar"
    )
    assert selectors.page_current(process.slug, page.slug) == first
    second = publish.approve(page)
    assert second.number == 2
    assert selectors.page_current(process.slug, page.slug) == second
    assert [v.state for v in selectors.page_history(page)] == ["published", "superseded"]
    assert selectors.page_version(page, 1).texts.get().title == "Cómo llegar"
    assert selectors.reading(second, "en").text.title == "How to arrive"
    # What was public stays openable, in every version.
    assert len([p for p in selectors.published_texts(process) if "Cómo llegar" in p.text]) == 2


def test_a_page_is_taken_away_with_a_public_reason_and_may_come_back(
    process, editor, publisher, publish
):
    version = publish(place="footer")
    page = version.page
    with pytest.raises(Refused) as refused:
        services.page_withdraw(actor=publisher, process=process, page=page, reason=" \x00 ")
    assert codes(refused) == ["documents.page_reason_missing"]
    gone = services.page_withdraw(
        actor=publisher, process=process, page=page, reason="El salón cambió."
    )
    assert gone.state == "withdrawn"
    found = selectors.page_current(process.slug, page.slug)
    assert found.state == "withdrawn" and found.withdraw_reason == "El salón cambió."
    assert selectors.pages_public(process.slug) == []
    texts = [p.text for p in selectors.published_texts(process)]
    assert "El salón cambió." in texts and not [t for t in texts if "Cómo llegar" in t]
    with pytest.raises(NotThere):
        services.page_withdraw(actor=publisher, process=process, page=page, reason="Otra vez")
    services.page_edit(actor=editor, process=process, page=page, texts=TEXTS)
    again = publish.approve(page)
    assert selectors.page_current(process.slug, page.slug) == again and again.number == 2


def test_a_discarded_draft_leaves_the_published_one(process, editor, publish):
    page = publish().page
    services.page_edit(actor=editor, process=process, page=page, texts=TEXTS)
    services.page_discard(actor=editor, process=process, page=page)
    assert selectors.page_work(page) is None
    assert selectors.page_current(process.slug, page.slug).number == 1
    again = services.page_edit(actor=editor, process=process, page=page, texts=TEXTS)
    assert again.number == 3 and again.state == "draft"


def clock(process, instant):
    ledger.clock_set(process.log, instant)
    return processes.process_now(process)


def test_tick_publishes_at_the_hour_and_once(demo_process, draft, publish):
    process = demo_process  # noon in Guatemala, 2 March 2026
    page = draft(on=process)
    version = publish.approve(page, on=process, publish_at=datetime(2026, 3, 3, 8, 0))
    assert version.state == "approved"
    assert version.publish_at == datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
    assert tasks.tick(process, processes.process_now(process)) == 0
    before = clock(process, datetime(2026, 3, 3, 13, 59, 59, tzinfo=UTC))
    assert tasks.tick(process, before) == 0
    with pytest.raises(NotThere):
        selectors.page_current(process.slug, page.slug)
    at = clock(process, datetime(2026, 3, 3, 14, 0, tzinfo=UTC))
    assert tasks.tick(process, at) == 1
    assert tasks.tick(process, at) == 0
    # A tick that asked before the other one finished finds nothing left to do.
    assert services.pages_publish_due(actor=CLOCK, process=process) == []
    found = selectors.page_current(process.slug, page.slug)
    assert found.published_at >= version.publish_at
    assert kinds(process).count("page.published") == 1


def test_many_due_at_once_each_once(demo_process, draft, publish):
    process = demo_process
    for n in range(7):
        publish.approve(
            draft(f"pagina-{n}", on=process),
            on=process,
            publish_at=datetime(2026, 3, 3, 8, n),
        )
    at = clock(process, datetime(2026, 3, 3, 14, 4, 30, tzinfo=UTC))
    assert tasks.tick(process, at) == 5
    at = clock(process, datetime(2026, 3, 4, tzinfo=UTC))
    assert tasks.tick(process, at) == 2
    assert len(selectors.pages_public(process.slug)) == 7


@pytest.mark.parametrize(
    ("hour", "code"),
    [
        (datetime(2026, 3, 2, 12, 0), "documents.page_hour_past"),
        (datetime(2020, 1, 1), "documents.page_hour_past"),
        (datetime(2028, 1, 1), "documents.page_hour_far"),
    ],
)
def test_hours_that_cannot_be(demo_process, draft, publish, hour, code):
    with pytest.raises(Refused) as refused:
        publish.approve(draft(on=demo_process), on=demo_process, publish_at=hour)
    assert codes(refused) == [code]


def test_an_hour_that_the_clocks_skip_is_refused_and_the_next_one_is_kept(
    demo_process, draft, editor, publisher
):
    demo_process.zone = "America/Santiago"
    demo_process.save(update_fields=["zone"])
    clock(demo_process, datetime(2026, 9, 1, tzinfo=UTC))
    page = draft(on=demo_process)
    sent = services.page_submit(actor=editor, process=demo_process, page=page)
    act = {"actor": publisher, "process": demo_process, "page": page, "seen": sent.digest}
    with pytest.raises(Refused) as refused:
        services.page_approve(**act, publish_at=datetime(2026, 9, 6, 0, 30))
    assert codes(refused) == ["documents.page_hour_skipped"]
    kept = services.page_approve(**act, publish_at=datetime(2026, 9, 6, 1, 0))
    assert kept.publish_at == datetime(2026, 9, 6, 4, 0, tzinfo=UTC)
    at = clock(demo_process, datetime(2026, 9, 6, 3, 59, tzinfo=UTC))
    assert tasks.tick(demo_process, at) == 0
    at = clock(demo_process, datetime(2026, 9, 6, 4, 0, tzinfo=UTC))
    assert tasks.tick(demo_process, at) == 1


def test_what_waits_for_its_hour_can_be_called_back(demo_process, draft, publish, publisher):
    page = draft(on=demo_process)
    publish.approve(page, on=demo_process, publish_at=datetime(2026, 3, 3, 8, 0))
    back = services.page_return(
        actor=publisher, process=demo_process, page=page, reason="Cambió la fecha."
    )
    assert back.state == "draft" and back.publish_at is None and back.approver == {}
    at = clock(demo_process, datetime(2026, 3, 4, tzinfo=UTC))
    assert tasks.tick(demo_process, at) == 0


def test_only_so_many_stand_in_a_place(process, publish, draft, editor):
    publish("uno", place="nav")
    second = publish("dos", place="nav")
    with pytest.raises(Refused) as refused:
        publish("tres", place="nav")
    assert codes(refused) == ["documents.page_place_full"]
    # A new version of one that stands there takes no more room.
    services.page_edit(
        actor=editor, process=process, page=second.page, texts=TEXTS, place="nav", position=1
    )
    assert publish.approve(second.page).state == "published"


def test_placed_pages_are_in_the_readers_language(process, publish):
    texts = {"es": ("Preguntas", "Sí."), "en": ("Questions", "Yes.")}
    publish("preguntas", texts=texts, place="footer")
    publish("otra", place="none")
    process.log.refresh_from_db()
    assert selectors.placed(process, "footer") == [
        ("Preguntas", f"/p/{process.slug}/paginas/preguntas/")
    ]
    assert selectors.placed(process, "home") == []


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"es": ("T", "[x](javascript:xss())")}, "documents.page_link_refused"),
        ({"es": ("T", "[x][r]\n\n[r]: //evil.example")}, "documents.page_link_refused"),
        ({"es": ("T", "á" * 100_000)}, "kernel.text_too_long"),
        ({"es": ("T" * 400, "x")}, "kernel.text_too_long"),
        ({"es": ("", "x")}, "documents.page_title_missing"),
        ({"en": ("T", "x")}, "documents.page_title_missing"),
        ({"es": ("T", "\x00\u202e")}, "documents.page_text_missing"),
        ({"es": ("T", "x"), "tlh": ("T", "x")}, "documents.page_language_unknown"),
    ],
)
def test_hostile_texts_are_refused(process, editor, texts, code):
    with pytest.raises(Refused) as refused:
        services.page_draft(actor=editor, process=process, name="x", texts=texts)
    assert code in codes(refused)
    assert not PageVersion.objects.exists()


def test_a_nul_is_dropped_and_markup_is_kept_as_text(process, editor):
    texts = {"es": ("T\x00ítulo", "a\x00b <script>xss()</script>")}
    made = services.page_draft(actor=editor, process=process, name="Título Ñ\x00", texts=texts)
    row = made.texts.get()
    assert row.title == "Título" and row.text == "ab <script>xss()</script>"
    assert made.page.slug == "titulo-n"


def test_tables_refuse_what_services_would_not_do(process, publish, draft):
    version = publish()
    with pytest.raises(IntegrityError):
        PageVersion.objects.create(
            page=version.page, number=9, state="published", saved_at=version.saved_at
        )


def test_another_process_does_not_reach_it(process, demo_process, publisher, publish):
    page = publish().page
    with pytest.raises(NotThere):
        services.page_withdraw(actor=publisher, process=demo_process, page=page, reason="x")
    with pytest.raises(NotThere):
        selectors.page_current(demo_process.slug, page.slug)


def test_desks_say_what_waits(process, editor, publisher, draft):
    page = draft()
    now = processes.process_now(process) + timedelta(seconds=5)
    assert selectors.desk_items(publisher, process, now) == []
    services.page_submit(actor=editor, process=process, page=page)
    (item,) = selectors.desk_items(publisher, process, now)
    assert "Cómo llegar" in item.label and item.url.endswith("/como-llegar/trabajo/")
    assert selectors.desk_items(editor, process, now) == []
    services.page_return(actor=publisher, process=process, page=page, reason="Corto.")
    assert selectors.desk_items(publisher, process, now) == []
    (item,) = selectors.desk_items(editor, process, now)
    assert "Corregir" in item.label
    assert selectors.desk_items(CITIZEN, process, now) == []


@pytest.mark.parametrize("count", [3, 30])
def test_lists_ask_the_same_whatever_their_length(
    process, publish, django_assert_num_queries, count
):
    for n in range(count):
        publish(f"pagina-{n}")
    with django_assert_num_queries(2):
        found = [selectors.reading(v).text.title for v in selectors.pages_public(process.slug)]
    assert len(found) == count
