"""When something breaks: a kind page, and a line of log that holds nothing of anybody."""

from __future__ import annotations

import io
import json
import re
from typing import cast

import pytest
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from desk.app import serve
from takeover.errors import LaterError, NotAllowedError, SettingsError, StaleError
from takeover.ports import World
from tests.desk.browser import Browser, event
from tests.desk.stories import after_the_weekend, booked, in_the_weekend, opened


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LaterError("sam@example.org"), 503),
        (NotAllowedError("sam@example.org"), 503),
        (StaleError("sam@example.org"), 409),
        (KeyError("sam@example.org"), 500),
    ],
)
def test_a_fault_gets_a_kind_page_and_a_line_without_its_text(
    error: Exception, status: int
) -> None:
    story, guest = in_the_weekend()
    story.world.seam.fail("ledger.pause", error)
    seen = guest.post("/pause", {"csrf": guest.csrf})
    assert (seen.status, len(seen.page.words) > 0) == (status, True)
    assert "sam@example.org" not in seen.body + guest.logs.getvalue()
    told = [line for line in guest.lines() if line["level"] == "ERROR"]
    assert [line["error"] for line in told] == ([type(error).__name__] if status >= 500 else [])


def test_a_missing_setting_names_itself_in_the_log_and_not_on_the_page() -> None:
    logs = io.StringIO()

    def world_for(_: str) -> World:
        raise SettingsError("ACCOUNT is missing")

    handler = serve(world_for, Logger(service="desk-without-settings", stream=logs, location=None))
    answer = handler(event("GET", "/", {}), cast("LambdaContext", None))
    assert (answer["statusCode"], "ACCOUNT" in answer["body"]) == (500, False)
    assert "Something is not working just now" in answer["body"]
    assert json.loads(logs.getvalue())["what"] == "ACCOUNT is missing"


def _broken(*_: object) -> str:
    raise KeyError("x")


def test_a_page_that_cannot_be_made_still_gets_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guest = Browser(booked())
    monkeypatch.setattr("desk.app.render_page", _broken)
    seen = guest.get("/")
    assert (seen.status, "Something is not working just now" in seen.body) == (500, True)
    assert [line["level"] for line in guest.lines()] == ["ERROR", "INFO"]


def test_logs_hold_neither_link_number_secret_name_nor_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    story, guest = after_the_weekend("Nobody may log these words.")
    key, first = story.key(), guest.cookie.partition(".")[2]
    again = Browser(story)
    again.open_link()
    again.press("Save", words="Nor may they log these.")
    again.get(f"{key.path}/more?said={key.mac}")
    again.post("/post", {"csrf": "x", "text": "Nor these."})
    said = guest.logs.getvalue() + again.logs.getvalue() + "".join(capsys.readouterr())
    secret = again.cookie.partition(".")[2]
    for hidden in (key.mac, first, secret, "may", "these", "Sam", "example.org", "gardener"):
        assert hidden.lower() not in said.lower()
    assert re.findall(rf"\b{key.number}\b", said) == []


def test_one_line_a_request_says_what_happened() -> None:
    story = opened()
    guest = Browser(story)
    guest.sign_in()
    guest.post("/post", {"csrf": guest.csrf, "attempt": "a" * 16, "text": "Hi"})
    seen = [
        (line["route"], line["turn"], line["outcome"], line["reason"], line["status"])
        for line in guest.lines()
    ]
    turn = "2026-12-04#1"
    assert seen == [
        ("GET /<turn>/<mac>", turn, "Door", "", 200),
        ("POST /<turn>/<mac>", turn, "redirected", "", 303),
        ("GET /", turn, "Number", "", 200),
        ("POST /number", turn, "redirected", "", 303),
        ("GET /", turn, "Early", "", 200),
        ("POST /post", turn, "Early", "too_early", 403),
    ]
