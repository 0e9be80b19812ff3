"""What a clause states in figures is amended row by row; nothing else of the clause is lost."""

import pytest
from django.urls import reverse
from django.utils import translation

from cocrea.people.services.demo import demo_user_for
from cocrea.process import selectors
from cocrea.process.forms_figures import FiguresForm
from cocrea.process.rules.parts import Quantity

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def capped(published):
    """A clause that states figures, and among them the cap of the plan."""
    law = selectors.methodology(published)
    return next(c for c in law.clauses if any(q.name == "cap.plan" for q in c.quantities))


@pytest.fixture
def publisher(client, published):
    client.force_login(demo_user_for(published, "publisher"), BACKEND)
    with translation.override("es"):
        url = reverse("process:amendment_publish", args=[published.slug])
    return client, url


def law_now(process):
    """Read anew: the page worked on an object of its own."""
    return selectors.methodology(selectors.process_get(process.slug))


def given_of(law, clause, **changes):
    """What a browser sends when nothing is touched."""
    form = FiguresForm(clause.quantities)
    cells = {f"figures-{n}": field.initial or "" for n, field in form.fields.items()}
    body = law.bodies[0].slug if law.bodies else "forum"
    text = {"new": clause.text, "reason": "Se acordó.", "body": body, **cells}
    return {**text, "in_force_from": "2018-02-28", **changes}


def test_a_figure_changes_and_the_text_stays(publisher, published, capped):
    client, url = publisher
    page = client.get(f"{url}?clausula={capped.id}").content.decode()
    assert "Lo que la cláusula dice en cifras" in page and "cap.plan" in page
    place = [q.name for q in capped.quantities].index("cap.plan") + 1
    law = law_now(published)
    sent = given_of(law, capped, **{f"figures-numbers_{place}": "24"})
    assert client.post(f"{url}?clausula={capped.id}", sent).status_code == 302
    now = law_now(published).clause(capped.id)
    assert (now.text, now.section, now.promises) == (capped.text, capped.section, capped.promises)
    assert {q.name: q.value for q in now.quantities}["cap.plan"] == 24
    assert [q for q in now.quantities if q.name != "cap.plan"] == [
        q for q in capped.quantities if q.name != "cap.plan"
    ]


def test_a_figure_is_added_and_one_is_no_longer_stated(publisher, published, capped):
    client, url = publisher
    last = len(capped.quantities) + 1
    changes = {
        "figures-op_1": "",
        "figures-numbers_1": "",
        f"figures-name_{last}": "forum.people",
        f"figures-of_{last}": "personas",
        f"figures-op_{last}": "between",
        f"figures-numbers_{last}": "100 a 150",
    }
    sent = given_of(law_now(published), capped, **changes)
    assert client.post(f"{url}?clausula={capped.id}", sent).status_code == 302
    names = [q.name for q in law_now(published).clause(capped.id).quantities]
    assert names == [*[q.name for q in capped.quantities][1:], "forum.people"]


def test_nothing_touched_is_no_amendment_and_old_requests_lose_nothing(
    publisher, published, capped
):
    client, url = publisher
    law = law_now(published)
    assert client.post(f"{url}?clausula={capped.id}", given_of(law, capped)).status_code == 422
    sent = {k: v for k, v in given_of(law, capped, new="Otro texto.").items() if "figures" not in k}
    assert client.post(f"{url}?clausula={capped.id}", sent).status_code == 302
    now = law_now(published).clause(capped.id)
    assert (now.text, now.quantities) == ("Otro texto.", capped.quantities)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"name": "", "op": "exactly", "numbers": "3"}, "name"),
        ({"name": "Cap Plan", "op": "exactly", "numbers": "3"}, "name"),
        ({"name": "cap.x", "op": "", "numbers": "3"}, "op"),
        ({"name": "cap.x", "op": "exactly", "numbers": ""}, "numbers"),
        ({"name": "cap.x", "op": "exactly", "numbers": "3, 4"}, "numbers"),
        ({"name": "cap.x", "op": "between", "numbers": "3"}, "numbers"),
        ({"name": "cap.x", "op": "between", "numbers": "9 a 3"}, "numbers"),
        ({"name": "cap.x", "op": "one_of", "numbers": "3"}, "numbers"),
        ({"name": "cap.x", "op": "exactly", "numbers": "9" * 79}, "numbers"),
        ({"name": "cap.x", "op": "exactly", "numbers": "9" * 100_000}, "numbers"),
    ],
)
def test_a_figure_that_says_nothing_is_refused_at_its_cell(row, wrong):
    form = FiguresForm((), {f"figures-{key}_1": value for key, value in row.items()})
    assert not form.is_valid()
    assert f"{wrong}_1" in form.errors


def test_what_is_read_is_what_was_written():
    known = (
        Quantity(name="a.b", op="exactly", value=3, of="mesas"),
        Quantity(name="c", op="between", value=4, upto=6),
        Quantity(name="d", op="one_of", among=(5, 12)),
    )
    shown = FiguresForm(known)
    sent = {f"figures-{n}": field.initial or "" for n, field in shown.fields.items()}
    form = FiguresForm(known, sent)
    assert form.is_valid() and form.changed() == {}
