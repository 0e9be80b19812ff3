"""The demonstration plays from the first day to the last, through the services."""

from tests.journeys.small_world import played

from cocrea.agreement.rules.balance import balance, bounds_of
from cocrea.commitments.models import CommitmentVersion, Milestone
from cocrea.followup.models import Report
from cocrea.ledger import services as ledger
from cocrea.meetings.models import AttendanceSheet
from cocrea.people.models import BodySession
from cocrea.plan.models import Submission, Version
from cocrea.process import selectors
from cocrea.site import troubles
from cocrea.site.demo.calendar import SCENES
from cocrea.site.demo.scenes.preparation import UNDONE
from cocrea.site.demo.scenes.publishing import BY_REVIEW, WHO_AND_WHEN
from cocrea.voices import selectors as voices
from cocrea.voices.models import Disposition, Point, Voice


def test_the_whole_process_plays_and_shows_its_troubles(world):
    lines, kept = played()
    process = world.guatemala
    assert kept == [scene.name for scene in sorted(SCENES, key=lambda s: s.at) if scene.name]
    assert any("freeze refused: 4" in line for line in lines)
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
    assert process.tasks.filter(done_at=None).count() == len(UNDONE)
    assert BodySession.objects.filter(body__slug="forum").exists()
    _the_review_changed_what_it_says(process)
    _what_was_deferred_is_answered_again(process)
    _both_sides_agree_and_disagree()
    _what_is_kept_beside_a_row_is_what_it_is_made_from()

    now = selectors.process_now(process)
    found = [trouble.title for trouble in troubles.of_process(process, now)]
    assert found == [
        "1 voz espera respuesta",
        "Una reunión se hizo con 91 % de funcionarios",
        # The high-level table let the plan close with an open voice: nobody came without a body.
        "Una decisión se tomó fuera del equilibrio declarado",
        "Una decisión se tomó con 91 % de funcionarios",
        "Una reunión se movió 3 días antes",
        found[5],
        "La entrega se corrió 90 días",
        "24 compromisos en trabajo, el tope es 20",
        "El proceso sigue sin el acuerdo de cumplimiento completo",
        "8 organizaciones se retiraron",
        "De 131 propuestas a 12 temas, sin rastro público",
    ]
    assert found[5].endswith("avisos llegaron tarde")


def _what_is_kept_beside_a_row_is_what_it_is_made_from():
    sheets = AttendanceSheet.objects.select_related("meeting").all()
    assert {sheet.outside for sheet in sheets} == {True, False}
    for sheet in sheets:
        judged = balance(sheet.by_sector, bounds_of(sheet.floor))
        assert (sheet.officials, sheet.outside) == (judged.officials, judged.outside)
    answers = Disposition.objects.filter(current=True).values_list("point", "kind")
    points = Point.objects.values_list("pk", "answer")
    assert {pk: kind for pk, kind in points if kind} == dict(answers) and len(answers) > 10
    for voice in Voice.objects.select_related("process"):
        late = voice.answered_at and voices.answer_lateness(voice.process, voice, voice.answered_at)
        assert voice.answered_late == (late or 0)


def _the_review_changed_what_it_says(process):
    rows = CommitmentVersion.objects.filter(commitment__process=process, reason=BY_REVIEW)
    assert set(rows.values_list("commitment__number", flat=True)) == {2, 22}
    assert Milestone.objects.get(commitment__number=22, number=2).means == WHO_AND_WHEN


def _what_was_deferred_is_answered_again(process):
    current = Disposition.objects.filter(
        point__voice__process=process, current=True, target_kind="commitment"
    )
    assert set(current.values_list("kind", flat=True)) == {"incorporated", "partly"}
    assert Disposition.objects.filter(kind="deferred", superseded_by__isnull=False).exists()


def _both_sides_agree_and_disagree():
    said = {}
    for report in Report.objects.filter(milestone__commitment__number=22):
        said.setdefault((report.milestone_id, report.period_on), set()).add(report.completion)
    assert {len(words) for words in said.values()} == {1, 2}
