"""Django's backend for SQLite, where a transaction begins and ends with as little as possible between us and the database."""
