"""Components with strict templates: escaping, labels, descriptions, no style, no script."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from cocrea.ui import context

HOSTILE = '<img src=x onerror="alert(1)">'


def show(source: str, rf, **values) -> str:
    compiled = CottonCompiler().process(source)  # what cotton's loader does with files
    return engines["django"].from_string(compiled).render(values, rf.get("/x/"))


def attributes_of(html: str) -> set[str]:
    """Names of every attribute, as a browser's parser sees them."""
    found: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.update(name for name, _value in attrs)
    parser.feed(html)
    return found


class Sample(forms.Form):
    name = forms.CharField(label="Nombre", help_text="Como quiera.")
    way = forms.ChoiceField(label="Vía", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="De acuerdo")
    note = forms.CharField(label="Nota", required=False, widget=forms.Textarea)


@pytest.fixture
def guide(client, settings):
    settings.DEBUG = True
    return client.get("/ui/")


def test_guide_shows_everything(guide):
    html = guide.content.decode()
    assert guide.status_code == 200
    assert "style=" not in html and "<style" not in html and "onclick" not in html
    assert not re.search(r"<script(?![^>]*src=)", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_guide_hidden_on_a_public_machine(client, settings):
    settings.DEBUG = False
    assert client.get("/ui/").status_code == 404


def test_guide_in_english(client, settings):
    settings.DEBUG = True
    html = client.get("/en/ui/").content.decode()
    assert '<html lang="en">' in html and "Style guide" in html
    assert 'href="/ui/"' in html


@pytest.mark.parametrize(
    "source",
    [
        '<c-card title="{{ x }}" href="{{ x }}" meta="{{ x }}">{{ x }}</c-card>',
        '<c-card :title="x" :href="x" :meta="x">{{ x }}</c-card>',
        '<c-page-head title="{{ x }}" lead="{{ x }}" eyebrow="{{ x }}" />',
        '<c-page-head :title="x" :lead="x" :eyebrow="x" />',
        '<c-alert title="{{ x }}">{{ x }}</c-alert>',
        '<c-quote lang="{{ x }}" author="{{ x }}" folio="{{ x }}">{{ x }}</c-quote>',
        '<c-table caption="{{ x }}" note="{{ x }}"></c-table>',
        '<c-button href="/" data-x="{{ x }}">{{ x }}</c-button>',
        '<c-button :data-x="x">{{ x }}</c-button>',
        '<c-stat :value="x" :label="x" :note="x" />',
        '<c-facts :items="pairs" />',
        '<c-breadcrumbs :items="pairs" />',
        '<c-timeline-item :title="x" :href="x" />',
        '<c-details :summary="x">{{ x }}</c-details>',
        '<c-empty :title="x">{{ x }}</c-empty>',
        '<c-bar :value="1" :total="3" :label="x" />',
        "{{ pairs|figure_rows }}{% share_bar 1 3 x x %}",
        "{% icon 'flag' x %}{% qr_svg 'https://example.org' x %}",
    ],
)
def test_nothing_from_people_becomes_markup(source, rf):
    html = show(source, rf, x=HOSTILE, pairs=[(HOSTILE, HOSTILE)])
    assert "<img" not in html
    assert "&lt;img" in html
    assert "onerror" not in attributes_of(html)


def test_figures_are_written_as_people_write_them(rf):
    html = show("{{ rows|figure_rows }}", rf, rows=[("Sí", (1234, None, "8 (2 %)"))])
    assert '<td class="num">1,234</td><td class="num"><span class="meta">reservado' in html
    assert html.rstrip().endswith('<td class="num">8 (2 %)</td></tr>')


def test_field_ties_hint_and_errors_to_the_input(rf):
    html = show('<c-form :form="form" submit="Enviar" />', rf, form=Sample({"way": "z"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html and 'id="id_name_error"' in html
    assert 'href="#id_name"' in html and 'href="#id_way_0"' in html
    assert "<legend>Vía" in html and 'aria-describedby="id_way_error"' in html
    assert html.count("(opcional)") == 1
    assert "csrfmiddlewaretoken" in html


def test_get_forms_hold_no_token(rf):
    assert "csrf" not in show('<c-form method="get"><input name="q"></c-form>', rf)


def test_field_hint_given_in_the_template(rf):
    html = show('<c-field :field="form.note" hint="Breve." />', rf, form=Sample())
    assert 'aria-describedby="id_note_helptext"' in html and "Breve." in html


def test_components_do_not_leak_into_each_other(rf):
    html = show('<c-card title="Uno" meta="M" tone="bad"><c-card>dos</c-card></c-card>', rf)
    assert html.count("Uno") == 1 and html.count("tone-bad") == 1


def test_language_of_a_quote(rf):
    assert ' lang="quc"' in show('<c-quote lang="quc">x</c-quote>', rf)
    with translation.override("es"):
        assert "lang" not in show('<c-quote lang="es">x</c-quote>', rf)


def test_cacheable_page_reads_neither_session_nor_user(rf):
    request = rf.get("/x/")

    class Untouchable:
        def __getattr__(self, name):
            raise AssertionError(f"read {name}")

    request.session = request.user = request._messages = Untouchable()
    html = engines["django"].get_template("ui/base.html").render({"cacheable": True}, request)
    assert "csrf" not in html and 'href="#contenido"' in html


def test_demo_is_marked(rf):
    class Process:
        is_demo = True

        def __str__(self):
            return "Plan de ejemplo"

    html = (
        engines["django"]
        .get_template("ui/base.html")
        .render({"cacheable": True, "process": Process()}, rf.get("/x/"))
    )
    assert "Demostración:" in html and "Plan de ejemplo" in html


def test_language_links_of_an_unknown_address(rf):
    rows = context.chrome(rf.get("/no/such/page/"))["languages"]
    assert [row["url"] for row in rows] == ["/", "/en/"]


def test_page_weight(rf):
    base = engines["django"].get_template("ui/base.html").render({"cacheable": True}, rf.get("/x/"))
    assert len(base.encode()) < 6_000


class Asked(forms.Form):
    say = forms.CharField(
        label="¿Qué quiere decir?", error_messages={"required": "Escriba lo que quiere decir."}
    )
    when = forms.CharField(label="¿Cuándo?")
    agree = forms.BooleanField(label="De acuerdo.")


def test_a_summary_says_each_error_once_and_in_spanish(rf):
    form = Asked({})
    assert not form.is_valid()
    with translation.override("es"):
        html = show('<c-form-errors :form="form" /><c-field :field="form.say" />', rf, form=form)
    links = re.findall(r'<a href="#id_[a-z]+">([^<]+)</a>', html)
    assert links == [
        "Escriba lo que quiere decir.",
        "Cuándo: Este campo es obligatorio.",
        "De acuerdo: Este campo es obligatorio.",
    ]
    assert '<span class="visually-hidden">Error:</span> <span>Escriba lo que' in html


@pytest.mark.parametrize(("given", "title"), [(None, "Cocrea"), ({}, "Error: Cocrea")])
def test_the_title_of_a_form_given_back_begins_with_the_error(rf, given, title):
    form = Asked(given)
    form.is_valid()
    with translation.override("es"):
        html = show("{% extends 'ui/base.html' %}", rf, form=form)
    assert f"<title>{title} · Cocrea</title>" in html
