"""What its author takes back is not found any more: at once, not when the clock comes by."""

import pytest

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.site import conduct
from cocrea.voices import services as voices

WORD = "zanahoria888"


@pytest.fixture
def said(process, actor_of):
    receipt = voices.voice_receive(
        actor=CITIZEN, process=process, key=str(uuid7()), text=f"Queremos {WORD} en la escuela"
    )
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
    conduct.tick()
    return receipt


@pytest.mark.parametrize("leave", [voices.voice_erase, voices.voice_withdraw])
def test_not_found_from_the_moment_it_is_taken_back(process, said, client, leave):
    def found():
        page = client.get(f"/p/{process.slug}/buscar/?q={WORD}").content.decode()
        return said.folio in page, f"Queremos {WORD}" in page

    assert found()[0]
    leave(actor=CITIZEN, folio=said.folio, code=said.code)
    assert found() == (False, False)
    conduct.tick()
    assert found() == (False, False)
