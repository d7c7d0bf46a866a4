"""The desk's own handler behind HTTP in this process, so that its requests can be counted."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, cast

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from flask import Flask, Response, request

from desk.app import serve
from takeover.ports import World
from tests.desk.browser import event
from tests.figures.counting import Meter

DESK_FUNCTION = "desk"


class Desk:
    """Turns HTTP into the events of a Function URL and counts them; `world` is set later."""

    def __init__(self, meter: Meter) -> None:
        self.world: World | None = None
        self.requests = 0
        self._meter = meter
        logger = Logger(service="figures", stream=io.StringIO(), location=None)
        self._handle: Callable[..., dict[str, Any]] = serve(self._the_world, logger)

    def _the_world(self, _address: str) -> World:
        assert self.world is not None, "the desk has no world yet"
        return self.world

    def create_app(self) -> Flask:
        app = Flask(__name__)

        @app.route("/", defaults={"path": ""}, methods=["GET", "POST"])
        @app.route("/<path:path>", methods=["GET", "POST"])
        def all_of_it(path: str) -> Response:  # noqa: ARG001 -- flask hands it over
            return self._answer()

        return app

    def _answer(self) -> Response:
        self.requests += 1
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = request.get_data(as_text=True)
        asked = event(request.method, request.full_path.rstrip("?"), headers, body=body)
        with self._meter.by(DESK_FUNCTION):
            said = self._handle(asked, cast(LambdaContext, None))
        answer = Response(said["body"], said["statusCode"])
        for name, value in said["headers"].items():
            answer.headers[name] = value if isinstance(value, str) else ", ".join(value)
        for cookie in said.get("cookies", []):
            answer.headers.add("Set-Cookie", cookie)
        return answer
