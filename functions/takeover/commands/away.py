"""Nobody of the charity is there for a while: what that means, and saying so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from takeover.apply.look import Look
from takeover.model.calendar import local_date
from takeover.model.turn import Account
from takeover.planning import overview
from takeover.planning.differing import Difference, difference
from takeover.planning.overview import Standing, Weekend
from takeover.planning.preview import Expected, preview
from takeover.ports import World

AT_LONGEST = timedelta(days=180)
LOOKS_PAST = timedelta(weeks=4)
A_WEEK = timedelta(weeks=1)
OF_A_GUEST = frozenset({
    Standing.BOOKED, Standing.SAID_YES, Standing.ALL_SET, Standing.OPEN, Standing.PAUSED,
})  # fmt: skip


@dataclass(frozen=True)
class Absence:
    """What follows if nobody is there until then; `weekends` with a guest fall into that time."""

    until: datetime
    weekends: tuple[Weekend, ...]
    mails: Difference


def first_moment(world: World, day: date) -> datetime:
    """The instant at which a day begins, on the charity's own clocks."""
    return datetime.combine(day, time(), tzinfo=world.settings.zone)


def may_be_away(seen: Look, world: World, day: date) -> bool:
    """Is this a day to come, and not so far away that nobody can have meant it?"""
    today = local_date(seen.now, world.settings.zone)
    return today < day <= today + AT_LONGEST


def foresee(world: World, seen: Look, day: date) -> Absence:
    """Say what would wait, what would come no more, and which weekends would not open in time."""
    until = first_moment(world, day)
    away = replace(seen.account, away_until=until)
    end = until + LOOKS_PAST
    before, after = (_mails(world, seen, account, end) for account in (seen.account, away))
    return Absence(until, _weekends(world, seen, until), difference(before, after))


def set_away(world: World, day: date | None, before: datetime | None) -> bool:
    """Write it down, or that everybody is back; False if somebody else has changed it."""
    until = first_moment(world, day) if day else None
    return world.ledger.set_away(until, before)


def _mails(world: World, seen: Look, account: Account, end: datetime) -> list[Expected]:
    found = preview(seen.roster, account, world.settings, seen.now, end)
    return [one for one in found if one.weekend is not None]


def _weekends(world: World, seen: Look, until: datetime) -> tuple[Weekend, ...]:
    zone = world.settings.zone
    weeks = (until - seen.now) // A_WEEK + 2
    ahead = overview.coming(seen.roster, seen.account, zone, seen.now, weeks)
    return tuple(
        one for one in ahead if one.standing in OF_A_GUEST and one.window.starts_at < until
    )
