"""The house stands: Django's checks pass and no migration is missing."""

import pytest
from django.core.management import call_command


def test_system_checks():
    call_command("check")


@pytest.mark.django_db
def test_no_missing_migrations():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
