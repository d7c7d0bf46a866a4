"""The coordinator changes her mind: moves, corrections, and rows that can't be read any more."""

from __future__ import annotations

from datetime import date

from takeover import commands
from takeover.commands import Publication
from takeover.gate import Reason
from takeover.model.steps import REVOCATION
from takeover.model.turn import Ending, Fact
from takeover.ports import Letter
from tests.story import ROBIN, SAM, WEEKEND, Story
from tests.takeover.openings import (
    FIVE_MINUTES,
    HELLO,
    KIM,
    booked,
    gate,
    on_friday,
    signed_in,
    team_mails,
)

LATER = date(2026, 12, 18)
SWEEP = ("revocation",)


def mail_of(story: Story, step: str) -> Letter:
    return next(one for one in story.world.mailer.sent if one.tags["step"] == step)


def ics(story: Story, step: str) -> str:
    """The calendar entry that went with a mail."""
    return mail_of(story, step).attachments[0].content.decode().replace("\r\n ", "")


# --- moves


def test_a_move_keeps_what_was_agreed_and_says_the_new_dates_once() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    story.remove()
    story.book(LATER)
    story.days_until("2026-11-25 12:00")
    assert story.steps() == ["booked", "moved"]
    assert team_mails(story) == []
    assert story.turn().how is Ending.MOVED
    moved = story.turn(1, LATER)
    assert (moved.has(Fact.ACCEPTED), moved.terms) == (True, story.turn().terms)
    assert "What you agreed to still holds" in mail_of(story, "moved").text


def test_a_moved_weekend_is_one_entry_in_the_calendar() -> None:
    story = booked()
    story.days_until("2026-11-23 10:00")
    story.book(status="cancelled")
    story.book(LATER)
    story.days_until("2026-11-24 12:00")
    before, after = ics(story, "booked"), ics(story, "moved")
    uid = next(line for line in before.splitlines() if line.startswith("UID"))
    assert uid in after
    assert "SEQUENCE:0" in before
    assert "SEQUENCE:1" in after
    assert "DTSTART:20261218T170000Z" in after


def test_the_new_row_may_come_first() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    story.book(LATER)
    story.pass_until("2026-11-23 10:20", FIVE_MINUTES)
    story.remove()
    story.pass_until("2026-11-23 11:00", FIVE_MINUTES)
    story.days_until("2026-11-25 12:00")
    assert story.steps() == ["booked", "moved"]
    assert story.turn(1, LATER).has(Fact.ACCEPTED)


def test_a_move_that_was_never_offered_is_a_booking_like_another() -> None:
    story = booked()
    story.remove()
    story.book(LATER)
    story.at("2026-11-20 12:01")
    story.world.ledger._turns.pop(f"{WEEKEND}#1")
    story.days_until("2026-11-24 12:00")
    assert story.steps() == ["booked", "booked"]


def test_a_guest_of_two_weekends_who_loses_one_has_not_moved() -> None:
    story = booked()
    story.book(LATER)
    story.accept()
    story.days_until("2026-11-23 12:00")
    story.book(status="cancelled")
    story.days_until("2026-11-25 12:00")
    assert story.steps() == ["booked", "booked", "cancelled"]
    assert not story.turn(1, LATER).has(Fact.ACCEPTED)


def test_a_moved_weekend_runs_as_any_other() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    story.remove()
    story.book(date(2026, 12, 11))
    story.days_until("2026-12-11 12:00")
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.turn == "2026-12-11#1"
    assert story.steps()[:2] == ["booked", "moved"]
    assert story.failed() == []


def test_a_move_is_not_told_as_cancelled_however_late_its_new_row_is_begun() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    story.remove()
    story.book(LATER)
    story.pass_until("2026-11-23 10:55", FIVE_MINUTES, *SWEEP)
    story.run("handover", "revocation")
    story.days_until("2026-11-25 12:00")
    assert (story.steps(), team_mails(story)) == (["booked", "moved"], [])


def test_a_weekend_that_moved_may_move_back() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    story.remove()
    story.book(LATER)
    story.days_until("2026-11-24 10:00")
    story.remove(LATER)
    story.book()
    story.pass_until("2026-11-24 11:00", FIVE_MINUTES)
    story.days_until("2026-12-04 12:00")
    assert story.turn(1, LATER).how is Ending.MOVED
    assert story.turn(2).has(Fact.OPENED)
    assert story.steps()[:3] == ["booked", "moved", "moved"]
    assert team_mails(story) == ["please_ring"]


