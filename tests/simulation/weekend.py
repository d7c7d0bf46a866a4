"""One weekend: a heap of events over the real code; one seed, one thread, one history."""

from __future__ import annotations

import heapq
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from unittest.mock import patch
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window
from takeover.model.steps import FUNCTIONS, HANDOVER, REMINDERS, REVOCATION
from takeover.ports import Letter
from tests.simulation.acts import acting, chosen
from tests.simulation.chance import seeded_secrets
from tests.simulation.desk import Desk
from tests.simulation.ending import check_the_end
from tests.simulation.feed import FeedOfMails
from tests.simulation.invariants import Breach, Invariants
from tests.simulation.mailed import LINK, TO_GUEST, Mailed, record_of
from tests.simulation.moved import Moves
from tests.simulation.overseen import Overseen
from tests.simulation.people import NUMBER, GuestLife
from tests.simulation.platform import MINUTE, Platform
from tests.simulation.published import Published
from tests.simulation.restored import Restores
from tests.simulation.reviewed import Readers
from tests.simulation.scenario import Scenario, drawn
from tests.simulation.stack import Stack
from tests.simulation.strangers import Strangers
from tests.simulation.team import Team
from tests.simulation.triggers import SETTLING, moments
from tests.simulation.truth import Truth, Wish
from tests.simulation.twists import twisted
from tests.simulation.weather import Weather
from tests.story import settings

LONDON, UTC = ZoneInfo("Europe/London"), ZoneInfo("UTC")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ENVIRONMENT = {
    "POWERTOOLS_METRICS_NAMESPACE": "WeekendTakeover",
    "POWERTOOLS_SERVICE_NAME": "revocation",
}
SATURDAY = 5
RUN_AND_PERSON = 2
EXPECTED_ERRORS = {
    "SettingsError", "RowError", "StaleError", "StepsFailedError", "StillOwedError",
    "RefusedError", "LaterError", "NeverError", "OutOfCreditError", "NotAllowedError",
    "UnknownOutcomeError",
}  # fmt: skip


