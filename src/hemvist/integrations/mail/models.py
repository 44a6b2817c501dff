"""Notices in the inbox, what each worker has chosen, and how they are reached."""

from django.db import models

from hemvist.organisation.models import Worker


class Notice(models.Model):
    """A line in somebody's inbox. It holds ids only; what it says is looked up when it is shown, for the one who looks.

    ``key`` makes it one, however often the message that it came from is delivered. ``case_row`` is None where it is about no case, or about one
    that must not be named.
    """

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    case_row = models.BigIntegerField(null=True, blank=True, db_index=True)
    key = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["worker", "-id"], name="notices_of_a_worker"),
            models.Index(fields=["worker"], condition=models.Q(seen_at=None), name="notices_not_seen"),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return self.kind


class Wish(models.Model):
    """How a worker wants to be told of a kind, where they have chosen otherwise than the city does."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    how = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "kind"], name="one_wish_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"


class Reach(models.Model):
    """How a worker is reached besides by the address of their account: a telephone, and what is known not to work.

    ``refused`` is the address that was refused; a new address is tried as if nothing had been.
    """

    worker = models.OneToOneField(Worker, on_delete=models.CASCADE, primary_key=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    refused = models.CharField(max_length=254, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"reach of {self.worker_id}"


class Dropped(models.Model):
    """A message that was written to a folder for another system to send, and what that system answered.

    ``channel`` is sms or digital-post. ``key`` is the outbox message's, and the name of the file. ``worker``: whom a text message was for,
    who sent a letter; ``case_row`` and ``letter`` (the uid of the event that it was made) say which letter.
    """

    class State(models.TextChoices):
        LEFT = "left", "lämnat till tjänsten"
        DELIVERED = "delivered", "framme"
        FAILED = "failed", "kom inte fram"

    key = models.UUIDField(unique=True, editable=False)
    channel = models.CharField(max_length=20)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    case_row = models.BigIntegerField(null=True, blank=True, db_index=True)
    case = models.UUIDField(null=True, blank=True)
    letter = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.LEFT)
    reason = models.CharField(max_length=200, blank=True)
    left_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
