"""A guest at the desk's own handler, signed in, whose reads and writes go over the wire."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from desk.app import serve
from takeover import commands
from takeover.model.credentials import csrf_token, in_path
from takeover.model.turn import Fact, SessionKind
from tests.desk.browser import DOMAIN, event
from tests.wire.wired import TURN, Wired

COOKIE = "__Host-weekend"


class Guest:
    """Has typed the number, and holds a session from now on."""

    def __init__(self, wired: Wired) -> None:
        wired.world.ledger.note(TURN, Fact.SIGNED_IN, wired.clock.now())
        self._token = commands.start_session(
            wired.world, wired.turn, SessionKind.NUMBER, own_device=True
        )
        logger = Logger(service="desk-on-the-wire", stream=io.StringIO(), location=None)
        self._handle: Callable[..., dict[str, Any]] = serve(lambda _: wired.world, logger)

    def posts(self, text: str, attempt: str = "00112233aabbccdd") -> int:
        """Press "Post it"; returns the status of the answer."""
        fields = {"csrf": csrf_token(self._token), "attempt": attempt, "text": text}
        headers = {
            "origin": f"https://{DOMAIN}",
            "content-type": "application/x-www-form-urlencoded",
        }
        cookie = f"{COOKIE}={in_path(TURN)}.{self._token}"
        asked = event("POST", "/post", headers, body=urlencode(fields), cookie=cookie)
        return int(self.ask(asked)["statusCode"])

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send one request of this guest's to the desk, and return its whole answer."""
        return self._handle(request, cast(LambdaContext, None))
