"""Database migrations of webhooks."""
