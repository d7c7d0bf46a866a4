"""What the team sees: all weekends as a list, and one weekend with its story. Writes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from desk.answers import Answer
from desk.asked import Asked
from desk.team.answers import shown
from desk.team.kinds import ways
from desk.team.lines import cells_of, line_of, linked
from desk.team.waiting import who_waits
from takeover.apply.look import Look, look
from takeover.apply.reporting import answers_of
from takeover.apply.weekly import advised, away_words, holds, problems
from takeover.commands.taking_down import has_posted
from takeover.commands.team import Member
from takeover.model.calendar import FRIDAY, local_date
from takeover.model.quarter import Quarter
from takeover.model.sight import is_guest
from takeover.model.steps import REMINDERS
from takeover.model.turn import Turn
from takeover.planning import overview
from takeover.planning.counting import had_it
from takeover.planning.overview import LOOKS_BACK_DAYS, Weekend
from takeover.planning.story import Names, story
from takeover.ports import World
from takeover.settings import Settings
from takeover.wording import dates, refusals
from takeover.wording.list_pages import (
    HOME,
    Chapter,
    Coming,
    ListNothingDone,
    ListView,
    ListWeekend,
    Month,
    Told,
)
from takeover.wording.list_post_pages import POSTS

WEEKS_AHEAD = 26
FURTHEST = timedelta(weeks=104)
A_WEEK = timedelta(weeks=1)
EARLIER = "An earlier guest"


def list_page(asked: Asked, _here: Member) -> Answer:
    """All weekends from the one that is on, month by month; the past ones under a fold."""
    world = asked.world
    seen, zone = look(world, REMINDERS), world.settings.zone
    ahead = overview.coming(seen.roster, seen.account, zone, seen.now, WEEKS_AHEAD)
    behind = overview.past(seen.roster, seen.account, zone, seen.now, ahead[0].friday)
    waiting = who_waits(world, seen)
    months = tuple(
        Month(
            dates.month(friday),
            tuple(line_of(one, seen, world.settings, waiting) for one in those),
        )
        for friday, those in groupby(ahead, lambda one: one.friday.replace(day=1))
    )
    page = ListView(
        months=months,
        past=tuple(line_of(one, seen, world.settings) for one in behind),
        troubles=tuple(problems(seen, world.settings)),
        advice=tuple(advised(seen, world.settings)),
        rehearsing=seen.account.live_since is None,
        coordinator=world.settings.coordinator.first_name,
        holds=tuple(holds(seen, world.settings)),
        away=away_words(seen, world.settings),
        waiting=len(waiting),
        quarter=f"{HOME}/quarters/{Quarter.of(local_date(seen.now, zone))}",
    )
    return Answer(200, page)


def weekend_page(asked: Asked, _here: Member) -> Answer:
    """One weekend: what stands in the list, what was done, what will be sent."""
    world, friday = asked.world, friday_of(asked.parts["weekend"])
    seen, zone = look(world, REMINDERS), world.settings.zone
    today = local_date(seen.now, zone)
    first = today - timedelta(days=LOOKS_BACK_DAYS)
    if friday is None or not first <= friday <= today + FURTHEST:
        none = ListNothingDone(heading="There is no such weekend", why=refusals.NO_SUCH_WEEKEND)
        return Answer(404, none)
    one = overview.weekend(seen.roster, seen.account, zone, seen.now, friday)
    waiting = who_waits(world, seen) if one.gap else []
    page = ListWeekend(
        line=line_of(one, seen, world.settings, waiting),
        heading=dates.day(friday),
        opens=dates.moment(one.window.starts_at, zone),
        closes=dates.moment(one.window.ends_at, zone),
        cells=cells_of(seen.cells.get(str(friday), {})),
        chapters=tuple(_chapters(one, world.settings)),
        coming=tuple(_coming(one, seen, world)),
        rehearsing=seen.account.live_since is None,
        coordinator=world.settings.coordinator.first_name,
        ways=ways(one),
        answers=tuple(map(shown, answers_of(world, one.turns, seen.cells.get(str(friday))))),
        record=f"{HOME}/{friday}/trustees" if any(map(had_it, one.turns)) else "",
        posts=f"{HOME}/{friday}/{POSTS}" if any(map(has_posted, one.turns)) else "",
        before=f"{HOME}/{friday - A_WEEK}" if friday - A_WEEK >= first else "",
        after=f"{HOME}/{friday + A_WEEK}" if friday + A_WEEK <= today + FURTHEST else "",
    )
    return Answer(200, page)


def friday_of(text: str) -> date | None:
    """The Friday that a part of an address names, or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.weekday() == FRIDAY and str(day) == text else None


def _chapters(one: Weekend, settings: Settings) -> list[Chapter]:
    row, chapters = one.takeover, []
    duty = (row.duty if row else None) or settings.coordinator
    for turn in one.turns:
        theirs = row is not None and row.guest is not None and is_guest(turn, row)
        name = row.guest.public_name if theirs and row and row.guest else Names.guest
        names = Names(
            guest=name,
            coordinator=settings.coordinator.first_name,
            duty=duty.first_name,
            deputy=settings.deputy.first_name,
        )
        told = tuple(
            Told(dates.moment(line.at, settings.zone), line.words) for line in story(turn, names)
        )
        chapters.append(Chapter(_title(turn, one, name if theirs else EARLIER), told))
    return chapters


def _title(turn: Turn, one: Weekend, name: str) -> str:
    rehearsal = "Rehearsal" if turn.rehearsal else ""
    if len(one.turns) == 1:
        return rehearsal
    return f"{rehearsal}: {name}" if rehearsal else name


def _coming(one: Weekend, seen: Look, world: World) -> list[Coming]:
    expected = overview.expected(one, seen.account, world.settings, seen.now, with_held=True)
    return [linked(this, world.settings) for this in expected]
