"""Every write of the room. ``from cocrea.people import services as people``."""

from cocrea.people.services.accounts import account_open
from cocrea.people.services.bodies import (
    body_create,
    body_rules_publish,
    body_session_record,
    seat_define,
)
from cocrea.people.services.demo import demo_figure_add, demo_user_for
from cocrea.people.services.exits import organization_exit, organization_return
from cocrea.people.services.functions import function_end, function_publish
from cocrea.people.services.mandates import mandate_end, mandate_start
from cocrea.people.services.organizations import (
    Loaded,
    organization_create,
    organizations_load,
)
from cocrea.people.services.roles import role_end, role_grant

__all__ = [
    "Loaded",
    "account_open",
    "body_create",
    "body_rules_publish",
    "body_session_record",
    "demo_figure_add",
    "demo_user_for",
    "function_end",
    "function_publish",
    "mandate_end",
    "mandate_start",
    "organization_create",
    "organization_exit",
    "organization_return",
    "organizations_load",
    "role_end",
    "role_grant",
    "seat_define",
]
