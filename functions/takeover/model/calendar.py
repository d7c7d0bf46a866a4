"""Weekends, windows and instants: calendar arithmetic, exact across clock changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FRIDAY = 4
USUAL_START = time(17, 0)
USUAL_END = time(9, 0)
DAYS_TO_MONDAY = 3


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the clocks on the wall show this date and time.

    A time that does not exist (the clocks go forward) is read as if they had not yet;
    one that comes twice means the first.
    """
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The date on the charity's own calendar at this instant."""
    return moment.astimezone(zone).date()


def parse_instant(text: str) -> datetime:
    """Read an instant that `iso` wrote; raises ValueError if it is naive or no date."""
    moment = datetime.fromisoformat(text)
    refuse_naive(moment)
    return moment.astimezone(UTC)


def iso(moment: datetime) -> str:
    """An instant as text, in UTC to the microsecond, so that text order is time order."""
    refuse_naive(moment)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def refuse_naive(moment: datetime) -> None:
    """Raise ValueError for what names no instant."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone, so it names no instant")


@dataclass(frozen=True)
class Window:
    """When the account is with the guest: half open, `[starts_at, ends_at)`, aware, in UTC.

    Raises ValueError for naive instants or an end that is not after the start.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        refuse_naive(self.starts_at)
        refuse_naive(self.ends_at)
        if self.ends_at <= self.starts_at:
            raise ValueError("a window ends after it starts")

    @classmethod
    def usual(cls, weekend: date, zone: ZoneInfo) -> Window:
        """Friday 17:00 to Monday 09:00 on the charity's clocks: 63, 64 or 65 hours."""
        return cls(
            instant(weekend, USUAL_START, zone),
            instant(weekend + timedelta(days=DAYS_TO_MONDAY), USUAL_END, zone),
        )

    def contains(self, moment: datetime) -> bool:
        """Is this instant inside?"""
        return self.starts_at <= moment < self.ends_at

    def overlaps(self, other: Window) -> bool:
        """Do the two share an instant?"""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def ending_by(self, other: Window | None) -> Window:
        """This window, ended earlier where the other one ends earlier; never later."""
        if other is None or other.ends_at >= self.ends_at:
            return self
        return Window(min(self.starts_at, other.ends_at - timedelta(seconds=1)), other.ends_at)

    @property
    def length(self) -> timedelta:
        """Real time from start to end, whatever the clocks on the wall did."""
        return self.ends_at - self.starts_at
