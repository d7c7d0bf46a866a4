"""What else one seed means: SES's feed, a move, a mistyped address, a restore, a deployment.

Drawn from a chance of its own, so that a seed's weekend stays the one that `scenario.drawn` says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.simulation.truth import Guest, Wish

if TYPE_CHECKING:
    from tests.simulation.scenario import Scenario

MINUTE, HOUR, DAY, WEEK = (
    timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1),
)  # fmt: skip
MISTYPED = 4  # the guest whom a wrong address makes of the main one
BOUNCES, COMPLAINS, FULL, REJECTED = "bounces", "complains", "is full", "is rejected"
FATES = (BOUNCES, BOUNCES, COMPLAINS, COMPLAINS, FULL, FULL, REJECTED)
SOON, SLOWLY, TOO_LATE = (1, 3, 20, 90), (1, 40, 300, 1500, 4000), (2, 600, 5000, 20_000, 90_000)
DAYS = (600, 20_000, 90_000, 250_000)  # as complaints may take


@dataclass(frozen=True)
class Mailbox:
    """From then on SES tells this of each mail to this address."""

    guest: int
    since: datetime
    fate: str


@dataclass(frozen=True)
class Feed:
    """How SES tells what became of mails; `late` are seconds, the others chances."""

    tells: bool = False
    late: tuple[int, ...] = SOON
    lost: float = 0.0
    doubled: float = 0.0
    mailboxes: tuple[Mailbox, ...] = ()
    our_own: str = ""


@dataclass(frozen=True)
class Move:
    """The guest is put on another Friday: one row appears, the other one goes, in some order.

    `swapped`: so long after that somebody else stands there instead.
    """

    at: datetime
    weekend: date
    new_first: bool = True
    apart: timedelta = MINUTE
    how: str = "delete"
    back: timedelta | None = None
    swapped: timedelta | None = None


@dataclass(frozen=True)
class Restore:
    """The ledger, and perhaps the list, are put back to an earlier instant."""

    snapshot: datetime
    calls: int
    at: datetime
    roster: bool = False
    live_after: timedelta | None = None


@dataclass(frozen=True)
class Twists:
    """All of it, for one seed; nothing of it unless it is drawn."""

    feed: Feed = Feed()
    move: Move | None = None
    restore: Restore | None = None
    deployed: datetime | None = None
    corrected: datetime | None = None


def twisted(seed: int, scenario: Scenario) -> Scenario:
    """The scenario of this seed, with what else happens in it."""
    chance = Random(f"twists {seed}")
    wish, booked = scenario.main, scenario.wishes[0][0]
    move = _move(chance, wish, booked, scenario) if chance.random() < 0.12 else None
    restore = _restore(chance, wish, booked) if chance.random() < 0.1 else None
    mistyped = chance.random() < 0.1
    corrected = booked + timedelta(minutes=chance.choice((10, 90, 1500, 3000, 6000)))
    twists = Twists(
        feed=_feed(chance, wish, booked, mistyped=mistyped),
        move=move,
        restore=restore,
        deployed=_somewhere(chance, wish, booked) if chance.random() < 0.25 else None,
        corrected=corrected if mistyped else None,
    )
    wishes, ends = scenario.wishes, scenario.ends
    if mistyped:
        wishes = ((booked, replace(wish, guest=Guest(MISTYPED))), *wishes[1:])
    if move is not None and move.weekend > wish.weekend and move.back is None:
        ends += (move.weekend - wish.weekend).days * DAY
    return replace(scenario, wishes=wishes, ends=ends, twists=twists, meant=wish)


def _somewhere(chance: Random, wish: Wish, booked: datetime) -> datetime:
    """Mostly near an edge: that is where things are half done."""
    start, end = wish.window.starts_at, wish.window.ends_at
    if chance.random() < 0.3:
        return booked + (end + DAY - booked) * chance.random()
    anchor = chance.choice(
        (booked + HOUR, start - 7 * HOUR, start, start + DAY, end, end + 2 * HOUR)
    )
    return anchor + timedelta(seconds=chance.randint(-3000, 3000))


def _move(chance: Random, wish: Wish, booked: datetime, scenario: Scenario) -> Move:
    taken = {other.weekend for _, other in scenario.wishes}
    fridays = [wish.weekend + weeks * WEEK for weeks in (1, 2, 3, 4)]
    start = wish.window.starts_at
    latest = start - 8 * HOUR
    at = booked + (latest - booked) * chance.random() if latest > booked else start - HOUR
    if chance.random() < 0.15:
        at = start + timedelta(minutes=chance.randint(-400, 400))
    return Move(
        at=max(at, booked + MINUTE),
        weekend=chance.choice([friday for friday in fridays if friday not in taken]),
        new_first=chance.random() < 0.5,
        apart=timedelta(seconds=chance.choice((2, 40, 300, 1100, 1500, 2400, 7000, 90_000))),
        how=chance.choice(("delete", "delete", "cancel", "pencil")),
        back=chance.choice((None, None, None, 10 * MINUTE, 2 * HOUR, 30 * HOUR)),
        swapped=chance.choice((None, None, None, 3 * HOUR, 2 * DAY)),
    )


def _restore(chance: Random, wish: Wish, booked: datetime) -> Restore:
    snapshot = max(_somewhere(chance, wish, booked), booked + MINUTE)
    lost = timedelta(minutes=chance.choice((1, 5, 20, 60, 300, 1500, 4000)))
    return Restore(
        snapshot=snapshot,
        calls=chance.choice((0, 0, 1, 2, 3, 5, 8)),
        at=snapshot + lost,
        roster=chance.random() < 0.3,
        live_after=chance.choice((None, 7 * MINUTE, 40 * MINUTE, 5 * HOUR, 20 * HOUR)),
    )


def _feed(chance: Random, wish: Wish, booked: datetime, *, mistyped: bool) -> Feed:
    mailboxes = []
    if chance.random() < 0.12:
        since = _somewhere(chance, wish, booked) if chance.random() < 0.7 else booked
        mailboxes.append(Mailbox(wish.guest.number, since, chance.choice(FATES)))
    if chance.random() < 0.1:
        mailboxes.append(Mailbox(1, booked, chance.choice(FATES)))
    if mistyped and chance.random() < 0.8:
        mailboxes.append(Mailbox(MISTYPED, booked, chance.choice(FATES)))
    return Feed(
        tells=chance.random() < 0.75 or mistyped,
        late=chance.choice((SLOWLY, DAYS, DAYS) if mistyped else (SOON, SOON, SLOWLY, TOO_LATE)),
        lost=chance.choice((0.0, 0.05, 0.4)),
        doubled=chance.choice((0.0, 0.1, 0.5)),
        mailboxes=tuple(mailboxes),
        our_own=chance.choice((BOUNCES, COMPLAINS)) if chance.random() < 0.02 else "",
    )
