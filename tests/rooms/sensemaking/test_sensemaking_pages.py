import pytest
from django.urls import reverse

from cocrea.kernel.ids import uuid7
from cocrea.sensemaking import services
from cocrea.sensemaking.links import LINKS
from cocrea.sensemaking.models import Membership, Operation, Proposal
from cocrea.voices.models import Point, Voice


def url(process, name, *args):
    return reverse(f"sensemaking:{name}", args=[process.slug, *args])


def text(response):
    return response.content.decode()


@pytest.fixture
def acting(monkeypatch):
    """acting(actor): the pages that follow are asked for by this actor."""

    def use(actor):
        monkeypatch.setattr("cocrea.process.middleware.actor_for", lambda *a, **k: actor)

    return use


def test_everybody_reads_proposals_their_voices_and_their_story(
    client, process, points, proposal_of, team
):
    one = proposal_of(points[:2], publish=True)
    two = proposal_of(points[2:3], title="Medicinas", publish=True)
    page = client.get(url(process, "list"))
    assert "Publicar la calidad del agua" in text(page) and "Set-Cookie" not in page.headers
    assert "Agua y saneamiento" in text(page)
    page = text(client.get(url(process, "proposal", one.public_id)))
    assert "El agua de los pozos sale sucia" in page
    assert points[0].voice.folio in page and "Piden lo mismo con otras palabras" in page

    operation = services.proposal_merge(
        actor=team.one, process=process, proposals=[one, two], title="Reservada", reason="Juntas"
    )
    services.operation_confirm(actor=team.two, operation=operation)
    page = text(client.get(url(process, "proposal", one.public_id)))
    assert "unida a otra" in page and "todavía no se publica" in page and "Juntas" in page
    assert "Reservada" not in page, "the merged one is a draft"
    assert "El agua de los pozos sale sucia" in page, "its members are still shown"
    english = text(client.get("/en" + url(process, "list") + "?todas=1"))
    assert "Water and sanitation" in english


def test_a_draft_is_not_there_on_any_address(client, process, points, proposal_of, acting, team):
    draft = proposal_of(points[:2], title="Aún no")
    for name in ("proposal", "work", "retitle", "publish"):
        assert client.get(url(process, name, draft.public_id)).status_code in (403, 404)
    assert client.get(url(process, "proposal", draft.public_id)).status_code == 404
    assert "Aún no" not in text(client.get(url(process, "list") + "?todas=1"))
    assert LINKS["proposal"](str(draft.public_id)) is None
    assert client.get(url(process, "drafts")).status_code == 404
    services.proposal_publish(actor=team.publisher, proposal=draft)
    assert LINKS["proposal"](str(draft.public_id)) == url(process, "proposal", draft.public_id)


def test_nobody_else_enters_the_workbench(client, process, points):
    for name in ("workbench", "merge", "funnel_new"):
        assert client.get(url(process, name)).status_code == 403
    assert client.get(url(process, "merges")).status_code == 404


def test_from_the_workbench_to_a_published_proposal(client, process, points, acting, team):
    acting(team.one)
    page = text(client.get(url(process, "workbench") + "?tema=agua"))
    assert "El agua de los pozos sale sucia" in page
    chosen = {"points": [str(points[0].public_id), str(points[1].public_id)]}
    wrong = client.post(url(process, "workbench"), chosen | {"title": "Agua", "reason": ""})
    assert wrong.status_code == 422 and wrong.content.count(b" checked") == 2
    done = client.post(url(process, "workbench"), chosen | {"title": "Agua", "reason": "Lo mismo"})
    assert done.status_code == 302
    proposal = Proposal.objects.get()
    more = {"points": [str(points[2].public_id)], "target": str(proposal.public_id)}
    assert client.post(url(process, "workbench"), more | {"reason": "También"}).status_code == 302
    assert proposal.memberships.count() == 3
    assert client.post(url(process, "publish", proposal.public_id)).status_code == 403

    acting(team.publisher)
    assert "Agua" in text(client.get(url(process, "drafts")))
    page = text(client.get(url(process, "work", proposal.public_id)))
    assert url(process, "publish", proposal.public_id) in page and "Dividir" not in page
    assert client.get(url(process, "publish", proposal.public_id)).status_code == 200
    assert client.post(url(process, "publish", proposal.public_id)).status_code == 302
    assert client.get(url(process, "proposal", proposal.public_id)).status_code == 200


def test_a_merge_is_asked_for_by_one_and_decided_by_another(
    client, process, points, proposal_of, acting, team
):
    one, two = proposal_of(points[:1]), proposal_of(points[1:2], title="Otra")
    ids = [str(one.public_id), str(two.public_id)]
    acting(team.one)
    assert client.get(url(process, "merge")).status_code == 200
    given = {"proposals": ids[:1], "title": "Juntas", "reason": "Iguales"}
    assert client.post(url(process, "merge"), given).status_code == 422
    assert client.post(url(process, "merge"), given | {"proposals": ids}).status_code == 302
    operation = Operation.objects.get(kind="merge")
    page = url(process, "decide", operation.public_id)
    assert "Juntas" in text(client.get(url(process, "merges")))
    own = client.post(page, {"decision": "confirm"})
    assert own.status_code == 422 and "segunda persona" in text(own)
    acting(team.two)
    assert "Iguales" in text(client.get(page))
    assert client.post(page, {"decision": "confirm"}).status_code == 302
    assert client.post(page, {"decision": "confirm"}).status_code == 403, "it is decided"
    assert Proposal.objects.get(number=3).memberships.count() == 2


