"""Looks at every page that a worker can come to, without a screen, and asks the API; keeps all that the server answered."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdfium2
from django.conf import settings
from django.test import Client, override_settings

from hemvist import clock
from hemvist.api.models import ApiAccount
from hemvist.api.tokens import SCOPES, make_token
from hemvist.integrations.ssbtek.service import Service
from hemvist.organisation.models import Worker
from tests.proofs.cities import City
from tests.support.second_step import prove

BACKEND = "django.contrib.auth.backends.ModelBackend"
_LINK = re.compile(r'(?:href|action|data-draft|hx-get)="([^"]+)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# What is drawn at random for each answer, and tells of nothing: the token against forged forms, and the key by which a form counts once.
_DRAWN = re.compile(r'(name="(?:csrfmiddlewaretoken|event-key)" value=")[^"]*(")')
_HEADER = re.compile(r"(X-CSRFToken[^:]*: ?[^A-Za-z0-9]*)[A-Za-z0-9]{64}")
# Of a document its text is kept.
DOCUMENT = "application/pdf"
# SSBTEK is on, so that its page is there for whom it is there; where it is said to be, nobody answers.
SSBTEK = Service(
    "https://localhost:1/", "11", Path("none.pem"), Path("none.key"), None, "162120000142", "Staden", "480-01"
)
# Pages that hold nothing of any case, or that end the session.
ELSEWHERE = ("/static/", "/konto/", "/rutiner/kompetenscenter/", "/rutiner/insluss/", "/sprak/")


API = "/api/v1"
# Where what is found stands on the page that one is led to.
SEARCHES = ("/arenden/", "/arenden/nytt")
LATER = date(2100, 1, 1)


def account_of(worker: Worker) -> ApiAccount:
    """Let a worker act through the API too: what they see there is up to the same rule."""
    return ApiAccount.objects.get_or_create(worker=worker, defaults={"contact": "proof", "made_at": clock.now()})[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered to one request; what it draws at random is taken out."""

    status: int
    body: str
    headers: str

    @property
    def title(self) -> str:
        """The title of the page."""
        found = _TITLE.search(self.body)
        return found.group(1) if found else ""

    @property
    def links(self) -> list[str]:
        """Every address in the page."""
        return [each.replace("&amp;", "&") for each in _LINK.findall(self.body)]


@dataclass(slots=True)
class Looker:
    """A worker with a browser. ``asked`` is the address of each request, with what was posted, and its answer."""

    city: City
    name: str
    client: Client = field(default_factory=Client)
    asked: dict[str, Answer] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        with clock.set_to(self.city.moment):
            self.client.force_login(self.city.town.workers[self.name].user, backend=BACKEND)
            if not settings.REQUIRE_MFA:  # whoever is outside the city is asked for a second step even then
                prove(self.client.session, self.city.town.workers[self.name])

            self.token = make_token(account_of(self.city.town.workers[self.name]), "proof", SCOPES, LATER)[1]

    def get(self, address: str) -> Answer:
        """Open a page, or ask the API."""
        return self.keep(address, self.client.get(address, headers=self._headers(address)))

    def post(self, address: str, **given: str) -> Answer:
        """Send a form, or to the API."""
        said = "&".join(f"{key}={value}" for key, value in given.items())
        if address.startswith(API):
            body, headers = json.dumps(given), self._headers(address) | {"If-Match": "*", "Idempotency-Key": "1"}
            sent = self.client.post(address, body, content_type="application/json", headers=headers)
            return self.keep(f"{address}?{said}", sent)
        answer = self.client.post(address, given)
        leads_to = str(answer.headers.get("Location", ""))
        if address in SEARCHES and urlsplit(leads_to).path == address:
            answer = self.client.get(leads_to)
        return self.keep(f"{address}?{said}", answer)

    def _headers(self, address: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if address.startswith(API) else {}

    def keep(self, asked: str, response: object) -> Answer:
        """Keep what the server answered."""
        is_document = response.headers.get("Content-Type", "").startswith(DOCUMENT)  # type: ignore[attr-defined]
        content = response.content  # type: ignore[attr-defined]
        text = text_of(content) if is_document else content.decode()
        body = _DRAWN.sub(r"\1\2", text)
        headers = "\n".join(f"{key}: {value}" for key, value in sorted(response.headers.items()))  # type: ignore[attr-defined]
        self.asked[asked] = Answer(response.status_code, _HEADER.sub(r"\1", body), headers)  # type: ignore[attr-defined]
        return self.asked[asked]

    def opens(self, page: str) -> bool:
        """Whether the page of a case opens; one who is told first that their access has ended or narrowed may try again."""
        return any(self.get(page).status == 200 for _ in range(2))

    def search(self, text: str) -> Answer:
        """Search for a person or a case."""
        return self.post("/arenden/", text=text)

    def wander(self, starts: Iterable[str], most: int) -> None:
        """Open pages, and the pages that they lead to, the nearest first."""
        waiting, seen = deque(starts), set[str]()
        while waiting and len(seen) < most:
            address = waiting.popleft()
            if address in seen:
                continue
            seen.add(address)
            waiting.extend(self._on_from(address, self.get(address)))

    def _on_from(self, address: str, answer: Answer) -> Iterator[str]:
        for link in answer.links:
            there = urldefrag(urljoin(f"http://testserver{address}", link)).url
            parts = urlsplit(there)
            if parts.netloc == "testserver" and not parts.path.startswith(ELSEWHERE):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def text_of(document: bytes) -> str:
    """Give the text of a PDF document."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(document))
    return "\n".join([DOCUMENT, *pages])


@contextmanager
def looking(city: City, *, strong: bool = True) -> Iterator[None]:
    """Let it be the moment at which everybody looks; without ``strong`` the city demands more of a log-in than anybody gives."""
    with clock.set_to(city.moment), override_settings(REQUIRE_MFA=not strong, SSBTEK=SSBTEK):
        yield


def everywhere(city: City) -> list[str]:
    """Where a worker begins to look: the lists, the calendar around today, the unit, and every case by its address, theirs or not."""
    year, week, _ = city.today.isocalendar()
    weeks = [f"/kalender/?vecka={year}-{week + n:02d}" for n in (-1, 0, 1) if 1 <= week + n <= 52]
    cases = [f"/arende/{case}/" for case in city.cases]
    return [
        "/",
        "/?vy=mina",
        "/?vy=enhet",
        "/kalender/",
        *weeks,
        "/enheten/",
        "/arenden/",
        "/arenden/nytt",
        "/rutiner/",
        *cases,
    ]
