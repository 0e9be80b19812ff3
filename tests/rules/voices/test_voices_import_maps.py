"""What the columns of other platforms' exports mean, with the headings that they really write."""

import pytest

from cocrea.kernel.lines import Line
from cocrea.voices.rules.importing.mapping import guess, problems
from cocrea.voices.rules.importing.rows import Reader
from cocrea.voices.rules.importing.vocabulary import Vocabulary, keyed

# Decidim joins nested names by "/": here as it wrote proposals about 2019 (0.18) and in 2025 (0.31).
DECIDIM_OLD = (
    "id category/id category/name/es category/name/ca scope/id scope/name/es participatory_space/id "
    "participatory_space/url component/id title/ca title/es body/ca body/es state reference "
    "answer/ca answer/es supports endorsements/total_count endorsements/user_endorsements comments "
    "attachments followers published_at url meeting_urls related_proposals is_amend "
    "original_proposal/title original_proposal/url"
).split()
DECIDIM_NEW = (
    "id author/id author/name author/url taxonomies/id taxonomies/name participatory_space/id "
    "participatory_space/url component/id title/en title/machine_translations/es body/en "
    "body/machine_translations/es address latitude longitude state state_published_at reference "
    "answer/en answered_at votes likes/total_count comments attachments follows_count published_at "
    "url meeting_urls is_amend withdrawn withdrawn_at created_at updated_at created_in_meeting "
    "coauthorships_count cost"
).split()
CONSUL_OPEN = (
    "id title description external_url cached_votes_up comments_count hot_score confidence_score "
    "created_at summary video_url geozone_id retired_at retired_reason retired_explanation"
).split()
CONSUL_ADMIN = (
    "ID,Proposal,Author,Summary,Created at,Comment ID,Comment Author,Comment Content,"
    "Comment Parent,Comment Created at"
).split(",")
KNOWN = Vocabulary(
    {
        "language": keyed([("spa", "español"), ("eng", "inglés")]),
        "theme": keyed([("agua", "Agua")]),
        "gender": keyed([("woman", "Mujer")]),
    }
)


def reader(heads):
    mapping = guess(heads)
    assert not list(problems(mapping, heads))
    return Reader(heads, mapping, KNOWN)


def line(heads, number=2, **cells):
    given = {name.replace("__", "/"): value for name, value in cells.items()}
    assert set(given) <= set(heads)
    return Line(number, tuple(given.get(head, "") for head in heads))


def test_decidim_takes_the_words_in_the_language_in_which_they_were_written():
    found = reader(DECIDIM_OLD)
    assert found.mapping.known == "decidim"
    both = {"id": "7", "reference": "BCN-PROP-2019-7", "published_at": "2019-03-02 10:00:00 UTC"}
    spanish = found.read(
        line(DECIDIM_OLD, **both, title__es="Agua", body__es="<p>Agua limpia</p>", title__ca="")
    )
    assert (spanish.text, spanish.row_id) == ("Agua\nAgua limpia", "BCN-PROP-2019-7")
    assert spanish.fields["language"] == "spa" and spanish.fields["kind"] == "proposal"
    assert str(spanish.said_on) == "2019-03-02"
    catalan = found.read(line(DECIDIM_OLD, **both, title__ca="Aigua", body__ca="Aigua neta"))
    assert not catalan.faulty and catalan.text == "Aigua\nAigua neta"
    assert catalan.fields["language"] == "und", "a language that this process does not name"
    two = found.read(
        line(DECIDIM_OLD, **both, title__ca="Aigua", title__es="Agua", body__es="Limpia")
    )
    assert two.text == "Agua\nLimpia", "a translation is not said twice"


def test_decidim_of_today():
    found = reader(DECIDIM_NEW)
    said = {"title__en": "Water", "body__en": "Clean", "taxonomies__name": "Agua"}
    read = found.read(line(DECIDIM_NEW, **said, body__machine_translations__es="Limpia"))
    assert (read.text, read.fields["language"]) == ("Water\nClean", "eng")
    assert read.fields["theme"] == "agua" and not read.person and not read.contact


@pytest.mark.parametrize(
    ("heads", "gone"),
    [
        (DECIDIM_OLD, {"title__es": "Agua", "state": "withdrawn"}),
        (DECIDIM_NEW, {"title__en": "Water", "withdrawn": "true"}),
        (CONSUL_OPEN, {"title": "Agua", "retired_at": "2018-05-03 10:00"}),
    ],
)
def test_what_its_author_took_back_there_does_not_come_in_here(heads, gone):
    found = reader(heads)
    assert found.read(line(heads, **gone)).skipped
    stays = {**gone, list(gone)[1]: "false" if "withdrawn" in gone else ""}
    assert not found.read(line(heads, **stays)).skipped


