"""The barest page there is of the same rows: Starlette, one raw query, a Jinja2 table. No log-in, no access rule, no log. Served by uvicorn."""

import os
import sqlite3
from typing import Any

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

_QUERY = (
    "SELECT d.label, d.clauses, d.due_on, d.state, c.reference, p.given_name || ' ' || p.family_name, u.name, w.name"
    " FROM cases_dutyrow d JOIN cases_case c ON c.id = d.case_id JOIN persons_person p ON p.id = c.person_id"
    " JOIN organisation_unit u ON u.id = d.unit_id LEFT JOIN organisation_worker w ON w.id = d.assignee_id"
    " WHERE d.open AND d.assignee_id = 1 ORDER BY d.sort_on, d.id LIMIT 50"
)
_PAGE = Environment(autoescape=True).from_string(
    "<!doctype html><title>Duties</title><table>"
    "{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def _connect() -> Any:
    url = os.environ["HEMVIST_DATABASE_URL"]
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    import psycopg

    return psycopg.connect(url, autocommit=True)


_connection = _connect()


async def duties(_: Request) -> HTMLResponse:
    """Give the page."""
    return HTMLResponse(_PAGE.render(rows=_connection.execute(_QUERY).fetchall()))


app = Starlette(routes=[Route("/", duties)])
