"""The holding post: what people on X read when a guest's pause has stood for five minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from takeover import commands
from takeover.apply import Result
from takeover.commands import overseeing
from takeover.errors import UnknownOutcomeError
from takeover.model.steps import HANDOVER
from takeover.model.turn import State
from tests.story import SAM, Story
from tests.takeover.openings import FIVE_MINUTES, HELLO, KIM, MEET_SAM, agreed, signed_in

QUIET = (
    "It may be quiet here for a while: we are having a rest. Our team is back on Monday. Do you "
    "need to talk to someone now? Samaritans listen day and night. Call 116 123, free in the UK "
    "and Ireland."
)
A_MINUTE = timedelta(minutes=1)
SEVEN, TEN_PAST, TEN = "2026-12-04 19:00", "2026-12-04 19:10", "2026-12-04 22:00"
SATURDAY = "2026-12-05 12:00"


def paused(at: str = SEVEN) -> tuple[Story, str]:
    """Sam has tapped "This is too much" at this time."""
    story, token = signed_in()
    story.days_until(at)
    commands.pause(story.world, story.visit(token))
    return story, token


def quiet(story: Story) -> int:
    """How often people were told."""
    return story.posts().count(QUIET)


def test_a_pause_that_stands_for_five_minutes_is_said_on_x_once() -> None:
    story, _ = paused()
    story.pass_until("2026-12-04 19:04", A_MINUTE)
    assert quiet(story) == 0
    story.pass_until("2026-12-04 19:05", A_MINUTE)
    assert story.posts() == [MEET_SAM, QUIET]
    story.pass_until(SATURDAY)
    assert quiet(story) == 1


def test_carrying_on_within_five_minutes_says_nothing() -> None:
    story, token = paused()
    story.at("2026-12-04 19:04")
    commands.resume(story.world, story.visit(token))
    story.pass_until(TEN)
    assert quiet(story) == 0


def test_a_second_pause_counts_from_its_own_tap() -> None:
    story, token = paused()
    story.at("2026-12-04 19:04")
    commands.resume(story.world, story.visit(token))
    commands.pause(story.world, story.visit(token))
    story.pass_until("2026-12-04 19:08", A_MINUTE)
    assert quiet(story) == 0
    story.pass_until("2026-12-04 19:09", A_MINUTE)
    assert quiet(story) == 1


def test_it_is_said_once_a_weekend_however_often_it_is_too_much() -> None:
    story, token = paused()
    story.pass_until(TEN_PAST)
    commands.resume(story.world, story.visit(token))
    story.pass_until(SATURDAY)
    commands.pause(story.world, story.visit(token))
    story.pass_until("2026-12-05 18:00")
    assert quiet(story) == 1


def undone(story: Story) -> None:
    story.world.ledger.resume(story.turn().id)


def undone_and_paused_anew(story: Story) -> None:
    undone(story)
    story.world.ledger.pause(story.turn().id, story.world.clock.now())


def paused_by_the_team(story: Story) -> None:
    undone(story)
    story.world.ledger.pause(story.turn().id, story.world.clock.now(), by_us=True)


def off_the_list(story: Story) -> None:
    story.book(status="cancelled")


@pytest.mark.parametrize("meanwhile", [undone, undone_and_paused_anew, paused_by_the_team,
                                       off_the_list])  # fmt: skip
def test_it_is_asked_again_right_before_x_is(meanwhile: Callable[[Story], None]) -> None:
    story, _ = paused()
    story.at(TEN_PAST)

    def change(call: str) -> None:
        if call == "channel.ready":
            story.world.seam.before = lambda _: None
            meanwhile(story)

    story.world.seam.before = change
    outcomes = {one.planned.step.name: one.result for one in story.run(HANDOVER)}
    assert outcomes["holding"] is Result.WAITS
    assert ("holding" in story.turn().steps, quiet(story)) == (False, 0)


def test_a_weekend_that_ends_out_of_a_pause_stays_as_quiet() -> None:
    story, token = paused()
    story.at("2026-12-04 19:01")
    commands.stop(story.world, story.visit(token))
    story.pass_until(TEN, FIVE_MINUTES)
    assert story.posts() == [MEET_SAM, QUIET]


def test_a_weekend_that_ends_after_carrying_on_says_nothing() -> None:
    story, token = paused()
    story.at("2026-12-04 19:01")
    commands.resume(story.world, story.visit(token))
    commands.stop(story.world, story.visit(token))
    story.pass_until(TEN, FIVE_MINUTES)
    assert quiet(story) == 0


def test_nothing_is_said_of_a_weekend_that_somebody_else_has_by_then() -> None:
    story, token = paused()
    story.at("2026-12-04 19:01")
    commands.stop(story.world, story.visit(token))
    story.book(guest_email=KIM, public_name="Kim")
    story.pass_until(TEN, FIVE_MINUTES)
    assert quiet(story) == 0


def test_the_next_guest_of_the_same_weekend_says_it_no_second_time() -> None:
    story, token = paused()
    story.pass_until(TEN_PAST)
    commands.stop(story.world, story.visit(token))
    story.book(guest_email=KIM, public_name="Kim")
    story.run()
    story.accept(2, "Kim")
    story.pass_until(TEN, FIVE_MINUTES)
    assert story.turn(2).open
    kim = story.sign_in(2)
    commands.pause(story.world, story.visit(kim, 2))
    story.pass_until("2026-12-05 06:00")
    assert quiet(story) == 1
    assert story.turn(2).steps["holding"].proof == story.turn(1).steps["holding"].proof


def test_the_teams_own_pause_says_nothing_by_itself() -> None:
    story, token = signed_in()
    overseeing.pause_for_the_charity(story.world, story.turn())
    story.pass_until(TEN)
    assert quiet(story) == 0
    overseeing.let_go_on(story.world, story.turn())
    assert story.post(token, HELLO)


def test_in_the_last_hour_it_is_not_worth_saying() -> None:
    story, _ = paused("2026-12-07 07:56")
    story.pass_until("2026-12-07 09:00", A_MINUTE, "handover")
    assert quiet(story) == 0


def test_in_a_rehearsal_it_is_written_down_only() -> None:
    story, token = signed_in(live=False)
    commands.pause(story.world, story.visit(token))
    story.pass_until(TEN)
    assert (story.posts(), story.turn().steps["holding"].proof) == ([], "rehearsal")


def test_an_answer_that_was_lost_is_looked_for_and_it_is_not_said_again() -> None:
    story, _ = paused()
    story.world.seam.fail("channel.post", UnknownOutcomeError("lost"), afterwards=True)
    story.pass_until(TEN, FIVE_MINUTES)
    assert (quiet(story), story.turn().steps["holding"].state) == (1, State.DONE)


def test_the_charity_says_it_in_its_own_words() -> None:
    story, _ = paused()
    story.world.texts.edit({"weekend": "post/holding", "text": "We rest until {end_day}."})
    story.pass_until(TEN_PAST)
    assert story.posts() == [MEET_SAM, "We rest until Monday."]


def test_the_team_is_told_at_once_what_will_be_said() -> None:
    story, _ = paused()
    (mail,) = [mail for mail in story.world.mailer.sent if mail.tags["step"] == "too_much"]
    assert "If it stays like this for five minutes, we post" in mail.text
    assert SAM not in mail.to


def test_who_never_said_so_is_never_paused() -> None:
    story = agreed()
    story.days_until("2026-12-07 09:00")
    assert quiet(story) == 0
