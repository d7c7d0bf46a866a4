"""Numbers for help by phone, in memory and in the ledger's table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from takeover.adapters.dynamodb import connect
from takeover.adapters.dynamodb_spoken import DynamoSpoken
from takeover.model.spoken import Spoken
from takeover.ports import SpokenNumbers
from tests.contract.conftest import BOTH, Real
from tests.contract.made import MINUTE, NAIVE, NOON
from tests.memory.spoken import MemorySpoken

ONE = Spoken("a" * 64, "2026-12-04#1", 2, "coordinator", NOON + 30 * MINUTE)
HOUR, NEXT = "2026-12-04T12", "2026-12-04T13"


@pytest.fixture(params=BOTH)
def spoken(request: pytest.FixtureRequest) -> SpokenNumbers:
    """Nothing was read out yet."""
    if request.param == "memory":
        return MemorySpoken()
    real: Real = request.getfixturevalue("dynamo")
    return DynamoSpoken(real.settings, connect())


def test_a_number_is_found_by_what_it_is_hashed_to(spoken: SpokenNumbers) -> None:
    assert spoken.find(ONE.hashed) is None
    assert spoken.keep(ONE) is True
    assert (spoken.find(ONE.hashed), spoken.find("b" * 64)) == (ONE, None)


def test_finding_our_own_is_success_and_another_of_the_same_number_is_none(
    spoken: SpokenNumbers,
) -> None:
    spoken.keep(ONE)
    assert spoken.keep(ONE) is True
    assert spoken.keep(replace(ONE, turn="2026-12-11#1")) is False
    assert spoken.find(ONE.hashed) == ONE


def test_it_opens_once(spoken: SpokenNumbers) -> None:
    spoken.keep(ONE)
    assert (spoken.use(ONE, "me"), spoken.use(ONE, "somebody else")) == (True, False)
    assert spoken.find(ONE.hashed) is None
    assert spoken.use(ONE, "me") is True  # the answer was lost, and it is asked again


def test_of_many_at_once_one_gets_in(spoken: SpokenNumbers) -> None:
    spoken.keep(ONE)
    with ThreadPoolExecutor(8) as many:
        got = list(many.map(lambda owner: spoken.use(ONE, f"owner {owner}"), range(8)))
    assert got.count(True) == 1


def test_one_that_was_never_read_out_cannot_be_used(spoken: SpokenNumbers) -> None:
    assert spoken.use(ONE, "me") is False
    assert spoken.find(ONE.hashed) is None


def test_tries_are_counted_by_the_hour(spoken: SpokenNumbers) -> None:
    assert [spoken.count_try(HOUR, 3) for _ in range(5)] == [True] * 3 + [False] * 2
    assert [spoken.count_try(NEXT, 3) for _ in range(4)] == [True] * 3 + [False]
    assert spoken.count_try(HOUR, 3) is False  # a clock that is late counts nothing anew


def test_of_many_tries_at_once_no_more_are_let_through(spoken: SpokenNumbers) -> None:
    with ThreadPoolExecutor(8) as many:
        let = list(many.map(lambda _: spoken.count_try(HOUR, 3), range(12)))
    assert let.count(True) == 3


def test_the_count_is_no_number(spoken: SpokenNumbers) -> None:
    spoken.count_try(HOUR, 3)
    assert spoken.find("~tries") is None


def test_a_time_without_its_zone_is_not_kept(spoken: SpokenNumbers) -> None:
    with pytest.raises(ValueError, match=r"zone|aware|naive"):
        spoken.keep(replace(ONE, ends_at=NAIVE))
