"""The guest is put on another Friday, in either order, within half an hour or not, and back.

move  a guest who stands in another row that was first seen within half an hour of this one's going
      has moved: what was agreed to goes along (and nothing that was not), the old turn is never
      told as cancelled, its link says that it is over, and the new dates are told, once (I8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from takeover.model.credentials import issue
from takeover.model.turn import Ending, Fact, State, Turn
from tests.simulation.scenario import Edit, usual_wish
from tests.simulation.truth import Guest, Wish, swapped

if TYPE_CHECKING:
    from tests.simulation.invariants import Invariants
    from tests.simulation.twists import Move
    from tests.simulation.weekend import Weekend

HALF_AN_HOUR = timedelta(minutes=30)
MARGIN = timedelta(seconds=5)
TYPED = 110.0
STANDS_FOR_NOTHING = {"Gone", "Over", "LetGo"}


class Moves:
    """The coordinator who moves a weekend, and what must come of it."""

    def __init__(self, weekend: Weekend) -> None:
        self._weekend = weekend
        self._move = weekend.scenario.twists.move
        weekend.checks.after_a_move = self.it_went_along

    @property
    def last(self) -> date:
        """The last weekend that must have passed before everything is calm."""
        main = self._weekend.scenario.main.weekend
        goal = self._weekend.scenario.acts.goal
        if goal is not None:
            return goal
        stays = self._move is not None and self._move.back is None
        return max(main, self._move.weekend) if self._move and stays else main

    def plan(self) -> None:
        """Put it into the heap."""
        move = self._move
        if move is None:
            return
        here, there = self._off, self._on
        self._both(move.at, move, (there, here))
        if move.back is not None:
            self._both(move.at + move.back, move, (self._back_on, self._new_one_off))
        if move.swapped is not None:
            self._weekend.person_at(move.at + move.apart + move.swapped, self._swap)
        window = usual_wish(move.weekend, self._weekend.scenario.main.guest).window
        for seconds in (1, 600):
            at = window.ends_at + timedelta(seconds=seconds)
            self._weekend.at(at, self._weekend.strangers.try_everything)

    def _both(
        self, at: datetime, move: Move, edits: tuple[Callable[[], None], Callable[[], None]]
    ) -> None:
        first, second = edits if move.new_first else reversed(edits)
        self._weekend.person_at(at, first)
        self._weekend.person_at(at + move.apart, second)

    def _on(self) -> None:
        assert self._move is not None
        self.put_on(self._move.weekend)

    def put_on(self, friday: date) -> None:
        """The guest of the weekend that this is about stands in another row as well."""
        was = self._weekend.truth.wish(self._weekend.scenario.main.weekend)
        assert was is not None
        self._weekend.type("move to", usual_wish(friday, was.guest))

    def _off(self) -> None:
        assert self._move is not None
        self._weekend.edit("move from", off(self._move.how))

    def _back_on(self) -> None:
        self._weekend.edit("move back to", lambda w: replace(w, there=True, status="booked"))

    def _new_one_off(self) -> None:
        assert self._move is not None
        wish = self._weekend.truth.wish(self._move.weekend)
        if wish is not None:
            self._weekend.type("move back from", off(self._move.how)(wish))

    def _swap(self) -> None:
        assert self._move is not None
        wish = self._weekend.truth.wish(self._move.weekend)
        if wish is not None and wish.on:
            self._weekend.type("swap", swapped(wish, Guest(1)))

    # --- what must come of it

    def it_went_along(self, gone: Turn) -> None:
        """The ledger says of a turn that it has moved, in the same instant as of the new one."""
        weekend = self._weekend
        turns, checks = weekend.stack.ledger._turns, weekend.checks
        new = [turn for turn in turns.values() if _came_from(turn, gone)]
        if not new:
            checks.breach("move", f"{gone.id} has moved, and nobody knows where to")
            return
        if checks.known[new[-1].id].guest.number != checks.known[gone.id].guest.number:
            checks.breach("move", f"{gone.id} has moved to {new[-1].id}, which is somebody else's")
        if gone.has(Fact.ACCEPTED) and not new[-1].has(Fact.ACCEPTED):
            checks.breach("move", f"what was agreed to for {gone.id} did not go to {new[-1].id}")
        if {"cancelled", "cannot_tell"} & gone.steps.keys():
            checks.breach("move", f"{gone.id} has moved, and is told as cancelled as well")
        weekend.at(weekend.now + HALF_AN_HOUR, lambda: self.try_the_old_link(gone))

    def try_the_old_link(self, gone: Turn) -> None:
        """Whoever has the old mail sees that it is over."""
        weekend = self._weekend
        turn = weekend.stack.ledger._turns.get(gone.id)
        if turn is None or turn.how is not Ending.MOVED:
            return
        ask = weekend.stack.desk.ask
        link = ask("adversary", "POST", issue(weekend.stack.secrets._key, turn).path)
        if not link.cookie:
            return
        seen = ask("adversary", "GET", "/", cookie=link.cookie)
        if seen.page and seen.calm and seen.page not in STANDS_FOR_NOTHING:
            weekend.checks.breach("move", f"the old link of {gone.id} shows {seen.page}")


def off(how: str) -> Edit:
    """The edit that takes a row off the list."""
    if how == "delete":
        return lambda wish: replace(wish, there=False)
    return lambda wish: replace(wish, status="cancelled" if how == "cancel" else "")


def may_be_moving(checks: Invariants, turn: Turn, now: datetime) -> bool:
    """Is this turn's guest in another row, whose turn has perhaps yet to begin or to be joined?"""
    guest = checks.known[turn.id].guest.number
    wishes = [checks.truth.wish(weekend) for weekend in checks.truth.typed]
    return any(
        wish.weekend != turn.weekend and _is(wish, guest) and now < wish.window.ends_at
        for wish in wishes
        if wish is not None and not _has_a_turn(checks, wish)
    )


