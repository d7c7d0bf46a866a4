"""A look: which rows and texts a run reads, whose ledger it is, and words that no post can hold."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from takeover.apply.look import LOOKS_BACK, look, refuse_words
from takeover.apply.own_texts import broken_texts
from takeover.model.roster import BrokenRow, read_roster
from takeover.model.steps import HANDOVER, REMINDERS
from takeover.planning.housekeeping import mistake_key
from tests.memory.world import MemoryWorld
from tests.story import LONDON, WEEKEND, local, row, settings
from tests.takeover.apply.worlds import LIVE_SINCE, world_of
from tests.takeover.planning.scenes import SETTINGS

NOW = "2026-12-02 12:00"
A_MISTAKE = "mistake-2026-12-04-status-0123"
NEXT = WEEKEND + timedelta(weeks=1)

# --- which rows


def test_only_who_looks_for_mistakes_reads_the_rows_of_a_year() -> None:
    last_year = row(WEEKEND - timedelta(weeks=51))
    for by, found in ((HANDOVER, []), (REMINDERS, ["2025-12-12"])):
        seen = look(world_of(NOW, rows=(last_year,)), by)
        assert [one.weekend for one in seen.roster.mistakes] == found
        assert list(seen.roster.takeovers) == [WEEKEND]


@pytest.mark.parametrize(("days", "known"), [(0, [WEEKEND]), (1, [])])
def test_a_row_is_known_as_long_as_it_could_have_to_be_forgotten(
    days: int, known: list[object]
) -> None:
    noon = datetime.combine(WEEKEND + LOOKS_BACK + timedelta(days=days), time(12), tzinfo=LONDON)
    world = MemoryWorld(settings(), noon)
    world.roster.put(row())
    assert list(look(world, REMINDERS).roster.takeovers) == known


@pytest.mark.parametrize(
    ("seen", "done", "reads"),
    [((), (), 1), ((A_MISTAKE,), (), 2), ((), (A_MISTAKE,), 1), (("trouble-x-later",), (), 1)],
    ids=["nothing", "a mistake that is not told", "one that is told", "a trouble"],
)
def test_the_rows_of_a_year_are_read_by_others_once_there_is_a_mistake_to_tell(
    seen: tuple[str, ...], done: tuple[str, ...], reads: int
) -> None:
    world = world_of(NOW)
    for key in seen:
        world.ledger.see(key, local(NOW))
    for key in done:
        world.ledger.mark("~told", key, local(NOW), "")
    look(world, HANDOVER)
    assert world.seam.calls.count("roster.rows") == reads
    assert "texts.all" not in world.seam.calls


def test_the_charitys_own_words_are_read_while_some_of_them_are_known_as_a_mistake() -> None:
    world = world_of(NOW)
    world.texts.edit({"weekend": "mail/booked", "text": ""})
    (mistake,) = broken_texts(world)
    assert look(world, REMINDERS).roster.mistakes == ()
    world.ledger.see(mistake_key(mistake), local(NOW))
    assert look(world, REMINDERS).roster.mistakes == (mistake,)


# --- whose ledger


def test_a_copy_of_the_ledger_that_went_live_is_known_as_one_and_rehearses() -> None:
    world = world_of(NOW)
    seen = look(world, HANDOVER).account
    assert (seen.live_since, seen.restored) == (local(LIVE_SINCE), "")
    world.ledger.own_id = "a copy"
    seen = look(world, HANDOVER).account
    assert (seen.live_since, seen.restored) == (None, "a copy")
    assert look(world, HANDOVER, sure=False).account.live_since == local(LIVE_SINCE)


# --- words that no post can hold


def test_a_name_that_x_would_link_stops_its_row_and_no_other() -> None:
    free = row(status="break", public_name="free.com")
    named, after = row(NEXT, public_name="Shift.ms"), row(NEXT + timedelta(weeks=1))
    found = refuse_words(read_roster((free, named, after), SETTINGS))
    (mistake,) = found.mistakes
    assert (mistake.weekend, mistake.cell, mistake.stops_the_row) == (
        str(NEXT),
        "public_name",
        True,
    )
    assert found.broken == {str(NEXT): BrokenRow(str(NEXT), (mistake,))}
    assert list(found.takeovers) == [WEEKEND, NEXT + timedelta(weeks=1)]


def test_a_hello_that_x_would_link_is_left_out_and_its_row_goes_on() -> None:
    found = refuse_words(read_roster((row(introduction="See Shift.ms"),), SETTINGS))
    (mistake,) = found.mistakes
    assert (mistake.cell, mistake.stops_the_row, found.broken) == ("introduction", False, {})
    guest = found.takeovers[WEEKEND].guest
    assert guest is not None
    assert (guest.public_name, guest.introduction) == ("Sam", "")
