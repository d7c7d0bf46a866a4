"""When a turn begins for a booked row: not too late, not twice, and anew where it may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from takeover.model.steps import HANDOVER
from takeover.model.turn import Ending, Fact, Turn
from tests.story import local, row
from tests.takeover.planning.scenes import keys_planned, made_turn

START = local("2026-12-04 17:00")
BEFORE_START = START - timedelta(microseconds=1)
WENT = {Fact.GONE: "2026-11-24 11:00"}
BOOKED, TOLD = {"booked": "2026-11-20 11:00"}, "2026-11-24 11:30"


def begins(now: str, *turns: Turn, **account: Any) -> bool:
    return "begin" in keys_planned(HANDOVER, now, turns, (row(),), **account)


@pytest.mark.parametrize(
    ("now", "so"), [("2026-12-07 08:59:59", True), ("2026-12-07 09:00", False)]
)
def test_a_turn_begins_until_its_window_is_over(now: str, so: bool) -> None:
    assert begins(now) is so


@pytest.mark.parametrize(("live_since", "so"), [(BEFORE_START, True), (START, False)])
@pytest.mark.parametrize(
    "turn",
    [made_turn(rehearsal=True), made_turn(WENT, BOOKED, how=Ending.RESTORED)],
    ids=["a rehearsal", "before a restore"],
)
def test_a_window_that_had_begun_when_it_went_live_gets_no_second_turn(
    turn: Turn, live_since: datetime, so: bool
) -> None:
    assert begins("2026-12-04 18:00", turn, live_since=live_since) is so


@pytest.mark.parametrize(("now", "so"), [("2026-12-04 16:59", True), ("2026-12-04 17:00", False)])
def test_a_live_turn_is_rehearsed_anew_only_before_its_start(now: str, so: bool) -> None:
    assert begins(now, made_turn(), live_since=None) is so


@pytest.mark.parametrize(
    ("steps", "so"), [({}, False), ({"cancelled": TOLD}, True), ({"cannot_tell": TOLD}, True)]
)
def test_who_is_booked_again_begins_anew_once_somebody_was_told_that_it_is_off(
    steps: Mapping[str, str], so: bool
) -> None:
    assert begins("2026-11-25 12:00", made_turn(WENT, BOOKED | dict(steps))) is so


def test_nothing_begins_for_a_guest_who_asked_to_be_forgotten() -> None:
    asked = WENT | {Fact.FORGET_ASKED: "2026-11-24 12:00"}
    assert not begins("2026-11-25 12:00", made_turn(asked, BOOKED | {"cancelled": TOLD}))
