"""The logged-in worklist page against the barest page of the same rows, each by its own server with one process, asked in turn."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from benchmarks import database, large_city
from benchmarks.interleaved import Row, medians
from hemvist import clock

WAIT_SECONDS = 30
AIM = 0.2


def measure(repeats: int, size: int) -> list[Row]:
    """Give the row of this measurement."""
    with database.fresh_database():
        large_city.build(size, clock.today())
        connection.close()
        ours_port, peer_port = _free_port(), _free_port()
        gunicorn = [
            "gunicorn",
            "--workers=1",
            "--log-level=error",
            f"--bind=127.0.0.1:{ours_port}",
            "hemvist.config.wsgi:application",
        ]
        uvicorn = ["uvicorn", f"--port={peer_port}", "--log-level=error", "benchmarks.peer_page:app"]
        with _served(gunicorn, ours_port), _served(uvicorn, peer_port):
            cookie = _sign_in(ours_port)
            ours_ms, peer_ms = medians(lambda: _get(ours_port, cookie), lambda: _get(peer_port), repeats)
    ratio = peer_ms / ours_ms
    name = f"logged-in page of 50, {size:,} open duties, {database.vendor()}"
    return [
        Row(
            name,
            ours_ms,
            peer_ms,
            "a bare Starlette page of the same rows",
            ratio,
            f"≥ {AIM:g} of its speed",
            ratio >= AIM,
        )
    ]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def _served(command: list[str], port: int) -> Iterator[None]:
    """A server in a process of its own, on the measurement's database; ended when the block ends."""
    process = subprocess.Popen([sys.executable, "-m", *command], env={**os.environ, "HEMVIST_DATABASE_URL": _url()})
    try:
        until = time.monotonic() + WAIT_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command[0]} did not start")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def _url() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    user, password = quote(at["USER"]), quote(at["PASSWORD"])
    return f"postgresql://{user}:{password}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _sign_in(port: int) -> str:
    """Sign in as the worker whose list is measured; give the cookies."""
    asked = _request(port, "GET", "/konto/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked[1])
    if token is None:
        raise RuntimeError("the log-in page has no form")
    form = {"csrfmiddlewaretoken": token[1], "login": large_city.USERNAME, "password": large_city.PASSWORD}
    answer = _request(port, "POST", "/konto/login/", urlencode(form), asked[0])
    if f"{settings.SESSION_COOKIE_NAME}=" not in answer[0]:
        raise RuntimeError("signing in did not work")
    return f"{asked[0]}; {answer[0]}"


def _get(port: int, cookie: str = "") -> None:
    """Ask for the page and make sure that it is one."""
    body = _request(port, "GET", "/", cookie=cookie)[1]
    if body.count("<tr") < 50:
        raise RuntimeError(f"the page has {body.count('<tr')} rows")


def _request(port: int, method: str, path: str, body: str | None = None, cookie: str = "") -> tuple[str, str]:
    """Give the cookies set and the text of the answer."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    headers = {"Cookie": cookie, "Host": f"localhost:{port}"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    asking.request(method, path, body, headers)
    answer = asking.getresponse()
    text = answer.read().decode()
    asking.close()
    set_cookies = answer.headers.get_all("Set-Cookie") or []
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path} answered {answer.status}")
    return "; ".join(each.split(";")[0] for each in set_cookies), text
