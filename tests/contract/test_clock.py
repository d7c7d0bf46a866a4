"""Time: the computer's own clock, and the one that tests set."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from takeover.adapters.clock import SystemClock
from takeover.ports import Clock
from tests.contract.made import NOON
from tests.memory import FixedClock


@pytest.fixture(params=[SystemClock, lambda: FixedClock(NOON)], ids=["system", "memory"])
def clock(request: pytest.FixtureRequest) -> Clock:
    made: Clock = request.param()
    return made


def test_an_instant_is_aware_and_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


def test_after_waiting_it_is_that_instant_or_later(clock: Clock) -> None:
    at = clock.now() + timedelta(milliseconds=20)
    clock.wait_until(at)
    assert clock.now() >= at


def test_what_has_passed_is_not_waited_for_and_time_never_goes_back(clock: Clock) -> None:
    before = clock.now()
    clock.wait_until(before - timedelta(hours=1))
    assert clock.now() >= before
