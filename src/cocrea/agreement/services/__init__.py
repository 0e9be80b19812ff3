"""Doors of the room for writing. Each is one act of the public record."""

from cocrea.agreement.rules.declaring import Declaration
from cocrea.agreement.rules.techniques import QuorumRule
from cocrea.agreement.services.compact import (
    compact_publish,
    compact_ref,
    compact_sign,
    compact_withdraw,
)
from cocrea.agreement.services.interests import interests_declare, recusal_record
from cocrea.agreement.services.lookup import Participant
from cocrea.agreement.services.objections import (
    objection_answer,
    objection_raise,
    objection_resolve,
)
from cocrea.agreement.services.positions import position_record
from cocrea.agreement.services.sessions import (
    session_annul,
    session_close,
    session_declare,
    session_open,
)

__all__ = [
    "Declaration",
    "Participant",
    "QuorumRule",
    "compact_publish",
    "compact_ref",
    "compact_sign",
    "compact_withdraw",
    "interests_declare",
    "objection_answer",
    "objection_raise",
    "objection_resolve",
    "position_record",
    "recusal_record",
    "session_annul",
    "session_close",
    "session_declare",
    "session_open",
]
