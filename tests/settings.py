"""Settings of the test suite: strict templates, mail in memory, everything in a temporary place."""

import os
import tempfile

os.environ.setdefault("COCREA_DATA_DIR", tempfile.mkdtemp(prefix="cocrea-tests-"))
os.environ.setdefault("COCREA_SECRET_KEY", "only-for-tests")

from cocrea.config.settings import *  # noqa: F403
from cocrea.config.settings import DATA_DIR, DATABASES, TEMPLATES


class UndefinedVariable(str):
    """Undefined template variables are errors: ``string_if_invalid`` that refuses to be printed."""

    def __mod__(self, other):
        raise AssertionError(f"undefined template variable: {other}")

    def __contains__(self, other):
        return other == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PAGES_KEPT_SECONDS = 0  # query counts are of rendered pages; one test turns it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and the browser's server must see one database.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
(DATA_DIR / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
