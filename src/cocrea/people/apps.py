"""Registers the room ``people``."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cocrea.people"
    label = "people"
    verbose_name = "people"
