"""Anything in any order: Hypothesis looks for the shortest weekend that breaches something."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from takeover.model.calendar import Window
from takeover.model.steps import FUNCTIONS
from tests.simulation.people import GuestLife
from tests.simulation.quick import quickly
from tests.simulation.scenario import clean
from tests.simulation.truth import Guest, Wish
from tests.simulation.twists import FATES, Feed, Mailbox, Twists
from tests.simulation.weather import KINDS, Next
from tests.simulation.weekend import Weekend

FRIDAY = date(2026, 10, 23)  # summer time ends in this weekend
LATER = FRIDAY + timedelta(weeks=2)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS = (MINUTE, 5 * MINUTE, 31 * MINUTE, 3 * HOUR, 24 * HOUR)
AROUND = (-2 * HOUR, -20, -14, -1, 1, 60, 900)
PRESSES = ("/all-set", "/pause", "/resume", "/stop", "/number/again", "/sign-out")


def edited(wish: Wish, edit: str) -> Wish:
    """What the coordinator types."""
    there = replace(wish, there=True, status="booked", broken=None)
    start, end = wish.window.starts_at, wish.window.ends_at
    return {
        "swap": replace(there, guest=Guest(1)),
        "back": replace(there, guest=Guest(0)),
        "cancel": replace(there, status="cancelled"),
        "delete": replace(wish, there=False, broken=None),
        "mistype": replace(there, broken=("status", "boked")),
        "earlier end": replace(there, window=Window(start, max(start + HOUR, end - 2 * HOUR))),
        "later end": replace(there, window=Window(start, min(start + 100 * HOUR, end + HOUR))),
    }[edit]


EDITS = ("swap", "back", "cancel", "delete", "mistype", "earlier end", "later end")


class AnyWeekend(RuleBasedStateMachine):
    """Time passes, functions run, people act, one call after the other goes wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self._weather = Next()
        scenario = replace(clean(FRIDAY), twists=Twists(feed=Feed(tells=True)))
        self.weekend = Weekend(scenario, 0, self._weather)
        self.weekend.feed.by_itself = False
        self._put_back = False
        self._open.enter_context(quickly())
        self._open.enter_context(self.weekend.here())
        self.weekend.scenario = replace(self.weekend.scenario, ends=self.weekend.now)
        self.weekend.prepare()
        self.weekend.heap.clear()
        self._wish = self.weekend.scenario.main

    @initialize()
    def book(self) -> None:
        self.weekend.type("book", self._wish)
        self.weekend.invoke("handover")

    @rule(wait=st.sampled_from(WAITS))
    def pass_by(self, wait: timedelta) -> None:
        self.weekend.until(self.weekend.now + wait)
        self.weekend.stack.clock.set(self.weekend.now + wait)

    @rule(seconds=st.sampled_from(AROUND[1:]), at_the_end=st.booleans())
    def go_to_an_edge(self, seconds: float, at_the_end: bool) -> None:
        window = self._wish.window
        edge = window.ends_at if at_the_end else window.starts_at
        at = edge + timedelta(seconds=seconds)
        if at > self.weekend.now:
            self.weekend.stack.clock.set(at)

    @rule(function=st.sampled_from(FUNCTIONS))
    def run(self, function: str) -> None:
        self.weekend.invoke(function)

    @rule(calls=st.integers(0, 12), kind=st.sampled_from(KINDS))
    def let_it_strike(self, calls: int, kind: str) -> None:
        self._weather.strike(calls, kind)

    @rule(edit=st.sampled_from(EDITS))
    def type(self, edit: str) -> None:
        self._wish = edited(self._wish, edit)
        self.weekend.type(edit, self._wish)

    @precondition(lambda self: self.weekend.lives)
    @rule(act=st.sampled_from(("agree", "sign in", "post", *PRESSES)))
    def act(self, act: str) -> None:
        life = list(self.weekend.lives.values())[-1]
        match act:
            case "agree":
                life.agree()
            case "sign in":
                life.sign_in()
            case "post":
                life.post()
            case "/stop":
                life.stop()
            case _:
                self._press(life, act)

    # --- what SES tells

    @precondition(lambda self: self.weekend.feed.waiting)
    @rule(which=st.integers(0, 9), comes_again=st.booleans())
    def hear(self, which: int, *, comes_again: bool) -> None:
        waiting = self.weekend.feed.waiting
        news = waiting[which % len(waiting)]
        if not comes_again:
            waiting.remove(news)
        self.weekend.feed.hear(news)

    @rule(guest=st.sampled_from((0, 1)), fate=st.sampled_from(("", *sorted(set(FATES)))))
    def mailbox_becomes(self, guest: int, fate: str) -> None:
        self.weekend.feed.becomes(Mailbox(guest, self.weekend.now, fate))

    # --- another Friday

    @rule(there=st.booleans())
    def stand_in_another_row(self, *, there: bool) -> None:
        if there:
            self.weekend.moves.put_on(LATER)
        elif wish := self.weekend.truth.wish(LATER):
            self.weekend.type("move back from", replace(wish, there=False))

    # --- the tables are put back

    @precondition(lambda self: not self._put_back)
    @rule()
    def take_a_snapshot(self) -> None:
        self.weekend.restores.take()

    @precondition(lambda self: self.weekend.restores.snapshot and not self._put_back)
    @rule(roster=st.booleans())
    def put_back(self, *, roster: bool) -> None:
        self._put_back = True
        self.weekend.restores.put_back(roster=roster)
        self._wish = self.weekend.truth.wish(FRIDAY) or self._wish

    @precondition(lambda self: self.weekend.checks.restored)
    @rule()
    def go_live_again(self) -> None:
        self.weekend.restores.try_to_go_live()

    @rule()
    def deploy(self) -> None:
        self.weekend.restores.forget_what_is_new()

    @rule()
    def try_everything(self) -> None:
        self.weekend.strangers.try_everything()

    @invariant()
    def nothing_is_breached(self) -> None:
        assert self.weekend.breaches == []

    def teardown(self) -> None:
        """Whatever was begun is brought to its end."""
        self.weekend.calm_down()
        self._open.close()
        self.weekend.look_back()
        assert self.weekend.breaches == []

    @staticmethod
    def _press(life: GuestLife, path: str) -> None:
        life.press(path)


AnyWeekend.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestAnyWeekend = AnyWeekend.TestCase
