"""Tables: keys point down; no policy hides in signals, save() or an admin."""

import ast

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from tests.architecture import house
from tests.rows import every

FORBIDDEN = (
    "django.db.models.signals",
    "django.dispatch",
    "django.core.signals",
    "django.contrib.admin",
    "django.contrib.contenttypes.fields",
    "django.contrib.contenttypes.models",
)
MODELS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("cocrea.")
]


@every("model", MODELS)
def test_keys_point_to_the_same_or_a_lower_room(model):
    own = house.height(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.auto_created or not field.is_relation or field.related_model is None:
            continue
        target = field.related_model._meta
        if target.app_config.name.startswith("cocrea."):
            same = target.app_label == model._meta.app_label
            assert same or house.height(target.app_label) < own, field
        else:
            assert model._meta.app_label == "people", f"{field}: only people knows accounts"


@every("model", MODELS)
def test_no_generic_keys_and_no_save_of_its_own(model):
    assert not [f for f in model._meta.private_fields if isinstance(f, GenericForeignKey)]
    assert not [f for f in model._meta.get_fields() if f.related_model is ContentType]
    for part in model.__mro__:
        if part.__module__.startswith("cocrea."):
            assert not {"save", "delete"} & set(vars(part)), f"{part}: policy belongs in services"


def test_no_signals_and_no_admin():
    found = [
        f"{house.named(path)}:{line} {module}"
        for path in house.python_files()
        for module, name, line in house.imports(path)
        if module.startswith(FORBIDDEN) or f"{module}.{name}".startswith(FORBIDDEN)
    ]
    assert not found
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not [p for p in house.python_files() if p.name in {"admin.py", "signals.py"}]


def test_what_others_name_has_an_address():
    """``/r/<kind>/<id>`` of a ``SubjectRef`` must lead somewhere for the things people cite."""
    linked = {
        node.value
        for path in house.python_files()
        if path.name == "links.py"
        for top in house.tree(path).body
        if isinstance(top, ast.Assign | ast.AnnAssign) and isinstance(top.value, ast.Dict)
        for node in top.value.keys
        if isinstance(node, ast.Constant)
    }
    assert {"voice", "proposal", "commitment", "milestone", "meeting"} <= linked
