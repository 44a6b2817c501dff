"""Watch what a browser does while a test walks the pages."""

import re
from typing import ClassVar

from playwright.sync_api import BrowserContext, ConsoleMessage, Route, WebError

_LEAVES_THIS_MACHINE = re.compile(r"^(https?|wss?)://(?!(localhost|127\.0\.0\.1)[:/])")


class Watch:
    """Collects script errors, broken content security policy, and requests that would leave this machine.

    ``addresses``: every address that any browser of the run has asked for.
    """

    addresses: ClassVar[set[str]] = set()

    def __init__(self, context: BrowserContext) -> None:
        self.problems: list[str] = []
        context.on("request", lambda request: Watch.addresses.add(request.url))
        context.route(_LEAVES_THIS_MACHINE, self._refuse)
        context.on("weberror", self._on_web_error)
        context.on("console", self._on_console)

    def _refuse(self, route: Route) -> None:
        self.problems.append(f"asked for {route.request.url}")
        route.abort()

    def _on_web_error(self, web_error: WebError) -> None:
        self.problems.append(f"script error: {web_error.error}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.problems.append(message.text)
