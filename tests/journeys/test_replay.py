"""The demonstration plays from the first day to the last, through the services."""

import pytest

from cocrea.commitments.models import Milestone
from cocrea.followup.models import Report
from cocrea.ledger import services as ledger
from cocrea.plan.models import Submission, Version
from cocrea.process import selectors
from cocrea.site import troubles
from cocrea.site.demo.calendar import SCENES
from cocrea.site.demo.replay import replay
from cocrea.voices import selectors as voices


@pytest.mark.django_db(transaction=True)
def test_the_whole_process_plays_and_shows_its_troubles():
    lines, kept = [], []
    process = replay(scale=0.05, say=lines.append, keep=kept.append)

    assert kept == [scene.name for scene in sorted(SCENES, key=lambda s: s.at) if scene.name]
    assert any(line.startswith("freeze refused: 4") for line in lines)
    assert set(selectors.phase_states(process).values()) == {"closed"}
    assert [v.kind for v in Version.objects.filter(process=process).order_by("number")] == [
        "first",
        "final",
    ]
    assert Submission.objects.count() == 1
    assert Milestone.objects.filter(commitment__number=22).count() == 5
    assert Report.objects.filter(milestone__commitment__number=22).exists()
    assert voices.open_voices(process).count() == 1
    assert ledger.verify_database(process.log).ok

    now = selectors.process_now(process)
    found = [trouble.title for trouble in troubles.of_process(process, now)]
    assert found == [
        "1 voz espera respuesta",
        "Una reunión se hizo con 91 % de funcionarios",
        "Una decisión se tomó con 91 % de funcionarios",
        found[3],
        "La entrega se corrió 90 días",
        "24 compromisos en trabajo, el tope es 20",
        "8 organizaciones se retiraron",
    ]
    assert found[3].endswith("avisos llegaron tarde")
