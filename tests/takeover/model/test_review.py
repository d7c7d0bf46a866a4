"""What is promised to a guest whose words wait, and until when they do."""

from __future__ import annotations

from datetime import UTC

import pytest

from takeover.hours import AT_ANY_HOUR, Hours, read_hours
from takeover.model.calendar import Window
from takeover.model.review import ask
from takeover.wording.dates import hours_in_words
from tests.story import LONDON, WEEKEND, local

USUAL = read_hours("Fri 17:00-22:00, Sat-Sun 09:00-21:00")
WINDOW = Window.usual(WEEKEND, LONDON)
END = "Mon 07 09:00"


def promised(at: str, hours: Hours = USUAL, send_by: str = "") -> tuple[str, str]:
    found = ask(local(at), hours, WINDOW, LONDON, send_by=local(send_by) if send_by else None)
    by, until = (f"{one.astimezone(LONDON):%a %d %H:%M}" if one else ""
                 for one in (found.look_by, found.until))  # fmt: skip
    return by, until


@pytest.mark.parametrize(
    ("at", "by", "until"),
    [
        ("2026-12-04 18:00", "Fri 04 19:00", "Sat 05 07:00"),
        ("2026-12-04 23:00", "Sat 05 10:00", "Sat 05 22:00"),
        ("2026-12-05 10:12", "Sat 05 11:15", "Sat 05 23:15"),
        ("2026-12-06 20:30", "Sun 06 21:30", END),
        ("2026-12-06 21:00", "", END),  # nobody looks before the end
        ("2026-12-02 12:00", "Fri 04 18:00", "Sat 05 06:00"),
    ],
)
def test_an_hour_of_somebodys_time_and_twelve_more(at: str, by: str, until: str) -> None:
    assert promised(at) == (by, until)


def test_who_looks_only_on_sunday_promises_sunday() -> None:
    assert promised("2026-12-04 18:00", read_hours("Sun 09:00-10:00"))[0] == "Sun 06 10:00"


def test_at_any_hour_is_within_the_hour_and_no_hours_promise_nothing() -> None:
    assert promised("2026-12-05 03:00", AT_ANY_HOUR) == ("Sat 05 04:00", "Sat 05 16:00")
    assert promised("2026-12-05 03:00", Hours()) == ("", END)


def test_words_for_later_wait_as_long_as_they_can_be_sent() -> None:
    assert promised("2026-12-04 18:00", send_by="2026-12-06 21:00")[1] == "Sun 06 21:00"
    assert promised("2026-12-04 18:00", send_by="2026-12-04 21:00")[1] == "Sat 05 07:00"


def test_after_the_end_nothing_waits() -> None:
    found = ask(local("2026-12-07 10:00"), AT_ANY_HOUR, WINDOW, LONDON)
    assert found.until.astimezone(UTC) == WINDOW.ends_at.astimezone(UTC)


def test_hours_in_words() -> None:
    assert hours_in_words(AT_ANY_HOUR) == "at any hour"
    assert hours_in_words(read_hours("daily 09:00-21:00")) == "every day, 9am to 9pm"