def test_consuls_open_data():
    found = reader(CONSUL_OPEN)
    read = found.read(
        line(
            CONSUL_OPEN,
            id="5",
            title="Más luz",
            summary="Faroles",
            description="<p>En la plaza &amp; el mercado</p>",
            created_at="2018-02-01 09:00:00",
            cached_votes_up="12",
        )
    )
    assert read.text == "Más luz\nFaroles\nEn la plaza & el mercado"
    assert (read.row_id, str(read.said_on), found.mapping.known) == ("5", "2018-02-01", "consul")


@pytest.mark.parametrize("heads", [CONSUL_ADMIN, ["ID", "Propuesta", "Autor", "Resumen", "Votos"]])
def test_what_consuls_administrators_download_brings_no_address(heads):
    found = reader(heads)
    assert found.mapping.known == "consul"
    author = heads[2]
    read = found.read(
        Line(2, tuple({"ID": "5", heads[1]: "Luz", author: "a@b.example", heads[3]: "Más"}.get(
            head, "") for head in heads))
    )  # fmt: skip
    assert read.text == "Luz\nMás" and not read.person and not read.contact


def test_votes_and_comments_that_grew_do_not_make_another_row():
    for heads, same, grown in (
        (DECIDIM_OLD, {"reference": "X-1", "title__es": "Agua"}, "supports"),
        (CONSUL_OPEN, {"id": "1", "title": "Agua"}, "cached_votes_up"),
    ):
        found = reader(heads)
        first, again = line(heads, **same), line(heads, **same, **{grown: "40"})
        assert found.compared(first) == found.compared(again)
        other = {**same, list(same)[1]: "Agua y luz"}
        assert found.compared(first) != found.compared(line(heads, **other))
    plain = Reader(("No.", "Texto"), guess(("No.", "Texto")), KNOWN)
    assert plain.compared(Line(2, ("1", "Luz", "más"))) == ("1", "Luz", "más")


def test_columns_that_nobody_knows_are_left_alone():
    heads = ("Marca temporal", "Propuesta", "Observaciones internas", "DPI")
    mapping = guess(heads)
    assert dict(mapping.columns) == {"text": ("Propuesta",)} and mapping.known == ""
    read = Reader(heads, mapping, KNOWN).read(Line(2, ("ayer", "Agua", "ojo", "3141 59265")))
    assert read.text == "Agua" and "3141" not in repr(read) and not read.problems


def test_a_last_line_without_an_end_is_told():
    found = Reader(("No.", "Texto"), guess(("No.", "Texto")), KNOWN)
    read = found.read(Line(9, ("1", "Que arreglen el cami")), last=True, cut=True)
    assert [p.code for p in read.problems] == ["voices.import_no_end"] and not read.faulty


PLAIN = ("No.", "Texto", "Sexo")


@pytest.mark.parametrize(
    ("cells", "formulas", "codes", "faulty"),
    [
        (("1", "Luz", "F"), {1}, ["voices.import_formula"], False),
        (("1", "", "F"), {1}, ["voices.import_formula_lost", "voices.import_no_words"], True),
        (("1", "Luz", ""), {2}, ["voices.import_formula_lost"], True),
        (("1", "Luz", "F", "=1"), {3}, ["voices.import_extra_cells"], False),
        (("1", "=1+1", "F"), set(), [], False),
    ],
)
def test_a_formula_is_told_where_it_matters_and_never_computed(cells, formulas, codes, faulty):
    found = Reader(PLAIN, guess(PLAIN), KNOWN).read(Line(2, cells, frozenset(formulas)))
    assert [problem.code for problem in found.problems] == codes and found.faulty is faulty


def test_a_last_line_that_lacks_cells_is_an_error():
    found = Reader(PLAIN, guess(PLAIN), KNOWN)
    whole, cut = Line(8, ("1", "Luz", "F")), Line(9, ("2", "Que arreglen el"))
    assert not found.read(whole, last=True).problems
    assert [p.code for p in found.read(cut, last=True, cut=True).problems] == [
        "voices.import_cut_row"
    ]
    assert not found.read(cut).problems, "in the middle of a file an empty end is left out"


def test_a_sheet_of_ones_own_is_not_taken_for_an_export():
    mapping = guess(("ID", "Propuesta", "Resumen", "Tema", "Municipio", "Sexo"))
    assert mapping.known == ""
    assert {"theme", "gender"} <= set(dict(mapping.columns))
