"""Accounts that outside systems act through, and the tokens they show. A token itself is never kept: only what it is recognised by."""

import uuid

from django.db import models

from hemvist.organisation.models import Worker


class ApiAccount(models.Model):
    """An outside system, as one of the staff: it holds roles at units and sees and writes what they do. Nobody can log in as it."""

    worker = models.OneToOneField(Worker, on_delete=models.PROTECT, related_name="api_account")
    contact = models.CharField(max_length=200, help_text="Vem som svarar för systemet.")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"api account {self.pk}"


class ApiToken(models.Model):
    """A bearer token of an account. ``digest`` is the SHA-256 of the token, ``scopes`` are comma-separated; ``last_day`` is the last it counts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(ApiAccount, on_delete=models.PROTECT, related_name="tokens")
    purpose = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    last_day = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.public_id}"
