"""One look at roster and ledger: everything a run needs to know, in two or three reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from takeover.apply import own_texts
from takeover.model.calendar import local_date
from takeover.model.cells import TEXT, Mistake
from takeover.model.roster import A_YEAR, BrokenRow, Roster, Row, last_years, read_roster, read_row
from takeover.model.sight import Sight
from takeover.model.steps import REMINDERS, ROSTER_CHECK
from takeover.model.turn import Account, State, Turn
from takeover.planning.housekeeping import MISTAKE
from takeover.ports import World
from takeover.settings import Settings
from takeover.wording.row_words import mistaken_words

LOOK_FOR_MISTAKES = (REMINDERS, ROSTER_CHECK)
PUT_BACK_DAYS = 35  # so far back the tables can be restored
LOOKS_BACK = timedelta(days=Settings.retention_days + PUT_BACK_DAYS + 25)
"""What was forgotten on its day and put back by a restore is found, and a month late as well."""


@dataclass(frozen=True)
class Look:
    """Roster and ledger as they are at one instant; `cells` are the rows as they were typed."""

    roster: Roster
    account: Account
    now: datetime
    cells: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @classmethod
    def of_one(cls, sight: Sight) -> Look:
        """What a single turn's sight shows, for a step that a person's wish made due."""
        return cls(Roster(), Account((sight.turn,), sight.holder, sight.live_since), sight.now)


def look(world: World, by: str, *, sure: bool = True) -> Look:
    """Read roster and ledger; whoever looks for mistakes also reads rows that no date finds.

    These are rows whose weekend is no date, and last year's. The sweep only tells of what was
    seen before, so it reads them if there is something to tell. `sure` asks whether this ledger
    is the one that went live, or a restored copy of it.
    """
    now = world.clock.now()
    today, since = (local_date(at, world.settings.zone) for at in (now, now - LOOKS_BACK))
    whole = by in LOOK_FOR_MISTAKES
    rows = world.roster.rows(today - A_YEAR if whole else since)
    account = world.ledger.look(since)
    if not whole and _has_mistakes_to_tell(account):
        whole, rows = True, world.roster.rows(today - A_YEAR)
    first = str(since)
    old = [row for row in rows if str(row["weekend"]) < first]
    raw = [*(world.roster.misfiled() if whole else ()), *rows[len(old) :]]
    if sure and account.live_table and account.live_table != (own := world.ledger.table_id()):
        account = replace(account, live_since=None, restored=own)
    cells = {str(row.get("weekend")): row for row in raw}
    roster = refuse_words(read_roster(raw, world.settings))
    mistakes = (*roster.mistakes, *last_years(old, today), *_texts(world, account))
    if len(mistakes) > len(roster.mistakes):
        roster = replace(roster, mistakes=mistakes)
    return Look(roster, account, now, cells)


def _texts(world: World, account: Account) -> tuple[Mistake, ...]:
    """The charity's own words that cannot be used; read only once some could not be."""
    known = f"-{TEXT}-"
    if not any(key.startswith(MISTAKE) and known in key for key in account.told):
        return ()
    return own_texts.broken_texts(world)


def _has_mistakes_to_tell(account: Account) -> bool:
    told = account.told.items()
    return any(key.startswith(MISTAKE) and record.state is State.SEEN for key, record in told)


def refuse_words(roster: Roster) -> Roster:
    """Leave out names and hellos that X would turn into links, and name them as mistakes.

    Without such a name a row cannot go on; without its hello it can.
    """
    takeovers, broken = dict(roster.takeovers), dict(roster.broken)
    mistakes = list(roster.mistakes)
    for weekend, row in roster.takeovers.items():
        if not row.booked or row.guest is None:
            continue
        found = mistaken_words(weekend, row.guest)
        mistakes += found
        if wrong := tuple(mistake for mistake in found if mistake.stops_the_row):
            del takeovers[weekend]
            broken[str(weekend)] = BrokenRow(str(weekend), wrong)
        elif found:
            takeovers[weekend] = replace(row, guest=replace(row.guest, introduction=""))
    return replace(roster, takeovers=takeovers, broken=broken, mistakes=tuple(mistakes))


def row_of(world: World, turn: Turn) -> Row | None:
    """The roster's row for a turn's weekend, as it is now."""
    raw = world.roster.row(turn.weekend)
    return None if raw is None else read_row(raw, world.settings)[0]


def sight_of(world: World, turn: Turn) -> Sight:
    """One turn as roster and ledger show it now; goes without `~live`, which a sweep reads."""
    return Sight(turn, row_of(world, turn), world.ledger.holder(), None, world.clock.now())
