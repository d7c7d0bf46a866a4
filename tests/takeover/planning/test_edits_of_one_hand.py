"""A row went, another came: when it is the same guest on other dates, and when a new address is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from takeover.model.credentials import guest_hmac
from takeover.model.roster import read_roster
from takeover.model.sight import Sight
from takeover.model.steps import HANDOVER
from takeover.model.turn import Account, Ending, Fact, Holder, State, StepRecord, Turn
from takeover.planning import tuned
from takeover.planning.moves import moves
from takeover.planning.planned import TOGETHER, Scene, went
from tests.story import WEEKEND, local, row
from tests.takeover.planning.scenes import OTHER_SALT, SALT, SETTINGS, made_turn, planned

NOW = "2026-11-24 12:00"
WENT_AT = "2026-11-24 11:00"
LATER = date(2026, 12, 18)
KIM = "kim@example.org"
LIVE = "2026-01-05 10:00"
MOMENT = timedelta(microseconds=1)
GONE = made_turn({Fact.GONE: WENT_AT}, {"booked": "2026-11-20 11:00"})


def came(seen: str = "2026-11-24 10:50", **changes: Any) -> Turn:
    """Sam's turn of another weekend."""
    facts, steps = changes.pop("facts", {}), changes.pop("steps", {})
    turn = made_turn({Fact.SEEN: seen} | facts, steps, weekend=LATER)
    return replace(turn, **changes)


def scene(*turns: Turn, rows: tuple[Mapping[str, object], ...], now: str = NOW) -> Scene:
    account = Account(turns, live_since=local(LIVE))
    return Scene(read_roster(rows, SETTINGS), account, SETTINGS, tuned({}), local(now))


def joins(gone: Turn, turn: Turn, **cells: object) -> bool:
    seen = scene(gone, turn, rows=(row(turn.weekend, **cells),))
    took = seen.took_its_place(gone, turn)
    assert seen.moving(gone) == (took and went(gone))
    return took


def test_a_turn_that_began_in_the_same_edit_takes_the_place_of_the_one_that_went() -> None:
    assert joins(GONE, came())
    assert joins(GONE, came("2026-11-24 11:40"))


def test_the_same_edit_is_half_an_hour() -> None:
    earliest = local(WENT_AT) - TOGETHER
    turn = came()
    at_once = replace(turn, facts={**turn.facts, Fact.SEEN: earliest})
    assert joins(GONE, at_once)
    assert not joins(GONE, replace(turn, facts={**turn.facts, Fact.SEEN: earliest - MOMENT}))


@pytest.mark.parametrize(
    "turn",
    [
        came(steps={"booked": "2026-11-24 11:30"}),
        came(facts={Fact.MOVED: "2026-11-24 11:30"}),
        came(rehearsal=True),
        came(weekend=WEEKEND, number=2),
        came(guest_hmac=guest_hmac(KIM, SALT)),
        came(facts={Fact.DECLINED: "2026-11-24 11:30"}),
        came(facts={Fact.GONE: "2026-11-24 11:30"}),
        replace(came(), facts={}),
    ],
    ids=["asked", "moved", "rehearsal", "same weekend", "another's", "said no", "gone", "unseen"],
)
def test_what_has_begun_otherwise_takes_nobodys_place(turn: Turn) -> None:
    assert not scene(GONE, turn, rows=(row(turn.weekend),)).took_its_place(GONE, turn)


@pytest.mark.parametrize(
    "cells",
    [{"status": "cancelled"}, {"status": "pencilled"}, {"status": "boked"}, {"guest_email": KIM}],
)
def test_a_row_that_is_not_booked_for_the_same_guest_takes_nobodys_place(
    cells: dict[str, object],
) -> None:
    assert not joins(GONE, came(), **cells)


def test_a_turn_of_another_guest_than_the_one_that_went_takes_nobodys_place() -> None:
    kims = replace(GONE, guest_hmac=guest_hmac(KIM, SALT))
    assert not joins(kims, came())


def test_a_turn_that_is_still_on_has_nobody_in_its_place() -> None:
    on = made_turn({}, {"booked": "2026-11-20 11:00"})
    assert not scene(on, came(), rows=(row(LATER),)).took_its_place(on, came())


@pytest.mark.parametrize(
    ("facts", "steps", "how", "gone"),
    [
        ({Fact.GONE: WENT_AT}, {"booked": WENT_AT}, None, True),
        ({Fact.GONE: WENT_AT, Fact.MOVED: WENT_AT}, {}, None, True),
        ({Fact.GONE: WENT_AT}, {}, None, False),
        ({}, {"booked": WENT_AT}, None, False),
        ({Fact.GONE: WENT_AT}, {"booked": WENT_AT}, Ending.MOVED, False),
        ({Fact.GONE: WENT_AT}, {"booked": WENT_AT, "cancelled": NOW}, None, False),
        ({Fact.GONE: WENT_AT}, {"booked": WENT_AT, "cannot_tell": NOW}, None, False),
    ],
)
def test_what_was_offered_and_taken_off_and_not_told_can_move(
    facts: Mapping[Fact, str], steps: Mapping[str, str], how: Ending | None, gone: bool
) -> None:
    assert went(made_turn(facts, steps, how=how)) == gone


def test_it_waits_for_a_row_that_has_yet_to_begin() -> None:
    new = row(LATER)
    assert scene(GONE, rows=(new,)).moving(GONE)
    assert not scene(GONE, rows=(new | {"status": "pencilled"},)).moving(GONE)
    assert not scene(GONE, rows=(new | {"guest_email": KIM},)).moving(GONE)
    assert not scene(made_turn(), rows=(new,)).moving(made_turn())


