"""Mails that the team keeps back, or wants to go out now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from takeover.apply.look import look
from takeover.apply.weekly import holds
from takeover.model.steps import REMINDERS
from takeover.model.turn import Turn
from takeover.model.wish import Want, Wish
from takeover.planning.plan import may_go_now
from takeover.planning.preview import preview
from takeover.timeline import BY_NAME, TIMELINE
from tests.story import SAM, WEEKEND, Story, local, settings
from tests.takeover.planning.cases import CASES
from tests.takeover.planning.scenes import Case, mails_planned, planned_names

LONG_AGO = local("2026-01-01 10:00")
HOLD, GO = Wish(Want.HOLD, LONG_AGO), Wish(Want.NOW, LONG_AGO)
TURN = f"{WEEKEND}#1"


def wished(turn: Turn, step: str, wish: Wish) -> Turn:
    return replace(turn, wishes={step: wish})


@pytest.mark.parametrize("case", CASES, ids=str)
def test_only_a_mail_to_the_guest_that_can_wait_is_held(case: Case) -> None:
    sight = case.seen_at(local(case.due))
    held = replace(sight, turn=wished(sight.turn, case.name, HOLD))
    assert (case.name in planned_names(held)) is not BY_NAME[case.name].can_wait


@pytest.mark.parametrize("case", CASES, ids=str)
def test_only_such_a_mail_goes_before_its_time_and_never_without_what_it_needs(case: Case) -> None:
    for lacking in ({}, *case.without):
        sight = replace(case, **lacking).seen_at(local(case.due))
        wanted = replace(sight, turn=wished(sight.turn, case.name, GO))
        known = case.name in planned_names(sight)
        assert (case.name in planned_names(wanted)) >= known or not BY_NAME[case.name].can_wait
        along = "booked" in planned_names(wanted)  # what it needs goes along
        if not along and not may_go_now(BY_NAME[case.name], sight, settings()):
            assert (case.name in planned_names(wanted)) is known


@pytest.mark.parametrize("case", CASES, ids=str)
def test_now_may_go_what_can_wait_and_was_not_said_to_who_is_on_the_list(case: Case) -> None:
    step, sight = BY_NAME[case.name], case.seen_at(local(case.due))
    early = replace(sight, now=sight.now - timedelta(microseconds=1))
    for seen in (early, sight):
        assert may_go_now(step, seen, settings()) is step.can_wait
    assert not may_go_now(step, replace(sight, row=None), settings())
    later = TIMELINE[TIMELINE.index(step) + 1 :]
    for other in (step, *(other for other in later if step.group and other.group == step.group)):
        said = {**case.steps, other.name: case.due}
        seen = replace(case, steps=said).seen_at(local(case.due))
        assert not may_go_now(step, seen, settings())


def booked() -> Story:
    story = Story("2026-11-20 09:30")
    story.book()
    story.run()
    return story


def test_what_is_held_waits_and_goes_once_it_is_let_go() -> None:
    story = booked()
    assert story.world.ledger.wish(TURN, "booked", HOLD)
    story.days_until("2026-11-23 17:00")
    assert story.steps() == []
    story.world.ledger.wish(TURN, "booked", None)
    story.days_until("2026-11-24 12:00")
    assert story.steps() == ["booked"]


def test_what_is_wanted_now_goes_at_once_and_not_again_in_its_time() -> None:
    story = booked()
    story.days_until("2026-11-21 17:00")
    story.at("2026-11-23 12:00")
    story.world.ledger.wish(TURN, "getting_ready", Wish(Want.NOW, local("2026-11-23 12:00")))
    story.run(REMINDERS)
    assert story.steps() == ["booked", "getting_ready"]
    story.days_until("2026-11-27 17:00")
    assert story.steps() == ["booked", "getting_ready"]


@pytest.mark.parametrize("now", ["2026-11-20 22:00", "2026-11-21 12:00", "2026-11-20 15:00"])
def test_mail_hours_and_the_twenty_hours_are_kept_even_so(now: str) -> None:
    story = booked()
    story.pass_until("2026-11-20 12:00")
    assert story.steps() == ["booked"]
    story.at(now)
    story.world.ledger.wish(TURN, "getting_ready", Wish(Want.NOW, local(now)))
    story.run()
    assert story.steps() == ["booked"]
    story.days_until("2026-11-23 12:00")
    assert story.steps() == ["booked", "getting_ready"]


def test_what_is_held_is_foreseen_as_held_and_what_needs_it_not_at_all() -> None:
    story = booked()
    story.world.ledger.wish(TURN, "booked", HOLD)
    account = story.world.ledger.look(date(2026, 1, 1))
    seen = look(story.world, REMINDERS)
    until = local("2026-12-20 10:00")
    without = preview(seen.roster, account, settings(), seen.now, until)
    assert [one.step.name for one in without if one.weekend and one.to[0].address == SAM] == []
    found = preview(seen.roster, account, settings(), seen.now, until, with_held=True)
    assert [(one.step.name, one.held) for one in found if one.weekend] == [("booked", True)]


def test_what_is_wanted_now_is_foreseen_for_the_next_hour_at_which_it_may_go() -> None:
    story = booked()
    story.pass_until("2026-11-20 12:00")
    story.world.ledger.wish(TURN, "getting_ready", Wish(Want.NOW, local("2026-11-20 12:00")))
    seen = look(story.world, REMINDERS)
    until = local("2026-12-20 10:00")
    found = preview(seen.roster, seen.account, settings(), seen.now, until)
    (at,) = [one.at for one in found if one.step.name == "getting_ready"]
    assert at == local("2026-11-23 09:00")


def test_the_coordinator_is_told_before_a_held_mail_is_too_late_and_each_wednesday() -> None:
    story = booked()
    story.world.ledger.wish(TURN, "getting_ready", HOLD)
    story.days_until("2026-12-01 16:00")
    assert "mistakes" not in [one.partition("-")[0] for one in story.steps("robin@example.org")]
    assert holds(look(story.world, REMINDERS), settings()) == [
        "Friday 4 December, on hold: how to get ready"
    ]
    story.days_until("2026-12-02 16:00")
    texts = [mail.text for mail in story.world.mailer.sent if "” is on hold" in mail.text]
    assert "is on hold. After Wednesday 2 December, 5pm, it is not sent at all." in texts[0]
    assert "getting_ready" not in story.steps()
    story.days_until("2026-12-03 16:00")
    assert holds(look(story.world, REMINDERS), settings()) == []


def test_a_held_mail_that_another_has_said_is_not_planned_twice() -> None:
    case = next(case for case in CASES if case.name == "getting_ready")
    sight = case.seen_at(local(case.due))
    held = replace(sight, turn=wished(sight.turn, "getting_ready", HOLD))
    assert "getting_ready" not in mails_planned(held)
