"""Things as the contract suites need them: invented people, the weekend of 4 December 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window
from takeover.model.turn import Holder, Session, SessionKind, Turn
from takeover.ports import Ledger
from takeover.settings import Person, Settings

LONDON = ZoneInfo("Europe/London")
WEEKEND = date(2026, 12, 4)
NOON = datetime(2026, 12, 4, 12, 0, 0, 123456, tzinfo=UTC)
NAIVE = datetime(2026, 12, 4, 12)  # noqa: DTZ001 -- what nobody may write down
MINUTE = timedelta(minutes=1)

SETTINGS = Settings(
    account="ourcharity",
    coordinator=Person("Alex Field", "alex@example.org"),
    deputy=Person("Bo Marsh", "bo@example.org"),
    technical_helper=Person("Robin Lee", "robin@example.org"),
    sender=Person("Weekend team", "weekends@example.org"),
    zone=LONDON,
)


def a_turn(weekend: date = WEEKEND, number: int = 1, **more: Any) -> Turn:
    """A turn that was begun."""
    return Turn(
        weekend=weekend,
        number=number,
        salt=f"{number:032x}",
        guest_hmac="ab" * 32,
        window=Window.usual(weekend, LONDON),
        rehearsal=False,
        **more,
    )


def held_by(turn: Turn) -> Holder:
    """The holder's record of a turn."""
    return Holder(turn.id, turn.salt, turn.guest_hmac, turn.window)


def a_session(
    turn: Turn, digest: str = "d1", kind: SessionKind = SessionKind.NUMBER, **more: Any
) -> Session:
    """A session of a turn."""
    session = Session(turn.id, digest, kind, turn.generation, NOON, turn.window.ends_at)
    return replace(session, **more)


def probe_of(turn: Turn) -> Session:
    """The probe's session, written at opening."""
    return a_session(turn, "probe", SessionKind.PROBE)


def begun(ledger: Ledger, turn: Turn) -> Turn:
    ledger.begin(turn)
    return turn


def opened(ledger: Ledger, turn: Turn) -> Turn:
    ledger.begin(turn)
    ledger.open(turn, held_by(turn), probe_of(turn), NOON)
    return turn


def now(ledger: Ledger, turn: Turn) -> Turn:
    there = ledger.turn(turn.id)
    assert there is not None
    return there
