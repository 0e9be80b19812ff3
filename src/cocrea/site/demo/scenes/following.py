"""Implementation, 2018 to 2020: the institution's word and civil society's, side by side."""

import io
from datetime import date

from cocrea.commitments.models import Milestone
from cocrea.followup import services as followup
from cocrea.site.demo.plan_data import DRAFTS
from cocrea.site.demo.world import World

MINE = "Palabra inventada de una institución inventada."
THEIRS = (
    "Palabra inventada de una organización inventada (organización que se retiró de la Mesa en noviembre "
    "de 2018)."
)
PROOF = (
    "Documento inventado para la demostración. Acta de la presentación pública del producto, con la lista "
    "de lo que se publicó. Día:"
)
WATCHERS = ("observatorio-fiscal", "jovenes-datos", "mujeres-tejedoras")


def report_round(world: World, number: int) -> None:
    """One of four half-yearly rounds; owners often say more than society can see.

    Of number 22 both sides speak in every round: of some milestones they agree, of others not.
    """
    steps = ("not_started", "limited", "substantial", "complete")
    today = world.now().date()
    for draft in DRAFTS:
        milestones = Milestone.objects.filter(
            commitment=world.kept[f"commitment:{draft.number}"]
        ).select_related("commitment")
        for place, milestone in enumerate(milestones):
            owner = steps[min(3, number - (place % 2))]
            if draft.number % 5:
                proof = PROOF if draft.number == 22 and place == 0 else ""
                _report(world, f"delegate:{draft.body}", milestone, owner, MINE, today, proof)
            if draft.number == 22 or (draft.number + number) % 3 == 0:
                society = steps[max(0, min(3, number - 1 - (draft.number % 2)))]
                watcher = WATCHERS[draft.number % 3]
                report = _report(world, f"delegate:{watcher}", milestone, society, THEIRS, today)
                if draft.number == 22 and number == 3 and owner == society:
                    followup.progress_verify(
                        actor=world.actor("observer"),
                        report=report,
                        finding="confirmed",
                        text="Los enlaces abren y corresponden a lo dicho.",
                    )


def _report(
    world: World,
    name: str,
    milestone: Milestone,
    completion: str,
    text: str,
    today: date,
    proof: str = "",
) -> object:
    """``proof``: words of a file that comes with the report."""
    return followup.progress_report(
        actor=world.actor(name),
        milestone=milestone,
        completion=completion,
        text=text,
        means="Enlace inventado para la demostración",
        file=io.BytesIO(f"{proof} {today.isoformat()}".encode()) if proof else None,
        period_on=today,
    )
