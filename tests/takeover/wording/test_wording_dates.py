"""Dates and times as people say them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from takeover.wording import dates

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2026, 12, 4, 17, tzinfo=UTC)
ENDS = datetime(2026, 12, 7, 9, 0, 12, tzinfo=UTC)


def test_a_date_is_said_in_full_with_its_weekday() -> None:
    assert dates.day(date(2026, 12, 4)) == "Friday 4 December 2026"
    assert dates.day_short(date(2026, 12, 4)) == "Friday 4 December"
    assert dates.weekday(date(2026, 12, 9)) == "Wednesday"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (time(9), "9am"),
        (time(17), "5pm"),
        (time(17, 30), "5.30pm"),
        (time(9, 5), "9.05am"),
        (time(12), "noon"),
        (time(12, 1), "12.01pm"),
        (time(0), "midnight"),
        (time(0, 30), "12.30am"),
    ],
)
def test_a_time_is_said_as_people_say_it(when: time, words: str) -> None:
    assert dates.clock(when) == words


def test_a_proof_is_told_to_the_second() -> None:
    assert dates.moment_to_the_second(ENDS, LONDON) == "Monday 7 December, 9:00:12am"
    assert dates.clock_to_the_second(time(0, 0, 1)) == "12:00:01am"


def test_an_instant_is_told_in_the_zone_of_the_charity() -> None:
    summer = datetime(2026, 7, 3, 23, 30, tzinfo=UTC)
    assert dates.moment(summer, LONDON) == "Saturday 4 July, 12.30am"
    assert dates.span(STARTS, ENDS, LONDON) == "Friday 4 December, 5pm, to Monday 7 December, 9am"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        dates.moment(STARTS.replace(tzinfo=None), LONDON)


def test_a_weekend_in_words_fills_mails_and_posts() -> None:
    assert dates.weekend_words(STARTS, ENDS, LONDON) == {
        "friday": "Friday 4 December 2026",
        "friday_short": "Friday 4 December",
        "opens": "Friday 4 December, 5pm",
        "closes": "Monday 7 December, 9am",
        "start_time": "5pm",
        "end_day": "Monday",
        "end_time": "9am",
    }


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2, hours=3, minutes=4), "2 days and 3 hours"),
        (timedelta(days=1, minutes=4), "1 day and 4 minutes"),
        (timedelta(hours=1, minutes=1), "1 hour and 1 minute"),
        (timedelta(seconds=61), "1 minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_what_is_left_is_said_in_two_parts_at_most(left: timedelta, words: str) -> None:
    assert dates.time_left(left) == words
