"""The door: receipts, idempotence, windows, limits, bad input."""

import json

import pytest
from tests.rooms.voices.acts import TEXT, receive

from cocrea.kernel.errors import Conflict, NotPermitted, Refused, TooMany
from cocrea.kernel.findings import Report
from cocrea.kernel.folios import parse_folio
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.models import Entry
from cocrea.people import vault
from cocrea.process import selectors as process_selectors
from cocrea.process import services as process_services
from cocrea.voices import selectors
from cocrea.voices import services as voices
from cocrea.voices.models import Voice


def codes(error):
    return [f.code for f in error.value.findings]


def test_a_receipt_at_once_without_account(process):
    receipt = receive(process, area="A", theme=process.themes.first())
    voice = Voice.objects.get()
    assert parse_folio(receipt.folio) == voice.folio
    assert voice.state == "received" and voice.text == TEXT
    assert voices.code_present(actor=CITIZEN, folio=receipt.folio, code=receipt.code) == voice
    (entry,) = ledger_selectors.entries_about(process.log_id, voices.voice_ref(voice))
    document = json.loads(bytes(entry.raw))
    assert document["kind"] == "voice.received"
    assert document["author"] == {"role": "citizen"}
    assert document["body"]["text"] == voice.text_digest
    assert TEXT not in bytes(entry.raw).decode()


def test_the_same_request_again_gives_the_same_receipt(process):
    key = uuid7()
    first = receive(process, key=key)
    again = receive(process, key=key)
    assert again.replay and not first.replay
    assert (again.folio, again.code) == (first.folio, first.code)
    assert Voice.objects.count() == 1
    assert Entry.objects.filter(kind="voice.received").count() == 1


def test_the_same_key_with_another_text_is_no_replay(process):
    key = uuid7()
    first = receive(process, key=key)
    with pytest.raises(Conflict) as error:
        receive(process, key=key, text="Otra cosa muy distinta")
    assert codes(error) == ["voices.key_reused"]
    assert error.value.findings[0].params == {"folio": first.folio}


def test_neither_key_nor_code_can_be_read_from_the_database(process):
    key = str(uuid7())
    receipt = receive(process, key=key)
    row = repr(list(Voice.objects.values()))
    assert key not in row and receipt.code not in row
    assert receipt.code not in repr(receipt)


def close_all(process, actor_of, kinds):
    for phase in process_selectors.methodology(process).phases:
        if set(phase.admits) & kinds:
            process_services.phase_act_record(
                actor=actor_of("point_of_contact"),
                process=process,
                phase=phase.number,
                kind="closed",
                report=Report(),
            )


def test_a_closed_window_says_which_and_when(process, actor_of):
    close_all(process, actor_of, {"opinion"})
    with pytest.raises(Refused) as error:
        receive(process, kind="opinion")
    assert codes(error) == ["voices.window_closed"]
    assert error.value.findings[0].params["day"]
    assert Voice.objects.count() == 0


def test_a_window_the_caller_found_open_is_enough(process, actor_of):
    close_all(process, actor_of, {"opinion"})
    about = SubjectRef("clause", "4.b", "", "Cláusula 4.b")
    receipt = receive(process, kind="opinion", phase=2, channel="consultation", about=about)
    assert receipt.voice.phase == 2 and receipt.voice.about == about


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": "  \u200b "}, "voices.text_missing"),
        ({"text": "x" * 100_000}, "kernel.text_too_long"),
        ({"area": "no-existe"}, "voices.unknown_place"),
        ({"gender": "<script>"}, "voices.unknown_choice"),
        ({"language": "es'"}, "voices.language_code"),
        ({"display": "public"}, "voices.name_missing"),
        ({"covers": ("statistics",)}, "voices.consent_missing"),
        ({"contact": "no es correo"}, "people.email_invalid"),
        ({"kind": "grito"}, "voices.unknown_choice"),
    ],
)
def test_bad_input_is_explained_and_nothing_is_half_saved(process, fields, code):
    size = ledger_selectors.tree_size(process.log_id)
    with pytest.raises(Refused) as error:
        receive(process, **{"text": TEXT, **fields})
    assert code in codes(error)
    assert Voice.objects.count() == 0
    assert ledger_selectors.tree_size(process.log_id) == size


