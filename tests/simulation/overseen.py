"""What must hold of what the team does by the list's pages.

team  a pause by the team stands until the team lets go, whoever else presses; a mail that the
      page called held is not sent until it is let go, or wanted now; while nobody is there no
      turn begins, no weekend opens, and no mail goes to a guest that can wait; what the page
      ends has ended when it says so; a post that was taken down is not on X.
What is held, and what waits for somebody to be there, is not owed meanwhile: `owed.py` asks here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.simulation.invariants import ONCE_IN_A_LIFE, SKEW, SLOW, Invariants
from tests.simulation.on_x import TEAM

MARGIN = timedelta(seconds=5)
WAITS = ONCE_IN_A_LIFE | {"open"}


@dataclass
class Overseen:
    """Knows what the team has done, and looks at what comes of it."""

    checks: Invariants
    paused: str = ""
    held: dict[tuple[str, str], datetime] = field(default_factory=dict)
    perhaps_held: set[tuple[str, str]] = field(default_factory=set)
    aways: list[tuple[datetime, datetime | None]] = field(default_factory=list)

    def put_back(self) -> None:
        """The ledger is as it was: nobody knows any more what the team had said."""
        self.paused = ""
        self.perhaps_held |= self.held.keys()
        self.held.clear()

    def look(self) -> None:
        """After each call of the ledger."""
        ledger, now = self.checks.stack.ledger, self.checks.stack.clock.now()
        holder, actor = ledger._holder, self.checks.stack.actor.who
        if (self.aways[-1][1] if self.aways else None) != ledger._away_until:
            self.aways.append((now, ledger._away_until))
        if holder is None or (self.paused and holder.turn != self.paused):
            self.paused = ""
        elif holder.paused_by_us:
            self.paused = holder.turn
        elif self.paused:
            if actor != TEAM:
                self.checks.breach("team", f"the {actor} lifted the team's pause of {self.paused}")
            self.paused = ""

    def mailed(self, record: str, step: str) -> None:
        """At the instant at which SES takes a mail to a guest."""
        if (record, step) in self.held:
            self.checks.breach("team", f"{step} of {record} was sent, and the page called it held")
        if step in WAITS and self._surely_away():
            self.checks.breach("team", f"{step} of {record} was sent while nobody was there")

    def began(self, record: str, what: str) -> None:
        """At the instant at which a turn begins, or a weekend opens."""
        if self._surely_away():
            self.checks.breach("team", f"{record} {what} while nobody was there")

    def waits(self, record: str, step: str, began: datetime) -> bool:
        """Is this perhaps not to be done now, because of what the team has said?"""
        if step in WAITS and self.perhaps_away(began):
            return True
        return (record, step) in self.held or (record, step) in self.perhaps_held

    def perhaps_away(self, began: datetime) -> bool:
        """Was there an instant since then at which nobody was there?"""
        ends = [*(at for at, _ in self.aways[1:]), None]
        spans = zip(self.aways, ends, strict=False)
        return any(
            until is not None and until > began - MARGIN and (end is None or end > began - MARGIN)
            for (_, until), end in spans
        )

    def _surely_away(self) -> bool:
        now = self.checks.stack.clock.now()
        if not self.aways:
            return False
        since, until = self.aways[-1]
        return until is not None and since < now - timedelta(seconds=SLOW) and now < until - SKEW
