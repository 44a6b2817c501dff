"""What is kept of looking after who looks: openings for life or health, conflicts of interest, and reviews of the access log.

Every table here is append-only: what somebody said, did or judged stands, and what comes after it is a new row.
"""

from django.db import models

from hemvist.organisation.models import Unit, Worker


class EmergencyAccess(models.Model):
    """Somebody opened a case for life or health, until a moment. ``unit`` owned the case then; its manager reviews it by ``review_by``.

    ``event`` is the event that tells of it in the case, where the reason stands too; the review is an event about that one.
    """

    case_row = models.BigIntegerField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    until = models.DateTimeField()
    review_by = models.DateField()
    event = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["unit", "review_by"], name="emergency_by_unit")]

    def __str__(self) -> str:
        return f"{self.at}"


class ConflictNote(models.Model):
    """A step about a conflict of interest (jäv): declared by the handler, registered by a manager, or lifted. Only managers read the reason."""

    class Step(models.TextChoices):
        DECLARED = "declared", "anmält av handläggaren"
        REGISTERED = "registered", "antecknat av chefen"
        LIFTED = "lifted", "hävt"

    case_row = models.BigIntegerField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=12, choices=Step)
    reason = models.TextField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case_row", "worker"], name="conflict_by_case")]

    def __str__(self) -> str:
        return self.step


class LogReview(models.Model):
    """One review of a unit's accesses in a period. What was chosen follows from the log and ``seed`` alone, and can be chosen again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField()
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "first_day"], name="one_review_of_a_period")]

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"


class LogReviewItem(models.Model):
    """One access to be looked at: a worker in a case on a day, told by its first row of the log. ``reasons``: why it was chosen, comma-separated."""

    review = models.ForeignKey(LogReview, on_delete=models.PROTECT, related_name="items")
    entry = models.ForeignKey("secrecy.AccessLogEntry", on_delete=models.PROTECT, related_name="+", db_index=False)
    case_row = models.BigIntegerField()
    times = models.IntegerField()
    reasons = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "entry", "case_row"], name="an_access_is_chosen_once_in_a_review")
        ]
        indexes = [models.Index(fields=["entry"], name="review_items_by_entry")]

    def __str__(self) -> str:
        return self.reasons


class LogReviewOutcome(models.Model):
    """What a manager found about an access. The newest counts; an access that the worker was asked about is not yet done."""

    class Outcome(models.TextChoices):
        IN_ORDER = "in-order", "i sin ordning"
        ASKED = "asked", "medarbetaren tillfrågad"
        NOT_IN_ORDER = "not-in-order", "inte i sin ordning, anmält"

    item = models.ForeignKey(LogReviewItem, on_delete=models.PROTECT, related_name="outcomes")
    reviewer = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.outcome
