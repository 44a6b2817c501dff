"""Database migrations of persons."""
