"""Pages: short links that lead home and nowhere else, what everybody reads, what the team does."""

import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.meetings import services as meetings
from cocrea.outreach import selectors, services
from cocrea.outreach.links import LABELS, LINKS
from cocrea.outreach.models import Campaign, Material, Proof, VisitDay
from cocrea.outreach.rules.items import MEETING, CalendarItem
from cocrea.people.models import RoleGrant, User
from cocrea.process.selectors import process_get, process_now
from cocrea.site import rooms
from cocrea.voices.models import Voice

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 8.1) Chrome/90 Mobile"}
SCRIPT = "<script>alert('x')</script>"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def url(name, process, *more):
    with translation.override("es"):
        return reverse(f"outreach:{name}", args=[process.slug, *more])


@pytest.fixture
def enter(client, demo_process):
    """enter("publisher"): the client acts in that role."""

    def go(role):
        user = User.objects.create_user()
        RoleGrant.objects.create(
            user=user,
            process_slug=demo_process.slug,
            role=role,
            since=demo_process.created_at,
            basis="Acuerdo",
        )
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return go


def visits():
    return list(VisitDay.objects.values_list("count", flat=True))


def test_a_short_link_leads_to_the_form_and_the_voice_is_counted(
    demo_process, campaign, code_of, speak
):
    client, code = Client(), code_of("poster")
    speak(code, times=4)
    for typed in (code, code.upper()):
        response = client.get(f"/c/{typed}/", **PHONE)
        assert response.status_code == 302
        assert response["Location"] == f"/p/{demo_process.slug}/participar/?via={code}"
        assert not response.cookies and "no-store" in response["Cache-Control"]
    assert visits() == [2]
    page = client.get(response["Location"]).content.decode()
    receipt = client.post(
        f"/p/{demo_process.slug}/participar/",
        {
            "text": "Que el agua llegue los lunes",
            "kind": "voice",
            "language": "spa",
            "display": "reserved",
            "consent": "on",
            "token": re.search(r'name="token" value="([^"]+)"', page).group(1),
            "via": re.search(r'name="via" value="([^"]+)"', page).group(1),
        },
    )
    assert receipt.status_code == 200
    assert Voice.objects.filter(arrival=code).count() == 5
    arrived = selectors.arrivals_of(demo_process, [str(campaign.public_id)])
    assert arrived.cells[str(campaign.public_id), "poster"] == 5
    assert arrived.cells[str(campaign.public_id), "radio"] == 0


def test_the_code_stays_in_the_navigation_without_a_cookie(demo_process, publish, client):
    made = publish(target="calendar")
    code = made.links.get(channel="radio").code
    landing = client.get(f"/c/{code}/", follow=True, **PHONE)
    said = landing.content.decode()
    assert landing.redirect_chain[-1][0] == f"/p/{demo_process.slug}/calendario/?via={code}"
    assert f'href="/p/{demo_process.slug}/participar/?via={code}"' in said
    home = client.get(f"/p/{demo_process.slug}/", {"via": code}).content.decode()
    assert f'href="/p/{demo_process.slug}/participar/?via={code}"' in home
    assert not client.cookies
    for forged in ("<b>", "//evil.example", "x" * 50, "a b"):
        page = client.get(url("list", demo_process), {"via": forged}).content.decode()
        assert f'href="/p/{demo_process.slug}/participar/"' in page


def test_english_readers_stay_in_english(demo_process, campaign, code_of, client):
    response = client.get(f"/en/c/{code_of('radio')}/", **PHONE)
    assert response["Location"].startswith(f"/en/p/{demo_process.slug}/participar/?via=")


@pytest.mark.parametrize(
    "code", ["zzzzzz", "aaaaaa", "x", "k7m2q99", "%2e%2e", "evil.example", "%00", "á" * 6]
)
def test_guessing_a_code_finds_nothing(campaign, client, code):
    response = client.get(f"/c/{code}/", **PHONE)
    assert response.status_code == 404 and not visits()


def test_a_guessed_code_only_leads_to_a_public_page(demo_process, campaign, code_of, client):
    before = Entry.objects.count()
    page = client.get(f"/c/{code_of('press')}/", follow=True, **PHONE)
    assert page.status_code == 200 and Entry.objects.count() == before


