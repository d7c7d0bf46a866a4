"""Who asks for a weekend: told to the coordinator without a name, shown when one becomes free."""

from __future__ import annotations

from datetime import date, timedelta

from takeover import commands
from takeover.errors import LaterError
from takeover.model.steps import REMINDERS, SURVEY
from takeover.ports import Letter
from tests.story import ROBIN, Story

GIVEN = {
    "first_choice": "2026-12-11",
    "second_choice": "",
    "public_name": "Bluebell",
    "anonymous": "yes",
    "why": "",
    "guest_email": "bluebell@example.org",
    "guest_phone": "",
}


def asks(story: Story, address: str = "bluebell@example.org", **changes: str) -> None:
    assert commands.ask_for_weekend(story.world, GIVEN | {"guest_email": address} | changes)


def mails(story: Story, step: str) -> list[Letter]:
    return [mail for mail in story.world.mailer.sent if mail.tags["step"].startswith(step)]


def test_a_day_of_sign_ups_is_one_mail_with_dates_and_without_names() -> None:
    story = Story("2026-11-23 12:00")
    asks(story)
    asks(story, "sorrel@example.org", public_name="Sorrel")
    story.at("2026-11-23 23:00")
    asks(story, "fern@example.org", first_choice="2027-01-08")
    story.days_until("2026-11-24 17:00")
    (mail,) = mails(story, "sign-ups")
    assert (mail.to, mail.subject) == ((ROBIN.address,), "3 people would like a weekend")
    assert mail.text.startswith(
        "3 people are waiting for a weekend. Somebody new has signed up.\n\n"
        "What they would like best:\n\n"
        "- Friday 11 December, asked for by 2\n- Friday 8 January\n\n"
        "See who is waiting:\nhttps://desk.example.org/list/waiting\n"
    )


def test_sign_ups_of_two_days_are_two_mails() -> None:
    story = Story("2026-11-23 12:00")
    asks(story)
    story.days_until("2026-11-24 12:00")
    asks(story, "fern@example.org")
    story.days_until("2026-11-26 12:00")
    assert [mail.tags["step"] for mail in mails(story, "sign-ups")] == [
        "sign-ups-2026-11-23",
        "sign-ups-2026-11-24",
    ]


def test_whom_the_coordinator_has_deleted_already_is_not_told_of() -> None:
    story = Story("2026-11-23 12:00")
    asks(story)
    commands.forget_applicant(story.world, commands.waiting(story.world)[0].id)
    story.days_until("2026-11-25 07:00")
    assert mails(story, "sign-ups") == []


def test_wednesdays_mail_says_how_many_wait() -> None:
    story = Story("2026-11-23 12:00")
    story.days_until("2026-11-25 12:00")
    assert "Waiting list" not in mails(story, "2026-11-25")[0].text
    asks(story)
    story.days_until("2026-12-02 12:00")
    assert "Waiting list: 1." in mails(story, "2026-12-02")[0].text


def test_when_a_guest_says_no_the_coordinator_hears_who_could_step_in() -> None:
    story = Story("2026-11-20 09:30")
    story.book()
    asks(story)
    story.days_until("2026-11-25 12:00")
    commands.stop(story.world, story.visit(story.open_link()))
    (mail,) = mails(story, "guest_said_no")
    assert "One person is waiting for a weekend." in mail.text
    assert "https://desk.example.org/list/waiting" in mail.text


def test_when_a_row_is_deleted_the_coordinator_hears_who_could_step_in() -> None:
    story = Story("2026-11-20 09:30")
    story.book()
    asks(story)
    story.days_until("2026-11-25 12:00")
    story.remove()
    story.days_until("2026-11-26 12:00")
    (mail,) = mails(story, "cannot_tell")
    assert "One person is waiting for a weekend." in mail.text


def test_who_waits_is_forgotten_after_ninety_days_and_who_came_later_stays() -> None:
    story = Story("2026-11-23 23:30")
    asks(story)
    story.at("2026-11-24 12:00")
    asks(story, "fern@example.org")
    story.days_until("2027-02-21 17:00")
    assert len(commands.waiting(story.world)) == 2
    story.days_until("2027-02-22 12:00")
    assert [one.address for one in commands.waiting(story.world)] == ["fern@example.org"]
    story.days_until("2027-02-23 12:00")
    assert commands.waiting(story.world) == []
    assert [key for key in story.world.ledger.look(_day(story)).told if "sign" in key] == []


def test_who_asks_again_is_kept_from_then_on() -> None:
    story = Story("2026-11-23 12:00")
    asks(story)
    story.days_until("2026-12-23 12:00")
    asks(story)
    story.days_until("2027-03-01 12:00")
    assert len(commands.waiting(story.world)) == 1
    story.days_until("2027-03-24 12:00")
    assert commands.waiting(story.world) == []


def test_forgetting_that_was_interrupted_is_finished_by_the_next_run() -> None:
    story = Story("2026-11-23 12:00")
    asks(story)
    asks(story, "fern@example.org")
    story.at("2027-02-22 05:00")
    story.world.seam.fail("waiting_list.forget", LaterError("busy"), afterwards=True)
    story.run(SURVEY)
    assert len(commands.waiting(story.world)) == 1
    story.run(SURVEY)
    assert commands.waiting(story.world) == []


def test_a_mail_that_is_refused_goes_out_with_the_next_run_once() -> None:
    story = Story("2026-11-23 12:00")
    asks(story)
    story.at("2026-11-24 09:00")
    story.world.seam.fail("waiting_list.entries", LaterError("busy"))
    story.run(REMINDERS)
    assert mails(story, "sign-ups") == []
    story.world.clock.advance(seconds=timedelta(hours=1).total_seconds())
    story.run(REMINDERS)
    story.run(REMINDERS)
    assert len(mails(story, "sign-ups")) == 1


def _day(story: Story) -> date:
    return story.world.clock.now().date()
