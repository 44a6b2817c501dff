"""What was sent out about meetings, so that the next thing sent follows on it; and the secret addresses of calendar feeds."""

from django.db import models

from hemvist.organisation.models import Worker


class SentInvitation(models.Model):
    """What a worker's calendar was told last of a meeting. ``content`` is a digest of it; ``sequence`` only grows. It goes with the case."""

    case_row = models.BigIntegerField(db_index=True)
    meeting = models.CharField(max_length=40)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    sequence = models.IntegerField()
    content = models.CharField(max_length=64)
    cancelled = models.BooleanField(default=False)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "worker"], name="one_invitation_per_meeting_and_worker")
        ]

    def __str__(self) -> str:
        return f"invitation {self.sequence}"


class RoomBooking(models.Model):
    """A time that stands in a room's calendar: at which address, and which version of it we wrote. It goes with the case."""

    case_row = models.BigIntegerField(db_index=True)
    meeting = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=500)
    etag = models.CharField(max_length=200)
    content = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return "room booking"


class CalendarFeed(models.Model):
    """A worker's calendar feed: the SHA-256 of the secret in its address. One who renews it makes the old address useless."""

    worker = models.OneToOneField(Worker, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return "calendar feed"
