"""A scheduled handler over a world in memory: an event in, what it printed and did out."""

from __future__ import annotations

import itertools
import json
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from takeover.adapters.journal import PowertoolsJournal
from takeover.entrypoint import scheduled
from tests.story import Story

_fresh = itertools.count()
MINUTE = 60_000


class Context:
    """What Lambda hands over besides the event, as far as we look at it."""

    def __init__(self, milliseconds: int = MINUTE) -> None:
        self._milliseconds = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self._milliseconds


def context(milliseconds: int = MINUTE) -> LambdaContext:
    return cast("LambdaContext", Context(milliseconds))


class Deployed:
    """The scheduled functions of one story, each as Lambda would run it."""

    def __init__(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        self.story = story
        self._patch = monkeypatch
        monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "WeekendTakeover")
        # A name that no logger has yet, so that this test's own standard output is written to.
        monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", f"function-{next(_fresh)}")
        story.world.journal = PowertoolsJournal()

    def invoke(self, function: str, event: object = None, milliseconds: int = MINUTE) -> object:
        self._patch.setenv("POWERTOOLS_SERVICE_NAME", function)
        handler = scheduled(function, lambda: self.story.world)
        return handler(cast("dict[str, object]", event), context(milliseconds))


def lines(printed: str) -> list[dict[str, Any]]:
    """Each line that was printed, which must be JSON."""
    return [json.loads(line) for line in printed.splitlines() if line]
