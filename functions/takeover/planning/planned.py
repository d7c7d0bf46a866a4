"""One step that should be taken now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from takeover.model.cells import Mistake
from takeover.model.roster import Roster, Row, Takeover
from takeover.model.sight import Sight
from takeover.model.steps import Step
from takeover.model.turn import Account, Turn
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
        account = self.account
        return Sight(turn, self.row(turn), account.holder, account.live_since, self.now)


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
