"""A quarter of the year, and what is counted of it for the trustees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from takeover.model.calendar import FRIDAY

A_WEEK = timedelta(weeks=1)
MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months, of which a weekend belongs to the one that its Friday is in: `2026-Q4`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that this day is in."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def parse(cls, text: str) -> Quarter | None:
        """Read what `str` wrote; None if it is no quarter."""
        found = re.fullmatch(r"(20\d\d)-Q([1-4])", text, re.ASCII)
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def following(self) -> Quarter:
        """The next one."""
        return Quarter.of(self.first + timedelta(days=100))

    @property
    def preceding(self) -> Quarter:
        """The one before."""
        return Quarter.of(self.first - timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Is this day in it?"""
        return self == Quarter.of(day)

    @property
    def fridays(self) -> tuple[date, ...]:
        """Its Fridays: thirteen, or fourteen."""
        friday = self.first + timedelta(days=(FRIDAY - self.first.weekday()) % 7)
        found = []
        while self.holds(friday):
            found.append(friday)
            friday += A_WEEK
        return tuple(found)


@dataclass(frozen=True)
class Share:
    """So many of so many people."""

    count: int
    of: int


@dataclass(frozen=True)
class Counts:
    """What a quarter comes to, as far as our records show it; only weekends that are over.

    `unnamed` is None once some of its guests are forgotten: nobody can know it any more.
    """

    weekends: int = 0
    with_guest: int = 0
    unnamed: int | None = 0
    breaks: int = 0
    on_time: int = 0
    checked: int = 0
    stopped_by_guest: int = 0
    stopped_by_us: int = 0
    posts: int = 0
    taken_down: int = 0
    answered: int = 0
    good: Share = field(default=Share(0, 0))
    less_alone: Share = field(default=Share(0, 0))
    asked_for_contact: int = 0
    deleted: Share = field(default=Share(0, 0))
    asked_to_be_forgotten: int = 0