def _has_a_turn(checks: Invariants, wish: Wish) -> bool:
    turns = checks.stack.ledger._turns.values()
    return any(
        turn.weekend == wish.weekend
        and checks.known[turn.id].guest.number == wish.guest.number
        and turn.rehearsal != checks.live
        and turn.how is not Ending.MOVED
        for turn in turns
    )


def _came_from(turn: Turn, gone: Turn) -> bool:
    booked = turn.steps.get("booked")
    return (turn.has(Fact.MOVED) and booked is not None and booked.state is State.ABSORBED
            and booked.proof == gone.id)  # fmt: skip


def torn(checks: Invariants, turns: dict[str, Turn], began: datetime) -> Iterator[str]:
    """After a calm sweep: whatever is a move by these words, and was not made one."""
    for gone in turns.values():
        went = gone.at(Fact.GONE)
        told = {"cancelled", "cannot_tell"} & gone.steps.keys()
        offered = "booked" in gone.steps or gone.has(Fact.MOVED)
        if went is None or went > began - MARGIN or gone.how is not None or told or not offered:
            continue
        if gone.has(Fact.DECLINED) or gone.has(Fact.OPENED) or gone.rehearsal == checks.live:
            continue
        for turn in turns.values():
            if turn.weekend != gone.weekend and _took_its_place(checks, gone, turn, began):
                yield f"{gone.id} has moved to {turn.id}, and a calm sweep left them apart"


def _took_its_place(checks: Invariants, gone: Turn, turn: Turn, began: datetime) -> bool:
    seen, went = turn.at(Fact.SEEN), gone.at(Fact.GONE)
    assert went is not None
    fresh = not {Fact.MOVED, Fact.GONE, Fact.DECLINED, Fact.OPENED, Fact.CLOSED} & turn.facts.keys()
    if seen is None or not went - HALF_AN_HOUR + MARGIN <= seen <= began - MARGIN or not fresh:
        return False
    known, wish = checks.known[turn.id], checks.truth.wish(turn.weekend)
    was = checks.truth.wish(gone.weekend)
    steady = all(checks.truth.steady(one.weekend, began, TYPED) for one in (turn, gone))
    guest = checks.known[gone.id].guest.number
    return (
        "booked" not in turn.steps
        and turn.rehearsal == gone.rehearsal
        and steady
        and known.guest.number == guest
        and wish is not None
        and _is(wish, guest)
        and began < wish.window.ends_at
        and was is not None
        and not _is(was, guest)
        and was.readable
    )


def _is(wish: Wish, guest: int) -> bool:
    return wish.on and wish.guest.number == guest
