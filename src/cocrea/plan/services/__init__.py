"""Doors of the plan for writing. Each is one act: permit, lock, rules, save, record."""

from cocrea.plan.services.commenting import comment_receive
from cocrea.plan.services.deciding import plan_submit, version_approve
from cocrea.plan.services.freezing import version_freeze
from cocrea.plan.services.reviewing import (
    review_close,
    review_open,
    suggestion_add,
    suggestion_answer,
)
from cocrea.plan.services.translating import text_translate

__all__ = [
    "comment_receive",
    "plan_submit",
    "review_close",
    "review_open",
    "suggestion_add",
    "suggestion_answer",
    "text_translate",
    "version_approve",
    "version_freeze",
]
