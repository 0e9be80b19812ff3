"""Doors of this room for writing."""

from cocrea.consultations.services.drafts import draft_open, draft_save, drafts_forget, seed_make
from cocrea.consultations.services.reports import report_deliver
from cocrea.consultations.services.responses import ResponseReceipt, TextReceipt, response_submit
from cocrea.consultations.services.windows import (
    ItemText,
    consultation_ref,
    window_close_due,
    window_extend,
    window_open,
)

__all__ = [
    "ItemText",
    "ResponseReceipt",
    "TextReceipt",
    "consultation_ref",
    "draft_open",
    "draft_save",
    "drafts_forget",
    "report_deliver",
    "response_submit",
    "seed_make",
    "window_close_due",
    "window_extend",
    "window_open",
]
