"""Texts of the interface: extraction sees every one, whatever a module calls the function."""

import ast

from scripts import messages
from tests.architecture import house
from tests.rows import every

SEEN = (
    # source, texts with their context
    ("from django.utils.translation import gettext as _\n_('a')", [("a", None)]),
    ("from django.utils.translation import gettext_lazy as _lazy\n_lazy('a')", [("a", None)]),
    ("from django.utils.translation import gettext\ngettext('a')", [("a", None)]),
    ("from django.utils import translation\ntranslation.gettext('a')", [("a", None)]),
    (
        "from django.utils.translation import ngettext_lazy as _n\n_n('one', 'many', 'count')",
        [(("one", "many"), None)],
    ),
    (
        "from django.utils.translation import pgettext as _p\n_p('of a plan', 'a')",
        [("a", "of a plan")],
    ),
    # The name of a function of one's own is no translation.
    ("def _(text): ...\n_('a')", []),
    ("from elsewhere import gettext\ngettext('a')", []),
)


@every("source, texts", SEEN)
def test_extraction_follows_the_import(source, texts):
    assert list(messages.texts_in(source)) == texts


def test_every_text_is_written_where_it_is_translated():
    """Extraction cannot see a text that comes in a variable; such a one would stay Spanish."""
    unseen = []
    for path in house.python_files():
        names = messages.called(house.tree(path))
        for node in house.nodes(path):
            if not isinstance(node, ast.Call):
                continue
            name = messages.function_of(node, names)
            if name and not isinstance(node.args[messages.FUNCTIONS[name][0]], ast.Constant):
                unseen.append(f"{house.named(path)}:{node.lineno}")
    assert not unseen
