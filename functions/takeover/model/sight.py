"""What is known about one turn at one look: its row, itself, and who holds the account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol

from takeover.model.calendar import Window
from takeover.model.credentials import guest_hmac, same
from takeover.model.roster import BrokenRow, Row, Takeover
from takeover.model.turn import YES_WANTED, Ending, Fact, Holder, State, Turn

MAY_HAVE_MISSED_IT = timedelta(minutes=1)
UNDO_BEFORE = timedelta(days=1)
"""So long before the start a guest's no is for good: from then on the team may count on it."""


@dataclass(frozen=True)
class Sight:
    """One turn, as roster and ledger show it now. `row` is None where the roster has none.

    `moving`: the same address stands in another weekend's row, whose turn has not begun yet.
    `correctable`: the row has another address, and nobody has used this turn's link: the same
    guest, mistyped before. `rehearsing`: the system rehearses; False where nobody asked.
    `restored_at`: when it was last seen that the records had been put back. `away_until`: nobody
    of the charity is there before.
    """

    turn: Turn
    row: Row | None
    holder: Holder | None
    live_since: datetime | None
    now: datetime
    moving: bool = False
    correctable: bool = False
    rehearsing: bool = False
    restored_at: datetime | None = None
    away_until: datetime | None = None

    @cached_property
    def takeover(self) -> Takeover | None:
        """The row, if it reads well, is booked, and is still this guest's."""
        row = self.row
        if isinstance(row, Takeover) and row.booked and is_guest(self.turn, row):
            return row
        return None

    @cached_property
    def addressed(self) -> Takeover | None:
        """The row, booked or not, as long as it still has this guest's address."""
        row = self.row
        return row if isinstance(row, Takeover) and is_guest(self.turn, row) else None

    @property
    def away(self) -> bool:
        """Is nobody of the charity there now?"""
        return self.away_until is not None and self.now < self.away_until

    @property
    def out_of_mode(self) -> bool:
        """Is this a rehearsal in a live system, or a live turn in one that rehearses again?"""
        if self.turn.rehearsal:
            return self.live_since is not None
        return self.rehearsing

    @property
    def out_of_mode_ending(self) -> Ending:
        """How a turn ends that is not of the system's mode: silently."""
        return Ending.REHEARSAL_OVER if self.turn.rehearsal else Ending.RESTORED

    def counts_as_said(self, due: datetime) -> bool:
        """Does what was due then count as said, because this turn is older than a restore?

        Nobody can know any more what was said until the records were put back.
        """
        if self.turn.rehearsal or self.rehearsing:
            return not self.turn.rehearsal
        return self.older_than_a_restore and self.restored_at is not None and due < self.restored_at

    @property
    def older_than_a_restore(self) -> bool:
        """Was this live turn begun before the records were put back to an earlier state?"""
        seen = self.turn.at(Fact.SEEN)
        if self.turn.rehearsal or seen is None or self.restored_at is None:
            return False
        return seen < self.restored_at

    @cached_property
    def off_the_list(self) -> bool:
        """Should this turn not happen? A row that cannot be read is left alone."""
        if self.out_of_mode or self.correctable:
            return self.out_of_mode
        return self.takeover is None and not isinstance(self.row, BrokenRow)

    @cached_property
    def window(self) -> Window:
        """The window that counts: the row's until opening, then whichever end is earlier."""
        wanted = self.takeover.window if self.takeover else None
        if not self.turn.has(Fact.OPENED):
            return wanted or self.turn.window
        return self.turn.window.ending_by(wanted)

    @cached_property
    def ending(self) -> Ending | None:
        """How the turn ended, or None while it has not."""
        return self.turn.ending(self.now, self.window.ends_at)

    @property
    def undo_until(self) -> datetime:
        """Until when the guest may take a no back, if nobody else has the weekend by then."""
        return self.window.starts_at - UNDO_BEFORE

    @property
    def undoable(self) -> bool:
        """May the guest take their no back now?"""
        declined = self.ending is Ending.DECLINED and self.takeover is not None
        return declined and self.now < self.undo_until

    @property
    def how_to_close(self) -> Ending:
        """How an open turn is ending now, or how a closed one did."""
        if self.turn.how is not None:
            return self.turn.how
        if self.out_of_mode and not self.turn.rehearsal:
            return Ending.RESTORED  # however it ended before, it has been said
        if self.turn.has(Fact.DECLINED):
            return Ending.GUEST_STOPPED  # a no that crossed with the opening
        if self.now >= self.window.ends_at:
            return self.turn.ended_by_the_clock()
        return self.out_of_mode_ending if self.out_of_mode else Ending.CHARITY_STOPPED

    @property
    def waiting(self) -> int:
        """How many of the guest's words wait for a yes of the team's."""
        return sum(self.now < ask.until for ask in self.turn.asks.values())

    @cached_property
    def told_that_words_wait(self) -> datetime | None:
        """When the team was last told of some; None if it never was."""
        keys = (key for key in self.turn.steps if key.partition(".")[0] == YES_WANTED)
        return max((self.turn.steps[key].at for key in keys), default=None)

    @property
    def untold_since(self) -> datetime | None:
        """Since when words wait of which no mail has told; None if there are none."""
        told = self.told_that_words_wait
        new = (
            ask.asked_at
            for ask in self.turn.asks.values()
            # What was asked in the mail's last minute may have missed it.
            if self.now < ask.until and (told is None or ask.asked_at > told - MAY_HAVE_MISSED_IT)
        )
        return min(new, default=None)

    def moment(self, anchor: str) -> datetime | None:
        """Look an anchor of the timeline up."""
        match anchor:
            case Fact():
                return self.turn.at(anchor)
            case "start":
                return self.window.starts_at
            case "end":
                return self.window.ends_at
            case "now":
                return self.now
            case "asked":
                return self.untold_since
            case "over":
                # Whoever noted the end may have a clock that is ahead of ours: over is over.
                ended = self.turn.has(Fact.CLOSED) or self.turn.has(Fact.DECLINED)
                return self.now if ended or self.off_the_list else None
        if anchor.startswith("done:"):
            record = self.turn.steps.get(anchor.removeprefix("done:"))
            return record.at if record and record.state is not State.SEEN else None
        return self.turn.at(Fact(anchor))


class Bearer(Protocol):
    """What knows a guest without knowing the address: a turn, or the holder."""

    @property
    def salt(self) -> str:
        """What the address was mixed with, in hex."""

    @property
    def guest_hmac(self) -> str:
        """The mixture, in hex."""


def is_guest(bearer: Bearer, row: Takeover) -> bool:
    """Is this row's guest the one whose turn it is?"""
    if row.guest is None:
        return False
    return same(guest_hmac(row.guest.address, bearer.salt), bearer.guest_hmac)
