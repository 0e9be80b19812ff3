"""Every write to a process: each is one act of the public record."""

from cocrea.process.keeping import process_ref, theme_ref
from cocrea.process.services.acts import exception_publish, theme_set
from cocrea.process.services.amending import amendment_publish
from cocrea.process.services.calendar import activity_add, calendar_fix, task_done
from cocrea.process.services.founding import log_holder, process_continue, process_create
from cocrea.process.services.phases import phase_act_record

__all__ = [
    "activity_add",
    "amendment_publish",
    "calendar_fix",
    "exception_publish",
    "log_holder",
    "phase_act_record",
    "process_continue",
    "process_create",
    "process_ref",
    "task_done",
    "theme_ref",
    "theme_set",
]
