"""Tables of voices, one file per thing."""

from cocrea.voices.models.importing import ImportBatch, ImportRow
from cocrea.voices.models.voices import CodeTry, Disposition, Point, Review, Voice

__all__ = ["CodeTry", "Disposition", "ImportBatch", "ImportRow", "Point", "Review", "Voice"]
