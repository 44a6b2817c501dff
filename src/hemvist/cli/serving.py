"""``serve`` and ``demo``: two gunicorn workers on localhost, and one who delivers what is to leave the house."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.util import import_app  # type: ignore[import-untyped]

from hemvist.cli.database import close_connections, database, make_tables, tables_are_there
from hemvist.cli.failing import CommandError

WORKERS = 2
# Browsers open connections before they need them: with threads, one that says nothing does not hold a whole worker up.
THREADS = 4


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings; ``when_ready`` is called once it listens."""

    def __init__(self, port: int, when_ready: Callable[[], None]) -> None:
        deliverer = Deliverer()

        def ready(_server: object) -> None:
            deliverer.start()
            when_ready()

        self.hemvist_options: dict[str, Any] = {
            "bind": f"127.0.0.1:{port}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "worker_tmp_dir": None,
            "preload_app": False,
            "loglevel": "warning",
            "proc_name": "hemvist",
            "when_ready": ready,
            "on_exit": lambda _server: deliverer.stop(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.hemvist_options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app("hemvist.config.wsgi:application")


def serve(port: int) -> int:
    """Serve what is set up. The tables must be there and up to date."""
    _port_is_free(port)
    with database():
        tables_are_there()
    _run(port, lambda: _say(f"Hemvist is at http://localhost:{port} (stop it with Ctrl+C)"))
    return 0


def demo(port: int, *, people: int, cases: int, serve_it: bool = True) -> int:
    """Make the tables, load the demo city into an empty database once, and serve it."""
    if serve_it:
        _port_is_free(port)
    # Whoever tries the demo should not have to set up a second step first. The settings, read below, tell.
    os.environ.setdefault("HEMVIST_REQUIRE_MFA", "0")
    with database():
        from hemvist.demo import city

        make_tables()
        try:
            _aside(partial(city.load_once, people=people, cases=cases, tell=_say))
        except (city.NotEmptyError, city.TooFewPeopleError) as error:
            raise CommandError(str(error)) from error
        greeting = city.greeting(port)
    if not serve_it:
        _say("The demo city is loaded.")
        return 0
    _run(port, lambda: _say(greeting))
    return 0


def _aside(work: Callable[[], None]) -> None:
    """Do it in a process of its own, and raise what it raises there.

    The demo's letters are set while it is loaded. The threads of Typst do not outlive a fork: in workers forked from one that has set a letter,
    the first letter to be set would wait for them for ever.
    """
    close_connections()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as other:
        other.submit(work).result()


def _run(port: int, when_ready: Callable[[], None]) -> None:
    close_connections()
    Server(port, when_ready).run()


class Deliverer:
    """The process that delivers what is to leave the house while a server runs. It ends with its server, however that ends."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        command = [sys.executable, "-P", "-m", "hemvist", "deliver", "--parent", str(os.getpid())]
        self.process = subprocess.Popen(command)  # noqa: S603 (our own command)

    def stop(self) -> None:
        """Let it finish what it has begun, and end."""
        if self.process is not None:
            self.process.terminate()


def _say(text: str) -> None:
    print(text, flush=True)


def _port_is_free(port: int) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"port {port} cannot be used ({error.strerror}). Stop what uses it, or choose another: --port {port % 65535 + 1}"
            ) from None
