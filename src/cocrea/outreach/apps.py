"""Registers the room ``outreach``."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "cocrea.outreach"
    label = "outreach"
