"""How other rooms name what lives here."""

from cocrea.consultations.models import Item, Window
from cocrea.kernel.refs import SubjectRef


def consultation_ref(window: Window) -> SubjectRef:
    return SubjectRef(
        "consultation", str(window.public_id), digest=window.about_digest, label=window.title_es
    )


def clause_ref(item: Item) -> SubjectRef:
    """The clause as it read when the window opened."""
    return SubjectRef("clause", str(item.public_id), digest=item.digest, label=str(item)[:200])
