"""The real desk, asked as AWS asks it: by events of its Function URL.

Most requests go to the routes' own guards and acts, without Powertools' resolver and without
drawing the page, which cost ten times as much; one in `WHOLE` goes through all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from desk import acts, moving
from desk.answers import Answer
from desk.app import (  # fmt: skip
    ASK_THE_GATE,
    GUEST_ACTS,
    back_home,
    by_guest,
    checked_link,
    confirm_stop,
    door,
    home,
    no_such_page,
    serve,
)
from desk.asked import Asked
from desk.conversation import PAGES
from desk.cookies import NAME
from desk.faults import answer_to
from takeover.model.credentials import from_path
from takeover.ports import World
from tests.simulation.stack import DESK_URL, Actor, Instance, KilledError, Stack

WHOLE = 25
DOMAIN = "abc123.lambda-url.eu-west-2.on.aws"
ROUTES = {
    path: by_guest(act, asks_gate_itself=path in ASK_THE_GATE) for path, act in GUEST_ACTS.items()
}
SHOWN = {"/": home, "/stop": confirm_stop, "/move": moving.choose, **PAGES}
LINK = checked_link(acts.enter)
LINK_PARTS = 2


@dataclass
class Seen:
    """What came back; status 502 where the process was killed."""

    status: int
    reason: str = ""
    cookie: str = ""
    calm: bool = True
    page: str = ""
    to: str = ""


class _Here:
    """Where the whole handler, which is built once, finds the instance and the log of now."""

    instance: Instance | None = None
    said: list[str]

    def __init__(self) -> None:
        self.said = []

    def world_for(self, _: str) -> World:
        assert self.instance is not None
        return cast("World", self.instance)

    def write(self, text: str) -> int:
        self.said.append(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""


_HERE = _Here()
_WHOLE = serve(
    _HERE.world_for,
    Logger(service="desk-simulated", stream=cast("Any", _HERE), location=None),
)


class Desk:
    """One browser after the other comes here."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self.said: list[str] = []
        self.unexpected: list[str] = []
        _HERE.said = self.said

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        cookie: str = "",
    ) -> Seen:
        """One request; whatever goes wrong in it, an answer comes back."""
        stack, fields = self._stack, fields or {}
        turn, _, token = cookie.partition(".")
        actor = Actor(who, turn, token, str(fields.get("text", "")), stack.clock.now())
        event = event_of(method, path, fields, f"{NAME}={cookie}" if cookie else "")
        before = stack.disturbed
        turn_id = from_path(turn)
        was = stack.ledger._turns.get(turn_id)
        stack.actors.append(actor)
        try:
            if stack.slow and stack.chance.random() < 1 / WHOLE:
                seen = self._whole(event)
            else:
                seen = _seen(self._answer(method, path, event))
        except KilledError:
            seen = Seen(502)
        finally:
            stack.actors.pop()
        calm = before == stack.disturbed
        if path == "/number" and seen.status in {303, 422}:
            inside = bool(seen.cookie)
            stack.checks.number_typed(turn_id, str(fields["number"]), was, inside=inside)
        if seen.cookie:
            stack.checks.used.add(from_path(seen.cookie.partition(".")[0]))
        stack.tell(f"{who}: {method} {_shown(path)} -> {seen.status} {seen.reason}")
        seen.calm = calm
        return seen

    def _answer(self, method: str, path: str, event: dict[str, Any]) -> Answer:
        bare = urlsplit(path).path
        parts = bare.strip("/").split("/")
        is_link = len(parts) == LINK_PARTS and parts[0][:1].isdigit()
        variable = dict(zip(("turn", "mac"), parts, strict=True)) if is_link else {}
        asked = Asked(event, cast("World", self._stack.instance()), variable)
        try:
            if is_link:
                return door(asked) if method == "GET" else LINK(asked)
            if method == "POST":
                return ROUTES[bare](asked)
            return SHOWN.get(bare, back_home)(asked)
        except Exception as error:  # noqa: BLE001 -- as the desk's own app does
            answer = answer_to(error, posting=path == "/post")
            if answer.status == 500:
                self.unexpected.append(f"{method} {_shown(path)}: {error!r}")
            return answer

    def _whole(self, event: dict[str, Any]) -> Seen:
        _HERE.instance = self._stack.instance()
        answer = _WHOLE(event, cast("LambdaContext", None))
        headers = answer["headers"]
        if answer["statusCode"] == 500:
            self.unexpected.append(f"{event['rawPath']}: {self.said[-1:]}")
        for said in answer.get("cookies", []):
            (morsel,) = SimpleCookie(said).values()
            return Seen(answer["statusCode"], _text(headers), morsel.value)
        return Seen(answer["statusCode"], _text(headers))


def _text(headers: dict[str, Any]) -> str:
    value = headers.get("X-Refused-Because", "")
    return value if isinstance(value, str) else ", ".join(value)


def _seen(answer: Answer) -> Seen:
    cookie = answer.cookie.value if answer.cookie else ""
    page = type(answer.page).__name__ if answer.page else ""
    return Seen(answer.status, answer.refused, cookie, page=page, to=answer.location)


def _shown(path: str) -> str:
    """A path for the history, where a link is only a link."""
    return path if len(path) < 20 else path[:18] + "..."


def event_of(
    method: str, path: str, fields: Mapping[str, str | Sequence[str]], cookie: str
) -> dict[str, Any]:
    """One request as AWS hands it over, with this cookie."""
    parts = urlsplit(path)
    made: dict[str, Any] = {
        "version": "2.0",
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "headers": {"host": "evil.example.org"},
        "requestContext": {
            "domainName": DOMAIN,
            "stage": "$default",
            "http": {"method": method, "path": parts.path},
        },
        "isBase64Encoded": False,
    }
    if cookie:
        made["cookies"] = [cookie]
    if parts.query:
        made["queryStringParameters"] = dict(parse_qsl(parts.query))
    if method == "POST":
        made["headers"] |= {
            "origin": DESK_URL,
            "content-type": "application/x-www-form-urlencoded",
        }
        made["body"] = urlencode(fields, doseq=True)
    return made


__all__ = ["Desk", "Seen", "event_of", "no_such_page"]
