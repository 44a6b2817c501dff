"""Who wants to be told. What is told stands in the outbox until it has been."""

import uuid

from django.db import models

from hemvist.organisation.models import Worker


class Subscription(models.Model):
    """An address that is told of what is recorded in the cases that an account sees. ``types`` are comma-separated event types; empty: all.

    It ends with the token that made it: ``token`` is that token's id and ``last_day`` its last day. The secret that signs is not kept: it
    follows from the server's own key and the id.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(db_index=True)
    address = models.CharField(max_length=500)
    types = models.TextField(blank=True)
    made_at = models.DateTimeField()
    last_day = models.DateField()
    ended_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "idempotency_key"], name="a_retry_subscribes_once"),
        ]

    def __str__(self) -> str:
        return f"subscription {self.public_id}"
