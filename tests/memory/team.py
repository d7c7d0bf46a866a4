"""The team's numbers and sessions in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.team import Asking, OwnTests, TeamSession
from tests.memory.seam import OnSeam, Seam, port_call


class MemoryTeam(OnSeam):
    """The team of one ledger."""

    port = "team"

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self._askings: dict[str, Asking] = {}
        self._sessions: dict[str, TeamSession] = {}
        self._tests: dict[str, OwnTests] = {}

    @port_call
    def asking(self, who: str) -> Asking | None:
        return self._askings.get(who)

    @port_call
    def ask(self, asking: Asking, before: Asking | None) -> bool:
        if not asking.hashed:
            raise StaleError("a number that was used is not written again")
        for at in (asking.ends_at, *asking.asked):
            iso(at)
        there = self._askings.get(asking.who)
        if (there and there.asked) == (before and before.asked):
            self._askings[asking.who] = asking
            return True
        return there is not None and there.hashed == asking.hashed

    @port_call
    def count_try(self, who: str, at: datetime, most: int) -> Asking | None:
        iso(at)
        there = self._askings.get(who)
        if there is None or not there.hashed or there.ends_at <= at or there.tries >= most:
            return None
        self._askings[who] = replace(there, tries=there.tries + 1)
        return self._askings[who]

    @port_call
    def enter(self, asking: Asking, session: TeamSession) -> bool:
        iso(session.ends_at)
        there = self._askings.get(asking.who)
        free = session.digest not in self._sessions
        if free and there is not None and there.hashed and there.hashed == asking.hashed:
            self._askings[asking.who] = replace(there, hashed="")
            self._sessions[session.digest] = session
            return True
        return self._sessions.get(session.digest) == session

    @port_call
    def tests(self, who: str) -> OwnTests:
        return self._tests.get(who, OwnTests(who))

    @port_call
    def keep_tests(self, tests: OwnTests, before: OwnTests) -> bool:
        for _, at in tests.sent:
            iso(at)
        there = self._tests.get(tests.who, OwnTests(tests.who))
        if there == before:
            self._tests[tests.who] = tests
        return self._tests.get(tests.who) == tests

    @port_call
    def session(self, digest: str) -> TeamSession | None:
        return self._sessions.get(digest)

    @port_call
    def end_session(self, digest: str, at: datetime) -> None:
        self._end(digest, at)

    @port_call
    def end_sessions(self, who: str, at: datetime) -> None:
        if who in self._askings:
            self._askings[who] = replace(self._askings[who], hashed="")
        for session in list(self._sessions.values()):
            if session.who == who:
                self._end(session.digest, at)

    def _end(self, digest: str, at: datetime) -> None:
        iso(at)
        session = self._sessions.get(digest)
        if session is not None and session.ended_at is None:
            self._sessions[digest] = replace(session, ended_at=at)
