"""The team: who may open the list of weekends, and by what they prove that it is they."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from takeover.settings import Person, Settings

COORDINATOR, DEPUTY, NOBODY = "coordinator", "deputy", "nobody"
NUMBERS = 1_000_000
MAC_BYTES = 16
TRIES = 5
GOOD_FOR = timedelta(minutes=10)
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
ASKS_AN_HOUR = 5
TESTS_AN_HOUR = 20
A_WORKING_DAY, OWN_DEVICE = timedelta(hours=12), timedelta(days=30)
FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class Asking:
    """The number that somebody of the team asked for last; `hashed` is empty once it was used.

    `asked` are the instants of the latest askings, this one last; `tries` counts the numbers that
    were typed since.
    """

    who: str
    hashed: str
    ends_at: datetime
    asked: tuple[datetime, ...]
    tries: int = 0


@dataclass(frozen=True)
class TeamSession:
    """One browser of somebody of the team; the ledger knows only the SHA-256 of its token.

    `person` is the address mixed with the token: whoever has the job next is not signed in.
    """

    who: str
    digest: str
    person: str
    proved_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    def live(self, now: datetime) -> bool:
        """Is it good for anything at this instant?"""
        return self.ended_at is None and now < self.ends_at

    def fresh(self, now: datetime) -> bool:
        """Was the number typed so lately that the gravest things may be done?"""
        return now < self.proved_at + FRESH


class Press(StrEnum):
    """What came of pressing the button that sends a test."""

    FIRST = "first"
    AGAIN = "again"
    TOO_OFTEN = "too often"


@dataclass(frozen=True)
class OwnTests:
    """The latest tests that somebody of the team sent to themselves: each press, and when."""

    who: str
    sent: tuple[tuple[str, datetime], ...] = ()

    def press(self, attempt: str, now: datetime) -> Press:
        """Is this the first press, and are there not too many within the hour?"""
        if attempt in dict(self.sent):
            return Press.AGAIN
        lately = [at for _, at in self.sent if at > now - AN_HOUR]
        return Press.TOO_OFTEN if len(lately) >= TESTS_AN_HOUR else Press.FIRST

    def pressed(self, attempt: str, now: datetime) -> OwnTests:
        """The same with this press: as many as it takes to count an hour."""
        return OwnTests(self.who, (*self.sent, (attempt, now))[-TESTS_AN_HOUR:])


def members(settings: Settings) -> Iterator[tuple[str, Person]]:
    """Everybody of the team, by what they are."""
    yield COORDINATOR, settings.coordinator
    yield DEPUTY, settings.deputy


def normal(address: str) -> str:
    """An address as it is compared: people type it with blanks and capitals."""
    return address.strip().casefold()


def may_ask(before: Asking | None, now: datetime) -> bool:
    """At most one number a minute, and five an hour."""
    asked = before.asked if before else ()
    lately = [at for at in asked if at > now - AN_HOUR]
    return len(lately) < ASKS_AN_HOUR and all(at <= now - A_MINUTE for at in lately)


def asked_again(before: Asking | None, now: datetime) -> tuple[datetime, ...]:
    """The latest askings with the one of now: as many as it takes to count an hour."""
    return (*(before.asked if before else ()), now)[-ASKS_AN_HOUR:]


def hashed_number(link_key: bytes, who: str, address: str, asked_at: datetime, number: str) -> str:
    """What the ledger keeps of a number: without the key a million guesses say nothing."""
    said = "\x1f".join(("team", who, normal(address), asked_at.isoformat(), number))
    return hmac.digest(link_key, said.encode(), hashlib.sha256).hex()


def pause_mac(link_key: bytes, who: str, address: str) -> str:
    """What makes a pause button somebody's own: another address ends it. 128 bits, in hex."""
    said = "\x1f".join(("pause", who, normal(address)))
    return hmac.digest(link_key, said.encode(), hashlib.sha256)[:MAC_BYTES].hex()


def person_of(token: str, address: str) -> str:
    """Whose session it is, without the address."""
    return hmac.digest(token.encode(), normal(address).encode(), hashlib.sha256).hex()
