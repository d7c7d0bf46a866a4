"""When template.yaml's own rules wake a function; `test_simulation` holds this against it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from takeover.model.steps import FUNCTIONS, HANDOVER, REMINDERS, REVOCATION, SURVEY

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
OFTEN = {
    HANDOVER: (5, {FRIDAY, SATURDAY, SUNDAY, MONDAY}),
    REVOCATION: (5, {SUNDAY, MONDAY, TUESDAY}),
}
OTHERWISE = {HANDOVER: 60, REVOCATION: 15, REMINDERS: 60, SURVEY: 60}
A_MINUTE = timedelta(minutes=1)
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
        at += A_MINUTE
    while at.minute % minutes_between(function, at):
        at += A_MINUTE
    return at


__all__ = ["FUNCTIONS", "fires_at", "minutes_between", "next_tick"]