def test_whoever_takes_the_place_of_a_guest_who_moved_inherits_nothing() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    story.remove()
    story.book(LATER)
    story.days_until("2026-11-24 12:00")
    story.book(LATER, guest_email=KIM, public_name="Kim")
    story.days_until("2026-11-26 12:00")
    assert not story.turn(2, LATER).has(Fact.ACCEPTED)
    assert story.steps(KIM) == ["booked"]


def test_a_guest_may_move_to_a_weekend_that_somebody_else_gave_up() -> None:
    story = booked()
    story.accept()
    story.book(LATER, guest_email=KIM, public_name="Kim")
    story.days_until("2026-11-23 12:00")
    story.book(LATER, guest_email=KIM, public_name="Kim", status="cancelled")
    story.days_until("2026-11-24 09:00")
    story.book(LATER)
    story.remove()
    for minutes in range(0, 60, 15):  # the sweep is quicker than whoever begins turns
        story.at(f"2026-11-24 09:{minutes:02d}")
        story.run(REVOCATION)
    story.days_until("2026-11-26 12:00")
    assert (story.steps(), story.steps(KIM)) == (["booked", "moved"], ["booked", "cancelled"])
    assert story.turn(2, LATER).has(Fact.ACCEPTED)


# --- corrections


def test_a_mistyped_address_is_corrected_and_everything_is_mailed_anew() -> None:
    story = booked()
    story.book(guest_email=KIM)
    story.days_until("2026-11-23 12:00")
    assert (story.steps(SAM), story.steps(KIM)) == (["booked"], ["booked"])
    assert (story.turn().generation, team_mails(story)) == (2, [])
    assert story.world.ledger.turn(f"{WEEKEND}#2") is None


def test_the_link_in_the_mail_that_went_astray_opens_nothing() -> None:
    story = booked()
    astray = story.key()
    story.book(guest_email=KIM)
    story.days_until("2026-11-23 12:00")
    _, segment, mac = astray.path.split("/")
    assert commands.follow_link(story.world, segment, mac) is None


def test_a_link_that_was_used_makes_another_address_another_guest() -> None:
    story = booked()
    story.open_link()
    story.book(guest_email=KIM, public_name="Kim")
    story.days_until("2026-11-24 12:00")
    assert story.world.ledger.turn(f"{WEEKEND}#2") is not None
    assert story.turn().how is None
    assert "cannot_tell" in team_mails(story)


def test_an_address_corrected_on_the_last_day_before_anybody_looked() -> None:
    story = booked()
    story.days_until("2026-12-03 12:00")
    story.book(guest_email=KIM)
    story.days_until("2026-12-03 15:00")
    story.accept()
    story.days_until("2026-12-04 12:00")
    assert story.steps(KIM)[-1] == "number"
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.guest_hmac == story.turn().guest_hmac


# --- rows that cannot be read


def test_a_row_that_became_unreadable_suspends_and_ends_nothing() -> None:
    story, token = signed_in()
    story.book(ends_at="Monday at nine")
    assert gate(story, token) is Reason.UNREADABLE
    story.run()
    story.run()
    assert team_mails(story).count("suspended") == 1
    assert mail_of(story, "suspended").to == (ROBIN.address,)
    assert story.turn().open


def test_a_row_that_was_mended_goes_on_where_it_was() -> None:
    story, token = signed_in()
    story.book(status="boked")
    story.run()
    assert story.post(token, HELLO) is Publication.REFUSED_BY_GATE
    story.book()
    assert story.post(token, HELLO) is Publication.POSTED
    story.run()
    assert not story.happened(Fact.SUSPENDED)
    story.book(status="boked")
    story.run()
    assert team_mails(story).count("suspended") == 1
    assert team_mails(story).count("suspended_2") == 1


def test_a_weekend_whose_row_stays_unreadable_ends_as_ever() -> None:
    story = on_friday()
    story.days_until("2026-12-04 17:05")
    token = story.sign_in()
    story.book(guest_email="not an address")
    story.days_until("2026-12-07 09:05")
    assert gate(story, token) is Reason.CLOSED
    assert story.turn().has(Fact.CLOSED)
    assert story.failed() == []
