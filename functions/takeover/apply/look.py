"""One look at roster and ledger: everything a run needs to know, in two or three reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from takeover.model.calendar import local_date
from takeover.model.cells import OTHER_WORDS, Mistake
from takeover.model.roster import BrokenRow, Roster, Row, read_roster, read_row
from takeover.model.sight import Sight
from takeover.model.steps import REMINDERS
from takeover.model.turn import Account, Turn
from takeover.ports import World
from takeover.wording.length import check_hello, check_name, looks_plain

LOOKS_BACK = timedelta(days=120)


@dataclass(frozen=True)
class Look:
    """Roster and ledger as they are at one instant."""

    roster: Roster
    account: Account
    now: datetime

    @classmethod
    def of_one(cls, sight: Sight) -> Look:
        """What a single turn's sight shows, for a step that a person's wish made due."""
        return cls(Roster(), Account((sight.turn,), sight.holder, sight.live_since), sight.now)


def look(world: World, by: str, *, sure: bool = True) -> Look:
    """Read roster and ledger; reminders also look for rows whose weekend is no date.

    `sure` asks whether this ledger is the one that went live, or a restored copy of it.
    """
    now = world.clock.now()
    since = local_date(now - LOOKS_BACK, world.settings.zone)
    raw = list(world.roster.rows(since))
    if by == REMINDERS:
        raw = [*world.roster.misfiled(), *raw]
    account = world.ledger.look(since)
    if sure and account.live_table and account.live_table != world.ledger.table_id():
        account = replace(account, live_since=None, restored=True)
    return Look(refuse_words(read_roster(raw, world.settings)), account, now)


def refuse_words(roster: Roster) -> Roster:
    """Leave out names and hellos that X would turn into links, and name them as mistakes.

    Without such a name a row cannot go on; without its hello it can.
    """
    takeovers, broken = dict(roster.takeovers), dict(roster.broken)
    mistakes = list(roster.mistakes)
    for weekend, row in roster.takeovers.items():
        if not row.booked or row.guest is None:
            continue
        name, hello = row.guest.public_name, row.guest.introduction
        if looks_plain(name) and looks_plain(hello):
            continue
        for right in check_hello(hello):
            mistakes.append(
                Mistake(str(weekend), "introduction", hello, OTHER_WORDS + right, False)
            )
            takeovers[weekend] = replace(row, guest=replace(row.guest, introduction=""))
        wrong = [
            Mistake(str(weekend), "public_name", name, OTHER_WORDS + right)
            for right in check_name(name)
        ]
        if wrong:
            mistakes += wrong
            del takeovers[weekend]
            broken[str(weekend)] = BrokenRow(str(weekend), tuple(wrong))
    return Roster(takeovers, broken, tuple(mistakes))


def row_of(world: World, turn: Turn) -> Row | None:
    """The roster's row for a turn's weekend, as it is now."""
    raw = world.roster.row(turn.weekend)
    return None if raw is None else read_row(raw, world.settings)[0]


def sight_of(world: World, turn: Turn) -> Sight:
    """One turn as roster and ledger show it now; goes without `~live`, which a sweep reads."""
    return Sight(turn, row_of(world, turn), world.ledger.holder(), None, world.clock.now())
