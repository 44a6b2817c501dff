"""The table of documents is append-only: a document is never changed, and goes only with a case that has lawfully left."""

from django.db.backends.base.base import BaseDatabaseWrapper

from hemvist.cases.leaving_guard import HAS_LEFT, delete_only_if
from hemvist.secrecy.append_only import keep_append_only

TABLE = "letters_document"


def guard(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    keep_append_only(connection, TABLE)
    delete_only_if(connection, TABLE, HAS_LEFT)
