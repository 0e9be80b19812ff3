"""The plain sheet: two languages, and slots that say honestly what nobody has translated."""

from datetime import date

import pytest
from django.utils.html import escape
from tests.conftest import OPERATOR

from cocrea.languages.models import Translation
from cocrea.people import services as people
from cocrea.process import selectors, services
from cocrea.process.rules.loading import shipped
from cocrea.process.selectors.tongues import tongues
from cocrea.site.sheet import BLOCKS


@pytest.fixture
def guatemala(db):
    made = services.process_create(
        actor=OPERATOR,
        methodology=shipped("guatemala-2018-demo"),
        slug="hoja",
        starts_on=date(2018, 4, 4),
        demo=True,
    )
    return selectors.process_get(made.slug)


@pytest.fixture
def enter(client, guatemala):
    def role(name):
        user = people.demo_user_for(guatemala, name)
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return role


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_is_one_plain_sheet_in_both_languages(client, guatemala, prefix):
    answer = client.get(f"{prefix}/p/hoja/gobierno-abierto/")
    body = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert ("What is open government" if prefix else "¿Qué es Gobierno Abierto?") in body
    assert ("not translated" if prefix else "sin traducir") in body
    names = [name for _code, name in tongues(guatemala)]
    assert len(names) == 24
    assert not [name for name in names if escape(name) not in body]
    assert body.count("<h1") == 1


def test_sentences_are_short():
    """Easy reading: no sentence of more than eighteen words."""
    for block in BLOCKS:
        for sentence in str(block.text).replace("?", ".").replace(":", ".").split("."):
            assert len(sentence.split()) <= 18, sentence


def test_a_slot_without_translation_says_so_and_shows_spanish(client, guatemala):
    body = client.get("/p/hoja/gobierno-abierto/quc/").content.decode()
    assert f"{len(BLOCKS)} textos están sin traducir" in body
    assert "¿Qué es Gobierno Abierto?" in body
    english = client.get("/en/p/hoja/gobierno-abierto/quc/").content.decode()
    assert 'lang="es"' in english and "¿Qué es Gobierno Abierto?" in english
    for strange in ("xx", "es", "en", "nada"):
        assert client.get(f"/p/hoja/gobierno-abierto/{strange}/").status_code == 404


def test_one_translates_another_reviews_and_only_then_it_is_shown(enter, client, guatemala):
    path = "/p/hoja/gobierno-abierto/quc/"
    given = {"t_title": "Título escrito por una persona", "t_lead": "Entrada <b>x</b>"}
    assert enter("secretary").post(f"{path}traducir/", given).status_code == 302
    assert Translation.objects.filter(language="quc", state="draft").count() == 2
    client.logout()
    assert "escrito por una persona" not in client.get(path).content.decode()
    # Who translated does not review it.
    refused = enter("secretary").post(f"{path}traducir/", {**given, "r_title": "on"})
    assert refused.status_code == 422
    reviewer = enter("publisher")
    page = reviewer.get(f"{path}traducir/").content.decode()
    assert "Título escrito por una persona" in page and "disabled" in page
    assert reviewer.post(f"{path}traducir/", {"r_title": "on"}).status_code == 302
    client.logout()
    body = client.get(path).content.decode()
    assert "<h1>Título escrito por una persona</h1>" in body and '<div lang="quc">' in body
    assert "Entrada" not in body
    assert f"{len(BLOCKS) - 1} textos están sin traducir" in body
    assert f"1 de {len(BLOCKS)} textos" in client.get("/p/hoja/gobierno-abierto/").content.decode()


def test_strangers_translate_nothing(client, guatemala):
    path = "/p/hoja/gobierno-abierto/quc/traducir/"
    assert client.get(path).status_code == 403
    assert client.post(path, {"t_title": "x"}).status_code == 403
    assert not Translation.objects.exists()


@pytest.mark.parametrize("text", ["á" * 100_000, "x\x00y"])
def test_hostile_texts_are_refused(enter, guatemala, text):
    answer = enter("secretary").post("/p/hoja/gobierno-abierto/mam/traducir/", {"t_lead": text})
    assert answer.status_code == 422
    assert not Translation.objects.exists()


def test_a_process_elsewhere_has_its_own_languages(client, process):
    stated = [code for code, _name in tongues(process)]
    assert stated and not {"spa", "eng", "es", "en"} & set(stated)
    path = f"/p/{process.slug}/gobierno-abierto"
    assert client.get(f"{path}/{stated[0]}/").status_code == 200
    assert client.get(f"{path}/zzz/").status_code == 404


FORMS = ("participar/", "seguir/")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_participation_leads_to_it(client, process, form):
    body = client.get(f"/p/{process.slug}/{form}").content.decode()
    assert f"/p/{process.slug}/gobierno-abierto/" in body
