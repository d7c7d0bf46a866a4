"""The tables were put back to an earlier state: nobody gets in, and nothing is mailed twice."""

from __future__ import annotations

from takeover.model.turn import Ending, Fact
from tests.story import ROBIN, SAM, Story, local
from tests.takeover.openings import HELLO, agreed, gate, on_friday, signed_in, team_mails


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
    assert told == ["restored-2026-12-03"]
    assert story.failed() == []


def test_it_rehearses_until_somebody_goes_live_again() -> None:
    story = agreed()
    had = story.steps()
    put_back(story)
    story.days_until("2026-12-04 12:00")
    assert story.world.ledger.look(story.turn().weekend).live_since is None
    assert story.turn(2).rehearsal
    assert story.steps() == had
    assert all(mail.to == (ROBIN.address,) for mail in story.world.mailer.sent[len(had) + 3 :])


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


def test_a_weekend_that_is_cancelled_after_a_restore_is_told_as_cancelled() -> None:
    story = agreed()
    put_back(story)
    story.pass_until("2026-12-03 16:00")
    go_live_again(story)
    story.pass_until("2026-12-03 17:00")
    story.book(status="cancelled")
    story.pass_until("2026-12-03 18:30")
    assert story.steps()[-1] == "cancelled"
