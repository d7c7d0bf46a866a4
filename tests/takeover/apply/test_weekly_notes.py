"""What the team has set itself, as Wednesday's mail says it again: being away, mails on hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from takeover.apply.look import Look
from takeover.apply.weekly import away_words, notes
from takeover.model.roster import read_roster
from takeover.model.turn import Account, Turn
from takeover.model.wish import Want, Wish
from tests.story import local, row
from tests.takeover.planning.scenes import SETTINGS, made_turn

WEDNESDAY = "2026-11-18 08:00"
READY = "getting_ready"


def look(
    *turns: Turn,
    at: str = WEDNESDAY,
    until: datetime | None = None,
    rows: tuple[Mapping[str, object], ...] = (row(),),
) -> Look:
    account = Account(turns, live_since=local("2026-01-05 10:00"), away_until=until)
    return Look(read_roster(rows, SETTINGS), account, local(at))


def holding(*steps: str) -> Turn:
    """Sam's turn, with these mails kept back."""
    wishes = {name: Wish(Want.HOLD, local("2026-11-17 10:00")) for name in steps}
    return made_turn(steps={"booked": "2026-11-16 10:00"}, wishes=wishes)


@pytest.mark.parametrize(("until", "away"), [("2026-11-18 08:00:01", True), (WEDNESDAY, False)])
def test_that_nobody_is_there_is_recalled_until_somebody_is(until: str, away: bool) -> None:
    seen = look(until=local(until))
    assert notes(seen, SETTINGS) == ([away_words(seen, SETTINGS)] if away else [])
    assert ("Wednesday 18 November 2026" in away_words(seen, SETTINGS)) is away


def test_nothing_is_noted_where_nothing_was_set() -> None:
    assert (away_words(look(), SETTINGS), notes(look(made_turn()), SETTINGS)) == ("", [])


def test_each_mail_on_hold_is_named_with_its_weekend_behind_the_time_away() -> None:
    seen = look(holding(READY), until=local("2026-11-23 00:00"))
    away, held = notes(seen, SETTINGS)
    assert away == away_words(seen, SETTINGS) != ""
    assert held == "Friday 4 December, on hold: how to get ready"


def test_a_mail_on_hold_is_not_named_once_it_is_too_late_for_it_or_its_row_is_gone() -> None:
    turn = holding(READY)
    assert len(notes(look(turn, at="2026-12-02 16:59"), SETTINGS)) == 1
    assert notes(look(turn, at="2026-12-02 17:00"), SETTINGS) == []
    assert notes(look(turn, rows=()), SETTINGS) == []
    assert notes(look(replace(turn, wishes={})), SETTINGS) == []
