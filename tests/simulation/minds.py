"""Guests who change their minds by their page: another weekend, or a no that is taken back.

mind  who is told that they have moved stands in the other weekend and no more in the old one, and
      who is told that they have not stands where they stood; they take nobody's place, and nobody
      else is moved; a no that is said to be taken back is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from takeover.model.credentials import from_path, in_path
from takeover.model.turn import Fact
from tests.simulation.edited import arrived, left

if TYPE_CHECKING:
    from tests.simulation.people import GuestLife
    from tests.simulation.weekend import Weekend

MINUTE = timedelta(minutes=1)
SOON = (1, 25, 300, 3000)
MOVES, MOVES_BACK, PRESSES_TWICE, TAKES_IT_BACK = 0.4, 0.15, 0.3, 0.9
FIRST_MAILS = {"booked", "still_for_you", "getting_ready", "all_set", "moved_as_asked", "moved"}
TO_THE_OTHER = "roster.edit_together"


@dataclass
class Mind:
    """What one guest thinks of the weekend that they have."""

    life: GuestLife
    asked: bool = False
    moved: bool = False

    def __post_init__(self) -> None:
        self._weekend: Weekend = self.life.weekend
        self._on = self._weekend.scenario.acts.minds
        self._chance = Random(f"minds {self._weekend.seed} {self.life.turn}")

    def read(self, step: str) -> None:
        """A mail has come: perhaps another weekend would be better."""
        if not self._on or self.asked or step not in FIRST_MAILS or self._goal is None:
            return
        moved_before = step in {"moved_as_asked", "moved"}
        if self._chance.random() < (MOVES_BACK if moved_before else MOVES):
            self.asked = True
            at = self._weekend.now + self._chance.choice(SOON) * MINUTE
            self._weekend.person_at(at, self.move)

    def said_no(self) -> None:
        """Perhaps they think better of it."""
        if self._on and self._chance.random() < TAKES_IT_BACK:
            at = self._weekend.now + self._chance.choice(SOON) * MINUTE
            self._weekend.person_at(at, self.undo)

    def undo(self) -> None:
        """Take the no back."""
        seen = self.life.press("/undo")
        turn = self._weekend.stack.ledger._turns.get(self.life.turn)
        declined = turn is not None and turn.has(Fact.DECLINED)
        if seen.status == 303 and seen.calm and "undone" in seen.to and declined:
            self._breach("took the no back, in vain")

    def move(self) -> None:
        """Choose another weekend, look at what would happen, and press; sometimes twice."""
        cookie, goal = self.life.come(), self._goal
        if not cookie or goal is None:
            return
        ask = self._weekend.stack.desk.ask
        ask("guest", "GET", "/move", cookie=cookie)
        ask("guest", "GET", f"/move?to={goal}", cookie=cookie)
        self._press(cookie, goal)
        if self._chance.random() < PRESSES_TWICE:
            again = self._weekend.now + self._chance.choice((0, 3)) * MINUTE
            self._weekend.person_at(again, lambda: self._press(cookie, goal))

    def _press(self, cookie: str, goal: date) -> None:
        weekend, before = self._weekend, self.moved
        outer, weekend.moving = weekend.moving, partial(self._written, goal, self._stands(goal))
        seen = self.life.send("/move", cookie, {"to": str(goal)})
        weekend.moving = outer
        if seen.cookie:
            turn = from_path(seen.cookie.partition(".")[0])
            weekend.tokens.append((turn, seen.cookie))
            if not turn.startswith(str(goal)):
                self._breach(f"moved to {goal}, and is signed in to {turn}")
        if seen.calm and seen.cookie and not self.moved:  # else a sweep mends it, as the page says
            self._breach(f"was told of a move to {goal}, and stands where they stood")
        if seen.calm and seen.status != 303 and self.moved and not before:
            self._breach(f"was told that they have not moved ({seen.reason}), and they have")

    def _written(self, goal: date, stood: object, call: str) -> None:
        """At the instant at which both rows stand in the list."""
        weekend = self._weekend
        actor, truth, friday = weekend.stack.actor, weekend.truth, self._friday
        if call != TO_THE_OTHER or actor.turn != in_path(self.life.turn) or self.moved:
            return
        self.moved = True
        was, there = truth.wish(friday), truth.wish(goal)
        assert was is not None
        if not was.on or was.guest.number != self.life.guest.number:
            self._breach(f"moved a weekend that is not theirs any more: {friday}")
        if there is not None and there.there:
            self._breach(f"moved to a weekend that is not free: {goal}")
        for wish in (arrived(goal, was, there, stood=bool(stood)), left(was)):
            truth.note(weekend.now, wish)
            weekend.wake_for(wish)
        weekend.edited()

    def _stands(self, friday: date) -> object:
        return self._weekend.stack.roster._rows.get(str(friday))

    @property
    def _friday(self) -> date:
        return date.fromisoformat(self.life.turn.partition("#")[0])

    @property
    def _goal(self) -> date | None:
        """The other one of the two weekends between which they move."""
        main, goal = self._weekend.scenario.main.weekend, self._weekend.scenario.acts.goal
        return {main: goal, goal: main}.get(self._friday)

    def _breach(self, words: str) -> None:
        self._weekend.checks.breach("mind", f"a guest of {self.life.turn} {words}")
