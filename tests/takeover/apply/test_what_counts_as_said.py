"""After the records were put back: which mails a guest has had, or may have had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from takeover.apply.changes import said_before
from takeover.model.calendar import Window
from takeover.model.turn import Fact, State, StepRecord
from tests.story import LONDON, WEEKEND, local
from tests.takeover.planning.scenes import made_turn

NOW = "2026-11-25 12:00"
USUAL = Window.usual(WEEKEND, LONDON)
SEEN_30_DAYS_BEFORE = {Fact.SEEN: "2026-10-30 09:00"}


def said(
    facts: Mapping[Fact, str],
    steps: Mapping[str, str] | None = None,
    *,
    now: str = NOW,
    window: Window = USUAL,
) -> set[str]:
    turn = made_turn(SEEN_30_DAYS_BEFORE | dict(facts), steps)
    found = said_before(turn, window, local(now), LONDON)
    assert set(found.values()) == {StepRecord(State.ABSORBED, local(now), proof="2026-12-04#1")}
    return set(found)


def test_what_was_due_by_then_counts_as_said_and_what_is_due_later_does_not() -> None:
    # Nine days before, at eleven, the guest was due to be told how to get ready.
    assert said({}) == {"booked", "still_good", "getting_ready"}
    assert said({}, now="2026-11-25 11:00") == {"booked", "still_good", "getting_ready"}
    assert said({}, now="2026-11-25 10:59") == {"booked", "still_good"}


def test_what_was_said_early_counts_as_said_and_what_is_about_one_link_does_not() -> None:
    steps = {"all_set": NOW, "number": NOW, "moved": NOW, "receipt": NOW, "open": NOW}
    assert said({}, steps) == {"booked", "still_good", "getting_ready", "all_set"}


def test_it_counts_until_the_weekend_ended_and_not_until_somebody_looked() -> None:
    before = "2026-11-25 10:00"
    assert said({Fact.GONE: before}) == {"booked", "still_good"}
    assert said({Fact.CLOSED: before}) == {"booked", "still_good"}
    assert "getting_ready" in said({Fact.GONE: "2026-11-01 10:00", Fact.CLOSED: NOW})


def test_the_introduction_counts_once_the_window_in_which_it_was_open_has_begun() -> None:
    early = replace(USUAL, starts_at=local("2026-12-04 11:00"))
    for at, introduced in (("2026-12-04 11:00", True), ("2026-12-04 10:59", False)):
        for opened in (True, False):
            facts = {Fact.OPENED: "2026-12-04 10:00"} if opened else {}
            turn = made_turn(SEEN_30_DAYS_BEFORE | facts, window=early)
            found = said_before(turn, USUAL, local(at), LONDON)
            assert ("introduction" in found) is (introduced and opened)


def test_the_rows_window_counts_and_not_the_one_of_the_records() -> None:
    month = timedelta(weeks=4)
    later = replace(USUAL, starts_at=USUAL.starts_at + month, ends_at=USUAL.ends_at + month)
    assert said({}, window=later) == {"booked"}
