"""EventBridge and Lambda: triggers that are late, lost or doubled, retries, two warm instances."""

from __future__ import annotations

import heapq
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import cast

from aws_lambda_powertools.utilities.typing import LambdaContext

from takeover.entrypoint import scheduled
from takeover.errors import TakeoverError
from takeover.model.steps import FUNCTIONS, REVOCATION, ROSTER_CHECK
from takeover.ports import World
from tests.simulation.invariants import Invariants
from tests.simulation.owed import after_a_calm_run
from tests.simulation.scenario import Scenario
from tests.simulation.stack import Actor, Instance, Stack
from tests.simulation.triggers import next_tick
from tests.simulation.weather import KilledError

MINUTE = timedelta(minutes=1)
AFTER_A_FAULT = (timedelta(seconds=1), 6 * MINUTE, 22 * MINUTE, 32 * MINUTE)
SECONDS_TO_RUN = 90.0
RETRIES = 2
QUEUED = 12  # times five minutes: the rules drop what is older than an hour
REPLAYED = 0.04


class Platform:
    """Wakes the functions, whose handlers are the real ones."""

    def __init__(self, scenario: Scenario, stack: Stack, checks: Invariants) -> None:
        self.scenario, self.stack, self.checks = scenario, stack, checks
        self.chance = stack.chance
        self.alarms: list[tuple[datetime, str]] = []
        self.crossing = False  # something else happened in the middle of this run
        self.steady = False  # triggers come as they should
        self.out = io.StringIO()
        self.heap: list[tuple[datetime, int, bool, Callable[[], object]]] = []
        self._instance: Instance | None = None
        self._handlers = {
            f: scheduled(f, lambda: cast("World", self._instance))
            for f in (*FUNCTIONS, ROSTER_CHECK)
        }
        self._numbers = 0
        self._ticks: set[tuple[str, datetime]] = set()

    @property
    def now(self) -> datetime:
        """The true time."""
        return self.stack.clock.now()

    # --- events

    def at(self, at: datetime, act: Callable[[], object], *, person: bool = False) -> None:
        """Let this happen then."""
        self._numbers += 1
        heapq.heappush(self.heap, (at, self._numbers, person, act))

    def person_at(self, at: datetime, act: object) -> None:
        """A person will do this then."""
        self.at(max(at, self.now), cast("Callable[[], object]", act), person=True)

    def tick(self, function: str, after: datetime) -> None:
        """The next trigger of this function at or after this instant: late, lost or doubled."""
        at = next_tick(function, max(after, self.now))
        if (function, at) in self._ticks:
            return
        self._ticks.add((function, at))
        lost, luck = self.scenario.lost, self.chance.random()
        if luck < lost / 2:
            return
        if luck < lost:
            at += timedelta(seconds=self.chance.choice((60, 700, 9_000, 86_400)))
        self.at(at + timedelta(seconds=self.chance.random() * 40 if self.scenario.slow else 0),
                lambda: self.invoke(function))  # fmt: skip
        if luck > 1 - lost:
            self.at(at + timedelta(seconds=self.chance.choice((0, 1, 30, 1700))),
                    lambda: self.invoke(function))  # fmt: skip

    def edited(self) -> None:
        """The list's stream tells of an edit: soon, late, twice, or not at all."""
        for seconds in self.scenario.stream:
            at = self.now + timedelta(seconds=seconds)
            self.at(at, lambda: self.invoke(ROSTER_CHECK))

    # --- the platform

    def invoke(self, function: str, attempt: int = 0) -> None:
        """One invocation, and the platform's own retries after one and two minutes."""
        stack = self.stack
        if stack.weather.down("lambda", self.now):
            if attempt < QUEUED:
                self.at(self.now + 5 * MINUTE, lambda: self.invoke(function, attempt))
            return
        with self._apart():
            self._invoke(function, attempt)

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """What strikes and crosses a run is its own, also where it is in the middle of another."""
        struck, crossing = self.stack.struck, self.crossing
        self.stack.struck, self.crossing = set(), False
        yield
        self.stack.struck, self.crossing = struck, crossing

    def _invoke(self, function: str, attempt: int) -> None:
        stack = self.stack
        before, said = stack.disturbed, self.out.tell()
        instance, outer = stack.instance(), self._instance
        self._instance, actor = instance, Actor(function, began=self.now, instance=instance)
        stack.actors.append(actor)
        stack.tell(f"{function} runs" + (f" (attempt {attempt + 1})" if attempt else ""))
        failure = ""
        try:
            self._handlers[function]({}, cast("LambdaContext", _Context(self, self.now)))
        except TakeoverError as error:
            failure = f"{type(error).__name__}: {error}"
        except KilledError:
            failure = "killed"
        finally:
            stack.actors.pop()
            self._instance = outer
        calm = before == stack.disturbed and not failure
        self.out.seek(said)
        counted = self.out.read().count("SweepFinished")
        if function == REVOCATION and calm and counted != 2:
            self.checks.breach("I16", "a sweep came to its end and was not counted")
        if (
            failure == "killed"
            and len(stack.actors) == 1
            and before == stack.disturbed - 1
            and counted
        ):
            self.checks.breach("I16", "a sweep was killed, and counted as finished")
        alone = stack.struck == {"channel"} and not self.crossing
        if failure.startswith("LaterError") and alone:
            self.checks.breach("I9", f"X alone took nothing, and all of {function} stopped")
        self._afterwards(function, actor, failure, attempt, calm=calm)

    def _afterwards(
        self, function: str, actor: Actor, failure: str, attempt: int, *, calm: bool
    ) -> None:
        if failure:
            self.stack.tell(f"ALARM: {function} {failure}")
            self.alarms.append((self.now, f"{function}: {failure}"))
            if attempt < RETRIES and not self.steady:
                again = self.now + MINUTE * (attempt + 1)
                self.at(again, lambda: self.invoke(function, attempt + 1))
        if not calm and not self.steady:
            for wait in AFTER_A_FAULT:
                if function != ROSTER_CHECK:  # which no clock wakes
                    self.tick(function, self.now + wait)
                self.tick(REVOCATION, self.now + wait)
        outcomes = {line["outcome"] for _, line, _ in actor.lines}
        if not (calm or failure) and self.stack.struck == {"channel"} and not self.crossing:
            assert actor.began is not None
            after_a_calm_run(self.checks, self.stack, function, actor.began, without_x=True)
        if calm and outcomes <= {"done", "waits"} and len(self.stack.actors) == 1:
            assert actor.began is not None
            after_a_calm_run(self.checks, self.stack, function, actor.began)
            if self.chance.random() < REPLAYED:
                self._replay(function, actor.instance)

    def _replay(self, function: str, instance: Instance | None) -> None:
        """The same trigger once more, at the same instant: nothing may change (I14)."""
        weather = self.stack.weather
        was_calm, weather.calm = weather.calm, True
        slow, self.stack.slow = self.stack.slow, 0.0
        self.stack.actors.append(Actor("replay"))
        outer, self._instance = self._instance, instance
        context = cast("LambdaContext", _Context(self, self.now))
        self._handlers[function]({}, context)  # what the seconds of the first run made due
        before = self.state()
        self._handlers[function]({}, context)
        self._instance = outer
        self.stack.actors.pop()
        self.stack.slow, weather.calm = slow, was_calm
        if self.state() != before:
            self.checks.breach("I14", f"{function} did something the second time")

    def state(self) -> tuple[object, ...]:
        """All that the product has done so far."""
        ledger = self.stack.ledger
        own = {name: dict(steps) for name, steps in ledger._own.items()}
        return (
            dict(ledger._turns),
            own,
            ledger._holder,
            len(ledger._sessions),
            len(ledger._posts),
            dict(ledger._seen),
            len(self.stack.mailer.accepted),
            len(self.checks.posts),
        )


class _Context:
    """What Lambda says about the time that is left."""

    def __init__(self, platform: Platform, began: datetime) -> None:
        self._platform, self._began = platform, began

    def get_remaining_time_in_millis(self) -> int:
        spent = (self._platform.now - self._began).total_seconds()
        return int((SECONDS_TO_RUN - spent) * 1000)
