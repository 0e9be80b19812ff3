import datetime as dt

import pytest

from cocrea.kernel.errors import Conflict, NotPermitted, Refused
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.sensemaking import selectors, services
from cocrea.sensemaking.models import FunnelItem, FunnelStep
from cocrea.sensemaking.services import ItemIn


@pytest.fixture
def coordinator(actor_of):
    return actor_of("point_of_contact")


@pytest.fixture
def funnel(process, coordinator):
    return services.funnel_create(actor=coordinator, process=process, title="De 131 a 12 temas")


@pytest.fixture
def first(funnel, coordinator):
    return services.funnel_step_add(
        actor=coordinator,
        funnel=funnel,
        label="Propuestas de la mesa",
        body="Mesa Técnica de Gobierno Abierto",
        held_on=dt.date(2018, 2, 28),
        items=[ItemIn(f"p{n}", f"Propuesta {n}") for n in range(1, 132)],
    )


def narrow(funnel, coordinator, before, size, letter, dropped):
    """Deal the items that remain over ``size`` groups."""
    kept = [k for k in before if k not in dropped]
    items = [
        ItemIn(f"{letter}{n}", f"Tema {letter}{n}", tuple(kept[n - 1 :: size]))
        for n in range(1, size + 1)
    ]
    services.funnel_step_add(
        actor=coordinator, funnel=funnel, label=f"{size} temas", items=items, dropped=dropped
    )
    return [i.key for i in items]


def test_131_to_26_to_19_to_12_adds_up_and_keeps_every_drop(funnel, first, coordinator, process):
    keys = [f"p{n}" for n in range(1, 132)]
    keys = narrow(funnel, coordinator, keys, 26, "a", {"p7": "No es de gobierno abierto"})
    keys = narrow(funnel, coordinator, keys, 19, "b", {})
    narrow(funnel, coordinator, keys, 12, "c", {"b3": "Ya es obligación legal", "b4": "Repetido"})
    view = selectors.funnel_view(selectors.funnel_get(process, "de-131-a-12-temas"))
    assert view.numbers == (131, 26, 19, 12)
    assert view.report.ok
    counts = [(s.count.items, s.count.grouped, s.count.dropped, s.count.groups) for s in view.steps]
    assert counts == [(131, 130, 1, 26), (26, 26, 0, 19), (19, 17, 2, 12), (12, 12, 0, None)]
    assert [i.dropped_reason for i in view.steps[2].dropped] == [
        "Ya es obligación legal",
        "Repetido",
    ]
    assert sum(len(g.members) for g in view.steps[1].groups) == 130
    entry = Entry.objects.filter(kind="funnel.narrowed").latest("position")
    assert b'"before":19' in entry.raw and b'"items":12' in entry.raw


def test_a_step_that_does_not_add_up_is_refused_whole(funnel, first, coordinator):
    with pytest.raises(Refused) as caught:
        services.funnel_step_add(
            actor=coordinator,
            funnel=funnel,
            label="26 temas",
            items=[ItemIn("a", "Agua", ("p1", "p2")), ItemIn("b", "Salud", ("p2", "zzz"))],
            dropped={"p3": "  "},
        )
    found = {f.code: f.params["count"] for f in caught.value.findings}
    assert found == {
        "sensemaking.funnel_twice": 1,
        "sensemaking.funnel_lost": 128,
        "sensemaking.funnel_no_reason": 1,
        "sensemaking.funnel_unknown": 1,
    }
    assert FunnelStep.objects.count() == 1 and FunnelItem.objects.count() == 131
    assert not FunnelItem.objects.exclude(dropped_reason="").exists()


def test_a_first_step_has_nothing_behind_it(funnel, coordinator):
    with pytest.raises(Refused):
        services.funnel_step_add(
            actor=coordinator, funnel=funnel, label="x", items=[ItemIn("a", "A", ("p1",))]
        )
    with pytest.raises(Refused) as caught:
        services.funnel_step_add(actor=coordinator, funnel=funnel, label="x", items=[])
    assert caught.value.findings[0].code == "sensemaking.funnel_empty"
    assert not FunnelStep.objects.exists()


def test_an_item_may_be_a_theme_or_proposal(funnel, coordinator):
    ref = SubjectRef("theme", "agua")
    services.funnel_step_add(
        actor=coordinator, funnel=funnel, label="Temas", items=[ItemIn("a", "Agua", subject=ref)]
    )
    assert FunnelItem.objects.get().subject_id == "agua"


def test_names_and_roles(process, funnel, coordinator, actor_of):
    with pytest.raises(Conflict):
        services.funnel_create(actor=coordinator, process=process, title="De 131 a 12 temas")
    with pytest.raises(NotPermitted):
        services.funnel_create(actor=actor_of("publisher"), process=process, title="Otro")
    with pytest.raises(Refused):
        services.funnel_create(actor=coordinator, process=process, title="\x00")


def test_reading_a_funnel_takes_three_queries_whatever_its_size(
    process, funnel, first, coordinator, django_assert_num_queries
):
    narrow(funnel, coordinator, [f"p{n}" for n in range(1, 132)], 26, "a", {})
    with django_assert_num_queries(3):
        selectors.funnel_view(funnel)
