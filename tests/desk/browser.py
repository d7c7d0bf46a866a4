"""A browser in front of the desk's handler: Function URL events in, pages and cookies out."""

from __future__ import annotations

import base64
import io
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from desk.app import serve
from tests.desk.html import SeenPage
from tests.story import Story

DOMAIN = "abc123.lambda-url.eu-west-2.on.aws"
ORIGIN = "https://desk.example.org"
_NAMES = itertools.count()


@dataclass
class Seen:
    """One answer."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: str

    @property
    def page(self) -> SeenPage:
        return SeenPage(self.body)

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def reason(self) -> str:
        return self.headers.get("X-Refused-Because", "")


class Browser:
    """Keeps its cookies, follows redirects by hand, presses buttons that are on the page."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.jar: dict[str, str] = {}
        self.logs = io.StringIO()
        logger = Logger(service=f"desk-{next(_NAMES)}", stream=self.logs, location=None)
        self.asked_for: list[str] = []

        def world_for(address: str) -> Any:
            self.asked_for.append(address)
            return story.world

        self._handler = serve(world_for, logger)
        self.last = Seen(0, {}, [], "")
        self.path = "/"

    # --- what a person does

    def open_link(self, number: int = 1) -> Seen:
        """Tap the button in the mail, then the one behind the link."""
        self.get(self.story.key(number).path)
        return self.press("Carry on")

    def sign_in(self, *, own_device: bool = True) -> Seen:
        self.open_link()
        boxes = {"own_device": "yes"} if own_device else {}
        return self.press("Open my page", number=self.story.key().number, **boxes)

    def write(self, text: str) -> Seen:
        self.get("/")
        return self.press("Look at it first", text=text)

    def press(self, label: str, **typed: str | list[str]) -> Seen:
        """Press a button of the page in front, and follow where it leads."""
        form, button = self.last.page.form_with(label)
        fields: dict[str, str | list[str]] = {**form.every, **typed}
        if button.name:
            fields[button.name] = [*form.every.get(button.name, []), button.value]
        answer = self.post(button.action or form.action or self.path, fields)
        return self.get(answer.headers["Location"]) if answer.status == 303 else answer

    def tap(self, label: str) -> Seen:
        """Tap a link of the page in front."""
        return self.get(self.last.page.link_to(label))

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    @cookie.setter
    def cookie(self, header: str) -> None:
        pairs = (pair.partition("=") for pair in header.split("; ") if pair)
        self.jar = {name: value for name, _, value in pairs}

    @property
    def csrf(self) -> str:
        return self.last.page.forms[0].fields["csrf"]

    # --- what goes over the wire

    def get(self, path: str) -> Seen:
        return self.send("GET", path)

    def post(self, path: str, fields: Mapping[str, str | list[str]], **headers: str) -> Seen:
        origin = headers.pop("origin", ORIGIN)
        return self.send("POST", path, urlencode(fields, doseq=True), origin=origin, **headers)

    def send(self, method: str, path: str, body: str = "", **headers: str) -> Seen:
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value}
        if method == "POST":
            headers.setdefault("content-type", "application/x-www-form-urlencoded")
        answer = self.raw(event(method, path, headers, body=body, cookie=self.cookie))
        for cookie in answer.cookies:
            (morsel,) = SimpleCookie(cookie).values()
            self.jar |= {morsel.key: morsel.value}
            if not morsel.value:
                del self.jar[morsel.key]
        self.last, self.path = answer, path
        return answer

    def raw(self, made: dict[str, Any]) -> Seen:
        answer = self._handler(made, cast("LambdaContext", None))
        headers = {
            name: value if isinstance(value, str) else ", ".join(value)
            for name, value in answer["headers"].items()
        }
        return Seen(answer["statusCode"], headers, answer.get("cookies", []), answer["body"])

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.logs.getvalue().splitlines()]


def event(
    method: str,
    path: str,
    headers: dict[str, str],
    *,
    body: str = "",
    cookie: str = "",
    listed: bool = True,
) -> dict[str, Any]:
    """An event as a Function URL makes it; cookies in their own list (AWS) or in a header."""
    parts = urlsplit(path)
    made: dict[str, Any] = {
        "version": "2.0",
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "headers": {"host": "evil.example.org", **headers},
        "requestContext": {
            "domainName": DOMAIN,
            "stage": "$default",
            "http": {"method": method, "path": parts.path},
        },
        "isBase64Encoded": bool(body),
    }
    if cookie and listed:
        made["cookies"] = cookie.split("; ")
    elif cookie:
        made["headers"]["cookie"] = f"other=1; {cookie}"
    if parts.query:
        made["queryStringParameters"] = dict(parse_qsl(parts.query))
    if body:
        made["body"] = base64.b64encode(body.encode()).decode()
    return made
