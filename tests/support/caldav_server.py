"""A real CalDAV server on this machine (Radicale), with a calendar for each of two rooms and an account that may write there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
from lxml import etree
from radicale import Application, config

from hemvist.integrations.calendar.room_settings import Rooms

USER, PASSWORD = "hemvist", "ett-prov-losenord"
ROOMS = ("rum-3", "rum-9")


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the library's)
        """Tell nobody of each request."""


@dataclass
class RoomServer:
    """The running server. ``asked`` is every request to it, as (method, path)."""

    address: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    def rooms(self, password: str = PASSWORD) -> Rooms:
        """The setting by which Hemvist comes to it."""
        named = {room: {"names": [room.replace("-", " ").title()], "calendar": self.calendar(room)} for room in ROOMS}
        return Rooms.model_validate({"user": USER, "password": password, "rooms": named})

    def calendar(self, room: str) -> str:
        """The address of a room's calendar."""
        return f"{self.address}/{USER}/{room}/"

    def client(self) -> httpx.Client:
        """Somebody else who may write there."""
        return httpx.Client(auth=(USER, PASSWORD), trust_env=False)

    def held(self, room: str) -> list[str]:
        """Every time that stands in a room's calendar, as a client that asks by the standard gets it (RFC 4791, calendar-query)."""
        asked = (
            '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>'
            '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>'
        )
        with self.client() as client:
            answer = client.request("REPORT", self.calendar(room), content=asked, headers={"Depth": "1"})
        assert answer.status_code == 207, answer.text
        tree = etree.fromstring(answer.content)
        return [str(each.text) for each in tree.iter("{urn:ietf:params:xml:ns:caldav}calendar-data")]


@contextmanager
def room_server(folder: Path) -> Iterator[RoomServer]:
    """Run the server until the block ends."""
    passwords = folder / "passwords"
    passwords.write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    configuration = config.load()
    configuration.update(
        {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(passwords),
                "htpasswd_encryption": "plain",
                "delay": "0",
            },
            "storage": {"filesystem_folder": str(folder / "collections")},
            "logging": {"level": "critical"},
        },
        "test",
        privileged=True,
    )
    application = Application(configuration)
    server = make_server("127.0.0.1", 0, None, WSGIServer, _Quiet)
    running = RoomServer(f"http://127.0.0.1:{server.server_port}")

    def noting(environ: dict[str, object], start: object) -> object:
        running.asked.append((str(environ["REQUEST_METHOD"]), str(environ["PATH_INFO"])))
        return application(environ, start)

    server.set_app(noting)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with running.client() as client:
            for room in ROOMS:
                assert client.request("MKCALENDAR", running.calendar(room)).status_code == 201
        running.asked.clear()
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
