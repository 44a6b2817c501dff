"""Boards, administrations, units, workers, the roles they hold and who stands in for whom. Periods are inclusive on both days."""

from django.conf import settings
from django.db import models


class Board(models.Model):
    """A nämnd: an authority of its own and controller of the personal data it handles (SoLPuF 11 §)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Administration(models.Model):
    """A förvaltning under a board. ``side`` says what it does in a referral: decides (SF) or executes (Arbvux).

    ``outside``: an authority outside the city, whose workers see the cases they are named in and nothing else of the city.
    """

    class Side(models.TextChoices):
        DECIDER = "decider", "beslutar"
        EXECUTOR = "executor", "verkställer"
        OTHER = "other", "annan"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="administrations")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    side = models.CharField(max_length=10, choices=Side)
    city_areas = models.CharField(max_length=200, blank=True, help_text="Stadsområden, skilda med komma.")
    writes_in_hemvist = models.BooleanField(
        default=False,
        help_text="Skriver texten i Hemvist i stället för att bara bekräfta att den är skriven i Treserva.",
    )

    outside = models.BooleanField(
        default=False, help_text="Utanför staden: ser bara ärenden där någon är utsedd, och loggar alltid in starkt."
    )

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An enhet of an administration. A case is held by one unit on the deciding side and executed by one on the executing side.

    ``receives``: the routines whose cases come to this unit of its administration when somebody outside begins them, between commas.
    ``telephone``: where clients call it, as it stands in letters; empty if it is not known.
    """

    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    receives = models.CharField(max_length=200, blank=True, default="")
    telephone = models.CharField(max_length=30, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A person on the staff. ``language`` is the one they read the pages in.

    An outside system that records in a role of its own is one too, but for that it ``is_person`` no longer: nobody gives it a case to handle.

    ``directory_id`` is who they are in the city's own directory of staff: what a log-in by the city's log-in service is matched to.
    ``home_mark`` is a keyed digest of where they live, for the review of accesses; the address itself is not kept.
    ``telephone`` is their direct number at work, as it stands in letters; empty if it is not known.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="worker")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="sv")
    left_on = models.DateField(null=True, blank=True)
    is_person = models.BooleanField(default=True)
    directory_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    home_mark = models.CharField(max_length=64, blank=True, default="")
    telephone = models.CharField(max_length=30, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class RoleHolding(models.Model):
    """A worker holds a role at a unit from its first to its last day. ``role`` is an identifier of the governing documents' vocabulary."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="role_holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_holdings")
    role = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "role"]), models.Index(fields=["unit", "role"])]

    def __str__(self) -> str:
        return f"{self.role} {self.first_day}–{self.last_day or ''}"


class StandIn(models.Model):
    """While ``worker`` is away, ``stand_in`` has their turns; nobody has, where there is none."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="standing_in", null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="stand_in_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(worker=models.F("stand_in")), name="nobody_stands_in_for_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"
