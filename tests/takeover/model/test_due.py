"""When something is due: exact across clock changes."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from takeover.model.due import After, Days, Due, First, Last, Nothing, Now, done

LONDON = ZoneInfo("Europe/London")
KNOWN = {
    "start": datetime(2026, 10, 23, 16, tzinfo=UTC),
    "end": datetime(2026, 10, 26, 9, tzinfo=UTC),
    "now": datetime(2026, 10, 20, 12, tzinfo=UTC),
    "done:booked": datetime(2026, 10, 1, 12, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("due", "at"),
    [
        (Days("start", -1, "11:00"), "2026-10-22T10:00"),
        (Days("start", 0, "10:00"), "2026-10-23T09:00"),
        (Days("end", 2, "11:00"), "2026-10-28T11:00"),
        (Days("end", -1, "00:30"), "2026-10-24T23:30"),
        (Days("end", -1, "01:30"), "2026-10-25T00:30"),
        (Days("end", -1, "02:30"), "2026-10-25T02:30"),
        (After("start", 25 * 3600), "2026-10-24T17:00"),
        (After("end", -12 * 3600), "2026-10-25T21:00"),
        (After(done("booked"), 86400), "2026-10-02T12:00"),
        (Now(), "2026-10-20T12:00"),
        (First(After("end"), After("start")), "2026-10-23T16:00"),
        (First(After("stopped"), After("end")), "2026-10-26T09:00"),
        (Last(After("end"), After("start")), "2026-10-26T09:00"),
        (Last(After("start"), First(After("stopped"), After("end"))), "2026-10-26T09:00"),
    ],
)
def test_a_due_expression_is_an_instant_in_the_week_in_which_clocks_go_back(
    due: Due, at: str
) -> None:
    assert due.resolve(KNOWN.get, LONDON) == datetime.fromisoformat(at).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "due",
    [
        Days("opened", 0, "10:00"),
        After("opened"),
        First(After("opened"), After("stopped")),
        Last(After("start"), After("opened")),
        Last(After("start"), First(After("opened"), After("stopped"))),
        Nothing(),
    ],
)
def test_what_counts_from_something_that_has_not_happened_is_not_due(due: Due) -> None:
    assert due.resolve(KNOWN.get, LONDON) is None


def test_a_day_is_a_day_on_the_calendar_and_an_hour_is_an_hour() -> None:
    """The clocks go forward on 29 March 2026: the day has 23 hours."""
    saturday = {"start": datetime(2026, 3, 28, 11, tzinfo=UTC)}
    next_day = Days("start", 1, "11:00").resolve(saturday.get, LONDON)
    a_day_later = After("start", 86400).resolve(saturday.get, LONDON)
    assert next_day == datetime(2026, 3, 29, 10, tzinfo=UTC)
    assert a_day_later == datetime(2026, 3, 29, 11, tzinfo=UTC)


def test_the_charitys_own_zone_decides_which_day_it_is() -> None:
    evening = {"start": datetime(2026, 12, 4, 20, tzinfo=UTC)}
    there = ZoneInfo("Asia/Kathmandu")
    found = Days("start", 0, "10:00").resolve(evening.get, there)
    assert found == datetime(2026, 12, 5, 4, 15, tzinfo=UTC)
