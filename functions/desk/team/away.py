"""Nobody of the team is there for a while: say until when, see what follows, be back earlier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to, nothing_done
from desk.team.lines import coming_of, name_of
from takeover.apply.look import Look, look
from takeover.commands.away import Absence, foresee, may_be_away, set_away
from takeover.commands.team import Member
from takeover.model.calendar import iso, local_date, parse_instant
from takeover.model.steps import REMINDERS
from takeover.settings import Settings
from takeover.wording import dates, list_away_pages
from takeover.wording.list_away_pages import ListAway, ListAwayLook
from takeover.wording.list_edit_pages import Later
from takeover.wording.list_pages import HOME, Said
from takeover.wording.page_data import Problem


def page(asked: Asked, _here: Member) -> Answer:
    """How it is, and the form."""
    return Answer(200, _form(look(asked.world, REMINDERS), asked.world.settings))


def look_first(asked: Asked, _here: Member) -> Answer:
    """What will happen if nobody is there until this day."""
    world, typed = asked.world, asked.form.text("day")
    seen, day = look(world, REMINDERS), _day(typed)
    if day is None or not may_be_away(seen, world, day):
        form = replace(_form(seen, world.settings), given={"day": typed.strip()})
        problem = Problem(list_away_pages.NO_SUCH_DAY, "day")
        return Answer(422, replace(form, problems=(problem,)))
    foreseen, settings = foresee(world, seen, day), world.settings
    shown = ListAwayLook(
        until=dates.day(day),
        effects=tuple(_effects(foreseen, seen, settings)),
        later=tuple(
            Later(coming_of(one, settings), dates.moment(was, settings.zone))
            for one, was in foreseen.mails.later
        ),
        not_sent=tuple(coming_of(one, settings) for one in foreseen.mails.not_sent),
        hidden=(("day", str(day)), ("was", asked.form.text("was"))),
    )
    return Answer(200, shown)


def write(asked: Asked, here: Member) -> Answer:
    """From now on nobody is there, until the beginning of this day."""
    world, day = asked.world, _day(asked.form.text("day"))
    if day is None or not may_be_away(look(world, REMINDERS), world, day):
        return nothing_done(here, list_away_pages.NO_SUCH_DAY, "no_such_day", 422)
    return _set(asked, here, day, Said.AWAY)


def back(asked: Asked, here: Member) -> Answer:
    """Everybody is back: all goes on now."""
    return _set(asked, here, None, Said.BACK)


def _set(asked: Asked, here: Member, day: date | None, said: Said) -> Answer:
    before, known = _instant(asked.form.text("was"))
    if not known or not set_away(asked.world, day, before):
        return nothing_done(here, list_away_pages.CHANGED_MEANWHILE, "changed", 409)
    return go_to(HOME, said)


def _form(seen: Look, settings: Settings) -> ListAway:
    until = seen.account.away_until
    over = until is None or until <= seen.now
    return ListAway(
        until="" if over else back_on(until, settings),
        was=iso(until) if until else "",
    )


def back_on(until: datetime | None, settings: Settings) -> str:
    """The day on which they are back, in words."""
    return dates.day(local_date(until, settings.zone)) if until else ""


def _effects(foreseen: Absence, seen: Look, settings: Settings) -> Iterator[str]:
    day = back_on(foreseen.until, settings)
    for one in foreseen.weekends:
        name, friday = name_of(one, seen) or "The guest", dates.day_short(one.friday)
        if one.turn is not None and one.turn.open:
            ends = f"on {dates.moment(one.window.ends_at, settings.zone)}"
            yield list_away_pages.stays_open(name, ends)
        elif one.window.ends_at <= foreseen.until:
            yield list_away_pages.never_opens(name, friday)
        else:
            yield list_away_pages.opens_late(name, friday, day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _instant(text: str) -> tuple[datetime | None, bool]:
    """What a form says of how it was, and whether one can read it."""
    if not text:
        return None, True
    try:
        return parse_instant(text), True
    except ValueError:
        return None, False
