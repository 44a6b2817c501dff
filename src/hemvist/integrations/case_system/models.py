"""What is kept of the exchange with the main case system: who acts for it, what has been sent, and each row that came in until it is done.

No row names a case by more than an event's own id: a case that leaves the system leaves nothing here that leads to it, and the words of a
row that came in are wiped as soon as it is recorded or let be.
"""

import uuid

from django.db import models

from hemvist.organisation.models import Board, Worker


class Connection(models.Model):
    """A board's connection: the technical worker in whose name rows from the main case system are recorded. Nobody can log in as it.

    ``position``: the row number of the last event that was looked at for the board's files.
    """

    board = models.OneToOneField(Board, on_delete=models.PROTECT, related_name="+")
    worker = models.OneToOneField(Worker, on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"connection of board {self.board_id}"


class OutRun(models.Model):
    """One file that was made for a board. ``number`` counts a board's files from 1; ``digest`` is the SHA-256 of the file.

    ``written``: it stands in its folder, with its manifest.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    lines = models.IntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    written = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="one_file_per_board_and_number")]

    def __str__(self) -> str:
        return f"file {self.number} of board {self.board_id}"


class SentEvent(models.Model):
    """An event that stands in a board's file: sent once, and found again if the file is to be made anew."""

    run = models.ForeignKey(OutRun, on_delete=models.PROTECT, related_name="+", db_index=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+", db_index=False)
    event = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "event"], name="an_event_is_sent_once_to_a_board"),
        ]
        indexes = [models.Index(fields=["run"], name="events_of_a_file")]

    def __str__(self) -> str:
        return f"an event of file {self.run_id}"


class HeldBack(models.Model):
    """A case with something new that a board's file could not have then: looked at again at the next run. Goes with the case."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+", db_index=False)
    case_row = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "case_row"], name="a_case_is_held_back_once")]

    def __str__(self) -> str:
        return f"held back for board {self.board_id}"


class IncomingFile(models.Model):
    """A file that came in: the nightly one, or one with cases to open. The same file (by its SHA-256) is taken in once.

    ``trial``: its rows are only tried, and nothing of them is recorded.
    """

    class Purpose(models.TextChoices):
        EXCHANGE = "exchange", "överföring"
        IMPORT = "import", "import"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    digest = models.CharField(max_length=64)
    trial = models.BooleanField(default=False)
    told = models.CharField(max_length=300, blank=True, help_text="Vad som inte stämde med hela filen.")
    rows = models.IntegerField(default=0)
    whole = models.BooleanField(default=False, help_text="Alla rader i filen är lästa.")
    received_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "purpose", "digest"], name="the_same_file_is_taken_in_once")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.public_id}"


class IncomingRow(models.Model):
    """A row of a file that came in. ``text`` is the row as it came, until it is done; ``digest`` its SHA-256.

    ``key`` is the row's own id in the sending system, kept as a digest. ``code``, ``field`` and ``message`` say why it was refused.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "väntar"
        RECORDED = "recorded", "infört"
        REPEATED = "repeated", "fanns redan"
        REFUSED = "refused", "passar inte"
        TRIED = "tried", "skulle gå bra"
        LET_BE = "let-be", "lämnad"

    file = models.ForeignKey(IncomingFile, on_delete=models.PROTECT, related_name="incoming", db_index=False)
    number = models.IntegerField()
    key = models.CharField(max_length=60, db_index=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    code = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=60, blank=True)
    message = models.TextField(blank=True)
    handled_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_row_per_place_in_a_file")]
        indexes = [models.Index(fields=["file", "state", "number"], name="rows_of_a_file_by_state")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.file_id}"
