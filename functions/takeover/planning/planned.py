"""One step that should be taken now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from takeover.model.cells import Mistake
from takeover.model.roster import Roster, Row, Takeover
from takeover.model.sight import Sight, is_guest
from takeover.model.steps import Step
from takeover.model.turn import Account, Ending, Fact, Turn
from takeover.planning.tuning import Tuned
from takeover.settings import Settings

RESTORED = "restored-"
BY_THE_GUEST = {Fact.LINK_USED, Fact.ACCEPTED, Fact.ALL_SET, Fact.SIGNED_IN, Fact.MOVED}
"""Somebody has answered at this address, if perhaps behind the link of an earlier turn."""
TOGETHER = timedelta(minutes=30)
"""A row that was first seen so long before the other one went belongs to the same edit."""


@dataclass(frozen=True)
class Scene:
    """All that a plan is made from: roster, ledger, settings, the timeline in force, the time."""

    roster: Roster
    account: Account
    settings: Settings
    tune: Tuned
    now: datetime

    def row(self, turn: Turn) -> Row | None:
        """The row of a turn's weekend, readable or not."""
        weekend = turn.weekend
        return self.roster.takeovers.get(weekend) or self.roster.broken.get(str(weekend))

    def sight(self, turn: Turn) -> Sight:
        """One turn as this scene shows it."""
        seen = self._seen.get(turn.id)
        if seen is None:
            account = self.account
            seen = self._seen[turn.id] = Sight(
                turn,
                self.row(turn),
                account.holder,
                account.live_since,
                self.now,
                moving=self.moving(turn),
                correctable=self.correctable(turn),
                rehearsing=account.live_since is None,
                restored_at=self.restored_at,
                away_until=account.away_until,
            )
        return seen

    @cached_property
    def restored_at(self) -> datetime | None:
        """When it was last seen that the records had been put back; None if they never were.

        An entry says when it was told, once it was, and a mail may be hours late. Nobody can go
        live before it is seen: what began after that is not older than the restore.
        """
        told, live_since = self.account.told.items(), self.account.live_since
        known = max((record.at for key, record in told if key.startswith(RESTORED)), default=None)
        return min(known, live_since) if known and live_since else known

    @property
    def away(self) -> bool:
        """Is nobody of the charity there now?"""
        until = self.account.away_until
        return until is not None and self.now < until

    @cached_property
    def _seen(self) -> dict[str, Sight]:
        return {}

    @cached_property
    def _turns(self) -> dict[date, list[Turn]]:
        found: dict[date, list[Turn]] = {}
        for turn in sorted(self.account.turns, key=lambda turn: turn.number):
            found.setdefault(turn.weekend, []).append(turn)
        return found

    def turns_of(self, weekend: date) -> Sequence[Turn]:
        """The turns of one weekend, oldest first."""
        return self._turns.get(weekend, [])

    def wants_a_turn(self, row: Takeover) -> bool:
        """Should a turn begin for this row now?"""
        if not row.booked or self.now >= row.window.ends_at:
            return False
        turns, live_since = self.turns_of(row.weekend), self.account.live_since
        sights = [self.sight(turn) for turn in turns]
        if any(one.out_of_mode or one.older_than_a_restore for one in sights):
            # A window already begun when the system went live, or back, gets no new turn.
            if (live_since or self.now) >= row.window.starts_at:
                return False
            turns = [turn for turn in turns if turn.rehearsal == (live_since is None)]
        if turns and self.sight(turns[-1]).correctable:
            return False
        theirs = [turn for turn in turns if is_guest(turn, row)]
        if not theirs:
            return True
        if any(turn.has(Fact.FORGET_ASKED) for turn in theirs):
            return False  # put back by a restore, and about to be deleted again
        last = theirs[-1]
        ending = last.ending(self.now, last.window.ends_at)
        if ending is Ending.CANCELLED:
            return "cancelled" in last.steps or "cannot_tell" in last.steps
        if ending is Ending.RESTORED:
            return live_since is not None and live_since < row.window.starts_at
        # One that moved away and is booked here again has moved back, or comes twice.
        return ending in {Ending.CHARITY_STOPPED, Ending.MOVED}

    def correctable(self, turn: Turn) -> bool:
        """Is the row's new address a correction of this turn's, rather than another guest?"""
        row = self.roster.takeovers.get(turn.weekend)
        if row is None or not row.booked or self.now >= row.window.ends_at:
            return False
        told = "cancelled" in turn.steps or "cannot_tell" in turn.steps
        over = turn.has(Fact.CLOSED) or turn.has(Fact.DECLINED) or turn.how is not None
        answered = any(turn.has(fact) for fact in BY_THE_GUEST)
        if answered or told or over or turn.forgotten:
            return False
        if turn.rehearsal != (self.account.live_since is None):
            return False
        of_this_weekend = self.turns_of(turn.weekend)
        last = of_this_weekend[-1].number
        return turn.number == last and not any(is_guest(one, row) for one in of_this_weekend)

    def moving(self, turn: Turn) -> bool:
        """Is this gone turn's guest in another weekend, that has yet to begin or to be joined?"""
        if not went(turn):
            return False
        waits = any(
            row.booked and is_guest(turn, row) and not self._begun_there(turn, row)
            for row in self.roster.takeovers.values()
            if self.now < row.window.ends_at
        )
        return waits or any(self.took_its_place(turn, other) for other in self.account.turns)

    def _begun_there(self, turn: Turn, row: Takeover) -> bool:
        """Has this row's guest a turn there, of the same mode? Another guest's does not count."""
        return any(
            other.rehearsal == turn.rehearsal
            and other.how is not Ending.MOVED
            and is_guest(other, row)
            for other in self.turns_of(row.weekend)
        )

    def took_its_place(self, gone: Turn, turn: Turn) -> bool:
        """Did this turn begin in the same edit in which the other one went?"""
        went_at, seen = gone.at(Fact.GONE), turn.at(Fact.SEEN)
        if turn.weekend == gone.weekend or turn.rehearsal != gone.rehearsal or went_at is None:
            return False
        if seen is None or seen < went_at - TOGETHER or "booked" in turn.steps:
            return False
        row = self.roster.takeovers.get(turn.weekend)
        if turn.has(Fact.MOVED) or row is None or not row.booked:
            return False
        if not (is_guest(turn, row) and is_guest(gone, row)):
            return False
        return turn.ending(self.now, row.window.ends_at) is None


def went(turn: Turn) -> bool:
    """Is it off the list before it opened, once it was offered; and nobody has been told so?"""
    return turn.has(Fact.GONE) and untold(turn)


def untold(turn: Turn) -> bool:
    """Was it offered, and has nobody been told that it is off?"""
    told = "cancelled" in turn.steps or "cannot_tell" in turn.steps
    offered = "booked" in turn.steps or turn.has(Fact.MOVED)
    return turn.how is None and offered and not told


@dataclass(frozen=True)
class Planned:
    """A step, the record and key under which the ledger knows it, and why it is due.

    `subject` is the key of the step that a housekeeping step is about.
    """

    step: Step
    key: str
    record: str
    due: datetime
    reason: str
    sight: Sight | None = None
    row: Takeover | None = None
    absorbs: tuple[str, ...] = ()
    subject: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def absorbing(self, keys: tuple[str, ...]) -> Planned:
        """The same step, saying what these would have said."""
        return replace(self, absorbs=keys)
