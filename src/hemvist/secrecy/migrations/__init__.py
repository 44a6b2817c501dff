"""Database migrations of secrecy."""
