"""The blanks of mails about a pause, a no, a move, a report; and the trustees' mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from takeover.apply.letters import letter
from takeover.hours import read_hours
from takeover.model.turn import Fact, State, StepRecord, Turn
from takeover.settings import Person
from tests.story import WEEKEND, local, settings
from tests.takeover.apply.blanks import CLOSED, OPENED, blanks, filled
from tests.takeover.planning.scenes import SETTINGS, made_turn

AWAKE = replace(SETTINGS, help_hours=read_hours("Fri-Mon 08:00-22:00"))
ANA, BEN = Person("Ana Reed", "ana@example.org"), Person("Ben Hart", "ben@example.org")

# --- a pause


@pytest.mark.parametrize(
    ("step", "by"),
    [
        ("too_much", "Saturday 5 December, 11.15am"),
        ("paused_by_us", "Sunday 6 December, 9am"),
    ],
)
def test_who_waits_for_a_call_is_told_by_when_it_comes_counted_from_this_very_pause(
    step: str, by: str
) -> None:
    facts = OPENED | {Fact.PAUSED: "2026-12-05 10:05", Fact.PAUSED_BY_US: "2026-12-06 07:30"}
    assert filled("answer_by", step, made_turn(facts), using=AWAKE) == by
    assert filled("answer_by", step, made_turn(facts)) == ""
    assert filled("answer_by", step, made_turn(OPENED), using=AWAKE) == ""


# --- a no


@pytest.mark.parametrize(
    ("at", "until"), [("2026-12-03 16:59", "Thursday 3 December, 5pm"), ("2026-12-03 17:00", "")]
)
def test_a_no_can_be_undone_until_a_day_before_and_the_mail_says_so(at: str, until: str) -> None:
    turn = made_turn({Fact.DECLINED: "2026-11-21 10:00"})
    assert filled("undo_until", "said_no", turn, at=at) == until


def test_what_is_no_no_cannot_be_undone() -> None:
    assert filled("undo_until", "said_no", made_turn(), at="2026-12-01 10:00") == ""


# --- a move


def moved(week: int, *, came_from: Turn, chosen: bool = True, told: bool = False) -> Turn:
    """The same guest, so many weeks later; `told` says that the coordinator knows of it."""
    steps = {"booked": StepRecord(State.ABSORBED, local("2026-11-22 10:00"), proof=came_from.id)}
    if told:
        steps["guest_moved"] = StepRecord(State.DONE, local("2026-11-22 11:00"))
    facts = {Fact.MOVED: "2026-11-22 10:00"}
    if chosen:
        facts[Fact.CHOSEN] = "2026-11-22 10:00"
    return made_turn(facts, steps, weekend=WEEKEND + timedelta(weeks=week))


FIRST = made_turn()


@pytest.mark.parametrize(
    ("between", "left"),
    [
        ({}, "Friday 4 December"),
        ({"told": True}, "Friday 11 December"),
        ({"chosen": False}, "Friday 11 December"),
    ],
    ids=["told of neither move", "told of the first", "the first was ours"],
)
def test_the_coordinator_reads_which_weekend_a_guest_left_of_those_that_she_knows(
    between: Any, left: str
) -> None:
    second = moved(1, came_from=FIRST, **between)
    third = moved(2, came_from=second)
    assert filled("left", "guest_moved", third, others=(FIRST, second)) == left
    assert filled("left", "guest_moved", second, others=(FIRST,)) == "Friday 4 December"


def test_a_weekend_that_is_known_no_more_is_still_named_as_the_one_that_was_left() -> None:
    assert filled("left", "guest_moved", moved(1, came_from=FIRST)) == "Friday 4 December"


# --- being forgotten


def test_no_day_is_named_where_guests_are_forgotten_by_none() -> None:
    when_asked: Any = {"steps": {"forget": {"due": ["forget_asked", 0]}}}
    using = settings(timeline_overrides=when_asked)
    assert filled("forget_date", "thank_you", made_turn(CLOSED), using=using) == ""


# --- a report


def test_what_a_guest_told_the_team_is_listed_newest_first_with_its_post() -> None:
    steps = {
        "told-danger-": "2026-12-05 10:00",
        "told-guessing-17": "2026-12-05 12:00",
        "post-0011223344556677": "2026-12-05 13:00",
    }
    turn = made_turn(OPENED, steps)
    guessed, danger = (
        "Somebody is guessing who they are, Saturday 5 December, noon: ",
        "Somebody may be in danger, Saturday 5 December, 10am: They did not say where",
    )
    assert filled("reports", "told_us", turn) == [guessed + "https://x.com/i/status/17", danger]
    rehearsed = replace(turn, rehearsal=True)
    example = "It is one of the examples of the rehearsal"
    assert filled("reports", "told_us", rehearsed) == [guessed + example, danger]


# --- a mail in doubt, and the trustees'


def test_a_mail_in_doubt_is_named_as_the_charity_has_written_it() -> None:
    own = {
        "mail/booked": "{friday_short}: would you like it?\n\nDear {public_name},\n\n"
        "**{opens}, to {closes}**.\n\n[Have a look]\n\n{from_name}"
    }
    about: Any = {"key": "unsure-booked", "subject": "booked"}
    found = filled("unsure_subject", "unsure_mail", made_turn(OPENED), own=own, **about)
    assert found == "Friday 4 December: would you like it?"


def test_a_mail_in_doubt_to_the_trustees_is_named_as_theirs() -> None:
    about: Any = {"key": "unsure-quarter.2026-07-01", "subject": "quarter.2026-07-01"}
    assert filled("public_name", "unsure_mail", **about) == "The trustees"
    assert filled("quarter", "unsure_mail", **about) == "July to September 2026"


def test_the_trustees_mail_goes_to_each_of_them_and_to_nobody_else() -> None:
    key, using = f"quarter.{date(2026, 7, 1)}", settings(trustees=(ANA, BEN))
    mail = letter(blanks("quarter", key=key, subject=key, using=using))
    assert (mail.to, mail.reply_to) == ((ANA.address, BEN.address), using.coordinator.address)
