"""The bytes of every letter that was made and every paper that was attached. What they are stands in the events of the case."""

from django.db import models


class Document(models.Model):
    """A document as it was made or came in. Append-only: it goes only with its case.

    ``uid`` is drawn at random and stands in addresses; the event that tells of it names it together with its SHA-256, so that the chain of
    the case covers it. It names the case by its row number, as the access log does.
    """

    uid = models.CharField(max_length=32, unique=True)
    case_row = models.BigIntegerField(db_index=True)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.uid
