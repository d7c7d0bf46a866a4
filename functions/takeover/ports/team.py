"""Who of the team is signed in: the list's numbers and sessions, in the ledger's table."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from takeover.model.team import Asking, OwnTests, TeamSession


class Team(Protocol):
    """Numbers and sessions; every write is conditional, a lost answer to our own is success."""

    def asking(self, who: str) -> Asking | None:
        """The number that was asked for last, strongly consistent."""

    def ask(self, asking: Asking, before: Asking | None) -> bool:
        """Keep a new number in place of `before`; False if somebody else asked meanwhile."""

    def count_try(self, who: str, at: datetime, most: int) -> Asking | None:
        """Count a number that was typed, before it is looked at; the asking with this try in it.

        None if there is none to compare with: never asked, used, too old, or tried `most` times.
        """

    def enter(self, asking: Asking, session: TeamSession) -> bool:
        """Use the number up and write the session, in one transaction; False if it was used."""

    def tests(self, who: str) -> OwnTests:
        """The tests that somebody sent to themselves lately, strongly consistent."""

    def keep_tests(self, tests: OwnTests, before: OwnTests) -> bool:
        """Keep these in place of `before`; False if somebody pressed meanwhile."""

    def session(self, digest: str) -> TeamSession | None:
        """One session, strongly consistent."""

    def end_session(self, digest: str, at: datetime) -> None:
        """Mark a session as ended; one that is ended, or gone already, stays as it is."""

    def end_sessions(self, who: str, at: datetime) -> None:
        """Mark every session of one of the team as ended, and the number that may be in a mail."""
