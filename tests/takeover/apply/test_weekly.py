"""What Wednesday's mail says of the weekends to come, and of what is not as it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from takeover.apply.look import Look
from takeover.apply.weekly import problems as problems_of
from takeover.apply.weekly import weekends
from takeover.model.calendar import Window
from takeover.model.credentials import guest_hmac
from takeover.model.roster import read_roster
from takeover.model.steps import REMINDERS
from takeover.model.turn import Account, Ending, Fact, State, StepRecord, Turn
from tests.story import LONDON, WEEKEND, Story, local, row
from tests.takeover.planning.scenes import SALT, SETTINGS, made_turn

WEDNESDAY = "2026-12-02 08:00"
A_WEEK_LATER = "2026-12-09 08:00"
END = "2026-12-07 09:00"
OPENED = {Fact.ACCEPTED: "2026-11-21 10:00", Fact.OPENED: "2026-12-04 10:00"}
CLOSED = OPENED | {Fact.CLOSED: END}


def look(
    now: str,
    *rows: Mapping[str, object],
    turns: tuple[Turn, ...] = (),
    told: Mapping[str, StepRecord] | None = None,
) -> Look:
    live = local("2026-01-05 10:00")
    account = Account(turns, live_since=live, told=told or {})
    return Look(read_roster(rows, SETTINGS), account, local(now))


def problems(seen: Look) -> list[str]:
    return problems_of(seen, SETTINGS)


def friday(day: int, month: int = 12, **cells: object) -> dict[str, object]:
    return row(WEEKEND.replace(day=day, month=month), **cells)


def turn_of(day: int, *facts: Fact, address: str = "sam@example.org", number: int = 1) -> Turn:
    return made_turn(
        dict.fromkeys(facts, "2026-11-21 10:00"),
        weekend=WEEKEND.replace(day=day),
        guest_hmac=guest_hmac(address, SALT),
        number=number,
    )


def test_the_next_eight_weekends_say_who_has_them_and_which_are_free() -> None:
    found = look(
        WEDNESDAY,
        friday(4),
        friday(11, public_name="Kim", guest_email="kim@example.org"),
        friday(18, status="cancelled"),
        friday(25, status="break"),
        row(WEEKEND.replace(year=2027, month=1, day=1), status="pencilled"),
        row(WEEKEND.replace(year=2027, month=1, day=8), status="boked"),
        turns=(
            turn_of(4, Fact.ACCEPTED),
            turn_of(11, Fact.DECLINED, address="kim@example.org"),
        ),
    )
    assert [(one.date, one.words, one.gap) for one in weekends(found, LONDON)] == [
        ("Friday 4 December", "Sam ✔", False),
        ("Friday 11 December", "Kim has said no", True),
        ("Friday 18 December", "free", True),
        ("Friday 25 December", "a break", False),
        ("Friday 1 January", "pencilled in, nothing is sent yet", True),
        ("Friday 8 January", "there is a mistake in the list", False),
        ("Friday 15 January", "free", True),
        ("Friday 22 January", "free, eight weeks away: a good time to ask somebody", True),
    ]


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ((), "Sam (has not said yes)"),
        ((turn_of(4),), "Sam (has not said yes)"),
        ((turn_of(11, Fact.ACCEPTED),), "Sam (has not said yes)"),
        ((turn_of(4, Fact.ACCEPTED, address="kim@example.org"),), "Sam (has not said yes)"),
        ((turn_of(4, Fact.DECLINED), turn_of(4, Fact.ACCEPTED, number=2)), "Sam ✔"),
    ],
)
def test_the_latest_turn_of_the_rows_own_guest_counts(turns: tuple[Turn, ...], words: str) -> None:
    assert weekends(look(WEDNESDAY, row(), turns=turns), LONDON)[0].words == words


def test_only_a_free_weekend_at_the_end_of_the_eight_is_said_to_be_just_in_time() -> None:
    last = weekends(look(WEDNESDAY, row(date(2027, 1, 22))), LONDON)[-1]
    assert (last.words, last.gap) == ("Sam (has not said yes)", False)


def wednesdays_mail(*rows: Mapping[str, object]) -> list[str]:
    """The lines of the mail that the coordinator gets on this Wednesday."""
    story = Story("2026-11-30 10:00")
    for cells in rows:
        story.world.roster.put(cells)
    story.at(WEDNESDAY)
    story.run(REMINDERS)
    (mail,) = [one for one in story.world.mailer.sent if one.tags["turn"] == "weekly"]
    return [line for line in mail.text.splitlines() if line]


def taken(*but: date) -> list[dict[str, object]]:
    fridays = [WEEKEND + timedelta(weeks=week) for week in range(9)]
    return [row(friday, status="break") for friday in fridays if friday not in but]


def test_a_weekend_that_is_empty_eight_weeks_out_stands_first_and_is_to_do() -> None:
    lines = wednesdays_mail(*taken(date(2027, 1, 22)))
    first = lines.index("Weekends, empty first:") + 1
    assert lines[0] == "All is well."
    assert lines[first].startswith("- Friday 22 January: free, eight weeks away")
    assert lines[first + 1] == "- Friday 4 December: a break"
    assert "To do: find someone for 1 weekend." in lines


def test_one_that_is_further_away_is_not_there_yet() -> None:
    lines = wednesdays_mail(*taken(date(2027, 1, 29)))
    assert not [line for line in lines if "29 January" in line or "free" in line]
    assert "To do: nothing." in lines


def test_its_first_line_is_what_is_not_well() -> None:
    lines = wednesdays_mail(*taken(WEEKEND), row(status="boked"))
    assert lines[:2] == [
        "Please look at this:",
        "- Friday 4 December: we can't read “Status”, so this weekend is left alone.",
    ]


def test_when_all_is_well_nothing_is_said() -> None:
    done = {"proof": StepRecord(State.DONE, local(END))}
    turn = made_turn(CLOSED, steps={"proof": END}, how=Ending.POSTED)
    assert problems(look(A_WEEK_LATER, row(), turns=(turn,), told=done)) == []


def test_a_row_that_cannot_be_read_is_named_with_its_cells() -> None:
    bad, cells = friday(11, guest_email="no", anonymous="?"), "“Stays unnamed” and “Mail address”"
    assert problems(look(WEDNESDAY, bad)) == [
        f"Friday 11 December: we can't read {cells}, so this weekend is left alone."
    ]


def test_a_row_without_a_date_is_named_by_what_stands_there_however_it_sorts() -> None:
    for weekend in ("04/12/2026", "next Friday"):
        assert problems(look(WEDNESDAY, row() | {"weekend": weekend})) == [
            f"One weekend is left alone, as “{weekend}” is not a Friday like 2026-12-04."
        ]


def test_a_mistake_is_named_until_a_week_after_its_friday() -> None:
    bad = row(status="boked")
    assert len(problems(look("2026-12-11 08:00", bad))) == 1
    assert problems(look("2026-12-12 08:00", bad)) == []


def test_what_was_refused_is_recalled_once_it_has_been_told() -> None:
    told = {
        "trouble-x-later": StepRecord(State.DONE, local(WEDNESDAY)),
        "trouble-x-credit": StepRecord(State.TOLD, local(WEDNESDAY)),
        "trouble-mail-later": StepRecord(State.SEEN, local(WEDNESDAY)),
        "mistake-2026-12-04-status-0000": StepRecord(State.DONE, local(WEDNESDAY)),
    }
    assert (
        problems(look(WEDNESDAY, told=told))
        == ["Something was refused in the last day; you had a mail about it."] * 2
    )


AFTERWARDS = [
    (made_turn(OPENED), "The weekend of {} is over, but it has not been tidied up yet."),
    (
        made_turn(CLOSED, how=Ending.POSTED),
        "We could not yet check that the weekend of {} is closed.",
    ),
    (made_turn({Fact.ACCEPTED: "2026-11-21 10:00"}),
     "The weekend of {} was agreed, but it never opened."),
    (made_turn(), "Nobody said yes for the weekend of {}."),
]  # fmt: skip


@pytest.mark.parametrize(("turn", "words"), AFTERWARDS)
def test_a_weekend_of_the_last_week_that_is_not_settled_is_named(turn: Turn, words: str) -> None:
    named = [words.format("Friday 4 December")]
    ends_at = turn.window.ends_at
    for now in (ends_at, ends_at + timedelta(days=7)):
        seen = look(WEDNESDAY, row(), turns=(turn,))
        assert problems(replace(seen, now=now)) == named
    moment = timedelta(seconds=1)
    for now in (ends_at - moment, ends_at + timedelta(days=7) + moment):
        seen = look(WEDNESDAY, row(), turns=(turn,))
        assert problems(replace(seen, now=now)) == []


def test_a_weekend_that_was_moved_by_hand_to_a_later_end_is_not_over() -> None:
    later = row(starts_at="2026-12-05 09:00", ends_at="2026-12-07 18:00")
    assert problems(look("2026-12-07 12:00", later, turns=(made_turn(),))) == []
    assert len(problems(look("2026-12-07 18:00", later, turns=(made_turn(),)))) == 1


def test_all_that_is_wrong_is_named_one_after_the_other() -> None:
    friday_before = WEEKEND.replace(year=2025, day=5)
    facts = {Fact.SEEN: "2025-11-20 10:00"}
    long_ago = made_turn(facts, weekend=friday_before, window=Window.usual(friday_before, LONDON))
    seen = look(
        "2026-12-08 12:00", friday(11, status="boked"), row(), turns=(made_turn(OPENED), long_ago)
    )
    assert problems(seen) == [
        "Friday 11 December: we can't read “Status”, so this weekend is left alone.",
        "The weekend of Friday 4 December is over, but it has not been tidied up yet.",
        "The guest of Friday 5 December should be forgotten by now, and is not.",
    ]
