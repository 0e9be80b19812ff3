"""Translations are kept, reviewed by another person, and go stale."""

import pytest

from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import digest
from cocrea.languages import selectors, services
from cocrea.languages.models import Translation
from cocrea.ledger import selectors as record
from cocrea.ledger.rules.text import matches

THING = SubjectRef("commitment", "0197-ejemplo")
ORIGINAL = "Los contratos se publican tarde."


@pytest.fixture
def save(process, actor_of):
    def made(text="Contracts are published late.", role="systematizer", **more):
        return services.translation_save(
            actor=actor_of(role),
            process=process,
            **{"subject": THING, "field": "problem", "original": ORIGINAL, "text": text, **more},
        )

    return made


def codes(caught):
    return [f.code for f in caught.value.findings]


def read(process, current=ORIGINAL):
    key = (THING.public_id, "problem")
    found = selectors.translations(
        process, THING.kind, [THING.public_id], "en", {key: digest(current)}
    )
    return found.get(key)


def test_a_draft_is_kept_beside_its_original(process, save):
    made = save()
    assert (made.state, made.number, made.language, made.source_language) == (
        "draft", 1, "en", "es",
    )  # fmt: skip
    found = read(process)
    assert found.text == "Contracts are published late." and not found.stale and not found.shown
    (entry,) = record.entries_about(process.log_id, THING)
    assert entry.kind == "translation.saved" and made.digest.encode() in bytes(entry.raw)
    assert b"Contracts" not in bytes(entry.raw)


def test_saving_the_same_again_changes_nothing(process, save):
    assert save().pk == save().pk
    assert len(record.entries_about(process.log_id, THING)) == 1


def test_a_new_text_keeps_the_former_as_history(process, save):
    save()
    second = save("Contracts come late.")
    assert second.number == 2 and read(process).text == "Contracts come late."
    rows = selectors.history(process, THING.kind, THING.public_id, "problem", "eng")
    assert [r.number for r in rows] == [2, 1]
    assert Translation.objects.filter(current=True).count() == 1


def test_another_person_reviews(process, save, actor_of):
    made = save()
    for role in ("systematizer",):
        with pytest.raises(Refused) as caught:
            services.translation_review(actor=actor_of(role), process=process, translation=made)
        assert codes(caught) == ["languages.same_person"]
    services.translation_review(actor=actor_of("publisher"), process=process, translation=made)
    assert read(process).shown and read(process).reviewed_label == "publisher de ejemplo"
    with pytest.raises(NotPermitted):  # once is enough
        services.translation_review(actor=actor_of("secretary"), process=process, translation=made)


def test_what_was_reviewed_stands_until_a_newer_one_is(process, save, actor_of):
    """A draft takes nothing off a public document; an older text keeps the words that fit it."""
    publisher = actor_of("publisher")
    first = save()
    services.translation_review(actor=publisher, process=process, translation=first)
    wanted = [(THING.public_id, "problem", digest(ORIGINAL))]
    newer = save("GARBAGE")
    assert read(process).text == first.text and read(process).shown
    assert selectors.coverage(process, THING.kind, wanted, "en").reviewed == 1
    working = selectors.translations(process, THING.kind, [THING.public_id], "en", working=True)
    assert [row.text for row in working.values()] == ["GARBAGE"]
    services.translation_review(actor=publisher, process=process, translation=newer)
    assert read(process).text == "GARBAGE"
    moved = save("Contracts are not published.", original="Los contratos no se publican.")
    services.translation_review(actor=publisher, process=process, translation=moved)
    assert read(process, "Los contratos no se publican.").text == moved.text
    assert read(process).text == "GARBAGE" and not read(process).stale


def test_a_replaced_draft_is_not_reviewed(process, save, actor_of):
    first = save()
    save("Contracts come late.")
    with pytest.raises(Refused) as caught:
        services.translation_review(actor=actor_of("publisher"), process=process, translation=first)
    assert codes(caught) == ["languages.superseded"]


def test_it_goes_stale_and_is_confirmed_by_saving_it_for_the_new_original(process, save):
    save()
    assert read(process, "Los contratos no se publican.").stale
    again = save(original="Los contratos no se publican.")
    assert again.number == 2
    assert not read(process, "Los contratos no se publican.").stale


def test_coverage_counts_add_up(process, save, actor_of):
    save()
    save("Title", field="title", original="Título")
    wanted = [
        (THING.public_id, "problem", digest(ORIGINAL)),
        (THING.public_id, "title", digest("Otro título")),
        (THING.public_id, "commitment", digest("Publicar.")),
    ]
    assert selectors.coverage(process, THING.kind, wanted, "en").as_json() == {
        "total": 3,
        "reviewed": 0,
        "draft": 1,
        "stale": 1,
        "missing": 1,
    }


@pytest.mark.parametrize("role", ["publisher", "moderator", "observer", "operator"])
def test_only_some_translate(save, role):
    with pytest.raises(NotPermitted):
        save(role=role)
    assert not Translation.objects.exists()


def test_bad_input_saves_nothing(process, save, actor_of):
    for change, code in (
        ({"text": "\x00 "}, "languages.text_missing"),
        ({"text": "x" * 100_000}, "kernel.text_too_long"),
        ({"language": "es"}, "languages.same_language"),
        ({"field": "<script>"}, "languages.field_unknown"),
    ):
        with pytest.raises(Refused) as caught:
            save(**change)
        assert codes(caught) == [code]
    with pytest.raises(NotThere):
        services.translation_review(
            actor=actor_of("publisher"), process=process, translation="nada"
        )
    assert not Translation.objects.exists()


def test_only_reviewed_texts_are_published(process, save, actor_of):
    made = save()
    assert list(selectors.published_texts(process)) == []
    services.translation_review(actor=actor_of("publisher"), process=process, translation=made)
    (text,) = selectors.published_texts(process)
    assert matches(text.digest, text.salt, text.text)
    assert selectors.gate_facts(process, None) == {
        "languages.reviewed": 1,
        "languages.awaiting_review": 0,
    }


def test_reading_many_is_one_query(process, save, django_assert_num_queries):
    for number in range(12):
        save(field=f"field{number}")
    with django_assert_num_queries(1):
        assert len(selectors.translations(process, THING.kind, [THING.public_id], "en")) == 12
