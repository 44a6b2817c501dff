"""The table of grants that every query about cases joins, and the log of what was opened.

``cases`` writes grants as events happen. A grant names a case by its row number and not by a foreign key, since secrecy knows nothing of cases.
"""

from django.db import models

from hemvist.organisation.models import Unit, Worker
from hemvist.secrecy.models_oversight import (
    ConflictNote,
    EmergencyAccess,
    LogReview,
    LogReviewItem,
    LogReviewOutcome,
)

__all__ = [
    "AccessLogCase",
    "AccessLogEntry",
    "Barrier",
    "ConflictNote",
    "EmergencyAccess",
    "Grant",
    "LogReview",
    "LogReviewItem",
    "LogReviewOutcome",
    "ToldOfEnd",
]


class Grant(models.Model):
    """Who may see a case, which kinds of information, on what ground, from when until when (both days inclusive).

    Exactly one of ``unit`` and ``worker`` is set. ``kinds`` is a comma-separated list of kinds of information, wrapped in commas, or ``*`` for all.
    ``source`` is the side whose records it opens: what the deciding board recorded, what the executing one did, what was recorded in a role that
    is held at another unit (the role's name), or (empty) what anybody did.
    ``last_sequence``: the place in the case after which it opens nothing more; what was had until then is kept.
    ``protected``: whether the person is or may be protected; then it counts only for one who is surely who they say.
    ``until``: the moment at which it ends, where it was given for some hours only.
    """

    class Ground(models.TextChoices):
        OWN_BOARD = "own-board", "handläggande enhet i den egna nämnden"
        NAMED = "named", "namngiven handläggare i ärendet"
        EXECUTOR = "executor", "verkställer uppdrag som skickats hit, så långt samtycket räcker"
        OWN_RECORD = "own-record", "den egna nämndens dokumentation"
        GIVEN_BACK = "given-back", "lämnat av den verkställande nämnden till den beslutande"
        ASKED = "asked", "lämnat på begäran av en annan nämnd"
        HAND_OVER = "hand-over", "tidigare handläggare, under överlämningen"
        EMERGENCY = "emergency", "öppnat för någons liv eller hälsa"

    class Source(models.TextChoices):
        ANY = "", "alla"
        DECIDER = "decider", "den beslutande sidan"
        EXECUTOR = "executor", "den verkställande sidan"

    case_row = models.BigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kinds = models.CharField(max_length=300)
    ground = models.CharField(max_length=20, choices=Ground)
    source = models.CharField(max_length=40, default="", blank=True)
    protected = models.BooleanField(default=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    last_sequence = models.IntegerField(null=True, help_text="Händelser som registrerats efter denna visas inte.")
    event = models.CharField(max_length=40, help_text="Händelsen som gav behörigheten.")
    until = models.DateTimeField(null=True, help_text="Stunden då den upphör, när den gäller några timmar.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True, worker__isnull=False)
                | models.Q(unit__isnull=False, worker__isnull=True),
                name="a_grant_is_a_units_or_a_workers",
            )
        ]
        indexes = [
            models.Index(fields=["case_row", "worker", "unit"], name="grant_by_case"),
            models.Index(fields=["worker", "case_row"], name="grant_by_worker"),
            models.Index(fields=["unit", "case_row"], name="grant_by_unit"),
            models.Index(
                fields=["worker", "case_row"], condition=models.Q(protected=True), name="protected_grant_by_worker"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.first_day}–{self.last_day or ''}"


class Barrier(models.Model):
    """A worker who may not see a case, whatever the grants: a conflict of interest (jäv). Why stands elsewhere; here is only that it is so.

    A worker who stands in for others is kept out of their cases too.
    """

    case_row = models.BigIntegerField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "case_row"], name="barrier_by_worker")]

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day or ''}"


class ToldOfEnd(models.Model):
    """A worker has been told that nothing recorded after ``last_sequence`` in a case is opened to them. Told once."""

    case_row = models.BigIntegerField()
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+", db_index=False)
    last_sequence = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "case_row", "last_sequence"], name="told_once_of_each_end")
        ]

    def __str__(self) -> str:
        return f"{self.at}"


class AccessLogEntry(models.Model):
    """One opening, list, write or refused attempt (lag 2001:454 10 §). ``case_rows`` are the row numbers of the cases it showed, comma-separated.

    ``ground`` holds every ground it was shown on, comma-separated; it is empty for a list, whose grounds are those of each case that day.
    """

    class Outcome(models.TextChoices):
        SHOWN = "shown", "visat"
        WRITTEN = "written", "skrivet"
        REFUSED = "refused", "nekat"

    at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    page = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome)
    ground = models.CharField(max_length=200, blank=True)
    kinds = models.CharField(max_length=300, blank=True)
    case_rows = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.page} {self.outcome}"


class AccessLogCase(models.Model):
    """One case of an entry of the access log, so that who opened a case is found through an index. A trigger writes it with the entry."""

    entry = models.ForeignKey(AccessLogEntry, on_delete=models.PROTECT, related_name="cases", db_index=False)
    case_row = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["case_row", "entry"], name="log_by_case"),
            # So that rows that are old enough leave without the whole table being read for each.
            models.Index(fields=["entry"], name="log_cases_by_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}"