def test_nul_and_script_are_text_and_nothing_else(process):
    receipt = receive(process, text="<script>alert(1)</script>\x00 Más árboles")
    assert receipt.voice.text == "<script>alert(1)</script> Más árboles"


def test_only_a_role_may_type_for_others(process, actor_of):
    with pytest.raises(NotPermitted):
        receive(process, channel="sheet")
    typed = voices.voice_receive(
        actor=actor_of("facilitator"),
        process=process,
        key="hoja-1",
        text=TEXT,
        channel="sheet",
        voice_of="table",
        voice_of_label="Mesa 3",
    )
    assert (typed.voice.voice_of, typed.voice.typed_by) == ("table", "facilitator")


def test_contact_goes_to_the_vault_only(process):
    receipt = receive(process, contact="ana.canario@ejemplo.gt", covers=("publish", "contact"))
    assert vault.contact_value(receipt.voice.contact) == "ana.canario@ejemplo.gt"
    assert "canario" not in repr(list(Voice.objects.values()))
    assert not any("canario" in bytes(e.raw).decode() for e in Entry.objects.all())


def test_one_form_brings_at_most_twenty_texts(process):
    for number in range(20):
        receive(process, text=f"{uuid7()} texto propio {number} " * 3, form_token="formulario")
    with pytest.raises(TooMany) as error:
        receive(process, text="una más", form_token="formulario")
    assert codes(error) == ["voices.form_used_up"]


def test_many_in_one_act_all_or_none(process, actor_of):
    items = [
        voices.VoiceInput(key=f"fila-{n}", text=f"{TEXT} {n}", channel="sheet") for n in range(30)
    ]
    actor = actor_of("facilitator")
    receipts = voices.voices_receive_many(actor=actor, process=process, items=items)
    assert len({r.folio for r in receipts}) == 30
    again = voices.voices_receive_many(actor=actor, process=process, items=items)
    assert [r.folio for r in again] == [r.folio for r in receipts]
    assert Voice.objects.filter(state="received").count() == 30  # a hall repeats itself lawfully
    bad = [*items[:1], voices.VoiceInput(key="nueva", text=TEXT, channel="sheet")]
    bad.append(voices.VoiceInput(key="mala", text="", channel="sheet"))
    with pytest.raises(Refused) as error:
        voices.voices_receive_many(actor=actor, process=process, items=bad)
    assert error.value.findings[0].where == "3.text"
    assert Voice.objects.count() == 30


def test_a_batch_is_one_entry(process, actor_of):
    items = [
        voices.VoiceInput(key=f"h-{n}", text=f"{TEXT} {n}", channel="sheet") for n in range(12)
    ]
    voices.voices_receive_many(
        actor=actor_of("facilitator"),
        process=process,
        items=items,
        source_digest="ab" * 32,
        source=SubjectRef("meeting", "m-1"),
    )
    (entry,) = Entry.objects.filter(kind="voices.received")
    assert json.loads(bytes(entry.raw))["body"]["batch"]["count"] == 12


def test_the_gate_counts_what_has_not_come_so_far(process):
    receive(process)
    facts = selectors.gate_facts(process, None)
    assert facts["voices.unadmitted"] == facts["voices.unanswered"] == 1
    phase = Voice.objects.get().phase
    assert facts[f"voices.phase_{phase}_unanswered"] == 1
    assert facts["voices.phase_10_unanswered"] == 0
    assert "voices.phase_50_unanswered" not in facts  # no such phase: an unknown fact shuts gates
    assert selectors.voices_short_of(process, phase, "admitted") == 1
