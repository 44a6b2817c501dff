"""Webhooks: outside systems are told that something has been recorded, by ids only, signed, in order for each case."""
