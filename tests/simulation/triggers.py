"""When template.yaml's own rules wake a function; `test_simulation` holds this against it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window
from takeover.model.steps import FUNCTIONS, HANDOVER, REMINDERS, REVOCATION, SURVEY

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
OFTEN = {
    HANDOVER: (5, {FRIDAY, SATURDAY, SUNDAY, MONDAY}),
    REVOCATION: (5, {SUNDAY, MONDAY, TUESDAY}),
}
OTHERWISE = {HANDOVER: 60, REVOCATION: 15, REMINDERS: 60, SURVEY: 60}
MINUTE, HOUR, DAY = (
    timedelta(minutes=1), timedelta(hours=1), timedelta(days=1),
)  # fmt: skip
SETTLING = 31 * MINUTE
UTC = ZoneInfo("UTC")
LONDON = ZoneInfo("Europe/London")


def minutes_between(function: str, at: datetime) -> int:
    """How many minutes lie between two triggers on this day (UTC)."""
    often = OFTEN.get(function)
    if often and at.weekday() in often[1]:
        return often[0]
    return OTHERWISE[function]


def fires_at(function: str, at: datetime) -> bool:
    """Does a trigger of this function fire in this minute?"""
    if at.minute % minutes_between(function, at) == 0:
        return True
    return function == REVOCATION and _closing_schedule(at)


def _closing_schedule(at: datetime) -> bool:
    """The second, independent trigger: 09:00 on Mondays, on London's clocks."""
    local = at.astimezone(LONDON)
    return (local.weekday(), local.hour, local.minute) == (MONDAY, 9, 0)


def next_tick(function: str, after: datetime) -> datetime:
    """The first trigger of this function at or after this instant."""
    at = after.replace(second=0, microsecond=0)
    if at < after:
        at += MINUTE
    while past := at.minute % (apart := minutes_between(function, at)):
        at += timedelta(minutes=apart - past)
    return at


def moments(window: Window, morning: datetime) -> list[tuple[str, datetime]]:
    """When something can happen to a weekend: each of these functions has something to do then."""
    start, end = window.starts_at, window.ends_at

    def day(anchor: datetime, days: int, at: time) -> datetime:
        local = anchor.astimezone(LONDON).date() + days * DAY
        return datetime.combine(local, at, tzinfo=LONDON).astimezone(UTC)

    ten, eleven = time(10, 0), time(11, 0)
    opening = min(day(start, 0, ten), start - 2 * HOUR)
    found = [(HANDOVER, at) for at in (
        opening, opening + 6 * MINUTE, start - HOUR, start, start + 6 * MINUTE,
        start + 121 * MINUTE, start + 17 * HOUR)]  # fmt: skip
    found += [(REVOCATION, at) for at in (
        start + HOUR, end, end + 6 * MINUTE, end + 12 * MINUTE, end + SETTLING, end + 2 * HOUR,
        day(end, 1, time(9, 2)))]  # fmt: skip
    found += [(REMINDERS, day(start, -days, eleven)) for days in (30, 14, 9, 7, 3, 1)]
    found += [(REMINDERS, day(start, 0, time(9, 2))), (REMINDERS, morning), (REVOCATION, morning)]
    wednesday = day(start, -2 if start.astimezone(LONDON).weekday() == 4 else -1, time(8, 0))
    found += [(REMINDERS, wednesday), (REMINDERS, day(end, 2, time(8, 0)))]
    found += [(SURVEY, day(end, 2, eleven)), (SURVEY, day(end, 3, time(9, 2)))]
    return found


__all__ = ["FUNCTIONS", "SETTLING", "fires_at", "minutes_between", "moments", "next_tick"]
