"""Dates and times in words, in the charity's zone: "Friday 4 December 2026", "9am"."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from takeover.hours import AT_ANY_HOUR, Hours

# Written out, because strftime speaks the language of the machine it runs on.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    """Return a date in full: "Friday 4 December 2026"."""
    return f"{day_short(when)} {when.year}"


def day_short(when: date) -> str:
    """Return a date without its year: "Friday 4 December"."""
    return f"{weekday(when)} {when.day} {_MONTHS[when.month - 1]}"


def month(when: date) -> str:
    """Return a month: "December 2026"."""
    return f"{_MONTHS[when.month - 1]} {when.year}"


def weekday(when: date) -> str:
    """Return the name of a day: "Friday"."""
    return _DAYS[when.weekday()]


def clock(when: time | datetime) -> str:
    """Return a time of day to the minute: "9am", "5.30pm", "noon", "midnight"."""
    if when.hour == 12 and not when.minute:
        return "noon"
    if when.hour == 0 and not when.minute:
        return "midnight"
    minutes = f".{when.minute:02}" if when.minute else ""
    return f"{when.hour % 12 or 12}{minutes}{_half(when)}"


def clock_to_the_second(when: time | datetime) -> str:
    """Return a time of day to the second: "9:00:12am"."""
    return f"{when.hour % 12 or 12}:{when.minute:02}:{when.second:02}{_half(when)}"


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant in the zone: "Friday 4 December, 5pm"."""
    local = aware(instant).astimezone(zone)
    return f"{day_short(local)}, {clock(local)}"


def moment_to_the_second(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant in the zone: "Monday 7 December, 9:00:12am"."""
    local = aware(instant).astimezone(zone)
    return f"{day_short(local)}, {clock_to_the_second(local)}"


def span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Return a window: "Friday 4 December, 5pm, to Monday 7 December, 9am"."""
    return f"{moment(starts_at, zone)}, to {moment(ends_at, zone)}"


def weekend_words(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Return the fillers of mails and posts that say when a weekend is."""
    start, end = aware(starts_at).astimezone(zone), aware(ends_at).astimezone(zone)
    return {
        "friday": day(start),
        "friday_short": day_short(start),
        "opens": moment(start, zone),
        "closes": moment(end, zone),
        "start_time": clock(start),
        "end_day": weekday(end),
        "end_time": clock(end),
    }


def hours_in_words(hours: Hours) -> str:
    """Return when somebody is awake: "Friday, 5pm to 10pm; Saturday and Sunday, 9am to 9pm"."""
    if hours == AT_ANY_HOUR:
        return "at any hour"
    said = [f"{_days(span.days)}, {clock(span.start)} to {clock(span.end)}" for span in hours.spans]
    return "; ".join(said)


def _days(days: Sequence[int]) -> str:
    first, last = _DAYS[days[0]], _DAYS[days[-1]]
    if len(days) == len(_DAYS):
        return "every day"
    if len(days) == 1:
        return first
    return f"{first} {'and' if len(days) == 2 else 'to'} {last}"


def time_left(left: timedelta) -> str:
    """Say how long it still is: "2 days and 3 hours", "45 minutes", "less than a minute"."""
    minutes = int(left.total_seconds()) // 60
    if minutes < 1:
        return "less than a minute"
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{number} {unit}" if number == 1 else f"{number} {unit}s"
        for number, unit in ((days, "day"), (hours, "hour"), (minutes, "minute"))
        if number
    ]
    # Two parts are enough: nobody plans by the minute two days ahead.
    return " and ".join(parts[:2])


def aware(instant: datetime) -> datetime:
    """Return the instant, if it knows its zone.

    Raises:
        ValueError: it is naive, so nobody can say when it is.
    """
    if instant.utcoffset() is None:
        raise ValueError(f"{instant!r} has no zone: an aware instant is needed.")
    return instant


def _half(when: time | datetime) -> str:
    return "am" if when.hour < 12 else "pm"
