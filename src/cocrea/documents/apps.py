"""Registers the room ``documents``."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "cocrea.documents"
    label = "documents"
    verbose_name = "documents"
