"""The way there and back: HTTPS with the city's own certificate, in a stated time, with an answer of a stated size, and no word of it in any log."""

import logging
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as TookTooLong
from zeep.transports import Transport

from hemvist.integrations.ssbtek.service import Service
from hemvist.integrations.ssbtek.trouble import Trouble, Why

CONTRACT = Path(__file__).parent / "contract"
VERSION = b"VERSION"
"""Stands in the contract's files where the number of the version belongs."""
XML = "text/xml"
SPOKEN = (200, 500)  # an answer, or a fault told in SOAP
PIECE = 64 * 1024

# zeep logs whole messages, and values that it cannot read. Neither its lines nor those of the modules beneath it go anywhere.
_zeep = logging.getLogger("zeep")  # noqa: TID251 (somebody else's logger, to be silenced)
_zeep.addHandler(logging.NullHandler())
_zeep.propagate = False


def contract_file(name: str, version: str) -> bytes:
    """Give a file of the contract for a version. Raises ValueError for a name that is none of ours: nothing is ever fetched."""
    path = CONTRACT / Path(name).name
    if path.parent != CONTRACT or not path.is_file():
        raise ValueError("Not a file of the contract.")
    return path.read_bytes().replace(VERSION, version.encode("ascii"))


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What came back, as zeep reads it."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    encoding: str = "utf-8"


class OneWay(Transport):
    """zeep's way to the service. It reads the contract from our own files, follows no redirect, and asks no proxy of the environment."""

    def __init__(self, service: Service) -> None:
        super().__init__(session=_session(service), operation_timeout=service.seconds)  # type: ignore[no-untyped-call]
        self.service = service

    def load(self, url: str) -> bytes:
        """Give a file of the contract."""
        return contract_file(url, self.service.version)

    def post(self, address: str, message: bytes, headers: Mapping[str, str]) -> Reply:
        """Send, and read the answer as far as it may go. Raises Trouble, which says only what kind of trouble it is."""
        until = monotonic() + self.service.seconds
        given = dict(headers) | {"Accept-Encoding": "identity"}
        try:
            answer = self.session.post(
                address, data=message, headers=given, timeout=self.service.seconds, stream=True, allow_redirects=False
            )
            with closing(answer):
                _check(answer)
                content = b"".join(_pieces(answer.raw, until, self.service.most_bytes))
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise Trouble(_kind(error, is_late=monotonic() >= until)) from None
        return Reply(answer.status_code, {"Content-Type": XML}, content)


def _session(service: Service) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.cert = (str(service.certificate), str(service.key))
    session.verify = str(service.authority) if service.authority else True
    session.mount("https://", _Adapter())
    return session


def _check(answer: requests.Response) -> None:
    """Refuse what is not an answer in SOAP 1.1, packed in nothing."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if answer.status_code not in SPOKEN:
        raise Trouble(Why.REFUSED if answer.status_code in (401, 403) else Why.NOT_REACHED)
    if kind != XML or answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Trouble(Why.UNREADABLE)


def _pieces(raw: HTTPResponse, until: float, most: int) -> Iterator[bytes]:
    """Give the answer as it comes, until it is too large or too late: each piece is what has come, and never waited for."""
    size = 0
    while piece := raw.read1(PIECE, decode_content=False):
        size += len(piece)
        if size > most:
            raise Trouble(Why.TOO_LARGE)
        if monotonic() >= until:
            raise Trouble(Why.LATE)
        yield piece


def _kind(error: Exception, *, is_late: bool) -> Why:
    """Say what kind of trouble it is; what the error itself says is not told."""
    if is_late or isinstance(error, (requests.Timeout, TookTooLong, TimeoutError)):
        return Why.LATE
    return Why.REFUSED if isinstance(error, requests.exceptions.SSLError) else Why.NOT_REACHED


class _Connection(HTTPSConnection):
    """Is cut when its time is up, also where the other side sends the beginning of an answer a byte at a time."""

    alarm: Timer | None = None

    def connect(self) -> None:
        super().connect()
        self.alarm = Timer(float(self.timeout or 0), _cut, [self.sock])
        self.alarm.daemon = True
        self.alarm.start()

    def close(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()
        super().close()


def _cut(line: socket.socket | None) -> None:
    with suppress(OSError):  # it is closed already
        if line is not None:
            line.shutdown(socket.SHUT_RDWR)


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _Adapter(HTTPAdapter):
    """Speaks over connections that are cut in time, and never asks twice."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool}
