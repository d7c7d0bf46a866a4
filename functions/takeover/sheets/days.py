"""Days as people write them: "4/12/2026", "Fri 4th Dec 26", "4–7 December 2026", 2026-12-04."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from takeover.model.calendar import FRIDAY
from takeover.model.cells import YEARS
from takeover.sheets.meanings import one_line

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})(?:[a-z]*day|s|r|rs|nes)?\b\.?,?")
_NOISE = re.compile(
    r"\b(?:the|of|on|weekend|wkend|week|w/e|w/c|wk|beginning|commencing|starting)\b"
)
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_FORMS = [
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})\s*[-/.]\s*(?P<number>\d{{1,2}})\s*[-/.]\s*{_YEAR}",
        rf"(?P<day>\d{{1,2}})[-\s/.]*{_MONTH}[-\s/.,]*{_YEAR}?",
        rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:[\s,]+{_YEAR})?",
        r"(?P<day>\d{1,2})\s*[/.]\s*(?P<number>\d{1,2})\.?",
    )
]
_TIME = re.compile(
    r"(?:\bat\s+)?(?<![\d/.-])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?)?"
    r"\s*(?P<half>am|pm)|(?P<hour24>\d{1,2}):(?P<minute24>\d{2})(?::\d{2}(?:\.\d+)?)?z?"
    r"|(?P<noon>noon|midday)|(?P<midnight>midnight))(?![\d/])"
)
_BETWEEN = re.compile(r"\s+-\s+|\s*[–—]\s*|\s+(?:to|until|till|and|&)\s+|\s*&\s*")
_DAYS_FIRST = re.compile(r"(\d{1,2})\s*[-/&]\s*\d{1,2}\s+([a-z].*)")
EXCELS_FIRST_DAY = date(1899, 12, 30)
A_YEARS_DAYS = 366


@dataclass(frozen=True)
class Day:
    """A day as somebody wrote it.

    `year_said` is False where they left the year out (then it is this year's). `weekday` is the
    one they wrote beside it, Monday 0. `month_first` is the day read as Americans would.
    """

    day: date
    year_said: bool = True
    weekday: int | None = None
    month_first: date | None = None


def read_day(text: str, today: date) -> Day | None:
    """Read a day, or the first day of a span; numbers in the British order. None if it is none."""
    said = _lower(text)
    if re.fullmatch(r"[4-6]\d{4}", said):  # a day as Excel counts them
        return Day(EXCELS_FIRST_DAY + timedelta(days=int(said)))
    named = _WEEKDAY.search(said)
    weekday = WEEKDAYS.index(named[1]) if named else None
    plain = _TIME.sub(" ", _ordinals_off(said))
    plain = one_line(_NOISE.sub(" ", _WEEKDAY.sub(" ", plain))).strip(" ,.:()")
    found = _one(plain, today.year) or _first_of_a_span(plain, today.year)
    return Day(found.day, found.year_said, weekday, found.month_first) if found else None


def read_moment(text: str, today: date) -> datetime | None:
    """Read a day with a time of day, as the clocks on the wall show it; None if it is none."""
    found = list(_TIME.finditer(_lower(text)))
    day = read_day(text, today)
    at = _time(found[0]) if len(found) == 1 else None
    if day is None or at is None or not day.year_said:
        return None
    return datetime.combine(day.day, at)


def friday_by(day: date) -> date:
    """The Friday that is nearest: of Saturday to Monday the one before, else the one to come."""
    return day + timedelta(days=(FRIDAY - day.weekday() + 3) % 7 - 3)


def likely_friday(found: Day, today: date) -> date:
    """The weekend to come that somebody most likely meant by a day that cannot be right."""
    swapped = found.month_first
    if swapped and swapped.weekday() == FRIDAY and 0 <= (swapped - today).days <= A_YEARS_DAYS:
        return swapped
    again = [day for year in range(today.year, today.year + 3) if (day := _in(year, found.day))]
    coming = [day for day in again if friday_by(day) >= today]
    fridays = [day for day in coming if day.weekday() == FRIDAY]
    if found.weekday == FRIDAY and fridays:
        return fridays[0]
    if found.year_said and 0 <= (found.day - today).days <= 2 * A_YEARS_DAYS:
        return friday_by(found.day)
    return friday_by(coming[0] if coming else found.day)


def _one(text: str, this_year: int) -> Day | None:
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _day(match.groupdict(), this_year)
    return None


def _day(parts: dict[str, str | None], this_year: int) -> Day | None:
    said = (parts.get("year") or "").lstrip("'")
    year = int(said) if said else this_year
    year += 2000 if len(said) == 2 else 0
    word, day = parts.get("month"), int(parts["day"] or 0)
    month = MONTHS.index(word) + 1 if word else int(parts["number"] or 0)
    day_first, month_first = _date(year, month, day), _date(year, day, month)
    could_be_american = not word and next(iter(parts)) != "year"
    read = day_first or (month_first if could_be_american else None)  # there is no 25th month
    return Day(read, bool(said), None, month_first if could_be_american else None) if read else None


def _first_of_a_span(text: str, this_year: int) -> Day | None:
    """The first day of "4-7 December 2026" or "31 July to 3 August 2026"."""
    if match := _DAYS_FIRST.fullmatch(text):
        return _one(f"{match[1]} {match[2]}", this_year)
    parts = _BETWEEN.split(text)
    if len(parts) != 2:
        return None
    last = _one(parts[1].strip(" ,"), this_year)
    if last is None:
        return None
    start = parts[0].strip(" ,")
    if start.isdigit():
        start = f"{start} {MONTHS[last.day.month - 1]}"
    first = _one(start, last.day.year)
    if first is None or first.year_said:
        return first
    year = last.day.year - (first.day > last.day)
    moved = _in(year, first.day)
    return Day(moved, last.year_said) if moved else None


def _lower(text: str) -> str:
    """The text in small letters, and the T of 2026-12-04T17:00 as a blank."""
    return re.sub(r"(?<=\d)t(?=\d)", " ", one_line(text).casefold())


def _ordinals_off(text: str) -> str:
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)


def _time(match: re.Match[str]) -> time | None:
    if match["noon"] or match["midnight"]:
        return time(12 if match["noon"] else 0)
    hour = int(match["hour"] or match["hour24"])
    minute = int(match["minute"] or match["minute24"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _date(year: int, month: int, day: int) -> date | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in(year: int, day: date) -> date | None:
    return _date(year, day.month, day.day)
