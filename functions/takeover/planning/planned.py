"""One step that should be taken now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from takeover.model.cells import Mistake
from takeover.model.roster import Roster, Row, Takeover
from takeover.model.sight import Sight, is_guest
from takeover.model.steps import Step
from takeover.model.turn import Account, Fact, Turn
from takeover.planning.tuning import Tuned
from takeover.settings import Settings


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
            )
        return seen

    @cached_property
    def _seen(self) -> dict[str, Sight]:
        return {}

    def correctable(self, turn: Turn) -> bool:
        """Is the row's new address a correction of this turn's, rather than another guest?"""
        row = self.roster.takeovers.get(turn.weekend)
        if row is None or not row.booked or self.now >= row.window.ends_at:
            return False
        told = "cancelled" in turn.steps or "cannot_tell" in turn.steps
        over = turn.has(Fact.CLOSED) or turn.has(Fact.DECLINED) or turn.how is not None
        if turn.has(Fact.LINK_USED) or told or over:
            return False
        if turn.rehearsal != (self.account.live_since is None):
            return False
        of_this_weekend = [one for one in self.account.turns if one.weekend == turn.weekend]
        last = max(one.number for one in of_this_weekend)
        return turn.number == last and not any(is_guest(one, row) for one in of_this_weekend)

    def moving(self, turn: Turn) -> bool:
        """Does another weekend's row, that has no turn yet, hold the guest of this gone one?"""
        if not turn.has(Fact.GONE) or turn.how is not None:
            return False
        begun = {other.weekend for other in self.account.turns}
        return any(
            row.booked and is_guest(turn, row)
            for weekend, row in self.roster.takeovers.items()
            if weekend not in begun and self.now < row.window.ends_at
        )


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
    mistake: Mistake | None = None

    def absorbing(self, keys: tuple[str, ...]) -> Planned:
        """The same step, saying what these would have said."""
        return replace(self, absorbs=keys)
