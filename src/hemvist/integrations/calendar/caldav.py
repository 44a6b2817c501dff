"""Rooms' calendars on a CalDAV server (RFC 4791): a time is put there, changed and taken away, each time saying which version we mean.

Whether a room is free is asked by the standard's own question for that, which answers with times alone: what others book it for we never see.

A new one is written only where nothing stands (If-None-Match); a changed one only in the stead of the version that is there (If-Match). Where
somebody else has changed it meanwhile, ours is written in its stead: the case is the truth.
"""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote, urljoin

import httpx

from hemvist.integrations.calendar.booking import Held, Period
from hemvist.integrations.calendar.ics import Slot, busy_in, stored, utc
from hemvist.integrations.calendar.room_settings import Rooms
from hemvist.integrations.delivering import GiveUp, TryAgain

TIMEOUT_SECONDS = 20
SOMEBODY_WAITS_SECONDS = 4
"""For so long an answer is waited for while somebody looks at a form."""
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_TYPE = {"Content-Type": "text/calendar; charset=utf-8"}
_IS_IT_FREE = (
    '<?xml version="1.0" encoding="utf-8"?><C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">'
    '<C:time-range start="{starts:%Y%m%dT%H%M%SZ}" end="{ends:%Y%m%dT%H%M%SZ}"/></C:free-busy-query>'
)


class CalDav:
    """A CalDAV server with a calendar for each room."""

    by_hand = False

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms

    def put(self, place: str, slot: Slot, held: Held | None) -> Held | None:
        """Write a time in the room's calendar; it is taken away from another room where it stood. None where the place is no such room."""
        calendar = self.rooms.calendar_of(place)
        address = urljoin(calendar.rstrip("/") + "/", f"{quote(slot.uid, safe='')}.ics") if calendar else ""
        if held is not None and held.address != address:
            self.remove(held)
            held = None
        if not address:
            return None
        with self._client() as client:
            return Held(address, self._write(client, address, stored(slot), held.version if held else ""))

    def taken(self, place: str, wanted: Period) -> Sequence[Period]:
        """Ask the room's calendar when it is taken within a time (RFC 4791 §7.10)."""
        calendar = self.rooms.calendar_of(place)
        if calendar is None:
            return ()
        asked = _IS_IT_FREE.format(starts=utc(wanted.starts), ends=utc(wanted.ends)).encode()
        with self._client(SOMEBODY_WAITS_SECONDS) as client:
            headers = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
            answer = self._ask(client, "REPORT", calendar, content=asked, headers=headers)
        _check(answer)
        try:
            return [Period(*each) for each in busy_in(answer.content, wanted.starts, wanted.ends)]
        except ValueError:
            raise TryAgain("Rummens kalender svarade något som inte går att läsa.") from None

    def remove(self, held: Held) -> None:
        """Take a time away. It does not matter if it is gone already."""
        with self._client() as client:
            answer = self._ask(
                client, "DELETE", held.address, headers={"If-Match": held.version} if held.version else {}
            )
            if answer.status_code == HTTPStatus.PRECONDITION_FAILED:
                answer = self._ask(client, "DELETE", held.address)
            if answer.status_code not in _GONE:
                _check(answer)

    def _write(self, client: httpx.Client, address: str, content: bytes, version: str) -> str:
        """Write, and give the version that stands then."""
        condition = {"If-Match": version} if version else {"If-None-Match": "*"}
        answer = self._ask(client, "PUT", address, content=content, headers=_TYPE | condition)
        if answer.status_code == HTTPStatus.PRECONDITION_FAILED:
            standing = self._version(client, address)
            condition = {"If-Match": standing} if standing else {"If-None-Match": "*"}
            answer = self._ask(client, "PUT", address, content=content, headers=_TYPE | condition)
        _check(answer)
        return answer.headers.get("ETag") or self._version(client, address)

    def _version(self, client: httpx.Client, address: str) -> str:
        answer = self._ask(client, "GET", address)
        if answer.status_code in _GONE:
            return ""
        _check(answer)
        return str(answer.headers.get("ETag", ""))

    def _client(self, seconds: float = TIMEOUT_SECONDS) -> httpx.Client:
        user = self.rooms.user
        auth = httpx.BasicAuth(user, self.rooms.password.get_secret_value()) if user else None
        verify = httpx.create_ssl_context(verify=self.rooms.ca) if self.rooms.ca else True
        return httpx.Client(auth=auth, timeout=seconds, verify=verify, follow_redirects=False, trust_env=False)

    def _ask(
        self, client: httpx.Client, method: str, address: str, *, content: bytes | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:  # fmt: skip
        try:
            return client.request(method, address, content=content, headers=headers)
        except httpx.HTTPError as error:
            raise TryAgain(f"Rummens kalender svarade inte ({type(error).__name__}).") from None


def _check(answer: httpx.Response) -> None:
    """Let what went well pass. What the server's text says can hold an address; its code is enough."""
    code = answer.status_code
    if code < HTTPStatus.MULTIPLE_CHOICES:
        return
    if code in (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.UNSUPPORTED_MEDIA_TYPE):
        raise GiveUp(f"Rummens kalender tog inte emot bokningen ({code}).")
    if code == HTTPStatus.UNAUTHORIZED:
        raise TryAgain(f"Rummens kalender godtog inte inloggningen ({code}).")
    raise TryAgain(f"Rummens kalender kunde inte ta emot bokningen nu ({code}).")
