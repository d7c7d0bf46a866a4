"""A weekend in which the team looks first: nothing of a guest's goes out without its yes (I19)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, cast

from takeover.commands import approving
from takeover.commands.approving import Said
from takeover.errors import TakeoverError
from takeover.model.steps import HANDOVER
from takeover.ports import World
from tests.simulation.invariants import SLOW, Invariants
from tests.simulation.prepared import MINUTE, Wanted
from tests.simulation.stack import Actor
from tests.simulation.weather import KilledError

if TYPE_CHECKING:
    from tests.simulation.weekend import Weekend

HOURS = ("yes", "daily 09:00-21:00", "Fri 17:00-22:00, Sat-Sun 09:00-21:00", "Sun 10:00-11:00")
BEFORE = 100  # so many seeds stay as they were: on them the deliberate bugs are found
LIKELY = 0.1
TEAM = "team"


def looks_first(seed: int) -> str:
    """What the cell `review` says in this seed; mostly nothing."""
    chance = Random(f"yes 5 {seed}")  # none of the seeds that once failed
    drawn = chance.random() < LIKELY and seed >= BEFORE
    return chance.choice(HOURS) if drawn else ""


@dataclass
class Reviewed:
    """Remembers what the team has said of which words; a yes from before it is said."""

    checks: Invariants
    yes: set[tuple[str, str]] = field(default_factory=set)
    no: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def look(self, record: str, step: str, now: datetime) -> None:
        """At the instant at which a guest's words are published."""
        words = record, step.removeprefix("post-").partition("-")[0]
        known = self.checks.known[record]
        typed = self.checks.truth.typed.get(known.weekend, [])
        if not typed or not all(wish.review for _, wish in typed):
            return
        if words not in self.yes:
            self.checks.breach("I19", f"{step} of {record} went out without a yes")
        refused = self.no.get(words)
        if refused is not None and now > refused + timedelta(seconds=SLOW):
            self.checks.breach("I19", f"{step} of {record} went out after a no, or taken back")


@dataclass
class Readers:
    """Somebody who looks now and then, and says yes or no to what waits."""

    weekend: Weekend
    chance: Random

    def plan(self) -> None:
        """When they look."""
        scenario = self.weekend.scenario
        if not scenario.main.review:
            return
        window = scenario.main.window
        for number in range(30):
            somewhere = self.chance.uniform(-3_000, window.length.total_seconds() + 3_000)
            act = self.take_back if number % 6 == 0 else self.look
            self.weekend.person_at(window.starts_at + timedelta(seconds=somewhere), act)

    def look(self) -> None:
        """Open the page, and answer most of what stands there; sometimes twice at once."""
        weekend = self.weekend.scenario.main.weekend
        with self._visiting() as world:
            for one in approving.waiting(world, weekend):
                if self.chance.random() < 0.8:
                    self._answer(world, one)

    def _answer(self, world: World, one: approving.Waiting) -> None:
        said, now = self.weekend.stack.published.reviewed, self.weekend.now
        words = one.turn.id, one.draft.attempt
        given = TEAM, *words, one.edition
        if self.chance.random() < 0.25:
            if approving.say_no(world, *given, "not this one") is Said.NO:
                said.no[words] = now
            return
        # It may be written down although the answer is lost, so it counts as said before.
        said.yes.add(words)
        said.no.pop(words, None)
        at = max(now, one.draft.send_at or now)
        self.weekend.stack.published.prepared.wanted.setdefault(words, []).append(Wanted(at))
        for minutes in (0, 5, 30):
            self.weekend.tick(HANDOVER, at + minutes * MINUTE)
        for _ in range(2 if self.chance.random() < 0.3 else 1):
            approving.say_yes(world, *given)

    def take_back(self) -> None:
        """A guest thinks better of words that wait."""
        stack = self.weekend.stack
        for life in self.weekend.lives.values():
            turn = stack.ledger._turns.get(life.turn)
            if turn is None or not turn.asks or not life.cookies:
                continue
            words = life.turn, min(turn.asks)
            seen = life.send("/take-back", life.cookies[-1], {"kept": words[1]})
            there = stack.ledger._drafts.get(words)
            if seen.status == 303 and there is not None and there.ask is None:
                stack.published.reviewed.no[words] = self.weekend.now

    @contextmanager
    def _visiting(self) -> Iterator[World]:
        stack = self.weekend.stack
        stack.actors.append(Actor(TEAM, began=stack.clock.now()))
        try:
            yield cast("World", stack.instance())
        except (TakeoverError, KilledError):
            return
        finally:
            stack.actors.pop()
