"""Two days and three hours before a weekend we look, and tell only what is not ready."""

from __future__ import annotations

from datetime import timedelta

import pytest

from takeover.apply import Result
from takeover.errors import LaterError, StillOwedError, UnknownOutcomeError
from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.model.steps import HANDOVER
from takeover.model.turn import State
from tests.story import ROBIN, SAM, Story
from tests.takeover.openings import booked, team_mails

READ_ONLY = Obstacle(ObstacleKind.X_READ_ONLY, "read")
DESK = Obstacle(ObstacleKind.DESK, "answers with an error (503)")
TWO_DAYS, THREE_HOURS = "2026-12-02 17:00", "2026-12-04 14:00"
LOOK = "readiness.ask"


def agreed(*in_the_way: Obstacle, live: bool = True) -> Story:
    """Sam said yes; the world outside is as it is told here."""
    story = booked(live=live)
    story.accept()
    story.days_until("2026-12-02 16:55")
    story.world.readiness.in_the_way += in_the_way
    story.world.seam.calls.clear()
    return story


def looks(story: Story) -> int:
    return story.world.seam.calls.count(LOOK)


def told(story: Story) -> list[str]:
    return [step for step in team_mails(story) if step.startswith("ready")]


def last_mail(story: Story) -> str:
    return story.world.mailer.sent[-1].text


def test_a_weekend_whose_x_token_may_only_read_is_told_two_days_before() -> None:
    story = agreed(READ_ONLY)
    story.pass_until(TWO_DAYS, timedelta(minutes=5))
    assert told(story) == ["ready_2_days"]
    assert story.subjects(ROBIN.address)[-1] == "Friday 4 December: not all is ready"
    assert "Our key for X may read, but not post." in last_mail(story)
    assert "It starts on Friday 4 December, 5pm all the same." in last_mail(story)


def test_nothing_is_mailed_when_all_is_well() -> None:
    story = agreed()
    story.days_until("2026-12-04 16:59")
    assert (told(story), looks(story)) == ([], 2)
    steps = story.turn().steps
    assert [
        (steps[name].state, steps[name].proof) for name in ("ready_2_days", "ready_3_hours")
    ] == [
        (State.DONE, "all well"),
        (State.DONE, "all well"),
    ]


def test_all_that_is_wrong_stands_in_one_mail() -> None:
    story = agreed(READ_ONLY, DESK)
    story.at(TWO_DAYS)
    story.run()
    assert told(story) == ["ready_2_days"]
    assert "2 things are not:" in last_mail(story)
    assert "The guest's page does not answer." in last_mail(story)


def test_a_trouble_that_is_mended_in_between_is_not_told_again() -> None:
    story = agreed(READ_ONLY)
    story.at(TWO_DAYS)
    story.run()
    story.world.readiness.in_the_way.clear()
    story.days_until(THREE_HOURS)
    assert (told(story), looks(story)) == (["ready_2_days"], 2)


def test_a_trouble_that_still_stands_is_told_again_three_hours_before() -> None:
    story = agreed(READ_ONLY)
    story.at(TWO_DAYS)
    story.run()
    story.days_until("2026-12-04 13:55")
    assert told(story) == ["ready_2_days"]
    story.days_until(THREE_HOURS)
    assert told(story) == ["ready_2_days", "ready_3_hours"]


def test_a_weekend_that_is_agreed_late_is_looked_at_once() -> None:
    story = booked()
    story.world.readiness.in_the_way.append(READ_ONLY)
    story.days_until("2026-12-04 14:30")
    assert looks(story) == 0
    story.accept()
    story.days_until("2026-12-04 16:00")
    assert told(story) == ["ready_3_hours"]
    assert story.turn().steps["ready_2_days"].state is State.ABSORBED
    assert looks(story) == 1


@pytest.mark.parametrize("in_the_way", [[], [READ_ONLY]])
def test_a_weekend_that_nobody_agreed_to_is_not_looked_at(in_the_way: list[Obstacle]) -> None:
    story = booked()
    story.world.readiness.in_the_way += in_the_way
    story.days_until("2026-12-04 18:00")
    assert (told(story), looks(story)) == ([], 0)


def test_a_rehearsal_is_not_told_about_x() -> None:
    story = agreed(READ_ONLY, live=False)
    story.at(TWO_DAYS)
    story.run()
    assert (told(story), looks(story)) == ([], 1)
    story.world.readiness.in_the_way.append(DESK)
    story.days_until(THREE_HOURS)
    assert told(story) == ["ready_3_hours"]
    assert "page does not answer" in last_mail(story)


def test_what_could_not_be_checked_is_told_too() -> None:
    story = agreed()
    story.world.seam.fail(LOOK, LaterError("throttled"))
    story.at(TWO_DAYS)
    story.run()
    assert told(story) == ["ready_2_days"]
    assert "We could not ask Amazon if all our mails go out." in last_mail(story)


def test_the_guests_address_is_not_in_the_mail() -> None:
    story = agreed(*(Obstacle(kind, "detail") for kind in ObstacleKind))
    story.at(TWO_DAYS)
    story.run()
    mail = story.world.mailer.sent[-1]
    assert mail.to == (ROBIN.address,)
    assert "the guest's address" in mail.text
    assert SAM not in mail.text + mail.html


def test_a_look_that_is_killed_is_taken_again_by_the_next_run() -> None:
    story = agreed(READ_ONLY)
    story.world.seam.fail(LOOK, RuntimeError("killed"), afterwards=True)
    story.at(TWO_DAYS)
    story.run()
    assert (told(story), "ready_2_days" in story.turn().steps) == ([], False)
    story.run()
    assert told(story) == ["ready_2_days"]


def test_a_mail_in_doubt_is_told_by_its_subject() -> None:
    story = agreed(READ_ONLY)
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"))
    story.at(TWO_DAYS)
    story.run(HANDOVER)
    story.pass_until("2026-12-02 17:30", timedelta(minutes=5))
    assert team_mails(story)[-1] == "unsure-ready_2_days"
    assert "Friday 4 December: not all is ready" in last_mail(story)


def test_that_a_coordinator_cannot_be_reached_is_heard_by_the_alarm() -> None:
    story = agreed(Obstacle(ObstacleKind.COORDINATOR_HELD_BACK, "BOUNCE"))
    story.at(TWO_DAYS)
    (failed,) = [one for one in story.run(HANDOVER) if one.result is Result.FAILED]
    assert isinstance(failed.error, StillOwedError)
    assert told(story) == ["ready_2_days"]
    assert [one for one in story.run(HANDOVER) if one.result is Result.FAILED] == []
