"""What a process says of its people comes from its file: no country is in the code."""

from datetime import date

import pytest
from tests.conftest import OPERATOR, make_actor

from cocrea.people import services as people
from cocrea.people.models import Organization
from cocrea.process import selectors, services
from cocrea.process.rules.loading import shipped
from cocrea.voices.forms import ContributeForm
from cocrea.voices.words import languages, peoples

MAYAN = {"quc", "kek", "cak", "mam"}


@pytest.fixture
def village(db):
    return services.process_create(
        actor=OPERATOR,
        methodology=shipped("municipality-example"),
        slug="villa",
        starts_on=date(2026, 3, 1),
    )


def test_guatemala_states_its_languages_peoples_and_places(amended):
    names = selectors.language_names(amended)
    assert list(names)[0] == "spa" and MAYAN <= set(names)
    assert names["quc"] == "K’iche’"
    assert [p.code for p in selectors.peoples(amended)] == [
        "maya",
        "garifuna",
        "xinka",
        "ladina",
        "afrodescendant",
    ]
    assert len(selectors.territory(amended).areas) == 22
    assert list(peoples(amended))[-1] == "other" and list(languages(amended))[-1] == "und"


def test_a_village_shows_nothing_of_another_country(village):
    assert selectors.language_names(village) == {"spa": "Español", "eng": "English"}
    assert selectors.peoples(village) == () and peoples(village) == {}
    page = str(ContributeForm(village, ["voice"]))
    for foreign in ("K’iche’", "Garífuna", "Xinka", "Alta Verapaz", "Departamento", "Pueblo"):
        assert foreign not in page
    assert "El Molino" in page


def test_a_country_asks_what_its_file_says(amended):
    page = str(ContributeForm(amended, ["voice"]))
    for own in ("K’iche’", "Garífuna", "Xinka", "Alta Verapaz", "Departamento", "Pueblo"):
        assert own in page


def test_public_bodies_come_from_the_list_that_the_file_names(
    village, amended, django_assert_num_queries
):
    people.organizations_load(actor=OPERATOR, now=selectors.process_now(amended))
    public = Organization.objects.count()
    made = people.organization_create(
        actor=make_actor("point_of_contact"),
        process=village,
        name="Municipalidad de Villa Ejemplo",
        sector="municipality",
    )
    assert list(selectors.organizations(village)) == [made]
    people.organization_create(
        actor=make_actor("point_of_contact"),
        process=amended,
        name="Ministerio inventado",
        sector="public",
        is_public_body=True,
        invented=True,
    )
    assert list(selectors.organizations(village)) == [made]
    with django_assert_num_queries(2):
        found = list(selectors.organizations(amended))
    assert len(found) == public + 2  # its own ministry, and who is no public body anywhere
