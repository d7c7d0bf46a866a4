"""The calendar entry, read back as a calendar would."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component

from takeover.wording.calendar import calendar_entry

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2026, 10, 23, 17, tzinfo=LONDON)
ENDS = datetime(2026, 10, 26, 9, tzinfo=LONDON)


def entry(*, starts_at: datetime = STARTS, cancelled: bool = False) -> bytes:
    return calendar_entry(
        uid="abc@example.org",
        sequence=2,
        starts_at=starts_at,
        ends_at=ENDS,
        from_name="Robin",
        sender_address="weekends@example.org",
        stamp=datetime(2026, 9, 1, 12, tzinfo=UTC),
        cancelled=cancelled,
    )


def read(raw: bytes) -> tuple[Component, Component]:
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_entry_says_when_and_nothing_else() -> None:
    calendar, event = read(entry())
    assert str(calendar["method"]) == "PUBLISH"
    assert {key: str(event[key]) for key in ("summary", "description", "transp", "class")} == {
        "summary": "Weekend online",
        "description": "Link and details: see your mail from Robin.",
        "transp": "TRANSPARENT",
        "class": "PRIVATE",
    }
    assert "location" not in event
    assert event.walk("VALARM") == []
    assert (str(event["uid"]), event.decoded("sequence")) == ("abc@example.org", 2)


def test_the_window_is_exact_though_the_clocks_change_within_it() -> None:
    _, event = read(entry())
    assert event.decoded("dtstart") == datetime(2026, 10, 23, 16, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 10, 26, 9, tzinfo=UTC)
    assert event.decoded("dtstamp") == datetime(2026, 9, 1, 12, tzinfo=UTC)


def test_the_organiser_is_the_neutral_sender() -> None:
    _, event = read(entry())
    assert str(event["organizer"]) == "mailto:weekends@example.org"
    assert event["organizer"].params["cn"] == "Robin, weekend team"


def test_a_cancelled_entry_says_so() -> None:
    assert str(read(entry(cancelled=True))[1]["status"]) == "CANCELLED"
    assert "status" not in read(entry())[1]


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        entry(starts_at=STARTS.replace(tzinfo=None))


def test_nothing_in_it_tells_what_the_weekend_is() -> None:
    raw = entry().decode().lower()
    for word in ("takeover", "account", "sclerosis", "charity", "password", "http"):
        assert word not in raw
