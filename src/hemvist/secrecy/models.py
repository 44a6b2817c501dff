"""The table of grants that every query about cases joins, and the log of what was opened.

``cases`` writes grants as events happen. A grant names a case by its row number and not by a foreign key, since secrecy knows nothing of cases.
"""

from django.db import models

from hemvist.organisation.models import Unit, Worker


class Grant(models.Model):
    """Who may see a case, which kinds of information, on what ground, from when until when (both days inclusive).

    Exactly one of ``unit`` and ``worker`` is set. ``kinds`` is a comma-separated list of kinds of information, wrapped in commas, or ``*`` for all.
    ``last_sequence``: one whose assignment was recalled keeps what they had, and sees nothing that others recorded afterwards.
    """

    class Ground(models.TextChoices):
        OWN_BOARD = "own-board", "handläggande enhet i den egna nämnden"
        EXECUTOR = "executor", "verkställer uppdrag som skickats hit"
        NAMED = "named", "namngiven handläggare i ärendet"

    case_row = models.BigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kinds = models.CharField(max_length=300)
    ground = models.CharField(max_length=20, choices=Ground)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    last_sequence = models.IntegerField(null=True, help_text="Händelser som registrerats efter denna visas inte.")
    event = models.CharField(max_length=40, help_text="Händelsen som gav behörigheten.")

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
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.first_day}–{self.last_day or ''}"


class AccessLogEntry(models.Model):
    """One opening, list, write or refused attempt (lag 2001:454 10 §). ``case_rows`` are the row numbers of the cases it showed, comma-separated."""

    class Outcome(models.TextChoices):
        SHOWN = "shown", "visat"
        WRITTEN = "written", "skrivet"
        REFUSED = "refused", "nekat"

    at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    page = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome)
    ground = models.CharField(max_length=20, blank=True)
    kinds = models.CharField(max_length=300, blank=True)
    case_rows = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.page} {self.outcome}"
