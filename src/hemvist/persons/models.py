"""People and their identity numbers. What rules use about a person is an event on the case; here stands the newest."""

import uuid

from django.db import models


class Protection(models.TextChoices):
    """Kinds of protected personal data (folkbokföringslag 16–17 §§, lag 1991:483). Unknown is treated as protected."""

    NONE = "none", "inga skyddade uppgifter"
    MARKING = "confidentiality-marking", "sekretessmarkering"
    REGISTRATION = "protected-registration", "skyddad folkbokföring"
    ASSUMED = "assumed-identity", "fingerade personuppgifter"
    UNKNOWN = "unknown", "inte kontrollerat"


PROTECTING = (Protection.MARKING, Protection.REGISTRATION, Protection.ASSUMED)
"""What one board learns of a person's protection that holds at once in every other board's cases too; the strongest last."""


class Person(models.Model):
    """Someone who has, or may have, a case. ``search_name`` is the folded name that searches compare with.

    Each board keeps what it was told itself (SoLPuF 11 §): one that does not see somebody's case and opens its own gets a row of its own,
    with what was typed there. ``same_person`` is then the row number of the first one: protection that begins in one takes hold in all
    (`hemvist.persons.ties`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    search_name = models.CharField(max_length=170, db_index=True)
    birth_date = models.DateField(null=True, blank=True)
    protection = models.CharField(max_length=30, choices=Protection, default=Protection.UNKNOWN)
    city_area = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    same_person = models.BigIntegerField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"person {self.public_id}"

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE


class NameWord(models.Model):
    """One word of a person's name, folded as searches compare it: so that each word of a name is found by its beginning, through an index."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_words")
    word = models.CharField(max_length=170, db_index=True)

    def __str__(self) -> str:
        return f"word of {self.person_id}"


class ToldName(models.Model):
    """What a person has been called, each name by the event that told it; the one they were added with by none. The last by ``place`` is the person's."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="told_names")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    event = models.CharField(max_length=32, blank=True)
    place = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"a name of {self.person_id}"


class IdentityNumber(models.Model):
    """A number that identifies a person for a time. A person may have gone from a coordination number to a personal number, or have none.

    ``event`` told it, at its ``place`` among all events; the number that somebody was added with is told by none. ``corrects``: those in force then
    were ``wrong``: somebody else's numbers, which find nobody and tie nothing. ``ended_by``: the event that told of the next one.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", "personnummer"
        COORDINATION = "coordination", "samordningsnummer"
        RESERVE = "reserve", "lokalt reservnummer"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identity_numbers")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(
        max_length=20, db_index=True, help_text="Tolv siffror utan streck, eller ett lokalt reservnummer."
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    event = models.CharField(max_length=32, blank=True, default="", db_default="")
    place = models.CharField(max_length=120, blank=True, default="", db_default="")
    corrects = models.BooleanField(default=False, db_default=False)
    wrong = models.BooleanField(default=False, db_default=False)
    ended_by = models.CharField(max_length=32, blank=True, default="", db_default="")
    first = models.BooleanField(default=True, db_default=True, help_text="Numret står vid personens första rad.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(first=True), name="a_number_is_one_persons_first_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
