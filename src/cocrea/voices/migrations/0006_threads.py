"""Indexes for what threads ask: voices of a meeting in order, answers by what they point at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voices", "0005_import_order")]

    operations = [
        migrations.RemoveIndex(model_name="voice", name="voice_source"),
        migrations.AddIndex(
            model_name="voice",
            index=models.Index(
                fields=["source_kind", "source_id", "received_at", "state"], name="voice_through"
            ),
        ),
        migrations.AddIndex(
            model_name="disposition",
            index=models.Index(fields=["target_kind", "target_id"], name="disposition_target"),
        ),
    ]
