"""The full-text index of this database: FTS5 or GIN."""

from django.db import migrations

from cocrea.search import backends


def install(apps, schema_editor):
    backends.install(schema_editor.connection)


def remove(apps, schema_editor):
    backends.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
