"""The probe, at a desk of two routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from local.serving import LoopbackServer, free_port
from takeover.adapters import desk_probe
from takeover.adapters.desk_probe import DeskProbe
from takeover.errors import LaterError
from takeover.model.credentials import csrf_token
from takeover.ports import Probe, Refusal
from tests.memory import MemoryProbe

TURN = "2026-12-04#1"
TOKEN = "5e55" * 16


@dataclass
class Desk:
    """A desk that notes what it was asked."""

    url: str = ""
    answer: AnyResponse = field(
        default_factory=lambda: Response("no", 403, {"X-Refused-Because": "closed"})
    )
    cookies: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    app = Flask(__name__)

    @app.post("/post")
    def post() -> AnyResponse:
        made.cookies.append(request.headers["Cookie"])
        made.origins.append(request.headers["Origin"])
        made.forms.append(request.form.to_dict())
        return made.answer

    with LoopbackServer(app, "a desk") as server:
        made.url = server.url
        yield made


@pytest.fixture(params=["memory", "http"])
def probe(request: pytest.FixtureRequest) -> Probe:
    if request.param == "memory":
        return MemoryProbe()
    desk: Desk = request.getfixturevalue("desk")
    return DeskProbe(f"{desk.url}/")


def test_a_closed_desk_says_why(probe: Probe) -> None:
    assert probe.try_to_post(TURN, TOKEN) == Refusal(403, "closed")


def test_it_asks_as_the_guests_browser_would(desk: Desk) -> None:
    DeskProbe(desk.url).try_to_post(TURN, TOKEN)
    assert desk.cookies == [f"__Host-weekend=2026-12-04-1.{TOKEN}"]
    assert desk.origins == [desk.url]
    (form,) = desk.forms
    assert form == {"csrf": csrf_token(TOKEN), "attempt": "probe", "text": desk_probe.WORDS}


def test_a_desk_that_lets_it_in_is_told_as_it_is(desk: Desk) -> None:
    desk.answer = Response("posted", 200)
    assert DeskProbe(desk.url).try_to_post(TURN, TOKEN) == Refusal(200, "")


def test_a_redirect_is_not_followed(desk: Desk) -> None:
    desk.answer = redirect("/post", 303)
    assert DeskProbe(desk.url).try_to_post(TURN, TOKEN) == Refusal(303, "")
    assert len(desk.forms) == 1


def test_a_desk_that_cannot_be_reached_is_for_later() -> None:
    with pytest.raises(LaterError) as raised:
        DeskProbe(f"http://127.0.0.1:{free_port()}").try_to_post(TURN, TOKEN)
    assert TOKEN not in str(raised.value)
    assert (raised.value.__cause__, raised.value.__context__) == (None, None)
