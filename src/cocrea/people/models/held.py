"""What was handed in and is not public yet: files with names in them, and persons as sheets name
them. Only ``people.vault`` reads or writes these tables; see ``models.vault`` for their law."""

from typing import ClassVar

from django.db import models

from cocrea.kernel.ids import uuid7


class HeldFile(models.Model):
    """A file that somebody handed in, while it is being worked on; then it is erased.

    name    as it was called on their computer: may itself name somebody
    digest  hex SHA-256 of its bytes; size: how many
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"file {self.public_id}"  # never its name


class HeldPiece(models.Model):
    """Some of its bytes; all pieces but the last have the same length."""

    file = models.ForeignKey(HeldFile, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="people_piece_once")
        ]

    def __str__(self) -> str:
        return f"{self.file_id}.{self.number}"


class WrittenName(models.Model):
    """Whose words these are, as a sheet names the person."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    full_name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"name {self.public_id}"  # never the name
