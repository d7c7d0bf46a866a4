"""How each weekend stands, by roster and ledger: what the list and Wednesday's mail show. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window, local_date
from takeover.model.cells import Mistake
from takeover.model.roster import BrokenRow, Roster, Row, Status, Takeover, next_fridays
from takeover.model.sight import Sight, is_guest
from takeover.model.turn import Account, Ending, Fact, Turn
from takeover.planning.preview import Expected, preview
from takeover.settings import Settings

LOOKS_BACK_DAYS = 90
A_WEEK = timedelta(weeks=1)
UNTIL_SURVEYED = timedelta(days=30)


class Standing(StrEnum):
    """How a weekend stands."""

    FREE = "free"
    CANCELLED = "cancelled"
    PENCILLED = "pencilled"
    BOOKED = "booked"
    SAID_YES = "said yes"
    SAID_NO = "said no"
    ALL_SET = "all set"
    OPEN = "open"
    PAUSED = "paused"
    BREAK = "break"
    UNREADABLE = "unreadable"
    OVER = "over"


GAPS = frozenset({Standing.FREE, Standing.CANCELLED, Standing.PENCILLED, Standing.SAID_NO})
"""Weekends that somebody still has to be found for, or to be asked about."""


@dataclass(frozen=True)
class Weekend:
    """One Friday: its row, the turn that counts, every turn, and what is wrong with the row."""

    friday: date
    standing: Standing
    window: Window
    row: Row | None = None
    turn: Turn | None = None
    turns: tuple[Turn, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    ending: Ending | None = None

    @property
    def gap(self) -> bool:
        """Does somebody still have to be found?"""
        return self.standing in GAPS

    @property
    def takeover(self) -> Takeover | None:
        """The row, if it reads well."""
        return self.row if isinstance(self.row, Takeover) else None


def coming(
    roster: Roster, account: Account, zone: ZoneInfo, now: datetime, weeks: int
) -> tuple[Weekend, ...]:
    """The next weekends, the one that is on (or still open) first."""
    today = local_date(now, zone)
    fridays = next_fridays(today - timedelta(days=6), weeks + 1)
    first = weekend(roster, account, zone, now, fridays[0])
    passed = first.window.ends_at <= now and not (first.turn and first.turn.open)
    later = tuple(weekend(roster, account, zone, now, friday) for friday in fridays[1:])
    return later if passed else (first, *later[:-1])


def past(
    roster: Roster, account: Account, zone: ZoneInfo, now: datetime, before: date
) -> tuple[Weekend, ...]:
    """Those of the last 90 days before this Friday that had a row or a turn, newest first."""
    oldest = local_date(now, zone) - timedelta(days=LOOKS_BACK_DAYS)
    found, friday = [], before - A_WEEK
    while friday >= oldest:
        one = weekend(roster, account, zone, now, friday)
        if one.row is not None or one.turns:
            found.append(one)
        friday -= A_WEEK
    return tuple(found)


def weekend(
    roster: Roster, account: Account, zone: ZoneInfo, now: datetime, friday: date
) -> Weekend:
    """How this weekend stands now."""
    row: Row | None = roster.takeovers.get(friday) or roster.broken.get(str(friday))
    turns = tuple(turn for turn in account.turns if turn.weekend == friday)
    turn = _that_counts(turns, row)
    sight = Sight(turn, row, account.holder, account.live_since, now) if turn else None
    usual = Window.usual(friday, zone)
    window = row.window if isinstance(row, Takeover) else usual
    if sight is not None and sight.turn.has(Fact.OPENED):
        window = sight.window
    return Weekend(
        friday=friday,
        standing=_standing(row, sight, window, now, named=friday in roster.named),
        window=window,
        row=row,
        turn=turn,
        turns=turns,
        mistakes=tuple(one for one in roster.mistakes if one.weekend == str(friday)),
        ending=sight.ending if sight else None,
    )


def expected(
    one: Weekend, account: Account, settings: Settings, now: datetime, *, with_held: bool = False
) -> tuple[Expected, ...]:
    """What is sent for this weekend until it is all over, if the list stays as it is."""
    alone = Roster()
    if isinstance(one.row, Takeover):
        alone = Roster({one.friday: one.row})
    elif one.row is not None:
        alone = Roster(broken={str(one.friday): one.row})
    its_own = replace(account, turns=one.turns, told={}, weekly={})
    until = max(one.window.ends_at, now) + UNTIL_SURVEYED
    found = preview(alone, its_own, settings, now, until, with_held=with_held)
    return tuple(this for this in found if this.weekend == one.friday)


def _that_counts(turns: tuple[Turn, ...], row: Row | None) -> Turn | None:
    """The open one; else the row's guest's latest; else, without a guest, the latest of all."""
    opened = [turn for turn in turns if turn.open]
    if isinstance(row, Takeover) and row.guest is not None and not opened:
        turns = tuple(turn for turn in turns if is_guest(turn, row))
    return max(opened or turns, key=lambda turn: turn.number, default=None)


def _standing(
    row: Row | None, sight: Sight | None, window: Window, now: datetime, *, named: bool
) -> Standing:
    turn = sight.turn if sight else None
    if sight is not None and sight.turn.open and now < window.ends_at:
        return _while_open(sight, now)
    if now >= window.ends_at:
        return Standing.OVER
    if isinstance(row, BrokenRow):
        return Standing.UNREADABLE
    if row is None:
        return Standing.FREE
    if not row.booked:
        return {
            Status.BREAK: Standing.BREAK,
            Status.CANCELLED: Standing.CANCELLED,
            Status.FORGOTTEN: Standing.FREE,
        }.get(row.status, Standing.PENCILLED if named else Standing.FREE)
    if turn is None or turn.has(Fact.GONE):
        return Standing.BOOKED
    for fact, standing in (
        (Fact.DECLINED, Standing.SAID_NO),
        (Fact.CLOSED, Standing.OVER),
        (Fact.ALL_SET, Standing.ALL_SET),
        (Fact.ACCEPTED, Standing.SAID_YES),
    ):
        if turn.has(fact):
            return standing
    return Standing.BOOKED


def _while_open(sight: Sight, now: datetime) -> Standing:
    if isinstance(sight.row, BrokenRow):
        return Standing.UNREADABLE
    if now < sight.window.starts_at:
        return Standing.ALL_SET if sight.turn.has(Fact.ALL_SET) else Standing.SAID_YES
    paused = sight.holder is not None and sight.holder.paused_at is not None
    return Standing.PAUSED if paused else Standing.OPEN
