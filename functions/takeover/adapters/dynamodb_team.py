"""The team's numbers and sessions in DynamoDB, in the ledger's table under a name of their own.

Under `about` = `~team`: `number#coordinator`, `tests#coordinator`, `session#{digest}`. No run of
the timeline reads it: a tick queries another partition.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from takeover.adapters.attribute_values import Item
from takeover.adapters.dynamodb import DynamoDB, Key, Table, add, attribute, if_absent
from takeover.adapters.ledger_items import ABOUT, ENTRY, KEEP_SESSIONS, SESSION
from takeover.errors import StaleError
from takeover.model.calendar import iso, parse_instant
from takeover.model.team import Asking, OwnTests, TeamSession
from takeover.settings import Settings

TEAM, NUMBER, TESTS = "~team", "number#", "tests#"
# Disposal only: what has to end, ends by its own instants.
KEEP_NUMBERS = timedelta(days=1)


class DynamoTeam:
    """The team of one account's ledger."""

    def __init__(self, settings: Settings, connection: DynamoDB) -> None:
        self._table = Table(connection, settings.ledger_table, ABOUT, ENTRY)

    def asking(self, who: str) -> Asking | None:
        """The number that was asked for last, strongly consistent."""
        item = self._table.get(_number_key(who))
        return None if item is None else _read_asking(item)

    def ask(self, asking: Asking, before: Asking | None) -> bool:
        """Keep a new number in place of `before`; False if somebody else asked meanwhile."""
        unchanged = self._table.is_not_there
        if before is not None:
            unchanged = attribute("asked") == _instants(before)
        if self._table.put(_asking_item(asking), unchanged):
            return True
        there = self.asking(asking.who)
        return there is not None and there.hashed == asking.hashed

    def count_try(self, who: str, at: datetime, most: int) -> Asking | None:
        """Count a number that was typed, before it is looked at."""
        may_try = attribute("hashed").exists() & (attribute("ends_at") > iso(at))
        may_try &= attribute("tries") < most
        counted = self._table.update(_number_key(who), [add("tries", 1)], may_try)
        return None if counted is None else _read_asking(counted)

    def enter(self, asking: Asking, session: TeamSession) -> bool:
        """Use the number up and write the session, in one transaction; False if it was used."""
        hashed = attribute("hashed")
        if self._table.transact(
            self._table.updating(
                _number_key(asking.who), [hashed.remove()], hashed == asking.hashed
            ),
            self._table.putting(_session_item(session), self._table.is_not_there),
        ):
            return True
        return self.session(session.digest) == session

    def tests(self, who: str) -> OwnTests:
        """The tests that somebody sent to themselves lately, strongly consistent."""
        item = self._table.get((TEAM, TESTS + who))
        return OwnTests(who) if item is None else _read_tests(who, item)

    def keep_tests(self, tests: OwnTests, before: OwnTests) -> bool:
        """Keep these in place of `before`; False if somebody pressed meanwhile."""
        unchanged = self._table.is_not_there
        if before.sent:
            unchanged = attribute("sent") == _presses(before)
        if self._table.put(_tests_item(tests), unchanged):
            return True
        return self.tests(tests.who) == tests

    def session(self, digest: str) -> TeamSession | None:
        """One session, strongly consistent."""
        item = self._table.get(_session_key(digest))
        return None if item is None else _read_session(item)

    def end_session(self, digest: str, at: datetime) -> None:
        """Mark a session as ended; one that is ended, or gone already, stays as it is."""
        ended = [if_absent("ended_at", iso(at))]
        self._table.update(_session_key(digest), ended, self._table.is_there)

    def end_sessions(self, who: str, at: datetime) -> None:
        """Mark every session of one of the team as ended, and the number that may be in a mail."""
        self._table.update(_number_key(who), [attribute("hashed").remove()], self._table.is_there)
        for item in self._table.query(TEAM, attribute(ENTRY).startswith(SESSION)):
            session = _read_session(item)
            if session.who == who and session.ended_at is None:
                self.end_session(session.digest, at)


def _number_key(who: str) -> Key:
    return TEAM, NUMBER + who


def _session_key(digest: str) -> Key:
    return TEAM, SESSION + digest


def _instants(asking: Asking) -> str:
    """One text, because a condition compares it as a whole."""
    return " ".join(iso(at) for at in asking.asked)


def _asking_item(asking: Asking) -> Item:
    if not asking.hashed:
        raise StaleError("a number that was used is not written again")
    return {
        ABOUT: TEAM,
        ENTRY: NUMBER + asking.who,
        "hashed": asking.hashed,
        "ends_at": iso(asking.ends_at),
        "asked": _instants(asking),
        "tries": asking.tries,
        "expires_at": int((asking.ends_at + KEEP_NUMBERS).timestamp()),
    }


def _read_asking(item: Item) -> Asking:
    return Asking(
        who=item[ENTRY].removeprefix(NUMBER),
        hashed=item.get("hashed", ""),
        ends_at=parse_instant(item["ends_at"]),
        asked=tuple(parse_instant(at) for at in item["asked"].split()),
        tries=item["tries"],
    )


def _presses(tests: OwnTests) -> str:
    """One text, because a condition compares it as a whole."""
    return " ".join(f"{attempt}={iso(at)}" for attempt, at in tests.sent)


def _tests_item(tests: OwnTests) -> Item:
    latest = max(at for _, at in tests.sent)
    return {
        ABOUT: TEAM,
        ENTRY: TESTS + tests.who,
        "sent": _presses(tests),
        "expires_at": int((latest + KEEP_NUMBERS).timestamp()),
    }


def _read_tests(who: str, item: Item) -> OwnTests:
    pairs = (pair.partition("=") for pair in item["sent"].split())
    return OwnTests(who, tuple((attempt, parse_instant(at)) for attempt, _, at in pairs))


def _session_item(session: TeamSession) -> Item:
    item: Item = {
        ABOUT: TEAM,
        ENTRY: SESSION + session.digest,
        "who": session.who,
        "person": session.person,
        "proved_at": iso(session.proved_at),
        "ends_at": iso(session.ends_at),
        "expires_at": int((session.ends_at + KEEP_SESSIONS).timestamp()),
    }
    if session.ended_at is not None:
        item["ended_at"] = iso(session.ended_at)
    return item


def _read_session(item: Item) -> TeamSession:
    return TeamSession(
        who=item["who"],
        digest=item[ENTRY].removeprefix(SESSION),
        person=item["person"],
        proved_at=parse_instant(item["proved_at"]),
        ends_at=parse_instant(item["ends_at"]),
        ended_at=parse_instant(item["ended_at"]) if "ended_at" in item else None,
    )
