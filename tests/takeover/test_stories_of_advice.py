"""What a computer can see in the list, and tells the coordinator without stopping anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from takeover.model.steps import REMINDERS, REVOCATION, ROSTER_CHECK
from tests.desk.list_stories import signed_in
from tests.story import WEEKEND, Story, local
from tests.takeover.list_edits import NEXT, THIRD, edit, mistakes, sweep
from tests.takeover.openings import KIM, booked, team_mails


def advised(story: Story) -> list[str]:
    """What the coordinator is told to look at."""
    return [
        line.removeprefix("- ")
        for mail in mistakes(story)
        for line in mail.splitlines()
        if line.startswith("- ")
    ]


def test_last_years_date_is_taken_for_a_slip_and_the_right_one_is_named() -> None:
    story = Story("2026-11-20 09:55")
    edit(story, "2026-11-20 10:00", date(2025, 12, 5))
    sweep(story, "10:30", "10:45")
    (said,) = advised(story)
    assert said == (
        "2025-12-05, weekend: we found “2025-12-05”. It should be: a Friday to come, such as "
        "2026-12-04; this one is long over. Until you change it, this weekend is left alone."
    )
    story.remove(date(2025, 12, 5))
    story.run(ROSTER_CHECK)
    assert story.world.ledger.look(WEEKEND).told == {}


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "forgotten", "guest_name": "", "guest_email": "", "guest_phone": "",
         "public_name": "", "introduction": ""},
        {"status": "cancelled"},
        {"status": "break"},
    ],
)  # fmt: skip
def test_a_weekend_of_last_year_that_is_over_is_none(cells: dict[str, object]) -> None:
    story = Story("2026-11-20 09:55")
    edit(story, "2026-11-20 10:00", date(2025, 12, 5), **cells)
    sweep(story, "10:30")
    assert advised(story) == []


def test_a_guest_whom_nobody_has_talked_with_is_named_once_two_weeks_before() -> None:
    story = Story("2026-11-20 08:00")
    story.book()
    story.book(NEXT, guest_email=KIM, talked_on="2026-11-18")
    story.run(ROSTER_CHECK)
    assert story.world.ledger.look(WEEKEND).told == {}
    story.at("2026-11-20 09:00")
    story.run(REMINDERS)
    sweep(story, "09:30", "10:00")
    (said,) = advised(story)
    assert said == (
        "2026-12-04, talked_on: nobody is noted as having talked with this guest. If you have, "
        "write the day there; if not, please ring them. All goes on meanwhile."
    )
    story.run()
    story.days_until("2026-11-20 12:00")
    assert story.steps() == ["booked"]


def test_who_never_notes_when_they_talked_is_not_reminded_of_it() -> None:
    story = Story("2026-11-20 10:00")
    story.book()
    story.run(ROSTER_CHECK)
    assert story.world.ledger.look(WEEKEND).told == {}


def test_an_address_in_two_weekends_is_named_until_one_of_them_moves() -> None:
    story = Story("2026-11-20 09:55")
    story.book()
    edit(story, "2026-11-20 10:00", THIRD)
    sweep(story, "10:30", "10:45")
    (said,) = advised(story)
    assert said == (
        "2026-12-18, guest_email: the weekend of Friday 4 December has the same address. If that "
        "is meant, leave both as they are. All goes on meanwhile."
    )


def takes_out_the_first(story: Story) -> None:
    story.remove()


def gives_the_first_away(story: Story) -> None:
    story.book(guest_email=KIM)


def puts_it_months_later(story: Story) -> None:
    story.remove(THIRD)
    story.book(date(2027, 2, 5))


@pytest.mark.parametrize(
    "settles", [takes_out_the_first, gives_the_first_away, puts_it_months_later]
)
def test_a_move_in_two_edits_is_no_address_twice(settles: Callable[[Story], None]) -> None:
    story = Story("2026-11-20 09:55")
    story.book()
    edit(story, "2026-11-20 10:00", THIRD)
    story.at("2026-11-20 10:20")
    settles(story)
    story.run(ROSTER_CHECK)
    sweep(story, "10:30", "11:00")
    assert advised(story) == []


def test_an_address_that_came_back_before_is_named_with_the_weekend_it_was() -> None:
    story = booked()
    story.world.ledger.bounce(story.turn(), story.world.clock.now())
    story.run(REVOCATION)
    assert team_mails(story) == ["bounced"]
    later = date(2027, 3, 5)
    story.at("2026-11-23 10:00")
    story.book(later)
    story.run(ROSTER_CHECK)
    story.at("2026-11-23 10:30")
    story.run(REVOCATION)
    (said,) = advised(story)
    assert said == (
        "2027-03-05, guest_email: our mails for the weekend of Friday 4 December did not get "
        "through to this address. Please ask the guest for another one; it may be mistyped. All "
        "goes on meanwhile."
    )


# --- on the list


def test_advice_stands_on_the_list_at_once_in_the_words_of_the_list() -> None:
    story = Story("2026-11-20 10:00")
    story.book()
    story.book(THIRD)
    said = (
        "Please look at this: Friday 18 December, “Mail address”: the weekend of Friday 4 December "
        "has the same address. If that is meant, leave both as they are."
    )
    assert said in signed_in(story).last.text
    assert "All is well." in signed_in(Story("2026-11-20 10:00")).last.text


def test_advice_is_nothing_that_wednesdays_mail_calls_wrong() -> None:
    story = Story("2026-11-24 10:00")
    story.book()
    story.book(THIRD)
    story.at("2026-11-25 08:00")
    story.run(REMINDERS)
    (mail,) = [one for one in story.world.mailer.sent if one.tags["turn"] == "weekly"]
    assert "All is well." in mail.text


# --- somebody is booked into a time away


def away(story: Story, until: str = "2026-12-14 00:00") -> Story:
    assert story.world.ledger.set_away(local(until), None)
    return story


def test_who_is_booked_into_a_running_time_away_is_named() -> None:
    story = away(Story("2026-11-20 09:55"))
    edit(story, "2026-11-20 10:00", WEEKEND)
    assert (
        "Friday 4 December, “Status”: nobody is here until Monday 14 December 2026. Till then "
        "this guest is not asked, and it does not open. Please choose a later weekend, or say on "
        "the list that you are back."
    ) in signed_in(story).last.text
    sweep(story, "10:30", "10:45")
    (said,) = advised(story)
    assert said.startswith("2026-12-04, status: nobody is here until Monday 14 December 2026.")


def test_who_is_booked_for_later_or_was_asked_before_is_not() -> None:
    story = away(booked())
    story.book(THIRD, guest_email=KIM)
    story.run(ROSTER_CHECK)
    assert "nobody is here until" not in signed_in(story).last.text


def test_once_somebody_is_back_it_is_mended() -> None:
    story = away(Story("2026-11-20 10:00"))
    story.book()
    story.run(ROSTER_CHECK)
    assert story.world.ledger.look(WEEKEND).told != {}
    assert story.world.ledger.set_away(None, local("2026-12-14 00:00"))
    story.run(ROSTER_CHECK)
    assert story.world.ledger.look(WEEKEND).told == {}
