"""Cases and their events, and what is projected from them.

``CaseEvent`` is the truth: append-only, chained, never changed (triggers refuse it). ``DutyRow``, ``Party``, ``Meeting`` and the
columns of ``Case`` that say so are projections that can be rebuilt from the events at any time. Only ``hemvist.cases`` touches
these tables.
"""

import uuid

from django.db import models

from hemvist.organisation.models import Board, Unit, Worker
from hemvist.persons.models import Person


class Case(models.Model):
    """One person's case by one routine. ``reference`` is the number people quote; ``public_id`` stands in addresses."""

    class State(models.TextChoices):
        OPEN = "open", "pågår"
        ENDING = "ending", "avslutas"
        CLOSED = "closed", "avslutat"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    routine = models.CharField(max_length=40)
    opened_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    # projections
    owner_board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    executor_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    edition = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    protected = models.BooleanField(default=True)
    valid_until = models.DateField(null=True, help_text="Sista dag för beslutet som gäller nu.")
    next_change_on = models.DateField(null=True, db_index=True)
    evaluated_on = models.DateField()
    sequence = models.IntegerField(default=0)
    chain = models.CharField(max_length=64, default="")
    mark = models.BigIntegerField(default=0, help_text="Ny varje gång det som följer av händelserna har skrivits.")

    def __str__(self) -> str:
        return self.reference