def test_split_move_retitle_and_withdraw_by_form(
    client, process, points, proposal_of, acting, team
):
    acting(team.one)
    whole = proposal_of(points[:3])
    page = url(process, "split", whole.public_id)
    assert client.get(page).status_code == 200
    parts = {f"part-{p.pk}": n for p, n in zip(points, (1, 1, 2), strict=False)}
    titles = {"title-1": "Agua", "title-2": "Salud", "reason": "Son dos"}
    assert client.post(page, parts).status_code == 422
    assert client.post(page, parts | titles).status_code == 302
    agua, salud = Proposal.objects.filter(state="draft").order_by("number")
    move = url(process, "move", agua.public_id, points[1].public_id)
    assert client.get(move).status_code == 200
    target = {"target": str(salud.public_id), "reason": "Es de salud"}
    assert client.post(move, target).status_code == 302
    assert salud.memberships.filter(until=None).count() == 2
    page = url(process, "retitle", agua.public_id)
    script = {"title": "<script>x</script>", "reason": "Prueba"}
    assert client.post(page, script).status_code == 302
    shown = text(client.get(url(process, "work", agua.public_id)))
    assert "<script>x" not in shown and "&lt;script&gt;x" in shown
    page = url(process, "withdraw", agua.public_id)
    assert client.post(page, {"reason": "  "}).status_code == 422
    assert client.post(page, {"reason": "x" * 100_000}).status_code == 422
    assert client.post(page, {"reason": "Sobra"}).status_code == 302
    assert client.post(page, {"reason": "Sobra"}).status_code == 403


def test_the_funnel_is_drawn_counted_and_written_by_form(client, process, acting, actor_of):
    assert "Todavía no hay ningún embudo" in text(client.get(url(process, "funnels")))
    acting(actor_of("point_of_contact"))
    made = client.post(url(process, "funnel_new"), {"title": "De cuatro a dos"})
    step = url(process, "funnel_step", "de-cuatro-a-dos")
    assert made.url == step
    first = {"label": "Cuatro", "items": "a | Agua\nb | Pozos\nc | Salud\nd | Fútbol"}
    assert client.post(step, first).status_code == 302
    second = {"label": "Dos", "items": "x | Agua limpia | a, b\ny | Salud | c"}
    lost = client.post(step, second)
    assert lost.status_code == 422 and "no quedan en ningún grupo" in text(lost)
    assert client.post(step, second | {"dropped": "d | No es del plan"}).status_code == 302
    page = text(client.get(url(process, "funnels")))
    assert "4 → 2" in page and "Las cuentas cuadran" in page and "No es del plan" in page
    assert "<svg" in page
    assert client.get(url(process, "funnel", "de-cuatro-a-dos")).status_code == 200
    assert client.get(url(process, "funnel", "otro")).status_code == 404


def test_lists_take_the_same_queries_for_few_and_many(
    client, process, points, proposal_of, acting, team, django_assert_max_num_queries
):
    one = proposal_of(points[:2], publish=True)
    acting(team.one)
    pages = [
        url(process, "list"),
        url(process, "proposal", one.public_id),
        url(process, "workbench"),
        url(process, "drafts"),
    ]
    before = []
    for page in pages:
        with django_assert_max_num_queries(30) as few:
            assert client.get(page).status_code == 200
        before.append(len(few.captured_queries))
    model, operation = points[0].voice, Operation.objects.first()
    copied = ("process_id", "kind", "text", "text_digest", "language", "channel", "phase", "state")
    same = {name: getattr(model, name) for name in copied}
    voices = Voice.objects.bulk_create(
        Voice(
            **same,
            folio=f"TST-{n:06d}-X",
            code_hash="0",
            key_hash=f"{n}",
            consent_version="x",
            methodology_version=1,
            received_at=model.received_at,
        )
        for n in range(1_000)
    )
    made = Point.objects.bulk_create(
        Point(
            voice=voice,
            number=1,
            text=f"agua {n}",
            text_digest="0",
            coded_by="systematizer",
            coded_at=model.received_at,
        )
        for n, voice in enumerate(voices)
    )
    Membership.objects.bulk_create(
        Membership(proposal=one, point=point, since=model.received_at, since_operation=operation)
        for point in made[:500]
    )
    Proposal.objects.bulk_create(
        Proposal(
            process=process,
            number=n,
            title=f"Más {n}",
            text_digest="0",
            state="published" if n % 2 else "draft",
            created_by_role="systematizer",
            created_at=model.received_at,
            published_at=model.received_at if n % 2 else None,
        )
        for n in range(10, 210)
    )
    for page, count in zip(pages, before, strict=True):
        with django_assert_max_num_queries(count + 1):  # the paginator counts a second page
            assert client.get(page).status_code == 200


def test_unknown_things_are_not_there(client, process):
    assert client.get(url(process, "proposal", uuid7())).status_code == 404
    assert LINKS["funnel"](str(uuid7())) is None and LINKS["proposal"]("zzz") is None
