"""Watch what a browser does while a test walks the pages."""

import re
from typing import ClassVar
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# Chromium finds no address but this machine's: nothing leaves. (To stop requests one by one would also turn off its cache, which makes
# every page of a walk slow.)
STAYS_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
_LEAVES_THIS_MACHINE = re.compile(r"^(https?|wss?)://(?!(localhost|127\.0\.0\.1)[:/])")


class Watch:
    """Collects script errors, broken content security policy, and requests that would leave this machine.

    ``strangers``: hosts that are no problem. ``addresses``: every address that any browser of the run has asked for.
    """

    addresses: ClassVar[set[str]] = set()

    def __init__(self, context: BrowserContext, strangers: tuple[str, ...] = ()) -> None:
        self.problems: list[str] = []
        self.strangers = strangers
        context.on("request", self._on_request)
        context.on("weberror", self._on_web_error)
        context.on("console", self._on_console)

    def _on_request(self, request: Request) -> None:
        Watch.addresses.add(request.url)
        if _LEAVES_THIS_MACHINE.match(request.url) and urlsplit(request.url).hostname not in self.strangers:
            self.problems.append(f"asked for {request.url}")

    def _on_web_error(self, web_error: WebError) -> None:
        self.problems.append(f"script error: {web_error.error}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.problems.append(message.text)
