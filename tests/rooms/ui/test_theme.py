"""Colours of a country: a style sheet beside the data is found, linked after the portal's own."""

import os
import subprocess
import sys

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from tests.journeys.commands import cocrea

ASK = """
import django; django.setup()
from django.conf import settings
from django.contrib.staticfiles import finders
print(settings.THEME, finders.find("theme/theme.css"))
"""


def asked(data):
    environment = {
        **os.environ,
        "COCREA_DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "cocrea.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_sheet_beside_the_data_is_found(tmp_path):
    assert asked(tmp_path) == ["False", "None"]
    sheet = tmp_path / "theme" / "theme.css"
    sheet.parent.mkdir()
    sheet.write_text(":root{--primary:#003876}")
    assert asked(tmp_path) == ["True", str(sheet)]


def test_it_is_linked_after_the_portals_own(rf):
    request = rf.get("/")
    request.user = None
    plain = render_to_string("ui/base.html", {}, request)
    assert "theme/theme.css" not in plain
    of_a_theme = render_to_string("ui/base.html", {"theme": "a theme of the process"}, request)
    assert "theme/theme.css" not in of_a_theme
    with override_settings(THEME=True):
        html = render_to_string("ui/base.html", {}, request)
    assert html.index("ui/cocrea.css") < html.index("theme/theme.css")


@pytest.mark.slow
def test_a_picture_that_is_missing_is_named_and_nothing_is_served(tmp_path):
    sheet = tmp_path / "theme" / "theme.css"
    sheet.parent.mkdir()
    sheet.write_text('body{background:url("volcan.png")}')
    done = cocrea(tmp_path, "migrate", check=1)  # no traceback: it looks for one
    assert "volcan.png" in done.stderr and "docs/theme.md" in done.stderr
