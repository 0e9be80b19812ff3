"""Every table knows by which way its rows belong to a process, or travelling would lose them."""

from django.apps import apps
from django.db import models

from cocrea.site.demo.store import owner_path


def _nullable(model, path):
    found = []
    for step in path.split("__"):
        field = model._meta.get_field(step)
        found.append(field.null)
        model = field.related_model
    return any(found)


def test_a_way_that_may_be_empty_is_taken_only_where_there_is_no_other():
    class Owner(models.Model):
        process_slug = models.CharField(max_length=9)

        class Meta:
            app_label = "site"

    class Thing(models.Model):
        paper = models.ForeignKey(Owner, models.CASCADE, null=True, related_name="+")
        process = models.ForeignKey("process.Process", models.CASCADE, related_name="+")

        class Meta:
            app_label = "site"

    try:
        assert owner_path(Thing) == "process"
    finally:
        for name in ("owner", "thing"):
            del apps.all_models["site"][name]
        apps.clear_cache()


def test_no_table_hangs_by_an_empty_thread():
    """But a log, which names the one that it continues; it is carried by its own key."""
    loose = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if (path := owner_path(model)) and path != "process_slug" and _nullable(model, path)
    }
    assert loose == {"ledger.Log"}