@pytest.mark.parametrize(
    "query",
    [
        "next=https://evil.example/",
        "via=//evil.example",
        "url=https:evil.example",
        "slug=otro",
        "%0d%0aLocation:%20https://evil.example",
    ],
)
def test_nothing_a_stranger_types_changes_where_it_leads(
    demo_process, campaign, code_of, client, query
):
    code = code_of("radio")
    response = client.get(f"/c/{code}/?{query}", **PHONE)
    assert response["Location"] == f"/p/{demo_process.slug}/participar/?via={code}"
    assert client.get(f"/c/{code}//evil.example/", **PHONE).status_code == 404
    assert client.post(f"/c/{code}/", {"next": "https://evil.example"}).status_code == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"HTTP_USER_AGENT": "WhatsApp/2.23.1"},
        {"HTTP_USER_AGENT": ""},
        {**PHONE, "HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {**PHONE, "HTTP_PURPOSE": "prefetch"},
        {**PHONE, "HTTP_X_MOZ": "prefetch"},
    ],
)
def test_robots_and_pages_loaded_ahead_are_led_and_not_counted(campaign, code_of, client, headers):
    assert client.get(f"/c/{code_of('radio')}/", **headers).status_code == 302
    assert client.head(f"/c/{code_of('radio')}/", **PHONE).status_code == 302
    assert visits() == []


def test_the_links_of_a_draft_do_not_exist_and_those_of_a_closed_one_stay(
    demo_process, actor_of, campaign, draft, code_of, client
):
    made = draft(title_es="Otra")
    assert not made.links.exists()
    assert client.get(url("campaign", demo_process, made.public_id)).status_code == 404
    services.campaign_close(actor=actor_of("secretary"), process=demo_process, campaign=campaign)
    assert client.get(f"/c/{code_of('radio')}/", **PHONE).status_code == 302


def test_a_code_of_another_process_counts_for_nobody_else(
    process, demo_process, campaign, code_of, client
):
    assert client.get(url("qr_svg", process, code_of("radio"))).status_code == 404
    assert client.get(url("qr_svg", demo_process, code_of("radio"))).status_code == 200
    assert client.get(url("campaign", process, campaign.public_id)).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages(demo_process, campaign, write, prefix, client):
    made = write(title="<b>Foro</b>", text=SCRIPT)
    write(title="News", text="Come.", language="eng", channel="press")
    for name, more in (
        ("list", ()),
        ("campaign", (campaign.public_id,)),
        ("material", (made.public_id,)),
        ("reach", ()),
    ):
        page = client.get(prefix + url(name, demo_process, *more))
        assert page.status_code == 200 and not page.cookies, name
        said = page.content.decode()
        assert SCRIPT not in said and "<b>Foro" not in said
        assert said.count("<h1") == 1 and 'hreflang="' in said
    said = client.get(prefix + url("campaign", demo_process, campaign.public_id)).content.decode()
    assert ("Voices that are missing" if prefix else "Voces que faltan") in said
    text = client.get(url("text", demo_process, made.public_id))
    assert text["Content-Type"].startswith("text/plain") and SCRIPT in text.content.decode()


def test_qr_codes_and_images_stand_alone(demo_process, campaign, write, code_of, client):
    made = write(title="Foro <aldeas>", text="k’iche’ & q’eqchi’ <b>")
    svg = client.get(url("qr_svg", demo_process, code_of("poster")))
    png = client.get(url("qr_png", demo_process, code_of("poster")))
    assert svg["Content-Type"] == "image/svg+xml" and b"<svg" in svg.content
    assert png.content.startswith(b"\x89PNG") and not png.cookies
    image = client.get(url("image_svg", demo_process, made.public_id))
    assert image["Content-Type"] == "image/svg+xml" and b"<script" not in image.content
    assert b"Foro &lt;aldeas&gt;" in image.content and b"<b>" not in image.content
    heard = write(channel="radio", title="Cuña", text="Atención.")
    assert client.get(url("image_svg", demo_process, heard.public_id)).status_code == 404


@pytest.mark.slow
def test_an_image_is_a_png_too_and_the_same_bytes_again(demo_process, write, client):
    made = write()
    address = url("image_png", demo_process, made.public_id)
    first = client.get(address).content
    assert first.startswith(b"\x89PNG") and client.get(address).content == first


def test_a_moved_date_marks_the_text_that_names_it(
    demo_process, actor_of, write, item, wait, client, enter
):
    made = write(items=[item])
    address = url("material", demo_process, made.public_id)
    assert "Cambió la fecha" not in client.get(address).content.decode()
    wait(hours=1)
    _moved(demo_process, actor_of, item)
    assert "Cambió la fecha" in client.get(address).content.decode()
    desk = enter("publisher").get(f"/p/{demo_process.slug}/escritorio/").content.decode()
    assert "cambió la fecha que anuncia" in desk
    services.material_supersede(
        actor=actor_of("publisher"),
        process=process_get(demo_process.slug),
        material=made,
        reason="Se movió.",
        title="Foro",
        text="Otro día.",
    )
    assert "No es la última" in client.get(address).content.decode()


