"""SSBTEK for tests: a server of our own that speaks the contract's SOAP over mTLS on loopback, and can do what a server should not."""

import base64
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar
from xml.sax.saxutils import escape

import trustme

from hemvist.integrations.ssbtek.service import Service

AF = "http://api.arbetsformedlingen.se/arbetssokande/ersattningsstod/v2"
SSBT = "http://schema.forsakringskassan.se/integration/ssbt/"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ORGANISATION = "162120000142"
# Words that no page, log or store holds for any other reason.
FUND, BENEFIT = "Kassan Zqassa", "Zqbenefit"
GOOD = {"utlamnare": [{"utlamnare": {"kod": "FK", "namn": "Försäkringskassan"}, "tillstand": {"kod": "OK"}}]}
SLOWLY = 0.2  # seconds between two bytes of an answer that drips


@dataclass(slots=True)
class Manners:
    """How the server answers the next question, and the questions it has had. ``number``: whom AF's answer is about, if not the one asked about."""

    status: int = 200
    kind: str = "text/xml; charset=utf-8"
    body: str | bytes | None = None  # instead of a proper answer
    marked: bool = False
    mark: str = ""  # how the mark is spelt, if otherwise
    report: str = "200"
    af: str | None = None  # instead of AF's part; "" leaves it out
    fk: str | None = None
    benefits: Any = field(
        default_factory=lambda: GOOD | {"formansinformation": [{"forman": BENEFIT, "belopp": 471184633}]}
    )
    number: str = ""
    waits: float = 0.0
    drips: str = ""  # "head" or "body"
    headers: dict[str, str] = field(default_factory=dict)
    questions: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class SsbtekServer:
    """A server that runs, as whom Hemvist may ask it, and how it answers."""

    service: Service
    manners: Manners
    files: Path
    authority: trustme.CA
    over: Event

    def certificate(self, name: str, authority: trustme.CA | None = None) -> tuple[Path, Path]:
        """Write a client certificate and its key, from the server's own authority or from another one."""
        made = (authority or self.authority).issue_cert(f"{name}.test")
        paths = self.files / f"{name}.pem", self.files / f"{name}.key"
        made.cert_chain_pems[0].write_to_path(paths[0])
        made.private_key_pem.write_to_path(paths[1])
        return paths


