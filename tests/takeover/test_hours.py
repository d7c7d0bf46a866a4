"""The hours in which somebody is awake, and what can be promised by them."""

from __future__ import annotations

from datetime import time

import pytest

from takeover.errors import SettingsError
from takeover.hours import Hours, Span, read_hours
from takeover.settings import Settings
from tests.story import LONDON, local

USUAL = "Fri 17:00-22:00, Sat-Sun 09:00-21:00"
HOURS = read_hours(USUAL)


def by(at: str, hours: Hours = HOURS) -> str:
    found = hours.answer_by(local(at), LONDON)
    return f"{found.astimezone(LONDON):%a %d %H:%M}" if found else ""


def test_hours_are_read_as_people_type_them() -> None:
    weekend = Span((5, 6), time(9), time(21))
    assert HOURS.spans == (Span((4,), time(17), time(22)), weekend)
    assert read_hours("  sat - SUN  09:00 - 21:00 ").spans == (weekend,)
    assert read_hours("Sun-Tue 00:00-24:00").spans == (Span((6, 0, 1), time(0), time(0)),)
    assert read_hours(f", {USUAL},") == HOURS
    assert read_hours("Daily 09:00-21:00") == read_hours("Mon-Sun 09:00-21:00")
    assert read_hours("").spans == read_hours("  ").spans == ()


@pytest.mark.parametrize(
    "text", ["soon", "Fri", "Fri 17-22", "Fri 25:00-26:00", "Fri 24:00-25:00", "Fri 09:00-24:30",
             "Fri 17:00-22:00 Sat 09:00-21:00", "Freitag 17:00-22:00", "daily",
             "daily-Sun 09:00-21:00"],
)  # fmt: skip
def test_what_is_no_hours_says_what_would_be(text: str) -> None:
    with pytest.raises(SettingsError, match="hours"):
        read_hours(text)


@pytest.mark.parametrize(
    ("at", "promised"),
    [
        ("2026-12-04 17:00", "Fri 04 18:00"),
        ("2026-12-04 18:01", "Fri 04 19:15"),
        ("2026-12-04 21:59", "Fri 04 23:00"),
        ("2026-12-04 22:00", "Sat 05 10:00"),
        ("2026-12-05 02:30", "Sat 05 10:00"),
        ("2026-12-05 09:00", "Sat 05 10:00"),
        ("2026-12-05 21:00", "Sun 06 10:00"),
        ("2026-12-06 21:00", ""),
        ("2026-12-07 08:00", ""),
        ("2026-12-04 16:00", "Fri 04 18:00"),
    ],
)
def test_somebody_gets_in_touch_within_an_hour_of_being_awake(at: str, promised: str) -> None:
    assert by(at) == promised


def test_hours_may_go_past_midnight() -> None:
    late = read_hours("Fri-Sat 20:00-02:00")
    assert by("2026-12-05 01:00", late) == "Sat 05 02:00"
    assert by("2026-12-06 01:59", late) == "Sun 06 03:00"
    assert by("2026-12-05 02:00", late) == "Sat 05 21:00"


def test_clocks_that_change_at_night_do_not_change_a_promise() -> None:
    assert by("2026-10-24 23:30") == "Sun 25 10:00"
    assert by("2027-03-27 23:30") == "Sun 28 10:00"


def test_without_hours_nothing_is_promised() -> None:
    assert by("2026-12-05 10:00", Hours()) == ""


def test_a_mistake_in_the_hours_is_named_with_its_setting() -> None:
    with pytest.raises(SettingsError, match=r"HELP_HOURS: hours should look like: Fri 17:00"):
        Settings.from_env({"HELP_HOURS": "always"})
