"""Style sheets, scripts and pictures, gathered for the server under names that hold a digest."""

from django.core.management import call_command
from whitenoise.storage import MissingFileError


def collect() -> None:
    """Gather what the release and the theme bring.

    Raises SystemExit, with what is missing, where a style sheet names a file that is not there.
    """
    try:
        call_command("collectstatic", verbosity=0, interactive=False)
    except MissingFileError as missing:
        raise SystemExit(f"{missing}\nmend the theme (docs/theme.md) and start again") from None
