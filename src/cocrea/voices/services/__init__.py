"""Doors of voices for writing. ``from cocrea.voices import services as voices``."""

from cocrea.voices.services.answers import (
    PointInput,
    disposition_propose,
    disposition_publish,
    disposition_return,
    dispositions_publish,
    points_code,
    voices_follow,
)
from cocrea.voices.services.codes import code_present
from cocrea.voices.services.importing_promote import Slip, import_codes, import_promote
from cocrea.voices.services.importing_stage import (
    held_purge,
    import_discard,
    import_open,
    import_stage,
    imports_purge,
)
from cocrea.voices.services.importing_undo import import_run, import_undo, imports_continue
from cocrea.voices.services.leave import voice_erase, voice_erase_by_law, voice_withdraw
from cocrea.voices.services.receive import (
    Receipt,
    VoiceInput,
    voice_receive,
    voices_receive_many,
)
from cocrea.voices.services.shared import point_ref, voice_ref
from cocrea.voices.services.triage import (
    queue_decide,
    review_ask,
    review_decide,
    voice_admit,
    voice_refuse,
    voices_publish_due,
)

__all__ = [
    "PointInput",
    "Receipt",
    "Slip",
    "VoiceInput",
    "code_present",
    "disposition_propose",
    "disposition_publish",
    "disposition_return",
    "dispositions_publish",
    "held_purge",
    "import_codes",
    "import_discard",
    "import_open",
    "import_promote",
    "import_run",
    "import_stage",
    "import_undo",
    "imports_continue",
    "imports_purge",
    "point_ref",
    "points_code",
    "queue_decide",
    "review_ask",
    "review_decide",
    "voice_admit",
    "voice_erase",
    "voice_erase_by_law",
    "voice_receive",
    "voice_ref",
    "voice_refuse",
    "voice_withdraw",
    "voices_follow",
    "voices_publish_due",
    "voices_receive_many",
]
