"""When somebody is there, as a person types it: `Fri 17:00-22:00, Sat-Sun 09:00-21:00`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from takeover.errors import SettingsError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RIGHT = "Fri 17:00-22:00, Sat-Sun 09:00-21:00"
ANSWERED_WITHIN = timedelta(hours=1)
WORTH_PROMISING = timedelta(days=1)
_QUARTER = timedelta(minutes=15)
_DAY, _DAILY = rf"({'|'.join(DAYS)})", "daily"
_TIME = r"([01]\d|2[0-4]):([0-5]\d)"
_SPAN = re.compile(rf"(?:{_DAILY}|{_DAY}(?:\s*-\s*{_DAY})?)\s+{_TIME}\s*-\s*{_TIME}", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """The same hours on some days of the week, Monday being 0.

    One that ends no later than it starts ends on the next day.
    """

    days: tuple[int, ...]
    start: time
    end: time

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """These hours, on the day on which they start."""
        until = day + timedelta(days=1) if self.end <= self.start else day
        return (
            datetime.combine(day, self.start, tzinfo=zone),
            datetime.combine(until, self.end, tzinfo=zone),
        )


@dataclass(frozen=True)
class Hours:
    """When somebody is awake; none at all promises nothing."""

    spans: tuple[Span, ...] = ()

    def answer_by(
        self, at: datetime, zone: ZoneInfo, within: timedelta = WORTH_PROMISING
    ) -> datetime | None:
        """By when somebody gets in touch who is asked at this instant: an hour of being awake.

        On the quarter of an hour. None where it would take longer than that, or is not known.
        """
        awake = [max(at, start) for start, end in self._around(at, zone, within) if at < end]
        if not awake:
            return None
        by = min(awake) + ANSWERED_WITHIN
        by += (
            -timedelta(minutes=by.minute, seconds=by.second, microseconds=by.microsecond) % _QUARTER
        )
        return by if by <= at + within else None

    def _around(
        self, at: datetime, zone: ZoneInfo, within: timedelta
    ) -> Iterator[tuple[datetime, datetime]]:
        today = at.astimezone(zone).date()
        for day in (today + timedelta(days=offset) for offset in range(-1, within.days + 1)):
            for span in self.spans:
                if day.weekday() in span.days:
                    yield span.on(day, zone)


AT_ANY_HOUR = Hours((Span(tuple(range(len(DAYS))), time(0), time(0)),))


def read_hours(text: str) -> Hours:
    """Read hours as they are typed; empty means none.

    Raises SettingsError that says what would be right.
    """
    parts = (part.strip() for part in text.split(","))
    return Hours(tuple(_read(part) for part in parts if part))


def _read(part: str) -> Span:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise SettingsError(f"hours should look like: {RIGHT}; not {part!r}")
    first, last, *numbers = found.groups()
    from_hour, from_minute, to_hour, to_minute = map(int, numbers)
    if from_hour == 24 or (to_hour == 24 and to_minute):
        raise SettingsError(f"hours go from 00:00 to 24:00; not {part!r}")
    return Span(_days(first, last), time(from_hour, from_minute), time(to_hour % 24, to_minute))


def _days(first: str | None, last: str | None) -> tuple[int, ...]:
    if first is None:
        return tuple(range(len(DAYS)))
    start, end = DAYS.index(first.lower()), DAYS.index((last or first).lower())
    return tuple((start + more) % 7 for more in range((end - start) % 7 + 1))
