"""Registers the room ``search``."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "cocrea.search"
    label = "search"
    verbose_name = "search"
