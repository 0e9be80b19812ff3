"""What the home says of a hall out of balance, and the way back from the record of a process."""

from django.template import Context, Template
from django.utils.translation import override

from cocrea.agreement.rules.balance import balance
from cocrea.agreement.templatetags.agreement import label_text
from cocrea.process.rules.charter import SectorBound
from cocrea.site import troubles

BOUNDS = (SectorBound(sector="public", at_most=50), SectorBound(sector="citizen", at_least=10))


def label(**counts):
    return balance(counts, BOUNDS).as_json()


def test_the_bound_that_was_not_kept_is_the_one_that_is_named():
    crowded = label(public=91, civil_society=9)
    assert troubles._too_many_officials(crowded["findings"])
    with override("es"):
        said = troubles._broken(crowded["findings"])
    assert said == "Instituciones públicas: 91 %; lo declarado es 50 % como máximo."

    half = label(public=8, civil_society=8)  # half is allowed; nobody came without an organization
    assert not troubles._too_many_officials(half["findings"])
    with override("es"):
        said = troubles._broken(half["findings"])
        assert label_text(half).endswith("50 % de funcionarios, fuera del equilibrio declarado")
    assert said == "Ciudadanía sin organización: 0 %; lo declarado es 10 % como mínimo."


def test_a_hall_within_its_balance_says_only_who_was_there():
    with override("es"):
        kept = label(public=5, civil_society=4, citizen=1)
        assert label_text(kept) == "Tomada con 50 % de funcionarios"


def test_the_record_of_a_process_leads_back_to_it(client, process):
    page = client.get(f"/registro/{process.log.public_id}/").content.decode()
    assert f'href="/p/{process.slug}/"' in page


def test_a_title_in_another_language_says_so():
    said = Template("{% other_language code %}")
    with override("es"):
        assert "en inglés" in said.render(Context({"code": "en"}))
        assert said.render(Context({"code": "es"})) == ""
        assert "en otro idioma" in said.render(Context({"code": "quc"}))