class CaseEvent(models.Model):
    """One recorded event. ``payload`` is canonical JSON of its fields, ``digest`` its SHA-256.

    ``seal`` is the SHA-256 of this whole row, ``chain`` that of the previous row's chain and the seal. Rows of before there were seals have
    none; their chain covers the row itself.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    sequence = models.IntegerField()
    uid = models.CharField(max_length=40, unique=True)
    type = models.CharField(max_length=60)
    edition = models.CharField(max_length=20)
    information = models.CharField(max_length=30)
    occurred_on = models.DateField()
    occurred_at = models.TimeField(null=True)
    position = models.IntegerField(null=True)
    recorded_at = models.DateTimeField()
    actor = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=40)
    about = models.CharField(max_length=40, null=True)
    annuls = models.CharField(max_length=40, null=True)
    passed_over = models.TextField(blank=True)
    reason = models.TextField(null=True)
    payload = models.TextField()
    digest = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    idempotency_key = models.CharField(max_length=60, null=True)
    seal = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="one_event_per_place_in_the_chain"),
            models.UniqueConstraint(fields=["actor", "idempotency_key"], name="a_retry_records_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.occurred_on}"


class Removal(models.Model):
    """A case that has lawfully left the system, or is leaving it in this very transaction (SoL 16 kap.). Append-only.

    It names the case by the row number that the access log knows, and holds nothing else about it. ``outcome``: preserved in an archive
    package, or destroyed. ``manifest_digest`` is the SHA-256 of the verified package's METS.xml. ``sealed`` is the SHA-256 of the seals and
    chains that stay, so that none of them can be changed.
    """

    class Outcome(models.TextChoices):
        PRESERVE = "preserve", "bevaras i arkivet"
        DESTROY = "destroy", "gallras"

    case_row = models.BigIntegerField(unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    legal_source = models.CharField(max_length=400)
    chain = models.CharField(max_length=64)
    events = models.IntegerField()
    package = models.UUIDField(null=True)
    manifest_digest = models.CharField(max_length=64, null=True)
    approved_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    approved_at = models.DateTimeField()
    removed_at = models.DateTimeField()
    sealed = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="destroy") | models.Q(package__isnull=False, manifest_digest__isnull=False),
                name="what_is_preserved_is_in_a_package",
            )
        ]

    def __str__(self) -> str:
        return f"removal of case row {self.case_row}"


class RemovedEvent(models.Model):
    """What stays of an event when its case has left: its place, its seal and its chain. Append-only."""

    case_row = models.BigIntegerField()
    sequence = models.IntegerField()
    seal = models.CharField(max_length=64, null=True)
    chain = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_row", "sequence"], name="one_seal_per_place_in_the_chain")]

    def __str__(self) -> str:
        return f"event {self.sequence} of case row {self.case_row}"


class CaseStatistic(models.Model):
    """What statistics keep of a case that has left: no number, no person, no exact day, nothing to tie it to either.

    ``owner_unit`` and ``executor_unit`` are not kept where the person was or may have been protected.
    """

    routine = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    executor_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    opened_month = models.DateField(help_text="Första dagen i månaden.")
    last_month = models.DateField(help_text="Första dagen i månaden för den sista anteckningen.")
    days = models.IntegerField(help_text="Dagar från öppnandet till den sista anteckningen.")

    def __str__(self) -> str:
        return f"{self.routine} {self.edition}"


class DutyStatistic(models.Model):
    """What statistics keep of one duty of a case that has left. Tied to no case."""

    routine = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    duty = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=15)
    opened_month = models.DateField(help_text="Första dagen i månaden.")
    days = models.IntegerField(null=True, help_text="Dagar från att uppgiften kom till att den blev klar.")
    days_late = models.IntegerField(null=True, help_text="Dagar efter förfallodagen; 0 om den blev klar i tid.")

    def __str__(self) -> str:
        return f"{self.duty} {self.state}"


class DutyRow(models.Model):
    """One instance of a duty for one of the roles that have the turn, as projected. Rows of done duties stay, for the timeline and statistics.

    ``assignee`` is the worker who has the turn; without one the turn is the unit's. ``open`` is true for open, waiting and undetermined.
    ``information`` is the kind of what is to be recorded; ``reveals`` the kinds that the texts in ``waiting_for`` and ``missing`` tell of.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties", db_index=False)
    duty = models.CharField(max_length=60)
    instance = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    routine = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    clauses = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    assignee = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    information = models.CharField(max_length=30)
    state = models.CharField(max_length=15)
    open = models.BooleanField()
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    sort_on = models.DateField(
        help_text="Förfallodagen, eller den sista tänkbara dagen för en uppgift utan dag: listan sorteras på den."
    )
    due_is_local = models.BooleanField(default=False)
    done_on = models.DateField(null=True)
    waiting_for = models.TextField(blank=True)
    missing = models.TextField(blank=True)
    reveals = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "duty", "instance", "role"], name="one_row_per_duty_instance_and_role"
            )
        ]
        indexes = [
            models.Index(fields=["assignee", "sort_on", "id"], condition=models.Q(open=True), name="open_by_assignee"),
            models.Index(
                fields=["assignee", "role", "sort_on", "id"],
                condition=models.Q(open=True),
                name="open_by_assignee_role",
            ),
            models.Index(
                fields=["assignee", "routine", "sort_on", "id"],
                condition=models.Q(open=True),
                name="open_by_assignee_routine",
            ),
            models.Index(
                fields=["assignee", "information", "sort_on", "id"],
                condition=models.Q(open=True),
                name="open_by_assignee_kind",
            ),
            models.Index(
                fields=["assignee", "state", "sort_on", "id"],
                condition=models.Q(open=True),
                name="open_by_assignee_state",
            ),
            models.Index(
                fields=["unit", "role", "sort_on", "id"], condition=models.Q(open=True), name="open_by_unit_role"
            ),
            models.Index(
                fields=["unit", "role", "routine", "sort_on", "id"],
                condition=models.Q(open=True),
                name="open_by_unit_role_routine",
            ),
            models.Index(
                fields=["unit", "role", "information", "sort_on", "id"],
                condition=models.Q(open=True),
                name="open_by_unit_role_kind",
            ),
            models.Index(
                fields=["unit", "role", "state", "sort_on", "id"],
                condition=models.Q(open=True),
                name="open_by_unit_role_state",
            ),
            models.Index(
                fields=["unit", "sort_on", "id"],
                condition=models.Q(open=True, assignee=None),
                name="open_unassigned_by_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.state}"


class Party(models.Model):
    """Who holds a role in a case now."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties", db_index=False)
    role = models.CharField(max_length=40)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "role"], name="one_worker_per_role_in_a_case")]

    def __str__(self) -> str:
        return self.role


class Meeting(models.Model):
    """A booked time, as projected from a booking event (one with a ``starts`` field).

    ``side`` and ``sequence``: whose record the booking is, the decider's or the executor's, and its place in the case. ``outcome`` is the
    type of the event that says what came of it, and the columns after it the same of that event; ``outcome_word`` what it says (moved, cancelled,
    held, missed). ``new_place``: where it is held instead, where that was changed, and the same of the event that says so.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    event = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=200)
    information = models.CharField(max_length=30)
    side = models.CharField(max_length=40, default="decider")
    sequence = models.IntegerField(default=0)
    starts = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    outcome_label = models.CharField(max_length=200, blank=True)
    outcome_side = models.CharField(max_length=40, default="", blank=True)
    outcome_sequence = models.IntegerField(default=0)
    outcome_word = models.CharField(max_length=10, default="", blank=True)
    new_place = models.CharField(max_length=200, default="", blank=True)
    new_place_side = models.CharField(max_length=40, default="", blank=True)
    new_place_sequence = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["starts"])]

    def __str__(self) -> str:
        return f"{self.label} {self.starts:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """A form begun and not yet recorded. Nobody but its writer sees it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    event_type = models.CharField(max_length=60)
    form = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker", "event_type"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return self.event_type


class OutboxMessage(models.Model):
    """An effect that is to leave the house: at least once, with a lease and retries. ``body`` carries ids only.

    ``key`` goes with it every time it is sent, so that a receiver can tell one that comes again. ``stream``: messages of the same stream go one
    at a time, in the order they were put out ("" goes in any order). ``free_at`` is when somebody may take it: the end of a pause, or of the
    lease of the one who has it. ``unit`` is the unit whose manager sees it if it fails. ``case`` is None where it is about none, or several.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "väntar"
        DONE = "done", "klart"
        FAILED = "failed", "misslyckat"
        LET_BE = "let-be", "lämnat"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    event = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    body = models.TextField()
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stream = models.CharField(max_length=100, blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    free_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    settled_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    settled_reason = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "id"], condition=models.Q(state="waiting"), name="waiting_by_kind"),
            models.Index(
                fields=["stream", "id"],
                condition=models.Q(state="waiting") & ~models.Q(stream=""),
                name="waiting_by_stream",
            ),
            models.Index(fields=["unit", "id"], condition=models.Q(state="failed"), name="failed_by_unit"),
            models.Index(fields=["done_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class ReferenceCounter(models.Model):
    """The last number given to a case in a year, by the letters that its references begin with."""

    prefix = models.CharField(max_length=8)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_per_prefix_and_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"
