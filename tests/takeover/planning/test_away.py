"""Nobody of the charity is there until a day: nothing begins, and all that ends goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.model.roster import read_roster
from takeover.model.turn import Account, Fact
from takeover.planning.preview import preview
from takeover.timeline import TIMELINE
from tests.story import WEEKEND, Story, local, row, settings
from tests.takeover.openings import agreed
from tests.takeover.planning.cases import CASES
from tests.takeover.planning.scenes import Case, planned_names

BACK = "2026-12-14 00:00"
WAITS = {
    "booked", "still_for_you", "still_good", "getting_ready", "all_set", "no_rush", "thank_you",
    "did_not_work_out", "survey", "survey_again", "open",
}  # fmt: skip


def away(story: Story, until: str = BACK) -> Story:
    assert story.world.ledger.set_away(local(until), None)
    return story


def test_what_waits_is_what_guests_need_not_have_at_once_and_the_opening() -> None:
    found = {step.name for step in TIMELINE if step.can_wait}
    assert found | {"open"} == WAITS


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_step_waits_or_not_until_somebody_is_there(case: Case) -> None:

    sight = case.seen_at(local(case.due))
    assert case.name in planned_names(sight)
    later = replace(sight, away_until=local("2099-01-01 00:00"))
    assert (case.name in planned_names(later)) is (case.name not in WAITS)
    assert case.name in planned_names(replace(sight, away_until=sight.now))


def test_nobody_new_is_asked_and_then_they_are() -> None:
    story = away(Story("2026-11-20 09:30"), "2026-11-24 00:00")
    story.book()
    story.days_until("2026-11-23 17:00")
    assert story.world.ledger.turn(f"{WEEKEND}#1") is None
    story.days_until("2026-11-24 12:00")
    assert story.steps() == ["booked"]
    assert story.failed() == []


def test_a_weekend_does_not_open_before_that_day() -> None:
    story = away(agreed(), "2026-12-05 00:00")
    story.pass_until("2026-12-04 23:30")
    assert not story.happened(Fact.OPENED)
    story.pass_until("2026-12-05 10:00")
    assert story.turn().at(Fact.OPENED) == local("2026-12-05 00:00")
    assert story.steps()[-1] == "number"


def test_one_that_is_on_goes_on_and_ends_by_itself_and_is_proved() -> None:
    story = agreed()
    story.pass_until("2026-12-04 12:00")
    away(story)
    story.pass_until("2026-12-07 13:00")
    turn = story.turn()
    assert (turn.at(Fact.CLOSED), turn.settled("proof")) == (local("2026-12-07 09:00"), True)
    assert "receipt" in story.steps("robin@example.org")
    assert "did_not_work_out" not in story.steps()


def test_news_of_a_change_of_plan_does_not_wait() -> None:
    story = away(agreed())
    story.book(status="cancelled")
    story.pass_until("2026-12-03 17:30")
    assert story.steps()[-1] == "cancelled"


def test_it_ends_by_itself_and_what_can_still_be_said_is_said() -> None:
    story = Story("2026-11-20 09:30")
    story.book()
    story.pass_until("2026-11-20 12:00")
    away(story, "2026-11-27 00:00")
    story.days_until("2026-11-26 17:00")
    assert story.steps() == ["booked"]
    story.days_until("2026-11-27 11:00")
    assert story.steps() == ["booked", "getting_ready"]


@pytest.mark.parametrize("back", ["2026-11-24 00:00", "2026-11-30 00:00", "2026-12-05 00:00", BACK])
def test_what_is_foreseen_while_they_are_away_is_what_happens(back: str) -> None:
    at, until = "2026-11-20 09:30", "2026-12-14 09:00"
    account = Account(live_since=local(at), away_until=local(back))

    roster = read_roster((row(),), settings())
    foreseen = preview(roster, account, settings(), local(at), local(until))
    silent = [one for one in foreseen if one.weekend and "say yes" not in one.only_if]
    story = away(Story(at), back)
    story.book()
    story.pass_until(until)
    sent = [step for step in story.steps() if step in WAITS]
    assert [one.step.name for one in silent if one.step.name in WAITS] == sent
