"""What Wednesday's mail says; it claims only what roster and ledger show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from takeover.apply.forgetting import overdue
from takeover.apply.look import Look
from takeover.model.calendar import local_date
from takeover.model.cells import Mistake
from takeover.model.roster import BrokenRow, next_fridays
from takeover.model.sight import Sight
from takeover.model.turn import Ending, Fact, State, Turn
from takeover.planning import overview
from takeover.planning.advice import ON_HOLD, advice
from takeover.planning.holding import held_back
from takeover.planning.overview import Standing
from takeover.planning.planned import Scene
from takeover.planning.story import content
from takeover.planning.tuning import tuned
from takeover.settings import Settings
from takeover.wording import dates, list_away_pages
from takeover.wording.list_pages import CELLS

WEEKENDS_AHEAD = 8
JUST_IN_TIME = "eight weeks away: a good time to ask somebody"
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Weekend:
    """One line of the look-ahead."""

    date: str
    words: str
    gap: bool


def fridays(look: Look, zone: ZoneInfo) -> list[date]:
    """The weekends that the mail names: those for which somebody should be found by now."""
    return next_fridays(local_date(look.now, zone), WEEKENDS_AHEAD)


def weekends(look: Look, zone: ZoneInfo) -> list[Weekend]:
    """The next eight weekends, each with who has it and whether they said yes.

    A free one is new to her at the end of the eight: then there is just time to find somebody.
    """
    *sooner, last = [_line(look, friday, zone) for friday in fridays(look, zone)]
    return [*sooner, replace(last, words=f"{last.words}, {JUST_IN_TIME}") if last.gap else last]


def away_words(look: Look, settings: Settings) -> str:
    """Until when nobody of the charity is there, as a sentence; empty while somebody is."""
    until = look.account.away_until
    if until is None or until <= look.now:
        return ""
    return list_away_pages.away_until(dates.day(local_date(until, settings.zone)))


def problems(look: Look, settings: Settings) -> list[str]:
    """What is wrong, in sentences; empty means that all is well."""
    oldest = str((look.now - A_WEEK).date())
    broken = look.roster.broken.values()
    found = [_mistake(row) for row in broken if row.weekend >= oldest or _has_no_date(row)]
    for key, record in look.account.told.items():
        if key.startswith("trouble-") and record.state is not State.SEEN:
            found.append("Something was refused in the last day; you had a mail about it.")
    for turn in look.account.turns:
        found += _open_ends(look, turn)
    for weekend in overdue(look, settings):
        friday = dates.day_short(weekend)
        found.append(f"The guest of {friday} should be forgotten by now, and is not.")
    return found


def advised(look: Look, settings: Settings) -> list[str]:
    """What a person should look at though nothing is wrong, as sentences for the list."""
    tune = tuned(settings.timeline_overrides)
    scene = Scene(look.roster, look.account, settings, tune, look.now)
    return [
        f"{_where(one)}: {one.advice} {one.right}" for one in advice(scene) if one.cell != ON_HOLD
    ]


def notes(look: Look, settings: Settings) -> list[str]:
    """What the team has set itself, so that nobody forgets it."""
    away = away_words(look, settings)
    return ([away] if away else []) + holds(look, settings)


def holds(look: Look, settings: Settings) -> list[str]:
    """The mails that the team keeps back, each with its weekend."""
    found = []
    for turn in look.account.turns:
        row = look.roster.takeovers.get(turn.weekend)
        for one in held_back(Sight(turn, row, None, None, look.now), settings):
            if not one.pointless(look.now):
                day = dates.day_short(turn.weekend)
                found.append(f"{day}, on hold: {content(one.step)}")
    return found


def _line(look: Look, friday: date, zone: ZoneInfo) -> Weekend:
    one = overview.weekend(look.roster, look.account, zone, look.now, friday)
    return Weekend(dates.day_short(friday), _words(one), one.gap)


def _words(one: overview.Weekend) -> str:
    guest = one.takeover.guest if one.takeover else None
    name = guest.public_name if guest else ""
    match one.standing:
        case Standing.FREE | Standing.CANCELLED:
            return "free"
        case Standing.BREAK:
            return "a break"
        case Standing.PENCILLED:
            return "pencilled in, nothing is sent yet"
        case Standing.UNREADABLE:
            return "there is a mistake in the list"
        case Standing.SAID_NO:
            return f"{name} has said no"
        case Standing.BOOKED:
            return f"{name} (has not said yes)"
        case _:
            return f"{name} ✔"


def _where(mistake: Mistake) -> str:
    friday = dates.day_short(date.fromisoformat(mistake.weekend))
    return f"{friday}, “{CELLS[mistake.cell]}”" if mistake.cell in CELLS else friday


def _mistake(row: BrokenRow) -> str:
    wrong = {mistake.cell for mistake in row.mistakes}
    names = [name for cell, name in CELLS.items() if cell in wrong]
    cells = " and ".join(f"“{name}”" for name in [*names, *sorted(wrong - CELLS.keys())])
    if _has_no_date(row):
        return f"One weekend is left alone, as “{row.weekend}” is not a Friday like 2026-12-04."
    friday = dates.day_short(date.fromisoformat(row.weekend))
    return f"{friday}: we can't read {cells}, so this weekend is left alone."


def _has_no_date(row: BrokenRow) -> bool:
    return any(mistake.cell == "weekend" for mistake in row.mistakes)


def _open_ends(look: Look, turn: Turn) -> list[str]:
    """What was owed for a weekend of the last week and is not settled."""
    if not look.now - A_WEEK <= turn.window.ends_at <= look.now:
        return []
    friday = dates.day_short(turn.weekend)
    row = look.roster.takeovers.get(turn.weekend)
    ending = Sight(turn, row, None, None, look.now).ending
    if turn.open:
        return [f"The weekend of {friday} is over, but it has not been tidied up yet."]
    found = []
    if turn.has(Fact.CLOSED) and not turn.settled("proof"):
        found.append(f"We could not yet check that the weekend of {friday} is closed.")
    if ending is Ending.NEVER_OPENED:
        found.append(f"The weekend of {friday} was agreed, but it never opened.")
    if ending is Ending.NEVER_ACCEPTED:
        found.append(f"Nobody said yes for the weekend of {friday}.")
    return found
