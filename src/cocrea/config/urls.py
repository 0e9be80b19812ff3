"""Every page: Spanish without prefix, English below /en/. Each room mounts its own."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

# Rooms with pages, from the ground up: a pattern of a lower room wins.
PAGES = [room for room in settings.ROOMS if find_spec(f"cocrea.{room}.urls")]

urlpatterns = [
    # Files and feeds that are the same in every language.
    *[
        path("", include(import_module(f"cocrea.{room}.urls").machine_urls))
        for room in PAGES
        if hasattr(import_module(f"cocrea.{room}.urls"), "machine_urls")
    ],
    *i18n_patterns(
        path("cuenta/", include("allauth.urls")),
        *[path("", include(f"cocrea.{room}.urls")) for room in PAGES],
        prefix_default_language=False,
    ),
]
