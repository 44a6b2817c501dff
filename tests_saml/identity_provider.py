"""An identity provider for tests: an HTTP server on loopback that tells its metadata, takes requests by redirect and signs what it says (SAML 2.0).

It can also say what an identity provider never should: see ``Manners``.
"""

import base64
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

ASSERTION, PROTOCOL = "urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
ENTITY = "https://idp.stad.test"
FIVE_MINUTES = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Keys:
    """A key and its certificate, both as PEM."""

    private: bytes
    certificate: bytes

    @property
    def in_metadata(self) -> str:
        """The certificate as metadata holds it."""
        return "".join(self.certificate.decode().splitlines()[1:-1])


def new_keys() -> Keys:
    """Make a key and a certificate that it has signed itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.stad.test")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
    ).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return Keys(private, made.public_bytes(serialization.Encoding.PEM))


@dataclass(slots=True)
class Manners:
    """What the provider says of whoever logs in, and how it is signed. ``changes``: done to the response after it was signed."""

    attributes: dict[str, list[str]] = field(default_factory=dict)
    context: str = ""
    audience: str = ""
    recipient: str = ""
    late: timedelta = timedelta(0)
    answers: str | None = None  # which request it says that it answers, if not the one it was sent; "" none
    signs: bool = True
    keys: Keys | None = None  # signs with these instead of its own
    changes: Callable[[Any], None] | None = None


@dataclass(slots=True)
class IdentityProvider:
    """A provider that runs."""

    address: str
    keys: Keys
    manners: Manners


@contextmanager
def running(port: int) -> Iterator[IdentityProvider]:
    """Run a provider at a port that Hemvist was told of when it started."""
    provider = IdentityProvider(f"http://localhost:{port}", new_keys(), Manners())
    handler = type("Handler", (_Answering,), {"provider": provider})
    with HTTPServer(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()


class _Answering(BaseHTTPRequestHandler):
    provider: ClassVar[IdentityProvider]

    def do_GET(self) -> None:
        """Tell the metadata, or log somebody in and answer what was asked."""
        asked = urlsplit(self.path)
        if asked.path == "/metadata":
            return self._say(metadata(self.provider).encode(), "application/samlmetadata+xml")
        given = parse_qs(asked.query)
        request = etree.fromstring(zlib.decompress(base64.b64decode(given["SAMLRequest"][0]), -zlib.MAX_WBITS))
        return self._say(answer(self.provider, request), "text/plain")

    def _say(self, raw: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def metadata(provider: IdentityProvider) -> str:
    """Where the provider is, and which key it signs with."""
    key = f'<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{provider.keys.in_metadata}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>'
    service = f'<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{provider.address}/login"/>'
    role = f'protocolSupportEnumeration="{PROTOCOL}"><KeyDescriptor use="signing">{key}</KeyDescriptor>{service}'
    told = f"<IDPSSODescriptor {role}</IDPSSODescriptor>"
    return (
        f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}">{told}</EntityDescriptor>'
    )


def answer(provider: IdentityProvider, request: Any) -> bytes:
    """Give the response to a request, as a form would post it: signed, and then changed as the test wants."""
    manners = provider.manners
    asker = request.findtext(f"{{{ASSERTION}}}Issuer")
    back = request.get("AssertionConsumerServiceURL")
    in_reply = request.get("ID") if manners.answers is None else manners.answers
    response = etree.fromstring(_response(manners, manners.audience or asker, manners.recipient or back, in_reply))
    if manners.signs:
        _sign(response.find(f"{{{ASSERTION}}}Assertion"), manners.keys or provider.keys)
    if manners.changes is not None:
        manners.changes(response)
    return base64.b64encode(etree.tostring(response))


def _response(manners: Manners, audience: str, back: str, in_reply: str) -> str:
    now = datetime.now(UTC) - manners.late
    begun, over = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (now - FIVE_MINUTES, now + FIVE_MINUTES))
    reply = f'InResponseTo="{in_reply}"' if in_reply else ""
    said = "".join(
        f'<Attribute Name="{name}">{"".join(f"<AttributeValue>{value}</AttributeValue>" for value in values)}</Attribute>'
        for name, values in manners.attributes.items()
    )
    return (
        f'<p:Response xmlns:p="{PROTOCOL}" ID="r{uuid4().hex}" Version="2.0" IssueInstant="{begun}" Destination="{back}" {reply}>'
        f'<Issuer xmlns="{ASSERTION}">{ENTITY}</Issuer><p:Status><p:StatusCode Value="{SUCCESS}"/></p:Status>'
        f'<Assertion xmlns="{ASSERTION}" ID="a{uuid4().hex}" Version="2.0" IssueInstant="{begun}"><Issuer>{ENTITY}</Issuer>'
        f'<Subject><NameID>someone</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<SubjectConfirmationData NotOnOrAfter="{over}" Recipient="{back}" {reply}/></SubjectConfirmation></Subject>'
        f'<Conditions NotBefore="{begun}" NotOnOrAfter="{over}"><AudienceRestriction><Audience>{audience}</Audience></AudienceRestriction></Conditions>'
        f'<AuthnStatement AuthnInstant="{begun}" SessionIndex="s1"><AuthnContext>'
        f"<AuthnContextClassRef>{manners.context}</AuthnContextClassRef></AuthnContext></AuthnStatement>"
        f"<AttributeStatement>{said}</AttributeStatement></Assertion></p:Response>"
    )


def _sign(assertion: Any, keys: Keys) -> None:
    """Sign an assertion as a whole (enveloped, RSA with SHA-256), after its issuer as the schema has it."""
    signature = xmlsec.template.create(
        assertion, xmlsec.constants.TransformExclC14N, xmlsec.constants.TransformRsaSha256, ns="ds"
    )
    assertion.insert(1, signature)
    reference = xmlsec.template.add_reference(
        signature, xmlsec.constants.TransformSha256, uri=f"#{assertion.get('ID')}"
    )
    xmlsec.template.add_transform(reference, xmlsec.constants.TransformEnveloped)
    xmlsec.template.add_transform(reference, xmlsec.constants.TransformExclC14N)
    xmlsec.template.add_x509_data(xmlsec.template.ensure_key_info(signature))
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(keys.private, xmlsec.constants.KeyDataFormatPem)
    context.key.load_cert_from_memory(keys.certificate, xmlsec.constants.KeyDataFormatPem)
    xmlsec.tree.add_ids(assertion, ["ID"])
    context.sign(signature)
