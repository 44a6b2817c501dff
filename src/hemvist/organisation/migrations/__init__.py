"""Database migrations of organisation."""
