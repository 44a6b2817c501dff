"""Database migrations of cases."""