def test_it_does_not_wait_for_a_window_that_is_over() -> None:
    ends_at = "2026-12-21 09:00"
    assert scene(GONE, rows=(row(LATER),), now="2026-12-21 08:59").moving(GONE)
    assert not scene(GONE, rows=(row(LATER),), now=ends_at).moving(GONE)


def test_it_does_not_wait_for_a_weekend_that_the_guest_had_before() -> None:
    long_ago = "2026-11-01 10:00"
    begun = came(long_ago, steps={"booked": long_ago})
    assert not scene(GONE, begun, rows=(row(LATER),)).moving(GONE)
    assert scene(GONE, replace(begun, rehearsal=True), rows=(row(LATER),)).moving(GONE)
    assert scene(GONE, replace(begun, how=Ending.MOVED), rows=(row(LATER),)).moving(GONE)
    other = replace(begun, weekend=date(2026, 12, 11))
    assert scene(GONE, other, rows=(row(LATER),)).moving(GONE)


def test_each_turn_that_went_is_looked_for_whatever_the_others_did() -> None:
    others = [made_turn(weekend=date(2026, 11, 27 - week)) for week in (0, 7)]
    seen = scene(*others, GONE, came(), rows=(row(LATER),))
    found = [(one.record, one.subject, one.step.name, one.key) for one in moves(seen)]
    assert found == [("2026-12-18#1", GONE.id, "move", "move")]


def test_a_turn_is_seen_with_all_that_its_scene_shows() -> None:
    restored_at = local("2026-11-24 08:00")
    holder = Holder("2026-11-20#1", SALT, "", GONE.window)
    account = Account(
        (GONE,),
        holder,
        told={
            "restored-2026-11-23": StepRecord(State.DONE, local("2026-11-23 08:00")),
            "restored-2026-11-24": StepRecord(State.SEEN, restored_at),
            "trouble-x-later": StepRecord(State.SEEN, local(NOW)),
        },
        away_until=local("2026-11-25 08:00"),
    )
    for live_since in (None, restored_at, restored_at + timedelta(minutes=1)):
        shown = replace(account, live_since=live_since)
        seen = Scene(read_roster([row(LATER)], SETTINGS), shown, SETTINGS, tuned({}), local(NOW))
        assert seen.sight(GONE) == Sight(
            GONE,
            None,
            holder,
            live_since,
            local(NOW),
            moving=True,
            rehearsing=live_since is None,
            restored_at=restored_at,
            away_until=local("2026-11-25 08:00"),
        )


def test_a_restore_is_as_old_as_going_live_again_at_least_however_late_it_was_told() -> None:
    live_since = local("2026-11-24 08:00")
    told = {"restored-1a2b3c4d": StepRecord(State.DONE, local("2026-11-24 11:00"))}
    account = Account((GONE,), live_since=live_since, told=told)
    seen = Scene(read_roster([], SETTINGS), account, SETTINGS, tuned({}), local(NOW))
    assert seen.restored_at == live_since


# --- another address


def corrects(*turns: Turn, now: str = NOW, **cells: object) -> bool:
    """Is the first of these turns corrected by a row with Kim's address?"""
    return scene(*turns, rows=(row(guest_email=KIM) | cells,), now=now).correctable(turns[0])


def test_another_address_is_a_correction_while_nobody_has_answered() -> None:
    assert corrects(made_turn())
    assert corrects(made_turn(), now="2026-12-07 08:59")


@pytest.mark.parametrize(
    "turn",
    [
        made_turn({Fact.LINK_USED: NOW}),
        made_turn({Fact.CLOSED: NOW}),
        made_turn({Fact.DECLINED: NOW}),
        made_turn(how=Ending.MOVED),
        made_turn({}, {"cancelled": NOW}),
        made_turn({}, {"cannot_tell": NOW}),
        made_turn(rehearsal=True),
    ],
    ids=["used", "closed", "said no", "moved", "cancelled", "told", "rehearsal"],
)
def test_another_address_is_another_guest_once_that_turn_is_used_or_over(turn: Turn) -> None:
    assert not corrects(turn)


def test_only_a_booked_row_of_a_weekend_that_is_not_over_corrects() -> None:
    assert not corrects(made_turn(), status="cancelled")
    assert not corrects(made_turn(), now="2026-12-07 09:00")
    assert not scene(made_turn(), rows=()).correctable(made_turn())


def test_only_the_latest_turn_is_corrected_and_only_while_the_address_is_nobodys() -> None:
    second = made_turn(number=2)
    assert corrects(second, made_turn())
    assert not corrects(made_turn(), second)
    kims = made_turn(number=1, salt=OTHER_SALT, guest_hmac=guest_hmac(KIM, OTHER_SALT))
    assert not corrects(second, kims)
    elsewhere = replace(kims, weekend=LATER, number=7)
    assert corrects(second, elsewhere)


# --- why a turn begins


def test_a_turn_says_why_it_begins() -> None:
    def begins(*turns: Turn) -> list[tuple[str, str]]:
        found = planned(HANDOVER, NOW, turns, (row(),))
        return [(one.record, one.reason) for one in found if one.step.name == "begin"]

    assert begins() == [("2026-12-04#1", "a booked row without a turn")]
    told = replace(GONE, steps={**GONE.steps, "cancelled": GONE.steps["booked"]})
    anew = "the row was booked anew, or has another guest"
    assert begins(told) == [("2026-12-04#2", anew)]
