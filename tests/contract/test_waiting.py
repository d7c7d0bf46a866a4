"""The waiting list: kept beside the coordinator's rows, and never among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from boto3.dynamodb.types import TypeSerializer

from takeover.adapters.dynamodb import connect
from takeover.adapters.dynamodb_waiting import DynamoWaiting
from takeover.ports import WaitingList
from tests.contract.conftest import BOTH, Real
from tests.contract.made import WEEKEND
from tests.memory import MemoryWaiting

type Edit = Callable[[Mapping[str, object]], None]
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ONE, OTHER = "0a" * 16, "f1" * 16


@pytest.fixture(params=BOTH)
def both(request: pytest.FixtureRequest) -> tuple[WaitingList, Edit]:
    """A list on which nobody waits, and the coordinator's own hand."""
    if request.param == "memory":
        memory = MemoryWaiting()
        return memory, memory.put
    real: Real = request.getfixturevalue("dynamo")

    def edit(entry: Mapping[str, object]) -> None:
        made = {**entry, "account": "ourcharity#waiting"}
        item = {cell: TypeSerializer().serialize(value) for cell, value in made.items()}
        real.client.put_item(TableName="Roster", Item=item)

    return DynamoWaiting(real.settings, connect()), edit


@pytest.fixture
def waiting(both: tuple[WaitingList, Edit]) -> WaitingList:
    return both[0]


def cells(name: str = "Bluebell") -> dict[str, str]:
    return {"applied_at": "2026-11-23T12:00:00.000000+00:00", "public_name": name, "why": ""}


def entry(name: str = "Bluebell", key: str = ONE) -> dict[str, object]:
    return {**cells(name), "account": "ourcharity#waiting", "weekend": key}


def test_at_first_nobody_waits(waiting: WaitingList) -> None:
    assert list(waiting.entries()) == []


def test_what_is_kept_is_there_with_its_id(waiting: WaitingList) -> None:
    waiting.keep(OTHER, cells("Sorrel"))
    waiting.keep(ONE, cells())
    assert list(waiting.entries()) == [entry(), entry("Sorrel", OTHER)]


def test_the_same_id_again_replaces_all_of_what_was_there(waiting: WaitingList) -> None:
    waiting.keep(ONE, cells() | {"guest_phone": "01632 960002"})
    waiting.keep(ONE, cells("Sorrel"))
    assert list(waiting.entries()) == [entry("Sorrel")]


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(waiting: WaitingList) -> None:
    waiting.keep(ONE, cells())
    waiting.keep(OTHER, cells("Sorrel"))
    waiting.forget(ONE)
    waiting.forget(ONE)
    assert list(waiting.entries()) == [entry("Sorrel", OTHER)]


def test_a_cell_that_the_coordinator_edited_comes_as_it_is(
    both: tuple[WaitingList, Edit],
) -> None:
    waiting, edit = both
    edit({"weekend": ONE, "public_name": 7, "anonymous": False})
    found = {"weekend": ONE, "public_name": 7, "anonymous": False, "account": "ourcharity#waiting"}
    assert list(waiting.entries()) == [found]


def test_a_day_has_room_for_so_many_and_the_next_day_for_as_many_again(
    waiting: WaitingList,
) -> None:
    assert [waiting.count(MONDAY, 3) for _ in range(5)] == [True, True, True, False, False]
    assert [waiting.count(TUESDAY, 2) for _ in range(3)] == [True, True, False]


def test_a_clock_that_runs_behind_gets_no_day_of_its_own(waiting: WaitingList) -> None:
    assert waiting.count(TUESDAY, 3) is True
    assert waiting.count(MONDAY, 3) is False


def test_the_count_is_nobody_who_waits(waiting: WaitingList) -> None:
    waiting.count(MONDAY, 3)
    waiting.forget("~today")
    assert list(waiting.entries()) == []
    assert [waiting.count(MONDAY, 3) for _ in range(3)] == [True, True, False]


@pytest.mark.emulator
def test_who_waits_is_no_row_of_the_list(dynamo: Real) -> None:
    waiting = DynamoWaiting(dynamo.settings, connect())
    waiting.keep(ONE, cells())
    waiting.count(MONDAY, 3)
    assert list(dynamo.roster.rows(date(2000, 1, 1))) == []
    assert list(dynamo.roster.misfiled()) == []
    assert dynamo.roster.row(WEEKEND) is None