@contextmanager
def running(files: Path, version: str = "11", seconds: int = 10) -> Iterator[SsbtekServer]:
    """Run one on loopback. It asks everybody for a certificate from its own authority."""
    authority, manners, over = trustme.CA(), Manners(), Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.verify_mode = ssl.CERT_REQUIRED
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(context)
    authority.cert_pem.write_to_path(files / "authority.pem")
    handler = type("Handler", (_Answering,), {"manners": manners, "version": version, "over": over})
    with _Quiet(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        address = f"https://localhost:{server.server_address[1]}/ssbt"
        made = SsbtekServer(_service(files, address, version, seconds), manners, files, authority, over)
        certificate, key = made.certificate("hemvist")
        assert (certificate, key) == (made.service.certificate, made.service.key)
        yield made
        over.set()
        server.shutdown()
        thread.join()


def _service(files: Path, address: str, version: str, seconds: int) -> Service:
    return Service(
        address, version, files / "hemvist.pem", files / "hemvist.key", files / "authority.pem", ORGANISATION,
        "Göteborgs Stad", "480-01", seconds,
    )  # fmt: skip


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of those who hang up, or were not let in: they are what is tried."""


class _Answering(BaseHTTPRequestHandler):
    manners: ClassVar[Manners]
    version: ClassVar[str]
    over: ClassVar[Event]

    def do_POST(self) -> None:
        """Answer a question in the manner that the test has set."""
        manners = self.manners
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        manners.questions.append(asked)
        self.over.wait(manners.waits)
        body = manners.body if manners.body is not None else proper_answer(manners, asked, self.version)
        raw = body if isinstance(body, bytes) else body.encode()
        with suppress(OSError):
            self._send(raw)

    def _send(self, raw: bytes) -> None:
        manners = self.manners
        head = f"HTTP/1.0 {manners.status} Told\r\nContent-Type: {manners.kind}\r\nContent-Length: {len(raw)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in manners.headers.items()) + "\r\n"
        for part, name in ((head.encode(), "head"), (raw, "body")):
            for piece in [part[i : i + 1] for i in range(len(part))] if manners.drips == name else [part]:
                self.wfile.write(piece)
                if manners.drips == name and self.over.wait(SLOWLY):
                    return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def proper_answer(manners: Manners, asked: bytes, version: str) -> str:
    """Give an answer as the contract says, about whom was asked about."""
    if b"testaBastjanstInformation" in asked:
        tried = "<s:{0}><s:anropad>true</s:anropad></s:{0}>"
        return envelope(
            f'<s:testaBastjanstInformationResponse xmlns:s="{SSBT}{version}">{tried.format("AF")}{tried.format("FK")}</s:testaBastjanstInformationResponse>'
        )
    number = manners.number or asked.partition(b"personidentitet>")[2][:12].decode()
    af = _af(manners, number) if manners.af is None else manners.af
    benefits = {"personnummer": number} | manners.benefits if isinstance(manners.benefits, dict) else manners.benefits
    fk = _fk(json.dumps(benefits).encode()) if manners.fk is None else manners.fk
    inner = f'<s:hamtaBastjanstInformationResponse xmlns:s="{SSBT}{version}"><s:svarsdata>{af}{fk}</s:svarsdata></s:hamtaBastjanstInformationResponse>'
    return envelope(inner)


def envelope(inner: str) -> str:
    """Put a body in its envelope."""
    return f'<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="{SOAP}"><e:Body>{inner}</e:Body></e:Envelope>'


def fault(version: str, text: str) -> str:
    """A fault told in SOAP, with the contract's own detail."""
    name = "s:hamtaBastjanstInformationFault"
    said = f"<s:felkod>1</s:felkod><s:felmeddelande>{escape(text)}</s:felmeddelande>"
    detail = f'<{name} xmlns:s="{SSBT}{version}">{said}</{name}>'
    return envelope(
        f"<e:Fault><faultcode>e:Server</faultcode><faultstring>{escape(text)}</faultstring><detail>{detail}</detail></e:Fault>"
    )


def wrong(agency: str, source: str, text: str) -> str:
    """The part of an agency that could not answer."""
    return f"<s:{agency}><s:error><s:kalla>{source}</s:kalla><s:felkod>1</s:felkod><s:felmeddelande>{escape(text)}</s:felmeddelande></s:error></s:{agency}>"


def _fk(raw: bytes) -> str:
    return f"<s:FK><s:data><s:lefiJsonSvar>{base64.b64encode(raw).decode()}</s:lefiJsonSvar></s:data></s:FK>"


def _af(manners: Manners, number: str) -> str:
    mark = manners.mark or str(manners.marked).lower()
    reported = (
        f"<AktivitetsRapportMeddelande>{manners.report}</AktivitetsRapportMeddelande>"
        "<SenasteAktivitetsRapportDatum>2026-10-03</SenasteAktivitetsRapportDatum>"
    )
    seeker = (
        "<Arbetssokande>true</Arbetssokande><ArbetssokandeSKAT>11</ArbetssokandeSKAT>"
        "<ArbetssokandeRegistrerad>2026-03-02</ArbetssokandeRegistrerad><ArbetssokandeOmfattning>100</ArbetssokandeOmfattning>"
        f"<AktivetetsRapportDatum>{reported}</AktivetetsRapportDatum>"
    )
    decision = (
        "<Beslut><ErsattningTyp>Aktivitetsstöd</ErsattningTyp><Omfattning>75</Omfattning>"
        "<BeslutFrom>2026-09-01</BeslutFrom><BeslutTom>2026-12-31</BeslutTom></Beslut>"
    )
    told = (
        "<Schemaversion>2</Schemaversion><Referensnummer>1</Referensnummer><LagParagraf>5</LagParagraf>"
        f"<IdentitetsbeteckningFysiskPerson>{number}</IdentitetsbeteckningFysiskPerson><Fornamn>Karin</Fornamn><Efternamn>Zqefternamn</Efternamn>"
        f"<Sekretessmarkering>{mark}</Sekretessmarkering><ArbetssokandeInfo>{seeker}</ArbetssokandeInfo>"
        f"<BeslutInfo><EkonomiskaBeslut>{decision}</EkonomiskaBeslut></BeslutInfo><Akassetillhorighet>{FUND}</Akassetillhorighet>"
        "<StatusSokandeinformationKod>200</StatusSokandeinformationKod><StatusSokandeinformationKodText>Uppgifter finns</StatusSokandeinformationKodText>"
    )
    return f'<s:AF><s:data><Fraga xmlns="{AF}"/><Svar xmlns="{AF}">{told}</Svar></s:data></s:AF>'


def within(seconds: float, began: float) -> bool:
    """Whether it took no longer."""
    return time.monotonic() - began <= seconds
