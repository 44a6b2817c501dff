"""The same as Django's, but for how the driver is told to begin, to commit and to go back to committing by itself.

Django does each of them through what it wraps around every statement, for which `hemvist.statements` has its own way too. Its transactions
(``transaction.atomic``), its checks and its kinds of errors stay as they are.
"""

from typing import TYPE_CHECKING

from django.db.backends.sqlite3 import base

if TYPE_CHECKING:  # what Django's own types leave out

    class _Django(base.DatabaseWrapper):
        transaction_mode: str | None

        def _start_transaction_under_autocommit(self) -> None: ...
        def _commit(self) -> None: ...
        def _set_autocommit(self, autocommit: bool) -> None: ...

else:
    _Django = base.DatabaseWrapper


class DatabaseWrapper(_Django):
    """A connection to SQLite. While somebody watches the statements, they go the ordinary way."""

    def _start_transaction_under_autocommit(self) -> None:
        if self._is_watched():
            super()._start_transaction_under_autocommit()
            return
        try:
            self.connection.execute(f"BEGIN {self.transaction_mode or ''}")
        except Exception:
            with self.wrap_database_errors:
                raise

    def _commit(self) -> None:
        if self.connection is None or self._is_watched():
            super()._commit()
            return
        try:
            self.connection.commit()
        except Exception:
            with self.wrap_database_errors:
                raise

    def _set_autocommit(self, autocommit: bool) -> None:
        if autocommit and self.connection.isolation_level is None:
            return  # it commits by itself already: a transaction that Django begins does not change that
        super()._set_autocommit(autocommit)

    def _is_watched(self) -> bool:
        return bool(self.execute_wrappers or self.force_debug_cursor)
