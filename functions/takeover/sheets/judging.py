"""Which weekend a row is for: what can be read is read, what cannot be right gets a suggestion."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from takeover.model.calendar import FRIDAY
from takeover.sheets.days import Day, likely_friday, read_day
from takeover.sheets.meanings import one_line
from takeover.wording import dates

A_WEEKEND = timedelta(days=3)
A_WEEK = timedelta(days=7)
FAR_AHEAD = timedelta(days=3 * 366)
LONG_AGO = timedelta(days=120)
A_FRIDAY = "a Friday written like 2026-12-04"


class Verdict(Enum):
    """What becomes of a row by its weekend alone."""

    TAKEN = auto()
    OVER = auto()
    WRONG = auto()


@dataclass(frozen=True)
class Judged:
    """A row's weekend: `key` as in the list (empty: not read), and what is to be said of it."""

    verdict: Verdict
    key: str = ""
    right: str = ""
    suggestion: str = ""
    taken_as: str = ""


def judge(said: Sequence[str], listed: Collection[str], today: date) -> Iterator[Judged]:
    """Judge the weekends of a sheet, top to bottom; `listed` are the keys of the list."""
    days = [None if text in listed else read_day(text, today) for text in said]
    fridays = [_friday(text, day, listed, today) for text, day in zip(said, days, strict=True)]
    for number, (text, day) in enumerate(zip(said, days, strict=True)):
        if text in listed:
            yield Judged(Verdict.TAKEN, text)
        elif day is None:
            yield Judged(Verdict.WRONG, right=A_FRIDAY)
        else:
            yield _judge(day, fridays, number, listed, today)


def _judge(
    day: Day, fridays: Sequence[date | None], number: int, listed: Collection[str], today: date
) -> Judged:
    friday = fridays[number]
    likely = likely_friday(day, today)
    if friday is None:
        right = f"a Friday; this is a {dates.weekday(day.day)} ({day.day:%Y-%m-%d})"
        return Judged(Verdict.WRONG, right=right, suggestion=str(likely))
    key = str(friday)
    if key not in listed:
        if friday > today + FAR_AHEAD:
            right = "a weekend of the next three years"
            return Judged(Verdict.WRONG, right=right, suggestion=str(likely))
        if friday + A_WEEKEND < today:
            if _stands_out(fridays, number, likely_friday(Day(day.day, year_said=False), today)):
                right = "a weekend to come; is the year right?"
                likely = likely_friday(Day(day.day, year_said=False), today)
                return Judged(Verdict.WRONG, right=right, suggestion=str(likely))
            return Judged(Verdict.OVER, key)
    if not day.year_said:
        return Judged(Verdict.TAKEN, key, right="a date with its year", taken_as=key)
    if day.weekday not in {None, FRIDAY}:
        right = "Friday as the day of the week, or none"
        return Judged(Verdict.TAKEN, key, right=right, taken_as=key)
    return Judged(Verdict.TAKEN, key)


def _friday(text: str, day: Day | None, listed: Collection[str], today: date) -> date | None:
    """The Friday that a text names; without a year, the only one that is near."""
    if day is None:
        day = read_day(one_line(text), today) if text in listed else None
    if day is None:
        return None
    if day.year_said:
        return day.day if day.day.weekday() == FRIDAY else None
    near = [
        friday
        for year in (today.year - 1, today.year, today.year + 1)
        if (friday := _moved(day.day, year)) and friday.weekday() == FRIDAY
        if -LONG_AGO <= friday - today <= timedelta(days=366)
    ]
    return near[0] if len(near) == 1 else None


def _stands_out(fridays: Sequence[date | None], number: int, likely: date) -> bool:
    """Is a past weekend out of order, or is there a gap that a later year would fill?"""
    here = fridays[number]
    before = [friday for friday in fridays[:number] if friday is not None]
    if here is not None and any(friday > here for friday in before):
        return True
    others = {friday for friday in fridays if friday is not None}
    return likely not in others and bool({likely - A_WEEK, likely + A_WEEK} & others)


def _moved(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
