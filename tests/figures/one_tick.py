"""One process of one function: it handles one event with nothing to do, and tells what that took.

`python -m tests.figures.one_tick handover` prints JSON in its last line. `settle` instead lets a
new stack come to rest first. Nothing is imported here that the handlers would not import.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from datetime import UTC, datetime, timedelta

from takeover.apply import Result, take_all
from takeover.bootstrap import AwsWorld, world_at
from takeover.model.steps import FUNCTIONS
from tests.figures.counting import Meter
from tests.memory.world import FixedClock

SETTLE = "settle"
SLOW_TO_IMPORT = ("tweepy", "jinja2")
# A Tuesday: no weekend runs, and the mail of last Wednesday is long over.
TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Context:
    """As much of Lambda's context as our handlers ask for."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 60_000


def settle(world: AwsWorld) -> None:
    """Go live and let the functions do all that is due, until nothing is."""
    clock = FixedClock(TUESDAY - timedelta(days=1))
    world.clock = clock
    world.ledger.go_live(clock.now())
    for _ in range(3):
        for function in FUNCTIONS:
            outcomes = take_all(world, function, lambda: 60.0).outcomes
            assert [one for one in outcomes if one.result is not Result.DONE] == []
        clock.advance(hours=1)


def tick(function: str) -> dict[str, object]:
    """One event, handled by the function's own handler in this process."""
    meter = Meter(os.environ["X_API_URL"])
    world_at().clock = FixedClock(TUESDAY)
    handler = importlib.import_module(f"{function}.handler").lambda_handler
    with meter.counting(), meter.by(function):
        answer = handler({}, Context())
    assert answer == {"steps": 0}, f"{function} was not idle: {answer}"
    imported = [name for name in SLOW_TO_IMPORT if name in sys.modules]
    return {"calls": meter.counts.as_json(), "imported": imported}


if __name__ == "__main__":
    if sys.argv[1] == SETTLE:
        settle(world_at())
        told = {}
    else:
        told = tick(sys.argv[1])
    sys.stdout.write(json.dumps(told) + "\n")
