"""Tables of the room, one file per thing."""

from cocrea.people.models.accounts import RoleGrant, User
from cocrea.people.models.bodies import (
    Body,
    BodyExit,
    BodyRules,
    BodyRulesAgreement,
    BodySession,
    Mandate,
    Seat,
)
from cocrea.people.models.held import HeldFile, HeldPiece, WrittenName
from cocrea.people.models.organizations import Organization, PublicFunction
from cocrea.people.models.vault import Contact, Identity

__all__ = [
    "Body",
    "BodyExit",
    "BodyRules",
    "BodyRulesAgreement",
    "BodySession",
    "Contact",
    "HeldFile",
    "HeldPiece",
    "Identity",
    "Mandate",
    "Organization",
    "PublicFunction",
    "RoleGrant",
    "Seat",
    "User",
    "WrittenName",
]
