"""Outside systems, one package each, behind a small interface. What leaves goes through the outbox; what comes back is an event."""
