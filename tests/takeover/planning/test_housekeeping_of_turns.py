"""Steps of the account itself that are about one weekend: prepared words, and rows of long ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from takeover.model.steps import HANDOVER, REMINDERS, REVOCATION, SURVEY
from takeover.model.turn import Fact, State, StepRecord, Turn
from takeover.planning import Planned
from tests.story import WEEKEND, local, row, settings
from tests.takeover.planning.scenes import keys_planned, made_turn, planned

TURN = f"{WEEKEND}#1"
OPEN = {Fact.OPENED: "2026-12-04 10:00"}
AT_SEVEN = local("2026-12-04 19:00")
KEPT = "2027-03-07 09:00"
"""Ninety days after the usual end."""


def of(name: str, by: str, now: str, *args: Any, **account: Any) -> list[Planned]:
    return [one for one in planned(by, now, *args, **account) if one.step.name == name]


# --- words that guests have prepared


def prepared(facts: Mapping[Fact, str] = OPEN, /, **sends: datetime) -> Turn:
    return made_turn(facts, sends=sends or {"aa": AT_SEVEN})


def to_send(now: str, turn: Turn) -> list[str]:
    return [one.subject for one in of("send", HANDOVER, now, (turn,), (row(),))]


def test_prepared_words_are_sent_at_their_time_for_their_guest() -> None:
    assert to_send("2026-12-04 18:59:59", prepared()) == []
    (one,) = of("send", HANDOVER, "2026-12-04 19:00", (prepared(),), (row(),))
    assert (one.key, one.record, one.subject, one.due) == ("send-aa", TURN, "aa", AT_SEVEN)
    assert one.sight is not None
    assert one.sight.turn.id == TURN


def test_prepared_words_go_in_the_order_of_their_times() -> None:
    first, then = local("2026-12-04 18:30"), AT_SEVEN
    assert to_send("2026-12-04 19:05", prepared(bb=then, aa=then, cc=first)) == ["cc", "aa", "bb"]


@pytest.mark.parametrize(
    ("now", "words"), [("2026-12-07 08:59:59", ["aa"]), ("2026-12-07 09:00", [])]
)
def test_prepared_words_go_inside_the_window_only(now: str, words: list[str]) -> None:
    assert to_send(now, prepared(aa=local("2026-12-07 08:55"))) == words


@pytest.mark.parametrize("facts", [{}, OPEN | {Fact.CLOSED: "2026-12-04 18:00"}])
def test_prepared_words_go_while_the_account_is_the_guests(facts: Mapping[Fact, str]) -> None:
    assert to_send("2026-12-04 19:00", prepared(facts)) == []


def test_words_that_may_be_out_already_are_looked_for_first() -> None:
    claimed = {"post-aa": StepRecord(State.CLAIMED, AT_SEVEN, "owner")}
    turn = made_turn(OPEN, claimed, sends={"aa": AT_SEVEN})
    assert to_send("2026-12-04 19:01", turn) == []
    assert to_send("2026-12-04 19:01", made_turn(OPEN, sends={"aa": AT_SEVEN})) == ["aa"]


# --- rows of long ago


def rows_to_forget(now: str, *rows: Mapping[str, object], turn: Turn | None = None) -> list[object]:
    found = of("forget_row", SURVEY, now, (turn,) if turn else (), rows)
    return [(one.key, one.record, one.subject, one.due) for one in found]


def forgotten(weekend: date, at: str) -> list[object]:
    return [("forget_row", str(weekend), str(weekend), local(at))]


def test_a_row_without_a_turn_is_kept_for_ninety_days() -> None:
    assert rows_to_forget("2027-03-07 08:59:59", row()) == []
    assert rows_to_forget(KEPT, row()) == forgotten(WEEKEND, KEPT)


def test_the_days_count_from_the_end_that_the_row_says() -> None:
    longer = row(ends_at="2026-12-07 12:00")
    assert rows_to_forget("2027-03-07 11:59", longer) == []
    assert rows_to_forget("2027-03-07 12:00", longer) == forgotten(WEEKEND, "2027-03-07 12:00")


def test_a_row_with_a_turn_is_left_to_it_for_twelve_hours() -> None:
    assert rows_to_forget("2027-03-07 20:59:59", row(), turn=made_turn()) == []
    late = rows_to_forget("2027-03-07 21:00", row(), turn=made_turn())
    assert late == forgotten(WEEKEND, KEPT)


def test_a_row_that_is_kept_holds_no_other_back() -> None:
    rows = (row(date(2026, 12, 11)), row())
    assert rows_to_forget(KEPT, *rows) == forgotten(WEEKEND, KEPT)


# --- one thing of several


def test_a_trouble_is_told_though_other_things_stand_before_it() -> None:
    five = local("2026-12-04 17:00")
    told = {
        "mistake-2026-12-04-status-1234": StepRecord(State.CLAIMED, five, "owner"),
        "sign-ups-2026-12-04": StepRecord(State.SEEN, five),
        "trouble-mail-later": StepRecord(State.CLAIMED, five, "owner"),
        "trouble-x-later": StepRecord(State.SEEN, five),
    }
    assert keys_planned(REVOCATION, "2026-12-04 17:10", told=told) == []
    (one,) = of("trouble", REVOCATION, "2026-12-04 17:30", told=told)
    assert one.key == "trouble-x-later"


def test_a_restore_is_told_once_by_a_key_that_no_later_release_changes() -> None:
    (one,) = of("restore", REVOCATION, "2026-12-04 17:00", restored="a copy")
    assert (one.key, one.record, one.subject) == ("restore", "~told", "restored-c4d233fd")


def test_wednesdays_mail_of_a_compressed_timeline_may_be_due_at_once() -> None:
    at_once = {"weekly": {"due": ["now", 0], "late": ["now", 60]}}
    using = settings(timeline_overrides={"steps": at_once})
    assert keys_planned(REMINDERS, "2026-11-23 10:00") == []
    assert keys_planned(REMINDERS, "2026-11-23 10:00", using=using) == ["2026-11-25"]