class Weekend(Platform):
    """Everything that happens in one seed."""

    def __init__(self, scenario: Scenario, seed: int = 0, weather: Weather | None = None) -> None:
        chance = Random(f"weekend {seed}")
        weather = weather or Weather(chance, scenario.rate, scenario.outages)
        begins = min(at for at, _ in scenario.wishes) - MINUTE
        stack = Stack(settings(), begins, chance, weather, scenario.slow)
        self.seed, self.truth = seed, Truth()
        super().__init__(scenario, stack, Invariants(stack, self.truth, live=scenario.live))
        self.checks.acted = scenario.acts.looked_at
        stack.checks, stack.desk = self.checks, Desk(stack)
        stack.published, stack.mailed = Published(self.checks), Mailed(self.checks)
        stack.overseen = Overseen(self.checks)
        self.feed = FeedOfMails(self)
        self.restores, self.moves = Restores(self), Moves(self)
        self.team = Team(self)
        self.moving: Callable[[str], None] = lambda _: None
        stack.rows_written = self._rows_written
        stack.mailer.took = self._took
        stack.meanwhile = self._meanwhile
        self.strangers = Strangers(self)
        self.lives: dict[str, GuestLife] = {}
        self.tokens: list[tuple[str, str]] = []
        self.stormy = 0  # so many calls were made until it became calm

    # --- the run

    def run(self) -> Weekend:
        """Let it all happen, then calm, then look at what is left."""
        with self.here():
            self.prepare()
            self.until(self.scenario.ends)
            self.stormy = len(self.stack.trace)
            self.calm_down()
        self.look_back()
        return self

    @contextmanager
    def here(self) -> Iterator[None]:
        """While this weekend is the one that is simulated."""
        with (
            seeded_secrets(self.chance),
            patch.dict(os.environ, ENVIRONMENT),
            redirect_stdout(self.out),
        ):
            yield

    @property
    def breaches(self) -> list[Breach]:
        return self.checks.breaches

    @property
    def calls(self) -> int:
        return len(self.stack.trace)

    def prepare(self) -> None:
        """Put what the scenario says into the heap."""
        scenario, ledger = self.scenario, self.stack.ledger
        if scenario.live:
            self.stack.weather.calm, was = True, self.stack.weather.calm
            ledger.go_live(self.now)
            self.stack.weather.calm = was
            self.stack.trace.clear()
        for at, wish in scenario.wishes:
            self.at(at, partial(self.type, "book", wish))
        for at, name, edit in scenario.edits:
            self.at(at, partial(self.edit, name, edit), person=True)
        if scenario.twists.corrected is not None:
            right = scenario.main.guest
            self.at(scenario.twists.corrected,
                    partial(self.edit, "correct", lambda w: replace(w, guest=right)))  # fmt: skip
        self.team.plan()
        self.moves.plan()
        self.restores.plan()
        Readers(self, Random(f"team {self.seed}")).plan()
        window = scenario.main.window
        for seconds in (-5, 1, 600, self.chance.choice((30, 90_000))):
            self.at(window.ends_at + timedelta(seconds=seconds), self.strangers.try_everything)
        for _ in range(1 if scenario.slow else 0):
            somewhere = self.chance.uniform(-100_000, window.length.total_seconds())
            self.at(window.starts_at + timedelta(seconds=somewhere), self.strangers.try_everything)

    def until(self, end: datetime) -> None:
        """Let happen, in order, what is due before this instant."""
        while self.heap and self.heap[0][0] < end:
            at, _, _, act = heapq.heappop(self.heap)
            if at > self.now:
                self.stack.clock.set(at)
            act()

    def calm_down(self) -> None:
        """After the last fault: every trigger comes, and nothing else happens."""
        self.stack.weather.calm, self.steady = True, True
        self.stack.meanwhile = lambda _: None
        self.heap.clear()
        self.team.be_there()
        last = max(
            [
                self.now,
                *(
                    w.window.ends_at
                    for w in map(self.truth.wish, self.truth.typed)
                    if w is not None and w.weekend <= self.moves.last
                ),
            ]
        )
        morning = self._next_morning(last + 2 * MINUTE)
        for at, functions in (
            (last + MINUTE, FUNCTIONS),
            (last + 27 * MINUTE, (REVOCATION,)),
            (last + 60 * MINUTE, (REVOCATION,)),
            (morning, FUNCTIONS),
            (morning + 35 * MINUTE, (REMINDERS, REVOCATION)),
        ):
            self.stack.clock.set(max(at, self.now))
            for function in functions:
                self.invoke(function)

    def look_back(self) -> None:
        """Whatever must hold at the end."""
        for words in self.stack.desk.unexpected:
            self.checks.breach("unexpected", words)
        for line in self.stack.lines:
            if line.get("error", "LaterError") not in EXPECTED_ERRORS:
                self.checks.breach("unexpected", f"{line.get('step')}: {line}")
        self.stack.desk.said.append(self.out.getvalue())
        secrets = [cookie.partition(".")[2] for _, cookie in self.tokens]
        check_the_end(self.checks, self.stack, self.alarms, secrets)

    def _meanwhile(self, _: str) -> None:
        """Now and then something else happens in the middle of a run."""
        stack = self.stack
        if len(stack.actors) != RUN_AND_PERSON or self.chance.random() >= self.scenario.together:
            return
        stack.disturbed += 1
        self.crossing = True
        people = [event for event in self.heap if event[2] and event[0] < self.now + 2 * HOUR]
        if people and self.chance.random() < 0.5:
            event = min(people)
            self.heap.remove(event)
            heapq.heapify(self.heap)
            event[3]()
        else:
            self.invoke(self.chance.choice(FUNCTIONS))

    # --- the coordinator

    def edit(self, name: str, edit: Callable[[Wish], Wish]) -> None:
        """The coordinator changes the row of the weekend that this is about, once there is one."""
        wish = self.truth.wish(self.scenario.main.weekend)
        if wish is not None:
            self.type(name, edit(wish))

    def type(self, name: str, wish: Wish) -> None:
        """The coordinator types a row."""
        self.stack.tell(
            f"the coordinator: {name} {wish.weekend} "
            f"({wish.status or 'pencilled'}, {wish.guest.public_name})"
        )
        self.truth.note(self.now, wish)
        if wish.there:
            self.stack.roster.put(wish.cells())
        elif str(wish.weekend) in self.stack.roster._rows:
            self.stack.roster.remove(wish.weekend)
        self.wake_for(wish)
        self.edited()
        for life in self.lives.values():
            if life.cookies and self.chance.random() < 0.5:  # before any sweep has noticed
                self.person_at(self.now + timedelta(seconds=self.chance.randint(110, 280)),
                               life.post)  # fmt: skip

    def wake_for(self, wish: Wish) -> None:
        """The rules fire all the time; these are the ticks at which something can happen."""
        now, window = self.now, wish.window
        for function in (HANDOVER, REVOCATION, REMINDERS):
            self.tick(function, now)
            self.tick(function, now + SETTLING)
        self.tick(REVOCATION, now + 2 * SETTLING)
        for function, at in moments(window, self._next_morning(now)):
            if now <= at <= self.scenario.ends:
                self.tick(function, at)

    def _next_morning(self, after: datetime) -> datetime:
        local = after.astimezone(LONDON)
        morning = datetime.combine(local.date(), time(9, 2), tzinfo=LONDON)
        while morning <= after or morning.weekday() >= SATURDAY:
            morning = datetime.combine(morning.date() + DAY, time(9, 2), tzinfo=LONDON)
        return morning.astimezone(UTC)

    def _rows_written(self, call: str) -> None:
        self.team.rows_written()
        self.moving(call)

    # --- mail arrives

    def _took(self, letter: Letter, message: str) -> None:
        self.feed.took(letter, message)
        if self.feed.arrives(letter):
            self._arrives(letter)

    def _arrives(self, letter: Letter) -> None:
        record, step = record_of(letter.tags["turn"]), letter.tags["step"]
        found, number = LINK.search(letter.text), NUMBER.search(letter.text)
        if found:
            self.strangers.learn(found[1], number[1] if number else "")
            if self.scenario.slow and self.chance.random() < 0.3:
                self.at(self.now + MINUTE, lambda: self.strangers.scan(found[1]))
        plain = step.rstrip("0123456789").rstrip("_")
        known = self.checks.known.get(record)
        if known is None or plain not in TO_GUEST or known.guest.address not in letter.to:
            return
        life = self.lives.get(record)
        if life is None or life.guest.number != known.guest.number:
            life = self.lives[record] = GuestLife(self, known.guest, record)
        life.read(letter, plain)

    def window_of(self, turn_id: str) -> Window:
        """The window as the guest's mail says it; one that was forgotten is over."""
        turn = self.stack.ledger._turns.get(turn_id)
        return turn.window if turn else self.scenario.main.window


def weekend_of(seed: int) -> Weekend:
    """The whole weekend of one seed."""
    return acted_weekend_of(seed) if chosen(seed) else twisted_weekend_of(seed)


def acted_weekend_of(seed: int) -> Weekend:
    """The same with what `acts.py` adds, whether it is chosen for that or not."""
    return Weekend(acting(seed, twisted(seed, drawn(seed))), seed).run()


def twisted_weekend_of(seed: int) -> Weekend:
    """The same without what `acts.py` adds."""
    return Weekend(twisted(seed, drawn(seed)), seed).run()


def plain_weekend_of(seed: int) -> Weekend:
    """The same without what `twists.py` adds: as the older seeds were found."""
    return Weekend(drawn(seed), seed).run()
