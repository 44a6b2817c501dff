"""Recording in tests as a browser does: the form, the check, and saving."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.test import Client

from hemvist.cases.viewing import view_case
from hemvist.cases.views import EventView
from hemvist.secrecy.viewer import Viewer

KEY = re.compile(r'name="event-key" value="([0-9a-f]{32})"')


def form_address(case: UUID, event_type: str) -> str:
    """Where the form of an event stands."""
    return f"/arende/{case}/registrera/{event_type}/"


def opened_form(client: Client, case: UUID, event_type: str, on: date) -> dict[str, Any]:
    """Open a form and give what its hidden inputs hold."""
    page = client.get(form_address(case, event_type)).content.decode()
    found = KEY.search(page)
    assert found is not None
    return {"event-key": found[1], "event-on": on.isoformat()}


def history(viewer: Viewer, case: UUID) -> tuple[EventView, ...]:
    """What stands in the case."""
    return view_case(viewer, case, "test").history