def _moved(process, actor_of, item):
    """What the record says when a meeting is moved, whichever room it lives in."""
    with ledger.act(process_get(process.slug), actor=actor_of("secretary")) as act:
        subject = SubjectRef("meeting", item.public_id)
        act.record("meeting.changed", subject=subject, role="secretary")


def test_reach_counts_and_hides(demo_process, campaign, speak, code_of, client):
    speak(times=6, area="A", sector="citizen")
    speak(times=2, area="B", language="kek")
    speak(code_of("radio"), times=3)
    page = client.get(url("reach", demo_process)).content.decode()
    assert "Aldeas" in page and "pocas voces" in page and "Voces que faltan" in page
    rows = re.findall(r"<tr><th scope=\"row\">Radio</th>(.*?)</tr>", page, re.S)
    assert len(rows) == 1 and "oculto" in rows[0]
    found = selectors.reach(demo_process)
    assert (found.total, found.unplaced) == (11, 3)
    assert {r.code: r.count for r in found.areas} == {"A": 6, "B": 2}
    tongues = {r.code: r.count for r in found.languages}
    assert tongues["kek"] is None and tongues["spa"] is None
    assert found.arrivals.cells[str(campaign.public_id), "radio"] is None


def fill(campaign, numbers):
    """More of everything: campaigns with a link, texts that name a meeting, proofs."""
    now = process_now(campaign.process)
    for n in numbers:
        key = uuid7()
        twin = Campaign.objects.get(pk=campaign.pk)
        twin.pk, twin.public_id, twin._state.adding = None, key, True
        twin.save(force_insert=True)
        twin.links.create(channel="radio", code=f"t{n:05}", made_at=now)
        common = {"campaign": campaign, "channel": "radio", "digest": "0" * 64}
        Material.objects.create(
            language="spa",
            title=f"Cuña {n}",
            text="Atención.",
            items=[{"kind": "meeting", "id": str(key)}],
            published_at=now,
            **common,
        )
        Proof.objects.create(
            kind="link",
            done_on=campaign.starts_on,
            link=f"https://ejemplo.org/{n}",
            note="Prueba",
            added_at=now,
            **common,
        )


def test_constant_queries(demo_process, campaign, write, client):
    made = write()

    def counts():
        found = []
        for name, more in (
            ("list", ()),
            ("campaign", (campaign.public_id,)),
            ("material", (made.public_id,)),
            ("reach", ()),
        ):
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url(name, demo_process, *more)).status_code == 200
            found.append(len(asked))
        return found

    fill(campaign, range(10))
    counts()  # the methodology is read once for each worker
    few = counts()
    fill(campaign, range(10, 60))
    assert counts() == few


def test_one_walk_of_the_team(demo_process, actor_of, fields, client, enter):
    given = {**fields, "starts_on": fields["starts_on"].isoformat()}
    given |= {"ends_on": fields["ends_on"].isoformat(), "target": "contribute"}
    page = url("draft", demo_process)
    assert client.get(page).status_code == 403
    enter("secretary")
    assert client.get(page).status_code == 200
    bad = client.post(page, {**given, "channels": [], "title_es": "Se queda"})
    assert bad.status_code == 422 and "Se queda" in bad.content.decode()
    done = client.post(page, given)
    assert done.status_code == 303
    made = Campaign.objects.get()
    here = url("campaign", demo_process, made.public_id)
    assert done["Location"] == here and "Editar" in client.get(here).content.decode()
    assert client.get(url("edit", demo_process, made.public_id)).status_code == 200
    assert client.post(url("publish", demo_process, made.public_id)).status_code == 403
    enter("publisher")
    assert (
        "Publicar la campaña" in client.get(f"/p/{demo_process.slug}/escritorio/").content.decode()
    )
    assert client.post(url("publish", demo_process, made.public_id)).status_code == 303
    file = SimpleUploadedFile("cartel.pdf", b"%PDF-1.7 uno")
    sent = {"channel": "poster", "language": "spa", "title": "Cartel", "file": file}
    assert client.post(url("file", demo_process, made.public_id), sent).status_code == 303
    proof = {
        "channel": "radio",
        "kind": "link",
        "done_on": given["starts_on"],
        "note": "Se leyó",
        "link": "javascript:xss()",
    }
    refused = client.post(url("proof", demo_process, made.public_id), proof)
    assert refused.status_code == 422 and "http://" in refused.content.decode()
    proof["link"] = "https://ejemplo.org/cuna"
    assert client.post(url("proof", demo_process, made.public_id), proof).status_code == 303
    later = client.post(url("channel", demo_process, made.public_id), {"channel": "messaging"})
    assert later.status_code == 303
    said = client.get(here).content.decode()
    assert 'rel="nofollow noopener noreferrer external"' in said and "Cartel" in said
    assert client.post(url("close", demo_process, made.public_id)).status_code == 303
    assert "cerrada" in client.get(here).content.decode()


