"""Windows, exact across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from takeover.model.calendar import Window, instant, iso, local_date, parse_instant

FRIDAYS = [date(2024, 1, 5) + timedelta(weeks=week) for week in range(887)]
ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
HOUR = timedelta(hours=1)


def wall_clock_instant(day: date, hour: int, zone: str) -> datetime:
    """Found from the other side: the UTC minute at which that zone's clocks show this time."""
    wanted = datetime.combine(day, time(hour))
    guess = datetime.combine(day, time(hour), tzinfo=UTC) - timedelta(hours=15)
    for quarter in range(30 * 4):
        moment = guess + quarter * timedelta(minutes=15)
        if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wanted:
            return moment
    raise AssertionError(f"{wanted} never comes in {zone}")


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month of 31 days: when clocks change in Britain."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def test_the_fridays_are_all_of_2024_to_2040() -> None:
    assert FRIDAYS[-1] == date(2040, 12, 28)
    assert {friday.weekday() for friday in FRIDAYS} == {4}


def test_every_weekend_in_london_is_63_64_or_65_hours_by_the_rule_of_british_summer_time() -> None:
    for friday in FRIDAYS:
        window = Window.usual(friday, ZoneInfo("Europe/London"))
        sunday = friday + timedelta(days=2)
        hours = 64
        if sunday == last_sunday(sunday.year, 3):
            hours = 63
        elif sunday == last_sunday(sunday.year, 10):
            hours = 65
        assert window.length == hours * HOUR, friday


def test_every_weekend_in_london_starts_and_ends_at_the_instant_of_the_rule() -> None:
    for friday in FRIDAYS:
        window = Window.usual(friday, ZoneInfo("Europe/London"))
        monday = friday + timedelta(days=3)
        for day, hour, moment in ((friday, 17, window.starts_at), (monday, 9, window.ends_at)):
            summer = last_sunday(day.year, 3) <= day < last_sunday(day.year, 10)
            expected = datetime.combine(day, time(hour - summer), tzinfo=UTC)
            assert (moment, moment.tzinfo) == (expected, UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_windows_agree_with_the_clocks_on_the_wall(zone: str) -> None:
    for friday in FRIDAYS[::8]:
        window = Window.usual(friday, ZoneInfo(zone))
        assert window.starts_at == wall_clock_instant(friday, 17, zone)
        assert window.ends_at == wall_clock_instant(friday + timedelta(days=3), 9, zone)


@pytest.mark.parametrize(
    ("zone", "friday", "hours"),
    [
        ("America/New_York", date(2026, 3, 6), 63),
        ("America/New_York", date(2026, 10, 30), 65),
        ("Asia/Kathmandu", date(2026, 3, 27), 64),
        ("Australia/Lord_Howe", date(2026, 4, 3), 64.5),
    ],
)
def test_other_zones_change_on_their_own_days(zone: str, friday: date, hours: float) -> None:
    assert Window.usual(friday, ZoneInfo(zone)).length == timedelta(hours=hours)


def test_a_time_that_does_not_exist_is_read_as_if_the_clocks_had_not_gone_forward() -> None:
    london = ZoneInfo("Europe/London")
    moment = instant(date(2026, 3, 29), time(1, 30), london)
    assert moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment.astimezone(london).time() == time(2, 30)


def test_a_time_that_comes_twice_is_the_first() -> None:
    moment = instant(date(2026, 10, 25), time(1, 30), ZoneInfo("Europe/London"))
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def at(hour: int) -> datetime:
    return datetime(2026, 12, 4, hour, tzinfo=UTC)


def test_a_window_is_half_open() -> None:
    window = Window(at(9), at(17))
    inside = [window.contains(at(hour)) for hour in (8, 9, 16, 17)]
    assert inside == [False, True, True, False]


def test_windows_that_touch_do_not_overlap() -> None:
    window = Window(at(9), at(17))
    assert not window.overlaps(Window(at(17), at(20)))
    assert not Window(at(5), at(9)).overlaps(window)
    assert window.overlaps(Window(at(16), at(20)))


def test_a_window_ends_earlier_by_another_and_never_later() -> None:
    window = Window(at(9), at(17))
    assert window.ending_by(Window(at(9), at(12))) == Window(at(9), at(12))
    assert window.ending_by(Window(at(9), at(20))) == window
    assert window.ending_by(None) == window
    assert window.ending_by(Window(at(5), at(7))).ends_at == at(7)


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (at(9), at(9)),
        (at(9), at(8)),
        (at(9).replace(tzinfo=None), at(10)),
        (at(9), at(10).replace(tzinfo=None)),
    ],
)
def test_an_impossible_window_is_refused(starts_at: datetime, ends_at: datetime) -> None:
    with pytest.raises(ValueError, match=r"ends after it starts|no time zone"):
        Window(starts_at, ends_at)


def test_instants_as_text_keep_their_order_and_come_back() -> None:
    moments = [at(9), at(9) + timedelta(microseconds=1), at(10), at(10) + timedelta(days=400)]
    texts = [iso(moment.astimezone(ZoneInfo("Asia/Kathmandu"))) for moment in moments]
    assert sorted(texts) == texts
    assert [parse_instant(text) for text in texts] == moments


def test_a_naive_instant_is_neither_written_nor_read() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        iso(at(9).replace(tzinfo=None))
    with pytest.raises(ValueError, match="no time zone"):
        parse_instant("2026-12-04T09:00:00")


def test_the_date_is_the_charitys_own() -> None:
    late = datetime(2026, 7, 3, 23, 30, tzinfo=UTC)
    assert local_date(late, ZoneInfo("Europe/London")) == date(2026, 7, 4)
    assert local_date(late, ZoneInfo("America/New_York")) == date(2026, 7, 3)
