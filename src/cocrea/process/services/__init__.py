"""Every write to a process: each is one act of the public record."""

from cocrea.process.keeping import exception_ref, process_ref, theme_ref
from cocrea.process.services.acts import theme_set
from cocrea.process.services.amending import amendment_publish
from cocrea.process.services.calendar import activity_add, calendar_fix, task_done
from cocrea.process.services.earlier import (
    Ground,
    commitment_ref,
    earlier_commitment_record,
    earlier_plan_record,
    plan_ref,
)
from cocrea.process.services.exceptions import (
    exception_decline,
    exception_propose,
    exception_publish,
    exception_withdraw,
)
from cocrea.process.services.founding import log_holder, process_continue, process_create
from cocrea.process.services.invitations import invitations_record
from cocrea.process.services.phases import phase_act_record

__all__ = [
    "Ground",
    "activity_add",
    "amendment_publish",
    "calendar_fix",
    "commitment_ref",
    "earlier_commitment_record",
    "earlier_plan_record",
    "exception_decline",
    "exception_propose",
    "exception_publish",
    "exception_ref",
    "exception_withdraw",
    "invitations_record",
    "log_holder",
    "phase_act_record",
    "plan_ref",
    "process_continue",
    "process_create",
    "process_ref",
    "task_done",
    "theme_ref",
    "theme_set",
]
