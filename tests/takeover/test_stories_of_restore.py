"""The tables were put back to an earlier state: nobody gets in, and nothing is mailed twice."""

from __future__ import annotations

from takeover.apply import Result
from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.turn import Ending, Fact, State
from takeover.planning.housekeeping import restored_key
from tests.story import ROBIN, SAM, Story, local
from tests.takeover.openings import (
    HELLO,
    MEET_SAM,
    agreed,
    gate,
    on_friday,
    signed_in,
    team_mails,
)


def put_back(story: Story) -> None:
    """A restored table is a copy: it says what the other one said, and has an id of its own."""
    story.world.ledger.own_id = "a copy, made by a restore"


def go_live_again(story: Story) -> None:
    assert story.world.ledger.go_live(story.world.clock.now())


def test_an_open_weekend_ends_at_the_next_sweep_and_says_nothing_to_anybody() -> None:
    story, token = signed_in()
    before = story.steps()
    put_back(story)
    story.run("revocation")
    assert story.turn().how is Ending.RESTORED
    assert story.world.ledger.holder() is None
    assert gate(story, token).value == "closed"
    story.days_until("2026-12-20 12:00")
    assert story.steps() == before
    assert not [text for text in story.posts() if "said goodbye" in text]


def test_the_coordinator_is_told_once() -> None:
    story = agreed()
    put_back(story)
    story.days_until("2026-12-04 09:00")
    told = [step for step in team_mails(story) if step.startswith("restored")]
    assert told == [restored_key(story.world.ledger.own_id)]
    assert story.failed() == []


def test_the_coordinator_is_told_once_if_midnight_falls_into_the_noticing() -> None:
    story = agreed()
    put_back(story)
    story.at("2026-12-03 23:50")
    story.world.seam.fail("ledger.see", UnknownOutcomeError("no answer"), afterwards=True)
    story.run("revocation")
    assert story.world.ledger.look(story.turn().weekend).live_since is not None
    story.at("2026-12-04 00:05")
    story.run("revocation")
    assert story.world.ledger.look(story.turn().weekend).live_since is None
    assert [step for step in team_mails(story) if step.startswith("restored")] == [
        restored_key(story.world.ledger.own_id)
    ]


def test_a_second_restore_on_the_same_day_is_told_as_well() -> None:
    story = agreed()
    put_back(story)
    story.run("revocation")
    go_live_again(story)
    story.world.ledger.own_id = "a copy of the copy"
    story.run("revocation")
    told = [step for step in team_mails(story) if step.startswith("restored")]
    assert told == [restored_key("a copy, made by a restore"), restored_key("a copy of the copy")]


def test_it_rehearses_until_somebody_goes_live_again() -> None:
    story = agreed()
    had = story.steps()
    put_back(story)
    story.days_until("2026-12-04 12:00")
    assert story.world.ledger.look(story.turn().weekend).live_since is None
    assert story.turn(2).rehearsal
    assert story.steps() == had
    assert all(mail.to == (ROBIN.address,) for mail in story.world.mailer.sent[len(had) + 3 :])


def test_whoever_has_nothing_to_do_leaves_the_rehearsal_until_a_sweep_has_seen_the_copy() -> None:
    story = agreed()
    put_back(story)
    story.at("2026-12-04 10:00")
    story.run("handover")  # opens nothing, as it looked whether this is a copy
    assert (story.turn(2).rehearsal, story.happened(Fact.OPENED)) == (True, False)
    mails = len(story.world.mailer.sent)
    story.at("2026-12-04 11:00")
    story.run("reminders")
    assert len(story.world.mailer.sent) == mails
    story.run("revocation", "reminders")
    mail = story.world.mailer.sent[-1]
    assert (mail.to, mail.tags["turn"], mail.tags["step"]) == (
        (ROBIN.address,), "2026-12-04_2", "booked",
    )  # fmt: skip


