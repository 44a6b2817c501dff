"""What is kept about cases leaving: holds, decisions and verified packages; and how much of the access log has left. Append-only, all of it.

They name a case by its row number and not by a foreign key: decisions and packages stay when the case has left. The text of a hold may
tell of the person, and goes with the case.
"""

from django.db import models

from hemvist.cases.models import Removal
from hemvist.organisation.models import Worker


class HoldEntry(models.Model):
    """A hold put on a case, or lifted: while one is in force the case stays. ``hold`` is the same for both; a case may have several.

    ``review_on``: the day by which the one who put it wants it looked at again.
    """

    class Kind(models.TextChoices):
        PUT = "put", "satt"
        LIFTED = "lifted", "hävd"

    case_row = models.BigIntegerField()
    hold = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField()
    legal_ground = models.CharField(max_length=200)
    review_on = models.DateField(null=True)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "kind"], name="a_hold_is_put_once_and_lifted_once")]
        indexes = [models.Index(fields=["case_row", "id"], name="hold_by_case")]

    def __str__(self) -> str:
        return f"hold {self.kind} on case row {self.case_row}"


class Decision(models.Model):
    """A manager lets a case leave, or takes that back. ``chain``: the case as it was then; with anything new in it the approval lapses.

    ``package``: the name its archive package gets. ``outcome`` and ``legal_source`` are what was approved.
    ``hold_entries``: how many times a hold had been put or lifted by then; the approval lapses with the next one.
    """

    class Kind(models.TextChoices):
        APPROVED = "approved", "godkänt"
        WITHDRAWN = "withdrawn", "återtaget"

    case_row = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    chain = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Removal.Outcome)
    legal_source = models.CharField(max_length=400)
    package = models.UUIDField(null=True)
    hold_entries = models.IntegerField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case_row", "id"], name="decision_by_case")]

    def __str__(self) -> str:
        return f"{self.kind} for case row {self.case_row}"


class LogRemoval(models.Model):
    """Some rows of the access log that have left, counted. Append-only; the database lets no other rows of the log go than these.

    ``oldest_kept``: the first day whose accesses stay, and the moment at which it begins; ``kept_years`` and ``source``: the rule it follows from.
    The rows are those between ``first_entry`` and ``last_entry`` that were older and about no case that was still here.
    """

    oldest_kept = models.DateField()
    oldest_kept_at = models.DateTimeField()
    kept_years = models.IntegerField()
    source = models.CharField(max_length=200)
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    entries = models.IntegerField()
    shown = models.IntegerField()
    written = models.IntegerField()
    refused = models.IntegerField()
    reviewed = models.IntegerField(help_text="Åtkomster som hade valts ut till en loggkontroll.")
    emergencies = models.IntegerField(help_text="Öppningar för liv eller hälsa.")
    removed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_entry"], name="log_removal_by_entry")]

    def __str__(self) -> str:
        return f"{self.entries} rows of the access log from before {self.oldest_kept}"


class Package(models.Model):
    """An archive package that was written, read back and found whole. ``manifest_digest``: the SHA-256 of its METS.xml, which covers every file."""

    package = models.UUIDField(unique=True)
    case_row = models.BigIntegerField()
    chain = models.CharField(max_length=64)
    events = models.IntegerField()
    files = models.IntegerField()
    manifest_digest = models.CharField(max_length=64)
    verified_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"package {self.package}"
