"""Sessions in the database, as Django keeps them, read with one written-out statement: every page asks for one before anything else.

To build the same query anew through Django's models for each page takes some twenty times as long as the query itself.
"""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InTheDatabase

from hemvist import clock, statements

_DATA = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(InTheDatabase):
    """Django's own store but for how a session is read, and by which clock it ends."""

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """When the session ends in any case, counted from now unless another moment is given."""
        return super().get_expiry_date(**{"modification": clock.now(), **kwargs})

    def load(self) -> dict[str, Any]:
        """Give what the session holds; nothing, and no key any more, if there is no such session or it is over."""
        found = statements.fetch(_DATA, [self.session_key, statements.moment_in(clock.now())])
        if not found:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0][0])
        return data