def test_after_going_live_again_nothing_is_mailed_a_second_time() -> None:
    story = agreed()
    had = story.steps(SAM)
    put_back(story)
    story.pass_until("2026-12-03 16:00")
    go_live_again(story)
    story.days_until("2026-12-04 12:00")
    live = story.turn(3)
    assert (live.rehearsal, live.has(Fact.ACCEPTED), live.has(Fact.OPENED)) == (False, True, True)
    assert story.steps(SAM) == [*had, "number"]
    assert story.failed() == []


def test_a_window_that_had_begun_gets_no_new_turn() -> None:
    story, _ = signed_in()
    put_back(story)
    story.pass_until("2026-12-04 18:00")
    go_live_again(story)
    story.days_until("2026-12-06 12:00")
    assert story.world.ledger.turn("2026-12-04#2") is None
    assert local("2026-12-04 18:00") == story.world.ledger.look(story.turn().weekend).live_since


def test_who_was_introduced_is_not_introduced_again_at_a_later_start() -> None:
    story = agreed()
    story.book(starts_at="2026-12-04 11:00")
    story.days_until("2026-12-04 11:05")
    assert story.posts() == [MEET_SAM]
    story.book()
    put_back(story)
    story.run("revocation")
    go_live_again(story)
    story.days_until("2026-12-04 17:05")
    assert story.happened(Fact.OPENED, 2)
    assert story.turn(2).steps["introduction"].state is State.ABSORBED
    assert story.posts() == [MEET_SAM]
    assert [one.planned.key for one in story.outcomes if one.result is Result.REFUSED] == []


def test_what_was_said_after_a_weekend_is_not_said_again() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.days_until("2026-12-07 10:00")
    turns = dict(story.world.ledger._turns)
    story.days_until("2026-12-07 12:00")
    had, posts = story.steps(), story.posts()
    story.world.ledger._turns = turns  # as they were before the thank-you
    put_back(story)
    story.pass_until("2026-12-07 15:00")
    go_live_again(story)
    story.days_until("2026-12-20 12:00")
    assert (had[-1], story.posts()) == ("thank_you", posts)
    assert story.steps() == [*had, "survey", "survey_again"]


def test_a_weekend_that_is_over_by_then_is_not_ended_a_second_time() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    kept = dict(story.world.ledger._turns), story.world.ledger._holder
    story.days_until("2026-12-07 12:00")
    had, posts = story.steps(), story.posts()
    story.world.ledger._turns, story.world.ledger._holder = kept
    put_back(story)
    story.pass_until("2026-12-07 15:00")
    go_live_again(story)
    story.days_until("2026-12-20 12:00")
    assert story.turn().how is Ending.RESTORED
    assert (story.steps(), story.posts()) == (had, posts)


def test_a_number_that_opens_nothing_any_more_is_followed_by_the_new_one() -> None:
    story = on_friday()
    had = story.steps()
    put_back(story)
    story.run("revocation")
    story.at("2026-12-04 13:00")
    go_live_again(story)
    story.run()
    assert story.steps() == [*had, "number"]


def test_the_number_comes_although_the_restore_was_told_long_after_going_live_again() -> None:
    story = on_friday()
    had = story.steps()
    put_back(story)
    story.world.seam.fail("mailer.send", LaterError("SES is down"), times=2)
    story.run("revocation")
    story.at("2026-12-04 13:00")
    go_live_again(story)
    story.run("handover")
    refused = [one.planned.key for one in story.outcomes if one.result is Result.REFUSED]
    assert refused == [restored_key(story.world.ledger.own_id), "number"]
    story.at("2026-12-04 14:00")
    story.run("revocation", "handover")
    assert restored_key(story.world.ledger.own_id) in team_mails(story)
    assert story.steps() == [*had, "number"]


def test_a_weekend_that_is_cancelled_after_a_restore_is_told_as_cancelled() -> None:
    story = agreed()
    put_back(story)
    story.pass_until("2026-12-03 16:00")
    go_live_again(story)
    story.pass_until("2026-12-03 17:00")
    story.book(status="cancelled")
    story.pass_until("2026-12-03 18:30")
    assert story.steps()[-1] == "cancelled"