@pytest.fixture
def meeting(demo_process, actor_of):
    starts = process_now(demo_process) + timedelta(days=16)
    made = meetings.meeting_draft(
        actor=actor_of("secretary"),
        process=demo_process,
        kind="forum",
        phase=3,
        title_es="Foro de las aldeas",
        title_en="Forum of the villages",
        venue="Salón de Las Flores",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
    )
    return meetings.meeting_announce(actor=actor_of("secretary"), meeting=made)


@pytest.mark.parametrize(
    ("channel", "language", "parts"),
    [
        (
            "social",
            "spa",
            ("Foro de las aldeas", "18 de marzo de 2026", "Salón de Las Flores", "/c/"),
        ),
        ("radio", "spa", ("Atención", "diagonal c diagonal")),
        ("press", "eng", ("Forum of the villages", "within 20 days", "/en/c/")),
        ("poster", "spa", ("Venga y diga",)),
    ],
)
def test_a_ready_text_comes_from_the_calendar_and_is_published(
    demo_process, campaign, meeting, client, enter, channel, language, parts
):
    address = reverse("site:outreach_text", args=[demo_process.slug, campaign.public_id])
    assert client.get(address).status_code == 403
    enter("publisher")
    assert "Foro de las aldeas" in client.get(address).content.decode()
    query = f"?canal={channel}&idioma={language}&asunto=meeting:{meeting.public_id}"
    page = client.get(address + query).content.decode()
    text = re.search(r'<textarea name="text"[^>]*>\s*(.*?)</textarea>', page, re.S).group(1)
    assert not [part for part in parts if part not in text], text
    title = re.search(r'name="title" value="([^"]+)"', page).group(1)
    done = client.post(address + query, {"title": title, "text": text})
    assert done.status_code == 303
    made = Material.objects.get()
    assert made.items == [{"kind": "meeting", "id": str(meeting.public_id)}]
    assert (made.channel, made.language) == (channel, language)


def test_a_moved_meeting_is_worded_again_with_its_new_day(
    demo_process, actor_of, campaign, meeting, client, enter, write
):
    day = meeting.starts_at.date()
    old = write(items=[CalendarItem(MEETING, str(meeting.public_id), "Foro", day, day)])
    meetings.meeting_change(
        actor=actor_of("secretary"),
        meeting=meeting,
        starts_at=meeting.starts_at + timedelta(days=2),
        reason="El salón no estaba libre ese día.",
    )
    enter("publisher")
    address = reverse("site:outreach_text", args=[demo_process.slug, campaign.public_id])
    again = f"{address}?reemplaza={old.public_id}"
    assert again in client.get(url("replace", demo_process, old.public_id)).content.decode()
    page = client.get(again).content.decode()
    assert "20 de marzo de 2026" in page
    given = {"title": "Foro", "text": "El foro es el 20 de marzo.", "reason": ""}
    assert client.post(again, given).status_code == 422
    assert client.post(again, {**given, "reason": "Se movió."}).status_code == 303
    old.refresh_from_db()
    assert old.superseded_at and old.successor.reason == "Se movió."


def test_a_language_without_sentences_is_left_to_people(demo_process, publish, enter):
    made = publish(languages=("spa", "eng"))
    made.languages = ["spa", "kek"]
    made.save()
    client = enter("publisher")
    address = reverse("site:outreach_text", args=[demo_process.slug, made.public_id])
    page = client.get(address, {"canal": "radio", "idioma": "kek"}).content.decode()
    assert "Sin traducir" in page


@pytest.mark.parametrize(
    "query",
    ["canal=pigeon&idioma=spa", "canal=radio&idioma=tlh", "asunto=x&reemplaza=%00zz", "canal=%00"],
)
def test_a_forged_choice_shows_the_choices(demo_process, campaign, enter, query):
    client = enter("publisher")
    address = reverse("site:outreach_text", args=[demo_process.slug, campaign.public_id])
    assert client.get(f"{address}?{query}").status_code == 200


