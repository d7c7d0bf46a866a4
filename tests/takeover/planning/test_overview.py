"""How a weekend stands: what the list and Wednesday's mail show of it."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.apply.look import look
from takeover.model.steps import REMINDERS
from takeover.model.turn import Ending
from takeover.planning import overview
from takeover.planning.overview import Standing, Weekend
from tests.story import LONDON, WEEKEND, Story
from tests.takeover.openings import agreed


def seen(story: Story, friday: date = WEEKEND) -> Weekend:
    now = look(story.world, REMINDERS)
    return overview.weekend(now.roster, now.account, LONDON, now.now, friday)


def coming(story: Story, weeks: int = 3) -> list[str]:
    now = look(story.world, REMINDERS)
    return [
        str(one.friday) for one in overview.coming(now.roster, now.account, LONDON, now.now, weeks)
    ]


@pytest.mark.parametrize(
    ("cells", "standing", "gap"),
    [
        ({"status": "pencilled"}, Standing.PENCILLED, True),
        ({"status": ""}, Standing.PENCILLED, True),
        ({"status": "break"}, Standing.BREAK, False),
        ({"status": "cancelled"}, Standing.CANCELLED, True),
        ({"status": "forgotten", "guest_email": ""}, Standing.FREE, True),
        ({"status": "perhaps"}, Standing.UNREADABLE, False),
        ({"guest_email": "sam"}, Standing.UNREADABLE, False),
        ({}, Standing.BOOKED, False),
    ],
)
def test_a_row_alone(cells: dict[str, object], standing: Standing, gap: bool) -> None:
    story = Story("2026-11-02 10:00")
    story.book(**cells)
    assert (seen(story).standing, seen(story).gap) == (standing, gap)


def test_nothing_at_all_is_free() -> None:
    assert seen(Story("2026-11-02 10:00")).standing is Standing.FREE


def test_a_weekend_from_its_booking_to_its_end() -> None:
    story = Story("2026-11-02 10:00")
    story.book()
    stands = []

    def note() -> None:
        story.run()
        stands.append(seen(story).standing)

    note()
    story.at("2026-11-02 11:00")
    story.run()
    story.accept()
    note()
    story.days_until("2026-12-03 12:00")
    story.all_set()
    note()
    story.at("2026-12-04 16:59")
    note()
    story.at("2026-12-04 17:00")
    note()
    here = story.visit(story.sign_in())
    story.world.ledger.pause(here.turn.id, here.now)
    note()
    story.world.ledger.resume(here.turn.id)
    note()
    story.at("2026-12-07 09:00")
    stands.append(seen(story).standing)
    note()
    assert stands == [
        Standing.BOOKED, Standing.SAID_YES, Standing.ALL_SET, Standing.ALL_SET, Standing.OPEN,
        Standing.PAUSED, Standing.OPEN, Standing.OVER, Standing.OVER,
    ]  # fmt: skip
    assert seen(story).ending is Ending.SILENT


def test_a_guest_who_said_no_leaves_a_gap() -> None:
    story = agreed()
    here = story.visit(story.open_link())
    story.world.ledger.decline(here.turn.id, here.now)
    assert (seen(story).standing, seen(story).gap) == (Standing.SAID_NO, True)


def test_an_open_weekend_whose_row_cannot_be_read_is_said_so() -> None:
    story = agreed()
    story.days_until("2026-12-04 18:00")
    story.book(guest_email="sam")
    assert seen(story).standing is Standing.UNREADABLE


def test_another_guest_in_the_row_starts_from_nothing() -> None:
    story = agreed()
    story.book(guest_email="kim@example.org", public_name="Kim")
    found = seen(story)
    assert (found.standing, found.turn, len(found.turns)) == (Standing.BOOKED, None, 1)


def test_an_open_weekend_of_another_guest_is_still_shown_as_open() -> None:
    story = agreed()
    story.days_until("2026-12-04 18:00")
    story.book(guest_email="kim@example.org", public_name="Kim")
    found = seen(story)
    assert (found.standing, found.turn) == (Standing.OPEN, story.turn())


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-12-03 12:00", "2026-12-04"),
        ("2026-12-04 09:00", "2026-12-04"),
        ("2026-12-06 23:00", "2026-12-04"),
        ("2026-12-07 08:59", "2026-12-04"),
        ("2026-12-07 09:00", "2026-12-11"),
        ("2026-12-08 00:00", "2026-12-11"),
        ("2026-12-10 23:59", "2026-12-11"),
    ],
)
def test_the_list_starts_with_the_weekend_that_is_on(now: str, first: str) -> None:
    fridays = coming(Story(now))
    assert (fridays[0], len(fridays)) == (first, 3)


def test_a_weekend_that_is_still_open_stays_on_the_list() -> None:
    story = agreed()
    story.days_until("2026-12-04 18:00")
    story.at("2026-12-08 12:00")
    assert coming(story)[0] == "2026-12-04"


def test_a_longer_weekend_stays_until_its_end() -> None:
    story = Story("2026-12-07 20:00")
    story.book(ends_at="2026-12-08 09:00")
    assert coming(story)[0] == "2026-12-04"


def test_past_weekends_are_those_that_had_somebody_newest_first() -> None:
    story = Story("2026-12-09 12:00")
    for friday in (date(2026, 9, 4), date(2026, 9, 11), date(2026, 11, 6), date(2026, 12, 4)):
        story.book(friday, guest_email=f"sam{friday:%d}@example.org")
    now = look(story.world, REMINDERS)
    past = overview.past(now.roster, now.account, LONDON, now.now, date(2026, 12, 11))
    assert [str(one.friday) for one in past] == ["2026-12-04", "2026-11-06", "2026-09-11"]
    assert {one.standing for one in past} == {Standing.OVER}


def test_what_is_wrong_with_a_row_stands_beside_it() -> None:
    story = Story("2026-11-02 10:00")
    story.book(introduction="x" * 99)
    story.book(date(2026, 12, 11), guest_email="kim")
    assert [one.cell for one in seen(story).mistakes] == ["introduction"]
    assert [one.cell for one in seen(story, date(2026, 12, 11)).mistakes] == ["guest_email"]
