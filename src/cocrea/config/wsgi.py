"""WSGI entry point for granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocrea.config.settings")
application = get_wsgi_application()

# What is loaded lives as long as the worker. Walked at every full collection it costs some request
# 70 to 100 ms, as much as three pages; frozen, nobody looks at it again.
get_resolver().url_patterns  # noqa: B018 - loads every view
gc.collect()
gc.freeze()