def test_offers(demo_process, actor_of, campaign, draft, write, wait):
    draft(title_es="La que espera")
    made = write()
    now = process_now(demo_process)
    team, publisher = actor_of("secretary"), actor_of("publisher")
    assert ("Preparar una campaña de difusión", url("draft", demo_process)) in selectors.doors(
        team, demo_process, now
    )
    assert [i.label for i in selectors.desk_items(publisher, demo_process, now)] == [
        "Publicar la campaña «La que espera»"
    ]
    facts = selectors.gate_facts(demo_process, now)
    assert facts["outreach.campaigns"] == facts["outreach.campaigns.phase_3"] == 1
    assert facts["outreach.campaigns_proved"] == 0
    assert {i.kind for i in selectors.search_items(demo_process)} == {"campaign", "material"}
    assert rooms.link_of("material", str(made.public_id)) == LINKS["material"](str(made.public_id))
    assert LINKS["campaign"](str(uuid7())) is None and LINKS["proof"]("zzz\x00") is None
    assert LABELS["campaign"]([str(campaign.public_id), "zzz"]) == {
        str(campaign.public_id): "Voces que faltan"
    }
    wait(days=30)
    process = process_get(demo_process.slug)
    late = selectors.desk_items(team, process, process_now(process))
    assert {i.label for i in late} == {
        "Cerrar la campaña «Voces que faltan», que ya terminó",
        "Mostrar que «Voces que faltan» se difundió",
    }
    assert [i.overdue for i in late].count(True) == 1


def test_a_visit_that_cannot_be_counted_is_led_all_the_same(
    campaign, code_of, client, monkeypatch, caplog
):
    def locked(**_given):
        raise OperationalError("database is locked")

    monkeypatch.setattr("cocrea.outreach.views.public.services.visit_count", locked)
    assert client.get(f"/c/{code_of('radio')}/", **PHONE).status_code == 302
    assert "a visit was not counted" in caplog.text and code_of("radio") not in caplog.text


def test_visits_by_day(demo_process, campaign, code_of, wait, client):
    link = selectors.link_by_code(code_of("radio"))
    services.visit_count(actor=CITIZEN, link=link)
    wait(days=1)
    for channel in ("radio", "poster"):
        services.visit_count(actor=CITIZEN, link=selectors.link_by_code(code_of(channel)))
    assert [n for _day, n in selectors.visits_by_day(campaign)] == [1, 2]
    assert (
        "Visitas por día"
        in client.get(url("campaign", demo_process, campaign.public_id)).content.decode()
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_press_page_offers_what_campaigns_say_to_press_and_radio(
    demo_process, actor_of, campaign, write, item, wait, client, prefix
):
    address = f"{prefix}/p/{demo_process.slug}/convocatoria/prensa/"
    empty = "No campaign has published" if prefix else "Ninguna campaña ha publicado"
    assert empty in client.get(address).content.decode()
    assert empty in client.get(f"{address}texto/").content.decode()
    old = write(channel="press", title="Nota <b>vieja</b>", text="Venga.")
    write(channel="radio", title="Cuña", text="Atención.", language="eng", items=[item])
    write(channel="radio", title="Audio", text="", file=io.BytesIO(PDF), file_name="c.pdf")
    write(channel="poster", title="Cartel", text="Venga.")
    new = services.material_supersede(
        actor=actor_of("publisher"),
        process=demo_process,
        material=old,
        reason="Errata.",
        title="Nota nueva",
        text="Venga el jueves.",
    )
    said = client.get(address).content.decode()
    assert empty not in said and "Cartel" not in said and "vieja" not in said
    assert url("text", demo_process, new.public_id) in said and "/archivo/" in said
    assert "Radio" in said and ">English<" in said
    assert said.count("campaña terminada") + said.count("campaign over") == 0
    wait(hours=1)
    _moved(demo_process, actor_of, item)
    moved = "the date it announces has changed" if prefix else "cambió la fecha que anuncia"
    assert client.get(address).content.decode().count(moved) == 1
    services.campaign_close(actor=actor_of("secretary"), process=demo_process, campaign=campaign)
    over = "campaign over" if prefix else "campaña terminada"
    assert client.get(address).content.decode().count(over) == 2
    text = client.get(f"{address}texto/").content.decode()
    assert f"/difusion/material/{new.public_id}/" in text and f"[{moved}]" in text
    assert "<" not in text and "&" not in text


def test_the_press_page_asks_the_same_of_few_and_many(demo_process, campaign, client):
    address = f"/p/{demo_process.slug}/convocatoria/prensa/"

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    fill(campaign, range(5))
    few = cost()
    fill(campaign, range(5, 55))
    assert cost() == few
