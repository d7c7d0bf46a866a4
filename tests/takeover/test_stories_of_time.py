"""Two guests, other times, lost and doubled triggers, and clocks that change."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest

from takeover.apply import Run, take_all
from takeover.commands import Publication
from takeover.gate import Reason
from takeover.model.steps import FUNCTIONS
from takeover.model.turn import Ending, Fact, SessionKind
from tests.story import SAM, WEEKEND, Story, local
from tests.takeover.openings import (
    FIVE_MINUTES,
    HELLO,
    KIM,
    MEET_SAM,
    THANKS_SAM,
    agreed,
    booked,
    gate,
    on_friday,
    signed_in,
    team_mails,
)

LATER = "2026-12-17 12:00"
NEXT = WEEKEND + timedelta(weeks=1)
GUEST = ["booked", "getting_ready", "all_set", "number", "thank_you", "survey", "survey_again"]


# --- two guests


def test_two_guests_never_have_the_account_at_once() -> None:
    story, token = signed_in()
    story.book(NEXT, guest_email=KIM, public_name="Kim", starts_at="2026-12-08 09:00",
               ends_at="2026-12-11 18:00")  # fmt: skip
    story.world.probe.seam.fail("ledger.close", RuntimeError("no answer"), times=10_000)
    story.run()
    kim = f"{NEXT}#1"
    story.world.ledger.accept(kim, "terms", story.world.clock.now())
    story.days_until("2026-12-08 10:00")
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.turn == "2026-12-04#1"
    assert gate(story, token) is Reason.CLOSED
    waiting = story.world.ledger.turn(kim)
    assert waiting is not None
    assert not waiting.has(Fact.OPENED)
    assert "waiting_to_open" in team_mails(story)


# --- other times


def test_an_earlier_end_of_an_open_weekend_counts() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.book(ends_at="2026-12-06 12:00")
    story.at("2026-12-06 11:59")
    assert gate(story, token) is Reason.OPEN
    story.at("2026-12-06 12:00")
    assert gate(story, token) is Reason.CLOSED
    story.days_until(LATER)
    assert story.turn().how is Ending.POSTED
    assert story.turn().at(Fact.CLOSED) == local("2026-12-06 12:00") + timedelta(hours=5)
    assert story.steps() == GUEST


@pytest.mark.parametrize(
    "cells", [{"ends_at": "2026-12-08 09:00"}, {"starts_at": "2026-12-04 12:00"}]
)
def test_a_later_end_or_another_start_of_an_open_weekend_is_not_taken_and_is_told(
    cells: dict[str, str],
) -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.book(**cells)
    story.at("2026-12-07 09:00")
    assert gate(story, token) is Reason.CLOSED
    story.run()
    assert story.turn().at(Fact.CLOSED) == local("2026-12-07 09:00")
    story.days_until(LATER)
    assert story.turn().how is Ending.POSTED
    assert "receipt" in team_mails(story)


def test_a_later_end_is_told_once() -> None:
    story, _ = signed_in()
    story.book(ends_at="2026-12-08 09:00")
    story.days_until("2026-12-06 12:00")
    assert team_mails(story) == ["later_end"]


def test_times_that_were_changed_before_opening_count() -> None:
    """Easter: the coordinator types a longer weekend days after the booking."""
    story = agreed()
    story.book(starts_at="2026-12-04 18:00", ends_at="2026-12-08 09:00")
    story.days_until("2026-12-04 18:30")
    token = story.sign_in()
    story.post(token, HELLO)
    story.days_until("2026-12-08 08:59")
    assert gate(story, token) is Reason.OPEN
    assert story.turn().open
    story.days_until("2026-12-08 10:00")
    assert story.turn().how is Ending.POSTED
    assert "later_end" not in team_mails(story)


# --- triggers


def test_with_every_trigger_lost_access_is_over_at_the_end_all_the_same() -> None:
    story, token = signed_in()
    link = story.open_link()
    story.at("2026-12-07 08:59:44")
    assert story.post(token, HELLO) is Publication.POSTED
    story.at("2026-12-07 08:59:45")
    assert gate(story, token) is Reason.CLOSED
    assert story.post(token, "One more") is Publication.REFUSED_BY_GATE
    assert gate(story, link) is Reason.CLOSED
    assert story.posts() == [MEET_SAM, HELLO]
    # The number was good for a new session while it lasted; that one is worth nothing now.
    turn = story.world.ledger.turn("2026-12-04#1")
    assert turn is not None
    fresh = story.visit(story.open_link())
    assert fresh.session.kind is SessionKind.LINK
    assert not fresh.verdict.may_post


def test_a_day_without_triggers_changes_nothing_that_still_makes_sense() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.at("2026-12-08 09:00")
    story.run()
    assert story.turn().how is Ending.POSTED
    assert team_mails(story) == ["receipt"]
    # A goodbye a day late would only puzzle people.
    assert story.posts() == [MEET_SAM, HELLO]
    story.days_until(LATER)
    assert story.steps() == GUEST


def test_the_weekend_opens_a_day_late_if_nothing_ran_on_friday() -> None:
    story = agreed()
    story.at("2026-12-05 10:00")
    story.run()
    assert story.turn().open
    story.sign_in()
    assert story.posts() == [MEET_SAM]


def test_doubled_runs_change_nothing() -> None:
    once, twice = told(runs=1), told(runs=3)
    assert once == twice


def told(runs: int) -> tuple[list[tuple[str, tuple[str, ...]]], list[str], set[str]]:
    story = booked()
    story.accept()
    story.days_until("2026-12-03 12:00")
    story.all_set()
    token = ""
    for moment in ("12-04 10:00", "12-04 17:00", "12-05 11:00", "12-07 09:00", "12-07 11:00",
                   "12-09 11:00", "12-16 11:00"):  # fmt: skip
        story.at(f"2026-{moment}")
        for _ in range(runs):
            story.run()
        if moment == "12-04 17:00":
            token = story.sign_in()
            story.post(token, HELLO, "00112233aabbccdd")
            story.post(token, HELLO, "00112233aabbccdd")
    mails = [(mail.tags["step"], mail.to) for mail in story.world.mailer.sent]
    return mails, story.posts(), set(story.turn().steps)


def test_concurrent_runs_change_nothing() -> None:
    story = agreed()
    for moment in ("2026-12-04 10:00", "2026-12-04 17:00", "2026-12-07 09:00", "2026-12-07 11:00"):
        story.at(moment)
        all_at_once(story)
        if moment == "2026-12-04 17:00":
            story.post(story.sign_in(), HELLO)
    assert story.steps() == GUEST[:5]
    assert team_mails(story) == ["receipt"]
    assert story.posts() == [MEET_SAM, HELLO, THANKS_SAM]


def all_at_once(story: Story) -> None:
    """Each function three times at the same moment; each call of a port waits for the others."""
    ready = threading.Barrier(3 * len(FUNCTIONS))

    def run(function: str) -> None:
        ready.wait()
        take_all(story.world, function, lambda: 60.0)

    threads = [threading.Thread(target=run, args=(name,)) for name in FUNCTIONS * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_run_without_time_left_takes_nothing_and_the_next_one_does() -> None:
    story = on_friday()
    story.at("2026-12-07 09:00")
    assert take_all(story.world, "revocation", lambda: 5.0) == Run((), finished=False)
    assert story.turn().open
    story.run("revocation")
    assert not story.turn().open


# --- clocks


@pytest.mark.parametrize(("weekend", "hours"), [(date(2026, 10, 23), 65), (date(2026, 3, 27), 63)])
def test_a_weekend_in_which_the_clocks_change_is_as_any_other(weekend: date, hours: int) -> None:
    begin = weekend - timedelta(days=14)
    story = Story(f"{begin} 09:30")
    story.book(weekend)
    story.run()
    story.days_until(f"{begin} 12:00")
    turn = f"{weekend}#1"
    now = story.world.clock.now
    story.world.ledger.accept(turn, "terms", now())
    story.days_until(f"{weekend - timedelta(days=1)} 15:00")
    story.world.ledger.note(turn, Fact.ALL_SET, now())
    story.days_until(f"{weekend} 16:00")
    assert story.posts() == []
    story.days_until(f"{weekend} 17:00")
    assert story.posts() == [MEET_SAM]
    monday = weekend + timedelta(days=3)
    story.pass_until(f"{monday} 08:55", timedelta(hours=2))
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.window.length == timedelta(hours=hours)
    story.pass_until(f"{monday} 09:00", FIVE_MINUTES)
    assert story.world.ledger.holder() is None
    story.days_until(f"{monday + timedelta(days=21)} 12:00")
    assert story.steps(SAM) == [*GUEST[:4], "no_rush", "did_not_work_out"]
    thanks = next(mail for mail in story.world.mailer.sent if mail.tags["step"] == "receipt")
    assert "9:00:00am" in thanks.text
