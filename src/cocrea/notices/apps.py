"""Registers the room ``notices``."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "cocrea.notices"
    label = "notices"
    verbose_name = "notices"
