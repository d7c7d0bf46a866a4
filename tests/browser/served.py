"""The real desk on 127.0.0.1: its Lambda handler over HTTP, in front of a world in memory."""

from __future__ import annotations

import base64
import io
import threading
from dataclasses import replace
from typing import Any, Self, cast
from unittest.mock import patch

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from PIL import Image, ImageOps
from werkzeug.wrappers import Request, Response

from desk import app as desk
from desk.answers import Answer
from desk.asked import Asked
from local.serving import LoopbackServer
from takeover.ports import World
from tests.browser.states import State, states
from tests.desk.browser import event
from tests.story import Story
from tests.takeover.wording import photo_samples

SAMPLE = "sample"
SAMPLE_PHOTOS = {f"/photo/{photo.key}" for photo in photo_samples.FOUR}


class Served:
    """One desk for all stories and samples; `story` is the one whose world answers."""

    def __init__(self) -> None:
        self._states = {state.name: state for state in states()}
        self.loses = ""  # the answer to this address, once
        self._one_at_a_time = threading.Lock()  # a world in memory knows no second thread
        self._server = LoopbackServer(self._answer, "the desk")
        self.url = self._server.url
        self._log = io.StringIO()
        self.tell(Story("2026-11-23 12:00"))
        with patch.object(desk, "home", self._home):
            self._handler = desk.serve(self._world, Logger(service="desk", stream=self._log))

    def tell(self, story: Story) -> None:
        """Let this story's world answer, at this server's address."""
        story.world.settings = replace(story.world.settings, desk_url=self.url)
        story.world.desk_url = self.url
        self.story = story

    def address_of(self, state: State) -> str:
        """Where this state is shown, by the real handler, with all that it sends along."""
        return f"{self.url}/?{SAMPLE}={state.name}"

    def last_fault(self) -> str:
        """What the desk has logged last."""
        return self._log.getvalue().splitlines()[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def _world(self, _address: str) -> World:
        return cast("World", self.story.world)

    def _home(self, asked: Asked) -> Answer:
        state = self._states.get(asked.query.get(SAMPLE, ""))
        return Answer(200, state.page, frame=state.frame) if state else _REAL_HOME(asked)

    def _answer(self, environ: Any, start_response: Any) -> Any:
        asked = Request(environ)
        if asked.path in SAMPLE_PHOTOS:  # which no world holds
            return Response(a_photo(), content_type="image/jpeg")(environ, start_response)
        with self._one_at_a_time:
            answer = self._handler(_as_event(asked), cast("LambdaContext", None))
            if asked.path == self.loses:
                self.loses = ""
                return Response(status=204)(environ, start_response)  # the page stays in front
        return _as_response(answer)(environ, start_response)


_REAL_HOME = desk.home


def a_photo() -> bytes:
    """A picture of a wide, quiet evening."""
    made = io.BytesIO()
    sky = Image.linear_gradient("L").resize((640, 360))
    ImageOps.colorize(sky, (70, 90, 150), (250, 190, 120)).save(made, "JPEG")
    return made.getvalue()


def _as_event(asked: Request) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in asked.headers.items()}
    path = asked.full_path if asked.query_string else asked.path
    made = event(asked.method, path, headers, cookie=headers.pop("cookie", ""))
    body = asked.get_data()
    return made | {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}


def _as_response(answer: dict[str, Any]) -> Response:
    body = answer["body"]
    sent = base64.b64decode(body) if answer.get("isBase64Encoded") else body.encode()
    response = Response(sent, answer["statusCode"])
    for name, value in answer["headers"].items():
        response.headers[name] = value if isinstance(value, str) else ", ".join(value)
    for cookie in answer.get("cookies", []):
        response.headers.add("Set-Cookie", cookie)
    return response
