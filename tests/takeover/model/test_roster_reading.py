"""The coordinator's rows: read leniently, every mistake named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.hours import AT_ANY_HOUR, Hours, read_hours
from takeover.model.calendar import Window
from takeover.model.cells import HOURS_OR_YES, Mistake
from takeover.model.roster import BrokenRow, Status, Takeover, next_fridays, read_roster, read_row
from takeover.settings import Person
from tests.story import LONDON, WEEKEND, row, settings

SETTINGS = settings()
NEXT = WEEKEND + timedelta(weeks=1)
LONG = "x" * 31


def only_mistake(**cells: object) -> Mistake:
    """The one mistake of a row that is otherwise right."""
    _, mistakes = read_row(row(**cells), SETTINGS)
    assert len(mistakes) == 1, mistakes
    return mistakes[0]


def read(**cells: object) -> Takeover:
    """A row that reads well."""
    found, _ = read_row(row(**cells), SETTINGS)
    assert isinstance(found, Takeover), found
    return found


FRIDAY = "a Friday written like 2026-12-04"
MOMENT = "a date and time written like 2026-12-04 17:00"
ADDRESS = "a mail address such as name@example.org"
STATUS = "booked, pencilled, cancelled or break"
MISTAKES = [
    ("weekend", {"weekend": "4th of December"}, "4th of December", FRIDAY),
    ("weekend", {"weekend": "2026-13-04"}, "2026-13-04", FRIDAY),
    ("weekend", {"weekend": "04/12/2026"}, "04/12/2026", FRIDAY),
    ("weekend", {"weekend": ""}, "", FRIDAY),
    ("weekend", {"weekend": "2026-12-05"}, "2026-12-05", "a Friday; this is a Saturday"),
    ("status", {"status": "boked"}, "boked", STATUS),
    ("status", {"status": True}, "yes", STATUS),
    ("starts_at", {"starts_at": "5pm"}, "5pm", MOMENT),
    ("starts_at", {"starts_at": "2026-12-04"}, "2026-12-04", MOMENT),
    ("ends_at", {"ends_at": "2026-02-30 09:00"}, "2026-02-30 09:00", MOMENT),
    (
        "starts_at",
        {"starts_at": "2026-11-30 17:00", "ends_at": "2026-12-01 09:00"},
        "2026-11-30 17:00",
        "within 3 days of the weekend's Friday",
    ),
    (
        "ends_at",
        {"ends_at": "2026-12-04 17:00"},
        "2026-12-04 17:00",
        "a time after the weekend's start",
    ),
    (
        "ends_at",
        {"ends_at": "2026-12-09 09:01"},
        "2026-12-09 09:01",
        "at most 112 hours after the start",
    ),
    ("guest_email", {"guest_email": ""}, "", ADDRESS),
    ("guest_email", {"guest_email": "sam"}, "sam", ADDRESS),
    ("guest_email", {"guest_email": "sam@localhost"}, "sam@localhost", ADDRESS),
    ("guest_email", {"guest_email": None}, "", ADDRESS),
    ("anonymous", {"anonymous": "perhaps"}, "perhaps", "yes or no"),
    (
        "public_name",
        {"public_name": "", "guest_name": ""},
        "",
        "a guest_name or a public_name",
    ),
    (
        "public_name",
        {"public_name": "", "anonymous": "yes"},
        "",
        "the name people will see",
    ),
    ("public_name", {"public_name": LONG}, LONG, "at most 30 letters"),
    ("guest_phone", {"guest_phone": ["1", "2"]}, "list", "plain text"),
]


@pytest.mark.parametrize(("cell", "cells", "found", "right"), MISTAKES)
def test_a_mistake_names_weekend_cell_what_is_there_and_what_would_be_right(
    cell: str, cells: dict[str, object], found: str, right: str
) -> None:
    name = str(cells.get("weekend", WEEKEND))
    assert only_mistake(**cells) == Mistake(name, cell, found, right)


@pytest.mark.parametrize(("cell", "cells", "found", "right"), MISTAKES)
def test_a_bad_row_is_left_alone_and_never_stops_another(
    cell: str, cells: dict[str, object], found: str, right: str
) -> None:
    roster = read_roster([row(**cells), row(NEXT)], SETTINGS)
    assert list(roster.takeovers) == [NEXT]
    assert list(roster.broken) == [str(cells.get("weekend", WEEKEND))]
    assert [(one.cell, one.found, one.right) for one in roster.mistakes] == [(cell, found, right)]


@pytest.mark.parametrize("weekend", ["20261204", "2026-W49-5", " 2026-12-04", "2026-12-04\n"])
def test_a_weekend_is_written_just_so_because_its_row_is_looked_up_by_it(weekend: str) -> None:
    found, mistakes = read_row(row() | {"weekend": weekend}, SETTINGS)
    assert isinstance(found, BrokenRow)
    assert [(one.cell, one.right) for one in mistakes] == [("weekend", FRIDAY)]


@pytest.mark.parametrize(
    ("cells", "cell", "right"),
    [
        ({"duty": "Alex"}, "duty", "empty, or written like Robin Lee <robin@example.org>"),
        (
            {"introduction": "y" * 81},
            "introduction",
            "at most 80 letters; until then the hello is left out",
        ),
        ({"review": "after lunch"}, "review", HOURS_OR_YES),
        ({"review": ["daily"]}, "review", "plain text"),
    ],
)
def test_some_mistakes_are_named_and_leave_the_row_standing(
    cells: dict[str, object], cell: str, right: str
) -> None:
    mistake = only_mistake(**cells)
    assert (mistake.cell, mistake.right, mistake.stops_the_row) == (cell, right, False)
    taken = read(**cells)
    assert taken.booked
    assert taken.duty is None
    assert taken.guest is not None
    assert taken.guest.introduction in {"", "Gardener, bad at resting."}


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        (None, None), ("", None), ("no", None), ("No", None), (False, None),
        ("yes", AT_ANY_HOUR), ("Yes", AT_ANY_HOUR), (True, AT_ANY_HOUR),
        ("Sat-Sun 09:00-21:00", read_hours("Sat-Sun 09:00-21:00")),
        ("daily 09:00-21:00", read_hours("Mon-Sun 09:00-21:00")),
        # Somebody meant something by it, so posts wait until it can be read.
        ("after lunch", Hours()), (",", Hours()), (["daily"], Hours()), (9, Hours()),
    ],
)  # fmt: skip
def test_in_these_hours_somebody_looks_at_posts_first(cell: object, hours: Hours | None) -> None:
    assert read(review=cell).review == hours


def test_a_mere_yes_means_the_hours_in_which_somebody_helps() -> None:
    usual = replace(SETTINGS, help_hours=read_hours("Fri 17:00-22:00"))
    found, _ = read_row(row(review="yes"), usual)
    assert isinstance(found, Takeover)
    assert found.review == usual.help_hours


def test_every_mistake_of_a_row_is_named_at_once() -> None:
    _, mistakes = read_row(
        row(status="boked", guest_email="sam", ends_at="soon", anonymous="perhaps"), SETTINGS
    )
    # An unknown status says nothing about a guest, so only the row's own cells are looked at.
    assert [one.cell for one in mistakes] == ["status", "ends_at"]
    _, mistakes = read_row(row(guest_email="sam", ends_at="soon", anonymous="perhaps"), SETTINGS)
    assert [one.cell for one in mistakes] == ["ends_at", "guest_email", "anonymous"]


LATE_END = {"ends_at": "2026-12-08 09:00"}
EARLY_START = {"starts_at": "2026-12-08 08:00", "ends_at": "2026-12-11 18:00"}


def test_of_two_weekends_that_overlap_the_one_moved_by_hand_is_left_alone() -> None:
    roster = read_roster([row(ends_at="2026-12-09 08:00"), row(NEXT, **EARLY_START)], SETTINGS)
    assert list(roster.takeovers) == [WEEKEND]
    right = "a time that does not overlap the weekend of 2026-12-04"
    assert roster.mistakes == (Mistake(str(NEXT), "starts_at", "an overlap", right),)
    moved = {"starts_at": "2026-12-07 08:00", "ends_at": "2026-12-11 18:00"}
    roster = read_roster([row(**moved), row(NEXT)], SETTINGS)
    assert list(roster.takeovers) == [NEXT]
    assert [one.weekend for one in roster.mistakes] == [str(WEEKEND)]


def test_weekends_that_touch_and_weekends_that_are_not_booked_do_not_overlap() -> None:
    touching = [row(ends_at="2026-12-08 08:00"), row(NEXT, **EARLY_START)]
    assert read_roster(touching, SETTINGS).mistakes == ()
    cancelled = [row(status="cancelled", **LATE_END), row(NEXT, **EARLY_START)]
    assert read_roster(cancelled, SETTINGS).mistakes == ()


def test_easter_fits() -> None:
    easter = read(weekend="2027-03-26", starts_at="2027-03-25 17:00", ends_at="2027-03-30 09:00")
    assert easter.window.length == timedelta(hours=111)


def test_a_usual_row_reads_as_it_was_typed() -> None:
    taken = read(duty="Alex Moss <alex@example.org>", said_yes_on="in March")
    assert (taken.weekend, taken.status, taken.booked) == (WEEKEND, Status.BOOKED, True)
    assert taken.window == Window.usual(WEEKEND, LONDON)
    assert (taken.duty, taken.said_yes_on) == (Person("Alex Moss", "alex@example.org"), "in March")
    assert taken.guest is not None
    assert (taken.guest.address, taken.guest.public_name) == ("sam@example.org", "Sam")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("", Status.PENCILLED),
        (None, Status.PENCILLED),
        (" Booked ", Status.BOOKED),
        ("CANCELLED", Status.CANCELLED),
        ("break", Status.BREAK),
        ("forgotten", Status.FORGOTTEN),
    ],
)
def test_a_status_is_read_however_it_is_typed(said: object, status: Status) -> None:
    assert read(status=said).status is status


@pytest.mark.parametrize("status", ["", "cancelled", "break", "forgotten"])
def test_a_row_that_is_not_booked_needs_no_guest(status: str) -> None:
    bare = {"weekend": str(WEEKEND), "status": status}
    assert read_row(bare, SETTINGS) == (
        Takeover(WEEKEND, Status(status or "pencilled"), Window.usual(WEEKEND, LONDON)),
        (),
    )


def test_an_anonymous_guest_needs_no_real_name() -> None:
    guest = read(anonymous="yes", guest_name="", public_name="Wren").guest
    assert guest is not None
    assert (guest.anonymous, guest.public_name, guest.name) == (True, "Wren", "")


def test_numbers_and_booleans_of_a_spreadsheet_are_read_as_text() -> None:
    guest = read(guest_phone=Decimal(447700900001), anonymous=False, handle=12).guest
    assert guest is not None
    assert (guest.phone, guest.anonymous, guest.handle) == ("447700900001", False, "12")


def test_times_of_a_row_are_on_the_charitys_clocks() -> None:
    taken = read(weekend="2026-07-03", starts_at="2026-07-03T18:30", ends_at="2026-07-05 20:00:15")
    assert taken.window == Window(
        datetime(2026, 7, 3, 17, 30, tzinfo=UTC), datetime(2026, 7, 5, 19, 0, 15, tzinfo=UTC)
    )


CELLS = ["weekend", "status", "starts_at", "ends_at", "guest_name", "guest_email", "public_name",
         "guest_phone", "anonymous", "introduction", "duty", "said_yes_on", "review",
         "notes"]  # fmt: skip
WORDS = st.sampled_from(
    ["2026-12-04", "9999-12-31", "0001-01-05", "9999-12-31 23:59", "0001-01-01 00:00",
     "2026-12-04 17:00", "booked", "yes", "sam@example.org", "Sam <sam@example.org>"]
)  # fmt: skip
ANY_CELL = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.binary()
    | st.text() | WORDS | st.lists(st.text()) | st.dictionaries(st.text(), st.integers())
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(CELLS), ANY_CELL))
def test_no_row_whatever_is_in_it_raises_or_stops_another(cells: dict[str, object]) -> None:
    others = cells.get("weekend") == str(WEEKEND)
    good = NEXT if others else WEEKEND
    roster = read_roster([cells, row(good)], SETTINGS)
    assert good in roster.takeovers or any(one.found == "an overlap" for one in roster.mistakes)
    assert all(one.cell and one.right for one in roster.mistakes)


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/New_York"])
@pytest.mark.parametrize(
    "cells",
    [
        {"weekend": "9999-12-31"},
        {"starts_at": "0001-01-01 00:00"},
        {"ends_at": "9999-12-31 23:59"},
    ],
)
def test_the_ends_of_the_calendar_are_a_mistake_like_another(
    zone: str, cells: dict[str, object]
) -> None:
    found, mistakes = read_row(row(**cells), settings(zone=type(LONDON)(zone)))
    assert isinstance(found, BrokenRow)
    assert mistakes


def test_the_next_fridays_begin_today_if_today_is_one() -> None:
    assert next_fridays(WEEKEND, 2) == [WEEKEND, NEXT]
    assert next_fridays(WEEKEND + timedelta(days=1), 1) == [NEXT]
    assert next_fridays(date(2026, 12, 3), 1) == [WEEKEND]
